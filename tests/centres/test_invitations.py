"""Invitations by mail: bound to one address, used once, for seven days; no token is kept."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.core import mail

from passport.audit.models import AuditEntry
from passport.jobs.models import Job
from passport.notices.models import Notice
from passport.people.domain.roles import Terms
from passport.people.domain.tokens import ALPHABET, LENGTH, hinted, kept_of, spelled
from passport.people.models import CentreMembership, Invitation, ProfessionalRole
from passport.people.queries.centres import member_of, members_of
from passport.people.queries.invitations import token_of
from passport.people.services.invitations import (
    AlreadyInvitedError,
    InvitationClosedError,
    Invitee,
    OtherAddressError,
    accept,
    invite,
)
from tests.centre_factories import join
from tests.centres.conftest import FORM, JANA, asked, browser_of, link
from tests.factories import make_learner, make_user

# --- tokens ---


def test_a_token_has_130_bits_of_a_plain_alphabet():
    assert LENGTH * 5 == 130
    assert spelled(b"\xff" * 32) == "Z" * 26
    assert spelled(b"\x00" * 32) == "0" * 26
    assert set(spelled(hashlib.sha256(b"any").digest())) <= set(ALPHABET)


def test_a_token_is_known_however_it_is_typed():
    spelling = "0123456789ABCDEFGHJKMNPQRS"
    assert kept_of(" 0i23456789abcdefghjkmnpqrs ") == kept_of(spelling)
    assert kept_of(spelling) == hashlib.sha256(spelling.encode()).hexdigest()


def test_a_hint_tells_a_stranger_little():
    assert hinted("jana.novakova@hospital.example") == "j…@hospital.example"


@pytest.mark.django_db
def test_nothing_but_the_hash_of_a_token_is_stored(invited):
    token = token_of(invited)
    assert invited.token_hash == kept_of(token)
    stored = [str(row) for model in (Invitation, Notice, Job, AuditEntry)
              for row in model.objects.values_list()]  # fmt: skip
    assert [row for row in stored if token in row] == []
    assert token in mail.outbox[0].body


@pytest.mark.django_db
def test_tokens_of_two_invitations_differ(desk, now):
    first, second = asked(desk, "a@h.example", now), asked(desk, "b@h.example", now)
    assert token_of(first) != token_of(second)


# --- asking ---


@pytest.mark.django_db
def test_the_lead_asks_a_colleague_and_the_mail_says_who_and_as_what(desk, run_jobs):
    answer = desk.post("people:invite", data=FORM)
    assert "The invitation to jana@hospital.example is on its way." in answer.text
    assert run_jobs() == ["invitations_waiting"]
    (sent,) = mail.outbox
    assert sent.to == [JANA]
    assert sent.subject == "Quentin Sample invites you to Fictional Hospital, Sampletown"
    for words in ("Good day Jana,", "Ward nurse, Local trainer or assessor", "Unit: Ward 5",
                  "Answer until 28 November 2026"):  # fmt: skip
        assert words in sent.body
    assert re.search(r"http\S+/join/[0-9A-Z]{26}/", sent.body)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_id) == ("invitation.written", desk.lead.user.public_id)
    assert JANA not in str(entry.details)


@pytest.mark.django_db
def test_an_invitation_needs_an_address_and_a_role(desk):
    page = desk.post("people:invite", data={"kind": "staff"})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"email", "roles"}


@pytest.mark.django_db
def test_a_member_is_not_invited_again_by_any_confirmed_address(desk, jana):
    join(desk.centre, jana)
    page = desk.post("people:invite", data={**FORM, "email": "JANA@hospital.example"})
    assert page.context["form"].errors["email"] == [
        "This colleague belongs to your centre already. Look under People."
    ]


@pytest.mark.django_db
def test_whether_others_have_an_account_is_not_told(desk, stranger):
    known = desk.post("people:invite", data={**FORM, "email": stranger.user.email})
    unknown = desk.post("people:invite", data={**FORM, "email": "nobody@hospital.example"})
    assert (known.status_code, unknown.status_code) == (200, 200)
    words = "The invitation to %s is on its way."
    assert words % stranger.user.email in known.text
    assert words % "nobody@hospital.example" in unknown.text


@pytest.mark.django_db
def test_one_address_has_one_open_invitation(desk, invited, now):
    page = desk.post("people:invite", data=FORM)
    assert "email" in page.context["form"].errors
    with pytest.raises(AlreadyInvitedError):
        asked(desk, JANA.upper(), now)
    later = asked(desk, JANA, now + timedelta(days=8))
    invited.refresh_from_db()
    assert (invited.withdrawn_at, later.withdrawn_at) == (now + timedelta(days=8), None)


# --- answering ---


@pytest.mark.django_db
def test_accepting_makes_the_membership_and_the_roles(desk, jana, invited, now, run_jobs):
    mail.outbox.clear()
    client = browser_of(jana)
    page = client.get(link(invited))
    for words in ("Quentin Sample", "Ward nurse, Local trainer or assessor", "Ward 5", "Staff"):
        assert words in page.text
    assert members_of(desk.centre, now.date())[0].id == desk.lead.pk
    mark = desk.centre.mark
    answer = client.post(f"/centres/invitations/{invited.public_id}/", {"answer": "accept"})
    assert answer["Location"] == "/centres/"
    member = member_of(desk.centre, jana.public_id, now.date())
    assert (member.roles, member.unit, member.kinds) == (("NUR", "TRN"), "Ward 5", ("staff",))
    invited.refresh_from_db()
    desk.centre.refresh_from_db()
    assert (invited.accepted_at, invited.accepted_by) == (now, jana)
    assert desk.centre.mark == mark + 1
    run_jobs()
    assert [(each.to, each.subject) for each in mail.outbox] == [
        ([desk.lead.user.email], "Jana Nováková joined Fictional Hospital, Sampletown")
    ]


@pytest.mark.django_db
def test_an_invited_quality_manager_becomes_one(desk, jana, now, run_jobs):
    terms = Terms(kind="lead", roles=("QMA",))
    invitee = Invitee(email=JANA, given_names="", family_name="", terms=terms)
    invitation = invite(centre=desk.centre, invitee=invitee, by=desk.lead.user, at=now)
    run_jobs()
    accept(invitation=invitation, professional=jana, at=now)
    assert set(member_of(desk.centre, jana.public_id, now.date()).kinds) == {"staff", "lead"}


@pytest.mark.django_db
def test_an_invitation_is_used_once(jana, invited, now):
    accept(invitation=invited, professional=jana, at=now)
    with pytest.raises(InvitationClosedError):
        accept(invitation=invited, professional=jana, at=now)
    page = browser_of(jana).get(link(invited))
    assert page.status_code == 410
    assert "The invitation was answered. Each link works once." in page.text


@pytest.mark.django_db
def test_an_invitation_ends_after_seven_days(jana, invited, clock, now):
    client = browser_of(jana)
    clock.at = now + timedelta(days=7) - timedelta(seconds=1)
    assert client.get(link(invited)).status_code == 200
    clock.at = now + timedelta(days=7)
    assert client.get(link(invited)).status_code == 410
    client.post(f"/centres/invitations/{invited.public_id}/", {"answer": "accept"})
    assert CentreMembership.objects.filter(professional=jana).count() == 0


@pytest.mark.django_db
def test_a_forwarded_link_is_refused(stranger, invited, now):
    client = browser_of(stranger)
    page = client.get(link(invited))
    assert page.status_code == 403
    assert "This invitation is for somebody else" in page.text
    for secret in (JANA, "Jana", "Quentin", "Ward 5", "trainer"):
        assert secret not in page.text
    answer = client.post(f"/centres/invitations/{invited.public_id}/", {"answer": "accept"})
    assert answer.status_code == 404
    with pytest.raises(OtherAddressError):
        accept(invitation=invited, professional=stranger, at=now)
    assert CentreMembership.objects.filter(professional=stranger).count() == 0


@pytest.mark.django_db
def test_an_address_that_was_not_confirmed_is_not_enough(invited, now):
    unconfirmed = make_learner(make_user(email=JANA))
    assert browser_of(unconfirmed).get(link(invited)).status_code == 403
    with pytest.raises(OtherAddressError):
        accept(invitation=invited, professional=unconfirmed, at=now)


@pytest.mark.django_db
def test_a_second_confirmed_address_in_capitals_is_enough(desk, stranger, invited, now):
    stranger.user.emailaddress_set.create(email=JANA.upper(), verified=True)
    accept(invitation=invited, professional=stranger, at=now)
    assert member_of(desk.centre, stranger.public_id, now.date()) is not None


@pytest.mark.django_db
def test_declining_ends_it(desk, jana, invited, now):
    client = browser_of(jana)
    client.post(f"/centres/invitations/{invited.public_id}/", {"answer": "decline"})
    invited.refresh_from_db()
    assert invited.declined_at == now
    assert member_of(desk.centre, jana.public_id, now.date()) is None
    client.post(f"/centres/invitations/{invited.public_id}/", {"answer": "accept"})
    assert member_of(desk.centre, jana.public_id, now.date()) is None


@pytest.mark.django_db
def test_open_invitations_stand_among_my_centres(jana, stranger, invited, desk, now):
    asked(desk, "other@hospital.example", now)
    page = browser_of(jana).get("/centres/").text
    assert page.count("Invited by") == 1
    assert "Invited by" not in browser_of(stranger).get("/centres/").text


@pytest.mark.django_db
def test_roles_held_elsewhere_stay_when_one_joins(desk, jana, invited, now):
    ProfessionalRole.objects.create(professional=jana, role="ICU", starts_on=now.date())
    accept(invitation=invited, professional=jana, at=now)
    assert set(jana.roles.filter(centre=None).values_list("role", flat=True)) == {"ICU"}
