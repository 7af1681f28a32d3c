"""Checking by number and family name, concerns, and the limits of both."""

import re
from datetime import timedelta

import pytest

from credentials.domain.numbers import new_code, new_number
from credentials.models import Concern
from credentials.services.copies import close_copy, set_number_lookup

pytestmark = pytest.mark.django_db


def typed(client, number, family_name, **headers):
    return client.post("/verify/", {"number": number, "family_name": family_name}, headers=headers)


def heading(response):
    found = re.search(r'<h1 class="verdict-block__heading">(.*?)</h1>', response.text)
    return found.group(1) if found else None


def answer_only(response):
    """The answer without the form below it, which repeats what was typed, and without the time."""
    return re.sub(
        r"Checked on this site at [^<]*", "", response.text.split('<form method="post"')[0]
    )


def test_number_and_family_name_answer_like_a_code(client, edition):
    response = typed(client, edition.passport.number.lower(), "NOVAKOVA")
    assert (response.status_code, heading(response)) == (200, "Valid passport")
    assert "Ward nurse: knowledge" in response.text


def test_every_way_of_being_wrong_looks_the_same(client, edition, clock):
    number = edition.passport.number
    wrong = [
        typed(client, number, "Dvorakova"),
        typed(client, new_number(), "Novakova"),
        typed(client, "nonsense", "Novakova"),
        typed(client, number, "Jana"),
    ]
    set_number_lookup(passport=edition.passport, allowed=False, at=clock())
    wrong.append(typed(client, number, "Novakova"))
    assert {response.status_code for response in wrong} == {404}
    assert {heading(response) for response in wrong} == {"We cannot confirm this number and name"}
    assert len({answer_only(response) for response in wrong}) == 1


def test_every_way_of_being_wrong_costs_the_same_questions(
    client, edition, django_assert_num_queries
):
    for number, name in ((edition.passport.number, "Else"), (new_number(), "Novakova")):
        with django_assert_num_queries(2):
            typed(client, number, name)


def test_the_number_answers_when_every_copy_is_closed(client, copy, clock):
    close_copy(copy=copy, at=clock())
    assert heading(typed(client, copy.passport.number, "Nováková")) == "Valid passport"


def test_an_empty_form_says_what_is_missing_and_keeps_what_was_typed(client, db):
    response = typed(client, "CTP-1", "")
    assert response.status_code == 422
    assert "error-summary" in response.text
    assert 'value="CTP-1"' in response.text


@pytest.mark.parametrize("path", ["/verify/", "/verify/concern/"])
def test_the_pages_for_verifiers_set_no_cookie_and_ask_for_no_sign_in(client, db, path):
    response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies
    assert 'type="password"' not in response.text
    assert 'type="email"' not in response.text
    assert "csrfmiddlewaretoken" not in response.text
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/verify/", "/verify/concern/"])
def test_another_site_cannot_send_the_forms(client, edition, path):
    fields = {"number": edition.passport.number, "family_name": "Novakova", "text": "Odd."}
    response = client.post(path, fields, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert Concern.objects.count() == 0


def test_a_concern_reaches_the_issuer_without_its_words(
    client, edition, run_jobs, mailoutbox, settings
):
    run_jobs()
    mailoutbox.clear()
    number = edition.passport.number
    assert number in client.get(f"/verify/concern/?number={number}").text
    response = client.post("/verify/concern/", {"text": "The name differs.", "number": number})
    run_jobs()
    concern = Concern.objects.get()
    assert response.status_code == 200
    assert (concern.passport, concern.text, concern.contact) == (
        edition.passport, "The name differs.", "",
    )  # fmt: skip
    assert [mail.to for mail in mailoutbox] == [[settings.ISSUER["contact"]]]
    assert "The name differs." not in mailoutbox[0].body


def test_a_concern_about_an_unknown_number_is_kept_and_says_nothing(client, db):
    response = client.post("/verify/concern/", {"text": "Odd.", "number": new_number()})
    assert response.status_code == 200
    assert Concern.objects.get().passport is None


def test_more_than_five_concerns_in_an_hour_must_wait(client, db, clock):
    for _ in range(5):
        client.post("/verify/concern/", {"text": "Odd."})
    response = client.post("/verify/concern/", {"text": "Odd."})
    assert response.status_code == 429
    assert "Please try again in" in response.text
    assert Concern.objects.count() == 5
    clock.at += timedelta(hours=1)
    assert client.post("/verify/concern/", {"text": "Odd."}).status_code == 200


def test_more_than_ten_look_ups_in_a_minute_must_wait(client, edition, clock):
    for _ in range(10):
        typed(client, edition.passport.number, "Novakova")
    response = typed(client, edition.passport.number, "Novakova")
    assert (response.status_code, heading(response)) == (429, "Not checked")
    assert "Jana" not in response.text.split("<form")[0]
    clock.at += timedelta(minutes=1)
    assert typed(client, edition.passport.number, "Novakova").status_code == 200


def test_after_ten_misses_an_address_waits_even_for_good_codes(client, copy, clock):
    for _ in range(10):
        assert client.get(f"/v/{new_code()}").status_code == 404
    assert client.get(f"/v/{new_code()}").status_code == 429
    response = client.get(f"/v/{copy.code}")
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert "Wait 60 seconds." in response.text
    elsewhere = client.get(f"/v/{copy.code}", REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 200
    clock.at += timedelta(minutes=1)
    assert client.get(f"/v/{copy.code}").status_code == 200


def test_the_machine_is_told_to_wait_in_the_same_shape(client, copy, settings, clock):
    settings.VERIFY_HITS_PER_MINUTE = 1
    client.get(f"/v/{copy.code}")
    answer = client.get(f"/v/{copy.code}", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["state"]) == (429, "throttled")
    assert answer.json()["name"] is None


def test_limits_can_be_switched_off_for_the_benchmark(client, copy, settings):
    settings.VERIFY_LIMITS_ON = False
    settings.VERIFY_HITS_PER_MINUTE = 1
    assert {client.get(f"/v/{copy.code}").status_code for _ in range(5)} == {200}


def test_many_misses_from_everywhere_are_told_to_operations(client, db, clock, caplog, monkeypatch):
    monkeypatch.setattr("credentials.services.limits.MISSES_ALARM", 3)
    for number in range(4):
        client.get(f"/v/{new_code()}", REMOTE_ADDR=f"192.0.2.{number}")
    assert "more than 3 checks a minute find nothing" in caplog.text
