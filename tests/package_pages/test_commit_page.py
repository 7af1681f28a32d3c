"""Where players save: only the owner, only JSON, only so much, few questions to the database."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from curriculum.models import UnitState
from tests.factories import make_learner
from tests.package_pages.conftest import AT
from tests.package_pages.playing import LAUNCH, enrolled, package_of, sender

pytestmark = pytest.mark.django_db
PLACE = "cmi.core.lesson_location"


@pytest.fixture
def registration(db):
    return enrolled(package_of("one"))


@pytest.fixture
def owner(registration) -> Client:
    client = Client()
    client.force_login(registration.user)
    return client


@pytest.fixture
def send(owner, registration):
    return sender(owner, registration)


def test_a_commit_is_saved_and_answered(send, registration):
    answer = send({PLACE: "3", "cmi.nonsense": "x"})
    told = answer.json()
    assert (answer.status_code, told["sequence"]) == (200, 1)
    assert told["errors"] == [{"element": "cmi.nonsense", "code": 401}]
    assert "saved_at" in told
    assert UnitState.objects.get().cmi[PLACE] == "3"


def test_the_same_commit_twice_is_saved_once(send):
    assert [send({PLACE: "3"}).status_code for _ in range(2)] == [200, 200]
    assert UnitState.objects.get().sequence == 1


def test_an_overtaken_commit_gets_409_with_the_newer_state(send):
    send({PLACE: "3"}, 5)
    answer = send({PLACE: "2"}, 4)
    assert (answer.status_code, answer.json()["sequence"]) == (409, 5)
    assert answer.json()["cmi"][PLACE] == "3"


def test_another_persons_registration_does_not_exist(registration):
    stranger = Client()
    stranger.force_login(make_learner().user)
    assert sender(stranger, registration)({PLACE: "3"}).status_code == 404
    assert UnitState.objects.count() == 0


def test_visitors_are_sent_to_sign_in(registration):
    assert sender(Client(), registration)({PLACE: "3"}).status_code == 302


def test_a_commit_needs_its_token(registration):
    client = Client(enforce_csrf_checks=True)
    client.force_login(registration.user)
    assert sender(client, registration)({PLACE: "3"}).status_code == 403


def test_a_withdrawn_package_saves_nothing(send, registration):
    registration.package.state = "withdrawn"
    registration.package.save()
    assert send({PLACE: "3"}).status_code == 404


@pytest.mark.parametrize(
    "body",
    ["", "no json", "[]", "3", '{"unit": "one"}', "[" * 100_000, '{"unit": "one", "sequence": 1}'],
)
def test_what_is_no_commit_is_refused(owner, registration, body):
    address = f"/play/{registration.public_id}/commit/?launch={LAUNCH}"
    answer = owner.post(address, body, content_type="application/json")
    assert answer.status_code == 400
    assert UnitState.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"sequence": 0}, {"sequence": -1}, {"sequence": True}, {"sequence": 1.5},
        {"sequence": "1"}, {"sequence": 2**60}, {"cmi": []}, {"cmi": {"a.b": 1}}, {"cmi": None},
        {"final": "yes"}, {"unit": ""}, {"unit": "x" * 300}, {"unit": 4}, {"unit": "other"},
        {"launch": ""}, {"launch": "soon"}, {"launch": "-5"}, {"launch": "0"},
        {"launch": "9" * 14},
    ],
    ids=str,
)  # fmt: skip
def test_values_of_the_wrong_kind_are_refused(send, wrong):
    values = {"cmi": {}, **wrong}
    assert send(values.pop("cmi"), values.pop("sequence", 1), **values).status_code == 400
    assert UnitState.objects.count() == 0


def test_more_than_can_be_saved_is_not_even_read(send, settings):
    settings.PACKAGE_COMMIT_BYTES_MAX = 500
    assert send({PLACE: "x" * 600}).status_code == 413


def test_a_package_that_saves_too_often_waits_until_the_minute_is_over(
    send, settings, monkeypatch, registration
):
    settings.PACKAGE_COMMITS_PER_MINUTE = 2
    moment = AT.replace(second=50)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    answers = [send({PLACE: str(number)}, number) for number in (1, 2, 3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "10"
    assert UnitState.objects.get().sequence == 2
    moment += timedelta(seconds=10)
    assert send({PLACE: "3"}, 3).status_code == 200


def test_another_learner_is_not_kept_waiting_and_without_limits_nobody_is(
    send, settings, monkeypatch, registration
):
    settings.PACKAGE_COMMITS_PER_MINUTE = 1
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    other = enrolled(registration.package)
    client = Client()
    client.force_login(other.user)
    assert [send({PLACE: "1"}).status_code, send({PLACE: "2"}, 2).status_code] == [200, 429]
    assert sender(client, other)({PLACE: "1"}).status_code == 200
    settings.PACKAGE_LIMITS_ON = False
    assert send({PLACE: "2"}, 2).status_code == 200


def test_strangers_use_up_nobodys_limit(send, settings, monkeypatch, registration):
    settings.PACKAGE_COMMITS_PER_MINUTE = 1
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    stranger = Client()
    stranger.force_login(make_learner().user)
    for _ in range(3):
        assert sender(stranger, registration)({PLACE: "3"}).status_code == 404
    assert send({PLACE: "1"}).status_code == 200


def test_only_posts_are_commits(owner, registration):
    assert owner.get(f"/play/{registration.public_id}/commit/").status_code == 405


def test_a_commit_asks_the_database_six_times_at_most(send):
    send({PLACE: "1"})
    with CaptureQueriesContext(
        connection,
    ) as asked:
        send({PLACE: "2"}, 2)
    own = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
    assert len(own) <= 6, json.dumps(own, indent=1)
