"""Who waits for the next call: confirmed by link, told once, erased then."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from observership.models import CallAlert
from observership.services import alerts
from observership.services.alerts import TooManyAlertsError, ask_alert, tell_waiting
from passport.notices.models import Notice
from tests.observership_factories import make_call

pytestmark = pytest.mark.django_db
ASK = "/observership/next-call/"
ADDRESS = "nora@hospital.example"


def ask(client, email: str = ADDRESS):
    return client.post(ASK, {"email": email})


def mailed_path() -> str:
    found = re.search(r"https?://[^/\s]+(/observership/next-call/\S+)", mail.outbox[-1].body)
    assert found is not None
    return found[1]


def confirmed(client, run_jobs, email: str = ADDRESS) -> CallAlert:
    ask(client, email)
    run_jobs()
    client.post(mailed_path(), {"answer": "confirm"})
    return CallAlert.objects.get(email=email)


def test_an_address_is_confirmed_by_the_link_that_went_there(client, run_jobs, now):
    assert "Look into your mail" in ask(client).content.decode()
    assert run_jobs() == ["call_alert_asked"]
    assert mail.outbox[0].to == [ADDRESS]
    assert CallAlert.objects.get().confirmed_at is None
    page = client.get(mailed_path()).content.decode()
    assert "Yes, mail me" in page
    assert CallAlert.objects.get().confirmed_at is None  # reading changes nothing
    client.post(mailed_path(), {"answer": "confirm"})
    assert CallAlert.objects.get().confirmed_at == now


def test_no_mail_log_keeps_address_or_link(client, run_jobs):
    confirmed(client, run_jobs)
    assert Notice.objects.count() == 0
    token = mailed_path().rstrip("/").rpartition("/")[2]
    assert token not in CallAlert.objects.get().token_hash


def test_who_waits_is_told_once_and_erased(client, run_jobs, call, clock, now):
    make_call(key="autumn", opens_on=call.opens_on, closes_on=call.closes_on)
    confirmed(client, run_jobs)
    assert tell_waiting(at=now) == 1
    said = mail.outbox[-1]
    assert (said.to, CallAlert.objects.count()) == ([ADDRESS], 0)
    assert "The last day is 31 March 2026." in said.body
    assert len(said.subject) < 60
    assert tell_waiting(at=now) == 0


def test_the_mail_leads_to_the_page_of_the_call(client, run_jobs, page, now, settings):
    confirmed(client, run_jobs)
    tell_waiting(at=now)
    assert f"{settings.PUBLIC_URL}/observerships/spring/" in mail.outbox[-1].body


def test_nobody_is_told_before_a_call_opens(client, run_jobs, now):
    confirmed(client, run_jobs)
    assert tell_waiting(at=now) == 0
    assert CallAlert.objects.count() == 1


def test_who_has_not_confirmed_is_not_told_and_erased_after_a_week(client, run_jobs, call, now):
    ask(client)
    run_jobs()
    sent = len(mail.outbox)
    assert tell_waiting(at=now + timedelta(days=6)) == 0
    assert CallAlert.objects.count() == 1
    tell_waiting(at=now + timedelta(days=7))
    assert (CallAlert.objects.count(), len(mail.outbox)) == (0, sent)


def test_a_link_runs_out_after_a_week(client, run_jobs, clock, now):
    ask(client)
    run_jobs()
    clock.at = now + timedelta(days=7)
    response = client.get(mailed_path())
    assert response.status_code == 404
    assert "This link is over" in response.content.decode()


def test_an_address_is_taken_off_by_the_same_link(client, run_jobs):
    confirmed(client, run_jobs)
    client.post(mailed_path(), {"answer": "drop"})
    assert CallAlert.objects.count() == 0
    assert client.get(mailed_path()).status_code == 404


def test_the_answer_does_not_say_whether_an_address_is_known(client, run_jobs):
    first = ask(client)
    run_jobs()
    again = ask(client, " NORA@hospital.example ")
    texts = [response.content.decode().split("<footer")[0] for response in (first, again)]
    assert (texts[0], first.status_code) == (texts[1], again.status_code)
    assert run_jobs() == []
    assert CallAlert.objects.count() == 1


def test_who_asks_again_later_gets_the_link_again(client, run_jobs, clock, now):
    ask(client)
    run_jobs()
    clock.at = now + timedelta(hours=25)
    ask(client)
    assert run_jobs() == ["call_alert_asked"]
    assert len(mail.outbox) == 2


def test_who_confirmed_is_not_mailed_again(client, run_jobs, clock, now):
    confirmed(client, run_jobs)
    clock.at = now + timedelta(days=3)
    ask(client)
    assert run_jobs() == []


def test_an_address_that_is_none_is_refused_in_words(client):
    response = ask(client, "nora")
    assert response.status_code == 422
    assert "Enter an e-mail address such as" in response.content.decode()


def test_nobody_fills_the_list_in_a_day(client, monkeypatch, now):
    monkeypatch.setattr(alerts, "PER_DAY", 2)
    for number in range(2):
        ask_alert(email=f"n{number}@hospital.example", language="en", at=now)
    with pytest.raises(TooManyAlertsError):
        ask_alert(email="n3@hospital.example", language="en", at=now)
    assert "Too many people asked today." in ask(client, "n3@hospital.example").content.decode()


def test_asking_is_posted(client):
    assert client.get(ASK).status_code == 405
