"""Invitations by mail: bound to one address, used once, for seven days; no token is kept."""

import hashlib
import re
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.test import Client

from passport.audit.models import AuditEntry
from passport.jobs.models import Job
from passport.jobs.runner import run_due
from passport.notices.models import Notice
from passport.people.domain.invitations import next_free
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
from tests.centre_factories import join, make_lead
from tests.centres.conftest import JANA, TERMS, browser_of, confirm_address, link
from tests.factories import make_learner, make_user

FORM = {"email": JANA, "given_names": "Jana", "roles": ["NUR", "TRN"], "unit": "Ward 5"}
FORM = {**FORM, "kind": "staff"}


def asked(desk, email: str, at: datetime) -> Invitation:
    invitee = Invitee(email=email, given_names="", family_name="", terms=TERMS)
    return invite(centre=desk.centre, invitee=invitee, by=desk.lead.user, at=at)


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


# --- taken back, sent again, listed ---


@pytest.mark.django_db
def test_a_withdrawn_invitation_answers_no_more(desk, jana, invited):
    desk.post("people:withdraw_invitation", invited.public_id, data={})
    page = browser_of(jana).get(link(invited))
    assert page.status_code == 410
    assert "The centre took it back." in page.text
    answer = desk.post("people:withdraw_invitation", invited.public_id, data={})
    assert "answered or withdrawn before" in answer.text


@pytest.mark.django_db
def test_sending_again_waits_a_day_and_gives_seven_more(desk, jana, invited, clock, now, run_jobs):
    answer = desk.post("people:resend_invitation", invited.public_id, data={})
    assert "It went out less than a day ago." in answer.text
    clock.at = now + timedelta(days=6)
    desk.post("people:resend_invitation", invited.public_id, data={})
    assert browser_of(jana).get(link(invited)).status_code == 200
    run_jobs()
    invited.refresh_from_db()
    assert (invited.sent_at, invited.expires_at) == (
        now + timedelta(days=6), now + timedelta(days=13),
    )  # fmt: skip
    assert len(mail.outbox) == 2


@pytest.mark.django_db
def test_the_list_says_where_each_stands(desk, invited, jana, now):
    assert "until 28 November 2026" in desk.get("people:invitations").text
    Invitation.objects.update(expires_at=now - timedelta(days=1))
    assert "Ran out" in desk.get("people:invitations").text
    Invitation.objects.update(expires_at=now + timedelta(days=1))
    accept(invitation=invited, professional=jana, at=now)
    assert "Accepted" in desk.get("people:invitations").text


@pytest.mark.django_db
def test_answered_invitations_leave_the_list_after_a_month(desk, invited, jana, now):
    accept(invitation=invited, professional=jana, at=now)
    Invitation.objects.update(invited_at=now - timedelta(days=31))
    page = desk.get("people:invitations").text
    assert JANA not in page
    assert "Nobody is invited" in page


# --- how many a day ---


def test_the_day_is_the_last_24_hours(now):
    hours = [now - timedelta(hours=n) for n in (23, 22, 1, 30)]
    assert next_free(hours, 4, now) == now
    assert next_free(hours, 3, now) == now + timedelta(hours=1)
    assert next_free(hours, 2, now) == now + timedelta(hours=2)


@pytest.mark.django_db
def test_no_more_go_out_in_a_day_than_a_centre_may(desk, settings, clock, now):
    settings.CENTRE_INVITATIONS_PER_DAY = 3
    for number in range(5):
        asked(desk, f"n{number}@hospital.example", now)
    run_due("default")
    assert len(mail.outbox) == 3
    waiting = Job.objects.filter(kind="invitations_waiting", status="waiting")
    assert set(waiting.values_list("due_at", flat=True)) == {now + timedelta(days=1)}
    page = desk.post("people:invite", data=FORM)
    assert "goes out tomorrow" in page.text
    assert page.text.count("Waits to be sent") == 3
    clock.at = now + timedelta(days=1)
    run_due("default")
    assert len(mail.outbox) == 6


@pytest.mark.django_db
def test_an_address_that_the_server_refuses_stops_nobody_else(desk, now, monkeypatch, run_jobs):
    send = mail.EmailMultiAlternatives.send

    def refuse(message, *args, **kwargs):
        if message.to == ["gone@hospital.example"]:
            raise SMTPRecipientsRefused({})
        return send(message, *args, **kwargs)

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", refuse)
    gone = asked(desk, "gone@hospital.example", now)
    asked(desk, JANA, now)
    run_jobs()
    gone.refresh_from_db()
    assert (gone.sent_at, gone.withdrawn_at is None) == (None, False)
    assert [each.to for each in mail.outbox] == [[JANA]]


# --- one centre against another ---


@pytest.mark.django_db
def test_another_centre_sees_and_moves_no_invitation(desk, other_desk, invited):
    for name in ("people:withdraw_invitation", "people:resend_invitation"):
        foreign = other_desk.post(name, invited.public_id, data={})
        through = other_desk.client.post(desk.path(name, invited.public_id))
        assert (foreign.status_code, through.status_code) == (404, 404)
    invited.refresh_from_db()
    assert invited.withdrawn_at is None
    assert JANA not in other_desk.get("people:invitations").text
    assert other_desk.client.get(desk.path("people:invitations")).status_code == 404


@pytest.mark.django_db
def test_the_list_costs_the_same_for_one_and_for_three(desk, invited, now, queries):
    one = queries(lambda: desk.get("people:invitations"))
    asked(desk, "two@hospital.example", now)
    asked(desk, "three@hospital.example", now)
    assert queries(lambda: desk.get("people:invitations")) == one


@pytest.mark.django_db
def test_a_visitor_is_led_to_sign_up_and_back(invited):
    client = Client()
    page = client.get(link(invited)).text
    assert f"/accounts/signup/?next={link(invited)}" in page
    assert f"/accounts/login/?next={link(invited)}" in page
    assert "j…@hospital.example" in page
    assert JANA not in page
    assert "sessionid" not in client.cookies


@pytest.mark.django_db
def test_a_lead_of_another_centre_may_accept_and_stays_there(desk, other_desk, now, run_jobs):
    olga = confirm_address(other_desk.lead)
    invitation = asked(desk, olga.user.email, now)
    run_jobs()
    accept(invitation=invitation, professional=olga, at=now)
    for centre in (desk.centre, other_desk.centre):
        assert member_of(centre, olga.public_id, now.date()) is not None


@pytest.mark.django_db
def test_several_leads_all_hear_of_it(desk, jana, invited, now, run_jobs):
    second = make_lead(desk.centre)
    mail.outbox.clear()
    accept(invitation=invited, professional=jana, at=now)
    run_jobs()
    assert {each.to[0] for each in mail.outbox} == {desk.lead.user.email, second.user.email}


@pytest.mark.django_db
def test_an_unknown_link_says_so(invited):
    page = Client().get("/join/NOTATOKENNOTATOKENNOTATOK/")
    assert page.status_code == 404
    assert "We do not know it." in page.text


@pytest.mark.django_db
def test_names_stand_in_mails_as_they_are_spelled_and_do_no_harm(desk, now, run_jobs):
    desk.centre.name = "O'Brien & <b>Sons</b>"
    desk.centre.save()
    asked(desk, JANA, now)
    run_jobs()
    (sent,) = mail.outbox
    assert sent.subject == "Quentin Sample invites you to O'Brien & <b>Sons</b>, Sampletown"
    assert "the list of O'Brien & <b>Sons</b>, Sampletown." in sent.body
    html = sent.alternatives[0][0]
    assert "<b>" not in html
    assert "O&#x27;Brien &amp; &lt;b&gt;Sons" in html
