"""Leavers vanish at once; what they learned stays theirs; rows stay for earlier days."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from passport.audit.models import AuditEntry
from passport.people.models import CentreMembership, ProfessionalRole
from passport.people.queries.centres import (
    centres_of,
    leads_of,
    led_centre,
    member_of,
    members_of,
    roles_at,
)
from passport.people.queries.profiles import current_roles, roles_ever
from passport.people.services.invitations import Invitee, accept, invite
from passport.people.services.memberships import leave_centre
from tests.centre_factories import join, make_lead
from tests.centres.conftest import JANA, TERMS, browser_of
from tests.factories import make_learner, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def yesterday(now) -> date:
    return now.date() - timedelta(days=1)


@pytest.fixture
def member(desk, jana):
    """Jana, since January at the desk's centre."""
    return join(desk.centre, jana, roles=("NUR", "TRN"), unit="Ward 5")


def leave(desk, professional) -> object:
    return browser_of(professional).post(f"/centres/{desk.centre.public_id}/leave/", follow=True)


def test_leavers_vanish_at_once(desk, member, now, yesterday):
    mark = desk.centre.mark
    assert "It no longer sees you." in leave(desk, member).text
    assert member_of(desk.centre, member.public_id, now.date()) is None
    assert roles_at(desk.centre, now.date(), [member.pk]) == {}
    assert not centres_of(member, now.date()).exists()
    desk.centre.refresh_from_db()
    assert desk.centre.mark > mark
    row = CentreMembership.objects.get(professional=member)
    assert (row.ends_on, row.cancelled_at) == (yesterday, None)


def test_what_the_centre_saw_on_earlier_days_stays(desk, member, now, yesterday):
    leave(desk, member)
    before = member_of(desk.centre, member.public_id, yesterday)
    assert (before.roles, before.unit) == (("NUR", "TRN"), "Ward 5")


def test_who_joined_and_left_today_was_never_seen(desk, jana, now, run_jobs):
    invitee = Invitee(email=JANA, given_names="", family_name="", terms=TERMS)
    invitation = invite(centre=desk.centre, invitee=invitee, by=desk.lead.user, at=now)
    accept(invitation=invitation, professional=jana, at=now)
    assert member_of(desk.centre, jana.public_id, now.date()) is not None
    leave_centre(centre=desk.centre, professional=jana, at=now)
    for day in (now.date() - timedelta(days=1), now.date(), now.date() + timedelta(days=1)):
        assert member_of(desk.centre, jana.public_id, day) is None
    row = CentreMembership.objects.get(professional=jana)
    assert (row.starts_on, row.ends_on, row.cancelled_at) == (now.date(), now.date(), now)


def test_who_left_today_may_come_back_today(desk, jana, now, run_jobs):
    for _ in range(2):
        invitee = Invitee(email=JANA, given_names="", family_name="", terms=TERMS)
        invitation = invite(centre=desk.centre, invitee=invitee, by=desk.lead.user, at=now)
        accept(invitation=invitation, professional=jana, at=now)
        assert member_of(desk.centre, jana.public_id, now.date()).roles == ("NUR", "TRN")
        leave_centre(centre=desk.centre, professional=jana, at=now)
    assert member_of(desk.centre, jana.public_id, now.date()) is None


def test_only_the_first_day_can_be_cancelled(member, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        CentreMembership.objects.filter(professional=member).update(
            ends_on=now.date(), cancelled_at=now
        )


def test_the_learning_plan_keeps_its_roles(desk, member, now):
    leave(desk, member)
    assert set(current_roles(member, now.date())) == {"NUR", "TRN"}
    assert set(roles_ever(member)) == {"NUR", "TRN"}
    open_rows = ProfessionalRole.objects.filter(professional=member, ends_on=None)
    assert set(open_rows.values_list("centre", flat=True)) == {None}


def test_roles_at_other_centres_are_not_doubled(desk, other_desk, member, now):
    join(other_desk.centre, member, roles=("NUR",))
    leave(desk, member)
    open_rows = ProfessionalRole.objects.filter(professional=member, ends_on=None)
    assert sorted(open_rows.values_list("role", "centre")) == [
        ("NUR", other_desk.centre.pk), ("TRN", None),
    ]  # fmt: skip
    assert member_of(other_desk.centre, member.public_id, now.date()) is not None


def test_the_lead_hears_of_it_and_sees_no_more_than_name_and_day(desk, member, now, run_jobs):
    leave(desk, member)
    run_jobs()
    assert [(each.to, each.subject) for each in mail.outbox] == [
        ([desk.lead.user.email], "Jana Nováková left Fictional Hospital, Sampletown")
    ]
    page = desk.get("people:leavers").text
    assert "Jana Nováková" in page
    assert "20 November 2026" in page
    for hidden in (JANA, "Ward 5", "Ward nurse", str(member.public_id)):
        assert hidden not in page
    for name in ("people:membership", "credentials:person"):
        assert desk.get(name, member.public_id).status_code == 404


def test_the_lead_ends_a_membership_and_the_person_is_told(desk, member, now, run_jobs):
    desk.post("people:membership", member.public_id, data={"end": "now"})
    assert member_of(desk.centre, member.public_id, now.date()) is None
    run_jobs()
    assert [(each.to, each.subject) for each in mail.outbox] == [
        ([JANA], "Fictional Hospital, Sampletown ended your membership")
    ]
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_id) == ("membership.ended", desk.lead.user.public_id)


def test_all_memberships_of_a_person_end_together(desk, member, now):
    CentreMembership.objects.create(
        professional=member, centre=desk.centre, kind="supervisor", starts_on=now.date()
    )
    leave(desk, member)
    assert member_of(desk.centre, member.public_id, now.date()) is None


def test_a_membership_that_would_have_ended_later_ends_now(desk, jana, now):
    join(desk.centre, jana, until=now.date() + timedelta(days=30))
    leave(desk, jana)
    assert member_of(desk.centre, jana.public_id, now.date()) is None


def test_the_last_quality_manager_cannot_leave(desk, now):
    page = leave(desk, desk.lead)
    assert "You are its only quality manager." in page.text
    assert leads_of(desk.centre, now.date()) == [desk.lead]
    make_lead(desk.centre)
    leave(desk, desk.lead)
    assert led_centre(desk.lead, desk.centre.public_id, now.date()) is None
    assert desk.get("people:members").status_code == 404


def test_one_leaves_only_the_own_centres(desk, other_desk, member, now):
    client = browser_of(member)
    assert client.post(f"/centres/{other_desk.centre.public_id}/leave/").status_code == 404
    assert client.get(f"/centres/{desk.centre.public_id}/leave/").status_code == 405
    path = f"/centres/{desk.centre.public_id}/leave/"
    assert Client().post(path)["Location"].startswith("/accounts/login/")
    assert member_of(desk.centre, member.public_id, now.date()) is not None


def test_leaving_needs_no_second_step(desk, member):
    """B4: leaving is one click, for whoever may sign in."""
    assert leave(desk, member).status_code == 200


def test_whoever_came_back_is_no_leaver(desk, member, now):
    leave(desk, member)
    join(desk.centre, member, on=now.date(), roles=())
    assert "Nobody has left" in desk.get("people:leavers").text


def test_another_centre_does_not_see_who_left(desk, other_desk, member):
    leave(desk, member)
    assert "Jana" not in other_desk.get("people:leavers").text
    assert other_desk.client.get(desk.path("people:leavers")).status_code == 404


def test_the_list_of_leavers_costs_the_same_for_one_and_for_three(desk, yesterday, queries):
    join(desk.centre, make_learner(), until=yesterday)
    one = queries(lambda: desk.get("people:leavers"))
    for _ in range(2):
        join(desk.centre, make_learner(), until=yesterday)
    assert queries(lambda: desk.get("people:leavers")) == one


# --- my centres ---


def test_my_page_lists_centres_what_they_see_and_ways_on(desk, member, now):
    page = browser_of(member).get("/centres/").text
    for words in ("Fictional Hospital, Sampletown", "Staff · Ward 5", "scores, answers",
                  "Leave now", "/practice/", "/centres/register/"):  # fmt: skip
        assert words in page
    assert "Open the workspace" not in page
    assert "Open the workspace" in browser_of(desk.lead).get("/centres/").text


def test_without_a_centre_the_page_says_how_to_join(jana):
    assert "No centre sees you" in browser_of(jana).get("/centres/").text


def test_my_page_is_linked_from_the_account(jana):
    assert 'href="/centres/"' in browser_of(jana).get("/account/").text


def test_somebody_without_a_profile_is_led_to_the_welcome(desk):
    browser = Client()
    browser.force_login(make_user())
    assert "You have no learning profile yet." in browser.get("/centres/").text


def test_an_own_role_dropped_in_the_profile_makes_the_centre_count_anew(desk, member, now):
    mark = desk.centre.mark
    browser_of(member).post("/welcome/profession/", {"profession": "nurse", "roles": ["NUR"]})
    desk.centre.refresh_from_db()
    assert desk.centre.mark > mark


def test_members_are_as_many_as_before_the_coming_and_going(desk, member, now):
    leave(desk, member)
    assert [each.id for each in members_of(desk.centre, now.date())] == [desk.lead.pk]
