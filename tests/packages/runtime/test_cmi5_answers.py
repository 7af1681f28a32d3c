"""What the xAPI endpoint answers: tokens, statements once and twice, and its own."""

import json
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from curriculum.scorm.cmi5 import (
    FetchLink,
    answer,
    fetch_answer,
    gives_token,
    launch_data,
    launch_url,
)
from curriculum.scorm.cmi5_rules import SESSION, Verb, unit_outcome
from curriculum.scorm.xapi import XapiRequest
from tests.packages.conformance.cmi5_statements import (
    AT,
    HEADERS,
    after,
    post,
    session,
    statement,
)
from tests.packages.runtime.asking import ask, body_of

LINK = FetchLink(expires_at=AT + timedelta(hours=8))


# --- launching ---


@pytest.mark.parametrize(
    ("method", "link", "status", "content"),
    [
        ("POST", LINK, 200, {"auth-token": "t-1"}),
        ("GET", LINK, 405, {"error-code": "3", "error-text": "Use POST."}),
        ("POST", None, 200, {"error-code": "2", "error-text": "This address is unknown."}),
        (
            "POST",
            replace(LINK, used=True),
            200,
            {"error-code": "1", "error-text": "The authorization token has already been returned."},
        ),
        (
            "POST",
            FetchLink(expires_at=AT - timedelta(seconds=1)),
            200,
            {"error-code": "1", "error-text": "The authorization token has already been returned."},
        ),
    ],
)
def test_the_fetch_address_gives_the_token_once_and_by_post(method, link, status, content):
    given = fetch_answer(method, link, AT, token="t-1")  # noqa: S106 - a made-up token
    assert (given.status, body_of(given)) == (status, content)
    assert gives_token(method, link, AT) is ("auth-token" in content)


def test_a_launch_address_keeps_its_own_query_and_adds_the_five_parameters():
    now = session()
    address = launch_url(
        "https://content.example/au/index.html?lang=en#top",
        now,
        endpoint="https://content.example/.xapi/",
        fetch="https://content.example/.xapi/fetch?k=1",
    )
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert json.loads(query.pop("actor")) == now.actor
    assert query == {
        "lang": "en",
        "endpoint": "https://content.example/.xapi/",
        "fetch": "https://content.example/.xapi/fetch?k=1",
        "registration": now.registration,
        "activityId": now.activity_id,
    }
    assert address.endswith("#top")


def test_launch_data_say_session_publisher_mode_and_what_is_asked():
    data = launch_data(session(mastery=0.8, launch_parameters="x=1", return_url="https://e.org"))
    template = data.pop("contextTemplate")
    assert template["extensions"] == {SESSION: "s-1"}
    assert [each["id"] for each in template["contextActivities"]["grouping"]] == [
        "https://partner.example.com/units/one"
    ]
    assert data == {
        "launchMode": "Normal",
        "moveOn": "CompletedOrPassed",
        "launchParameters": "x=1",
        "masteryScore": 0.8,
        "returnURL": "https://e.org",
    }


# --- statements ---


def test_the_same_statement_again_is_taken_and_stored_once():
    now = session()
    made = statement(Verb.INITIALIZED, now)
    first = post(made, now)
    later = after(now, first)
    again = post(made, later)
    assert (first.status, body_of(first), len(first.facts)) == (200, [made["id"]], 1)
    assert (again.status, body_of(again), again.facts) == (200, [made["id"]], ())


def test_the_same_id_with_another_body_is_a_conflict():
    now = session()
    made = statement(Verb.INITIALIZED, now)
    later = after(now, post(made, now))
    given = post({**made, "verb": {"id": str(Verb.COMPLETED)}}, later)
    assert (given.status, given.facts) == (409, ())


def test_a_put_takes_its_id_from_the_address():
    now = session()
    made = statement(Verb.INITIALIZED, now)
    name = made.pop("id")
    given = ask(now, "PUT", "statements", {"statementId": name}, made)
    assert (given.status, given.body, [each.id for each in given.facts]) == (204, b"", [name])
    other = {"statementId": "760e3480-ba55-4991-94b0-01820dbd23a2"}
    assert ask(now, "PUT", "statements", other, {**made, "id": name}).status == 400
    assert ask(now, "PUT", "statements", {}, made).status == 400


def test_a_batch_is_taken_whole_or_not_at_all():
    now = session()
    good = [
        statement(verb, now, second=i) for i, verb in enumerate((Verb.INITIALIZED, Verb.PASSED))
    ]
    bad = [*good, statement(Verb.PASSED, now, second=3)]
    assert [len(post(good, now).facts), post(good, now).status] == [2, 200]
    assert (post(bad, now).status, post(bad, now).facts) == (403, ())
    assert post([good[0], good[0]], now).status == 400
    assert post([], now).status == 400
    assert post(good * 30, now).status == 413


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff", 400),
        (b"5", 400),
        (b"NaN", 400),
        (b"[" * 5000 + b"]" * 5000, 400),
        (b"{" + b'"id":{' * 50 + b"}" * 51, 400),
        (b'{"id": "\\u0000"}', 400),
        (b"[" + b" " * 4_000_000 + b"]", 413),
    ],
)
def test_what_is_no_statement_is_refused(body, status):
    given = ask(session(), "POST", "statements", body=body)
    assert (given.status, given.facts) == (status, ())


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "completed"},
        {"verb": {}},
        {"actor": None, "object": []},
        {"object": {"objectType": "Agent", "mbox": "mailto:a@example.org"}},
        {"extra": 1},
        {"attachments": []},
        {"context": {"registration": "no"}},
        {"context": {"contextActivities": {"category": [5]}}},
        {"context": {"contextActivities": {"nonsense": []}}},
        {"result": {"success": "yes"}},
        {"result": {"score": {"scaled": 2}}},
        {"result": {"score": {"raw": "9"}}},
        {"result": {"duration": "soon"}},
        {"timestamp": "yesterday"},
    ],
    ids=str,
)
def test_a_statement_of_the_wrong_form_is_bad(change):
    now = session()
    made = statement(Verb.INITIALIZED, now)
    assert post({**made, **change}, now).status == 400


def test_requests_say_their_version():
    request = XapiRequest("GET", "statements", AT)
    assert answer(request, session()).status == 400
    assert answer(replace(request, resource="about"), session()).status == 200
    assert answer(replace(request, resource="../admin", headers=HEADERS), session()).status == 404


def verbs_of(given) -> list[str]:
    return [each["verb"]["id"] for each in body_of(given)["statements"]]


def test_statements_are_given_back_of_this_registration_only_and_filtered():
    now = session()
    for second, verb in enumerate((Verb.INITIALIZED, Verb.COMPLETED)):
        now = after(now, post(statement(verb, now, second=second), now), second=60 + second)
    found = {
        name: [
            each["verb"]["id"]
            for each in body_of(ask(now, "GET", "statements", query))["statements"]
        ]
        for name, query in {
            "all": {},
            "oldest": {"ascending": "true", "limit": "1"},
            "verb": {"verb": str(Verb.COMPLETED)},
            "other": {"registration": "0"},
            "later": {"since": (AT + timedelta(seconds=60)).isoformat()},
        }.items()
    }
    assert found == {
        "all": [Verb.COMPLETED, Verb.INITIALIZED],
        "oldest": [Verb.INITIALIZED],
        "verb": [Verb.COMPLETED],
        "other": [],
        "later": [Verb.COMPLETED],
    }


def test_time_is_what_the_ended_sessions_took():
    now = session()
    for name in ("s-1", "s-2"):
        now = replace(now, session_id=name)
        for second, verb in enumerate((Verb.INITIALIZED, Verb.TERMINATED)):
            now = after(now, post(statement(verb, now, second=second), now))
    assert unit_outcome("unit", now.move_on, now.recorded).seconds == 1200


def test_completing_once_in_a_registration_holds_over_sessions():
    now = session()
    verbs = (Verb.INITIALIZED, Verb.COMPLETED, Verb.PASSED, Verb.TERMINATED)
    for second, verb in enumerate(verbs):
        now = after(now, post(statement(verb, now, second=second), now))
    now = replace(now, session_id="s-2")
    statuses = []
    for second, verb in enumerate((Verb.INITIALIZED, Verb.COMPLETED, Verb.PASSED, Verb.FAILED)):
        given = post(statement(verb, now, second=second), now)
        statuses.append(given.status)
        now = after(now, given)
    assert statuses == [200, 403, 403, 403]


@pytest.mark.parametrize(("late", "status"), [(29, 200), (30, 200), (31, 403)])
def test_what_was_said_before_the_end_may_arrive_for_half_a_minute(late, status):
    now = session()
    for second, verb in ((0, Verb.INITIALIZED), (9, Verb.TERMINATED)):
        now = after(now, post(statement(verb, now, second=second), now))
    assert post(statement(Verb.COMPLETED, now, second=5), now, second=60 + late).status == status
