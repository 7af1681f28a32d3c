"""Invitations on their way: taken back, sent again, so many a day, and who hears of answers."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.test import Client

from passport.jobs.models import Job
from passport.jobs.runner import run_due
from passport.people.domain.invitations import next_free
from passport.people.models import Invitation
from passport.people.queries.centres import member_of
from passport.people.services.invitations import (
    accept,
)
from tests.centre_factories import make_lead
from tests.centres.conftest import FORM, JANA, asked, browser_of, confirm_address, link

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
