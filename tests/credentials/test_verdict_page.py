"""What a stranger sees who scans a code: every state, and nothing more than it may say."""

import json
import logging
import logging.config
import re
from datetime import timedelta

import pytest

from credentials.domain.numbers import new_code
from credentials.models import Alarm, StandingChange
from credentials.services.copies import close_copy, make_live_code, replace_copy
from credentials.services.revoking import change_standing
from passport.audit.models import AuditEntry
from tests.credentials.ledger import drop_triggers, run_sql
from tests.factories import make_user

pytestmark = pytest.mark.django_db
FIELDS = {
    "state", "number", "name", "profession", "expires_on", "stamps", "demonstration", "edition",
    "checked_at",
}  # fmt: skip
STAMP_FIELDS = {"kind", "practice", "title", "state", "expires_on", "update_due_on"}


def scan(client, code, **headers):
    return client.get(f"/v/{code}", headers=headers)


def machine(client, code):
    return json.loads(scan(client, code, accept="application/json").text)


def heading(response):
    return re.search(r'<h1 class="verdict-block__heading">(.*?)</h1>', response.text).group(1)


def without_time(response):
    """The page without the moment of the check."""
    return re.sub(r"Checked on this site at [^<]*", "", response.text)


def decided(passport, change, at):
    change_standing(passport=passport, change=change, reason="A reason.", by=make_user(), at=at)


def test_a_valid_passport_shows_name_profession_and_stamps(client, copy):
    response = scan(client, copy.code)
    assert (response.status_code, heading(response)) == (200, "Valid passport")
    for text in (
        "Jana Nováková",
        "Nurse",
        "until 21 November 2027",
        "Core: knowledge",
        "Ward nurse: knowledge",
        "Compare with the staff badge",
        "Checked on this site at 21 Nov 2026, 10:00:00 (Brussels)",
        "passport.test",
        "This page never asks you to sign in.",
        "Demonstration: not clinically reviewed",
        "Not issued or endorsed by GoCART, EBMT, EHA or JACIE.",
    ):
        assert text in response.text


def test_the_scanned_address_works_in_capitals_and_with_folded_letters(client, copy):
    assert client.get(f"/V/{copy.code}").status_code == 200
    folded = copy.code.replace("0", "o").replace("1", "l").lower()
    assert heading(scan(client, folded)) == "Valid passport"


def test_past_its_day_a_passport_is_due_and_past_its_grace_expired(client, copy, clock):
    clock.at += timedelta(days=366)
    due = scan(client, copy.code)
    assert heading(due) == "Valid, renewal due"
    assert "It still counts until 20 January 2028." in due.text
    clock.at += timedelta(days=60)
    expired = scan(client, copy.code)
    assert heading(expired) == "Expired on 21 November 2027"
    assert "Jana Nováková" in expired.text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (StandingChange.REVOKED, "Withdrawn by the issuer"),
        (StandingChange.PAUSED, "Paused by the issuer"),
    ],
)
def test_the_next_scan_tells_what_the_issuer_decided_but_not_why(
    client, copy, clock, change, words
):
    assert heading(scan(client, copy.code)) == "Valid passport"
    decided(copy.passport, change, clock())
    response = scan(client, copy.code)
    assert heading(response) == words
    assert "Jana Nováková" in response.text
    assert "A reason." not in response.text
    assert "Core: knowledge" not in response.text


def test_a_reinstated_passport_is_valid_again(client, copy, clock):
    decided(copy.passport, StandingChange.REVOKED, clock())
    decided(copy.passport, StandingChange.REINSTATED, clock() + timedelta(seconds=1))
    assert heading(scan(client, copy.code)) == "Valid passport"


def test_a_replaced_copy_points_to_no_other_and_says_when(client, copy, clock):
    newer = replace_copy(copy=copy, at=clock())
    response = scan(client, copy.code)
    assert (response.status_code, heading(response)) == (200, "A newer copy exists")
    assert "This copy was replaced on 21 November 2026." in response.text
    assert newer.code not in response.text
    assert heading(scan(client, newer.code)) == "Valid passport"


def test_unknown_mistyped_closed_and_run_out_codes_give_the_same_page(client, copy, clock):
    live = make_live_code(passport=copy.passport, at=clock())
    close_copy(copy=copy, at=clock())
    clock.at += timedelta(minutes=10, seconds=1)
    pages = [
        scan(client, code) for code in (new_code(), "nonsense", "ü" * 26, copy.code, live.code)
    ]
    assert {page.status_code for page in pages} == {404}
    assert {heading(page) for page in pages} == {"We cannot confirm this code"}
    assert len({without_time(page) for page in pages}) == 1
    answers = [machine(client, code) for code in (new_code(), copy.code, live.code)]
    assert all(answer == answers[0] for answer in answers)
    assert "Jana" not in pages[3].text


def test_a_live_code_is_refused_after_ten_minutes_and_one_second(client, copy, clock):
    live = make_live_code(passport=copy.passport, at=clock())
    clock.at += timedelta(minutes=10)
    assert scan(client, live.code).status_code == 200
    clock.at += timedelta(seconds=1)
    assert scan(client, live.code).status_code == 404


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE credentials_edition SET content = replace(content, 'Jana', 'Hana')",
        "UPDATE credentials_edition SET content = replace(content, '2027-11-21', '2037-11-21')",
        "UPDATE credentials_edition SET content = replace(content, '\"demonstration\":true',"
        " '\"demonstration\":false')",
        "UPDATE credentials_edition SET content = replace(content, '\"grace_days\":60',"
        " '\"grace_days\":900')",
        "UPDATE credentials_edition SET content = content || ' '",
        "UPDATE credentials_edition SET leaf_hash = substr(leaf_hash, 2) || 'x'",
        "UPDATE credentials_edition SET issued_at = '2020-01-01 00:00:00'",
        "UPDATE credentials_edition SET number = 2",
        "UPDATE credentials_edition SET signature = substr(signature, 3) || 'xx'",
        "UPDATE credentials_edition SET key_id = 'another'",
        "UPDATE credentials_passport SET number = 'CTP-0000-0000'",
    ],
)
def test_a_record_changed_in_the_database_is_not_to_be_relied_on(client, copy, statement):
    drop_triggers()
    run_sql(statement.replace("%", "%%"))
    response = scan(client, copy.code)
    assert heading(response) == "Do not rely on this record"
    assert "Jana" not in response.text
    assert "Hana" not in response.text
    scan(client, copy.code)
    assert Alarm.objects.count() == 1


def test_an_alarm_reaches_the_issuer_once_and_stands_in_the_trail(
    client, copy, run_jobs, mailoutbox, settings
):
    run_jobs()
    mailoutbox.clear()
    drop_triggers()
    run_sql("UPDATE credentials_edition SET content = replace(content, 'Jana', 'Hana')")
    for _ in range(3):
        scan(client, copy.code)
    run_jobs()
    assert [mail.to for mail in mailoutbox] == [[settings.ISSUER["contact"]]]
    assert AuditEntry.objects.filter(action="alarm_raised").count() == 1


def test_an_erased_edition_is_unknown_and_raises_no_alarm(client, copy):
    run_sql("UPDATE credentials_edition SET content = '', salt = ''")
    assert heading(scan(client, copy.code)) == "We cannot confirm this code"
    assert Alarm.objects.count() == 0


def test_the_machine_gets_these_fields_and_no_others(client, copy):
    answer = machine(client, copy.code)
    assert set(answer) == FIELDS
    assert {key for stamp in answer["stamps"] for key in stamp} == STAMP_FIELDS
    assert (answer["state"], answer["name"], answer["edition"], answer["checked_at"]) == (
        "valid", "Jana Nováková", 1, "2026-11-21T09:00:00+00:00",
    )  # fmt: skip
    page = scan(client, copy.code).text
    for shown in (answer["number"], answer["name"], *(item["title"] for item in answer["stamps"])):
        assert shown in page


@pytest.mark.parametrize("code", ["unknown", "closed"])
def test_the_machine_gets_the_same_shape_for_nothing(client, copy, clock, code):
    close_copy(copy=copy, at=clock())
    response = scan(
        client, copy.code if code == "closed" else new_code(), accept="application/json"
    )
    answer = json.loads(response.text)
    assert response.status_code == 404
    assert set(answer) == FIELDS
    assert {key: value for key, value in answer.items() if value} == {
        "state": "unknown",
        "checked_at": "2026-11-21T09:00:00+00:00",
    }


@pytest.mark.parametrize("state", ["valid", "revoked", "superseded", "unknown", "altered"])
def test_no_state_is_stored_indexed_framed_or_tied_to_a_cookie(client, copy, clock, state):
    if state == "revoked":
        decided(copy.passport, StandingChange.REVOKED, clock())
    if state == "superseded":
        replace_copy(copy=copy, at=clock())
    if state == "altered":
        drop_triggers()
        run_sql("UPDATE credentials_edition SET salt = '00'")
    response = scan(client, new_code() if state == "unknown" else copy.code)
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies
    assert "<title>Passport check</title>" in re.sub(r"\s+(?=<)|(?<=>)\s+", "", response.text)
    assert "<script" not in response.text
    assert 'type="password"' not in response.text
    assert len(response.content) < 20_000


def test_a_check_asks_the_database_three_times_and_then_twice(
    client, copy, django_assert_num_queries
):
    with django_assert_num_queries(3):
        scan(client, copy.code)
    with django_assert_num_queries(2):
        scan(client, copy.code)


def test_a_check_leaves_its_day_and_nothing_else(client, copy, clock):
    scan(client, copy.code)
    copy.refresh_from_db()
    assert str(copy.last_checked_on) == "2026-11-21"
    assert {field.name for field in copy._meta.fields} == {
        "id", "public_id", "passport", "kind", "code", "label", "created_at", "expires_at",
        "closed_at", "replaced_by", "replaced_at", "last_checked_on", "centre",
    }  # fmt: skip


def test_name_and_query_never_reach_the_page(client, copy):
    page = client.get(f"/v/{copy.code}?name=Mallory&number=CTP-1")
    assert "Mallory" not in page.text


def test_checks_work_while_the_shared_cache_is_away(client, copy, settings):
    settings.CACHES = {
        **settings.CACHES,
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        },
    }
    assert heading(scan(client, copy.code)) == "Valid passport"
    assert scan(client, new_code()).status_code == 404


def test_no_log_line_holds_a_code(client, copy, capfd, settings):
    logging.config.dictConfig(settings.LOGGING)
    scan(client, copy.code)
    missing = new_code()
    scan(client, missing)
    logging.getLogger("django.request").error("Internal Server Error: %s", f"/V/{copy.code}")
    out, err = capfd.readouterr()
    assert "/V/..." in out + err
    assert copy.code not in out + err
    assert missing not in out + err
