"""cmi5 content on its own origin: a token per launch, statements for good, results as ever."""

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from curriculum.models import PackageResult, UnitState, XapiStatement
from curriculum.scorm.cmi5_rules import CATEGORY, SESSION, Verb
from curriculum.services.package_trials import trial_of
from curriculum.services.xapi_store import Opened, launch_address, opened_unit, session_of
from passport.content_host.addresses import label_of
from passport.content_host.tokens import make_token
from tests.package_pages.playing import enrolled, package_of
from tests.packages.conformance.cmi5_statements import statement
from tests.product_factories import make_package

pytestmark = pytest.mark.django_db
FACTS = {
    "activity_id": "https://example.org/au/one", "move_on": "Completed",
    "launch_data": "colour=blue",
}  # fmt: skip
VERSION = {"HTTP_X_EXPERIENCE_API_VERSION": "1.0.3"}


class Content:
    """What content on its own origin may do with one launch of a unit, at first the first."""

    def __init__(self, registration, at=None, place=0):
        self.registration, self.at, self.place = registration, at or timezone.now(), place
        sha256 = registration.package.sha256
        self.token = make_token(sha256=sha256, registration=str(registration.public_id), at=self.at)
        self.client = Client(HTTP_HOST=f"{label_of(sha256)}.localhost:8001")
        self.auth = ""
        self.opened: Opened = opened_unit(registration, place, int(self.at.timestamp()))

    def ask(self, method, resource, body=b"", **headers):
        auth = {"HTTP_AUTHORIZATION": f"Basic {self.auth}"} if self.auth else {}
        return self.client.generic(
            method, f"/{self.token}/.xapi/{self.place}/{resource}", body,
            content_type="application/json", **{**VERSION, **auth, **headers},
        )  # fmt: skip

    def fetch(self):
        answer = self.ask("POST", "fetch").json()
        self.auth = answer.get("auth-token", "")
        return answer

    def say(self, verb, second=0, **changes):
        now = session_of(self.opened)
        stamp = (self.at + timedelta(seconds=second)).isoformat()
        made = statement(verb, now, **{"timestamp": stamp, **changes})
        return self.ask("POST", "statements", json.dumps(made)), made


@pytest.fixture
def registration(db):
    return enrolled(package_of("https://example.org/au/one", standard="cmi5", **FACTS))


@pytest.fixture
def content(registration):
    content = Content(registration)
    content.fetch()
    return content


def test_the_launch_address_holds_the_five_values_and_a_pseudonym(registration):
    opened = opened_unit(registration, 0, 1_800_000_000)
    address = launch_address(opened, "https://content.example/token/.xapi/")
    values = {name: each for name, (each,) in parse_qs(urlsplit(address).query).items()}
    assert values["endpoint"] == "https://content.example/token/.xapi/0/"
    assert values["fetch"] == "https://content.example/token/.xapi/0/fetch"
    assert values["registration"] == str(registration.public_id)
    assert json.loads(values["actor"])["account"]["name"] == registration.pseudonym
    assert registration.user.last_name not in address


def test_the_fetch_address_gives_one_token_once(registration):
    content = Content(registration)
    assert set(content.fetch()) == {"auth-token"}
    assert content.fetch()["error-code"] == "1"


def test_neither_token_is_stored_as_it_is(content, registration):
    registration.refresh_from_db()
    kept = f"{registration.fetch_hash} {registration.auth_hash}"
    assert content.auth not in kept
    assert content.token not in kept


def test_an_older_launch_gets_no_token_once_a_later_one_has_it(registration):
    late = Content(registration, timezone.now())
    early = Content(registration, timezone.now() - timedelta(minutes=5))
    late.fetch()
    assert early.fetch()["error-code"] == "1"


def test_a_later_launch_ends_the_rights_of_the_one_before(content, registration):
    Content(registration, timezone.now() + timedelta(seconds=2)).fetch()
    assert content.say(Verb.INITIALIZED)[0].status_code == 401


@pytest.mark.parametrize("auth", ["", "Bm9ib2R5OnNlY3JldA=="])
def test_without_the_right_token_nothing_is_answered(content, auth):
    content.auth = auth
    for method in ("GET", "POST", "PUT"):
        assert content.ask(method, "statements").status_code == 401
    assert XapiStatement.objects.filter(verb=Verb.INITIALIZED).count() == 0


def test_statements_are_kept_once_and_a_launch_is_written_down(content):
    answer, made = content.say(Verb.INITIALIZED)
    again = content.ask("POST", "statements", json.dumps(made))
    assert (answer.status_code, answer.json()) == (200, [made["id"]])
    assert (again.status_code, again.json()) == (200, [made["id"]])
    verbs = list(XapiStatement.objects.values_list("verb", flat=True))
    assert verbs == [Verb.LAUNCHED, Verb.INITIALIZED]


def test_a_session_left_open_is_abandoned_by_the_next(content, registration):
    content.say(Verb.INITIALIZED)
    Content(registration, timezone.now() + timedelta(seconds=2)).fetch()
    verbs = list(XapiStatement.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == [Verb.LAUNCHED, Verb.INITIALIZED, Verb.ABANDONED, Verb.LAUNCHED]


def test_what_breaks_a_rule_leaves_nothing(content):
    answer, _ = content.say(Verb.COMPLETED)  # before it was initialized
    assert answer.status_code == 403
    assert XapiStatement.objects.filter(verb=Verb.COMPLETED).count() == 0


def test_completed_gives_a_result_by_the_same_way_as_scorm(content, registration):
    content.say(Verb.INITIALIZED)
    assert PackageResult.objects.count() == 0
    content.say(Verb.COMPLETED, 60)
    content.say(Verb.TERMINATED, 90)
    result = PackageResult.objects.get()
    assert (result.learner_id, result.completion) == (registration.learner_id, "completed")
    row = UnitState.objects.get()
    assert (row.total_seconds, row.ended_at is not None) == (600, True)


def satisfied() -> list[XapiStatement]:
    return list(XapiStatement.objects.filter(verb=Verb.SATISFIED).order_by("pk"))


def test_when_the_last_unit_is_moved_on_from_its_course_is_satisfied_once(content, registration):
    content.say(Verb.INITIALIZED)
    assert satisfied() == []
    content.say(Verb.COMPLETED, 60)
    [made] = satisfied()
    context = made.body["context"]
    assert made.unit == "course:"
    assert context["registration"] == str(registration.public_id)
    assert context["extensions"][SESSION] == content.opened.session_id
    assert [each["id"] for each in context["contextActivities"]["category"]] == [CATEGORY]
    content.say(Verb.PASSED, 70)
    content.say(Verb.TERMINATED, 90)
    Content(registration, timezone.now() + timedelta(seconds=2)).fetch()
    assert len(satisfied()) == 1


def test_blocks_and_the_course_are_satisfied_each_in_its_turn(db):
    package = package_of("https://example.org/au/one", "https://example.org/au/two",
                         standard="cmi5", **FACTS)  # fmt: skip
    package.manifest["course_id"] = "https://example.org/course"
    package.manifest["units"][0]["blocks"] = ["https://example.org/block"]
    package.save()
    registration = enrolled(package)
    for place, wanted in ((0, ["block:https://example.org/block"]), (1, ["course:"])):
        content = Content(registration, timezone.now() + timedelta(seconds=2 * place), place)
        content.fetch()
        content.say(Verb.INITIALIZED)
        content.say(Verb.COMPLETED, 60)
        assert [each.unit for each in satisfied()][-1:] == wanted
    block, course = satisfied()
    assert block.body["object"]["definition"]["type"].endswith("/block")
    groups = course.body["context"]["contextActivities"]["grouping"]
    assert [each["id"] for each in groups] == ["https://example.org/course"]
    assert block.body["object"]["id"] != course.body["object"]["id"]


def test_a_course_that_asks_nothing_is_satisfied_when_it_is_opened(db):
    facts = {**FACTS, "move_on": "NotApplicable"}
    content = Content(enrolled(package_of("https://example.org/au/one", standard="cmi5", **facts)))
    content.fetch()
    assert [each.unit for each in satisfied()] == ["course:"]


def test_documents_are_kept_changed_and_removed(content):
    query = (
        f"?stateId=place&activityId={session_of(content.opened).activity_id}"
        f"&registration={content.registration.public_id}"
        f"&agent={json.dumps(session_of(content.opened).actor)}"
    )
    place = f"activities/state{query}"
    assert content.ask("PUT", place, b'{"page": 3}').status_code == 204
    assert content.ask("GET", place).json() == {"page": 3}
    assert content.ask("POST", place, b'{"seen": true}').status_code == 204
    assert content.ask("GET", place).json() == {"page": 3, "seen": True}
    assert content.ask("DELETE", place).status_code == 204
    assert content.ask("GET", place).status_code == 404


def test_launch_data_are_there_to_be_read_and_not_to_be_written(content):
    now = session_of(content.opened)
    query = (
        f"?stateId=LMS.LaunchData&activityId={now.activity_id}"
        f"&registration={now.registration}&agent={json.dumps(now.actor)}"
    )
    given = content.ask("GET", f"activities/state{query}").json()
    assert (given["launchParameters"], given["moveOn"]) == ("colour=blue", "Completed")
    assert content.ask("PUT", f"activities/state{query}", b"{}").status_code == 403


def test_about_and_preferences_are_answered(content):
    assert "1.0.3" in content.ask("GET", "about").json()["version"]
    actor = json.dumps(session_of(content.opened).actor)
    query = f"?profileId=cmi5LearnerPreferences&agent={actor}"
    assert content.ask("GET", f"agents/profile{query}").json()["languagePreference"] == "en"


def test_another_packages_host_knows_nothing_of_this_launch(content, registration):
    other = make_package(registration.package.partner, standard="cmi5")
    content.client = Client(HTTP_HOST=f"{label_of(other.sha256)}.localhost:8001")
    assert content.ask("GET", "about").status_code == 404


def test_a_withdrawn_package_says_nothing_more(content, registration):
    registration.package.state = "withdrawn"
    registration.package.save()
    assert content.ask("GET", "about").status_code == 404


@pytest.mark.parametrize("place", ["1", "-1", "x", "", "99999"])
def test_a_unit_that_is_not_there_is_not_found(content, place):
    address = f"/{content.token}/.xapi/{place}/about"
    assert content.client.get(address, **VERSION).status_code == 404


def test_a_body_that_is_too_large_is_refused(content):
    content.say(Verb.INITIALIZED)
    assert content.ask("POST", "statements", b"x" * 2_100_000).status_code == 413


def test_content_that_calls_too_often_is_told_when_to_call_again(content, settings):
    settings.PACKAGE_XAPI_CALLS_PER_MINUTE = 0
    answer, _ = content.say(Verb.INITIALIZED)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60
    assert not XapiStatement.objects.filter(verb=Verb.INITIALIZED).exists()


def test_scorm_content_finds_no_endpoint(db):
    content = Content(enrolled(package_of("one")))
    assert content.ask("POST", "fetch").status_code == 404


def test_cmi5_content_commits_nothing_as_scorm(content):
    body = json.dumps({"unit": "https://example.org/au/one", "sequence": 1, "cmi": {}})
    address = f"/{content.token}/.commit"
    assert content.client.post(address, body, content_type="application/json").status_code == 400


def test_content_that_is_left_alone_saves_by_its_launch(db):
    registration = enrolled(package_of("one"))
    content = Content(registration)
    body = {"unit": "one", "sequence": 1, "cmi": {"cmi.core.lesson_location": "3"}, "final": False}
    address = f"/{content.token}/.commit"
    answer = content.client.post(address, json.dumps(body), content_type="application/json")
    assert answer.status_code == 200
    assert UnitState.objects.get().cmi["cmi.core.lesson_location"] == "3"
    assert content.client.get(address).status_code == 405


def test_a_trial_of_cmi5_content_writes_down_its_verbs(db):
    package = package_of("https://example.org/au/one", standard="cmi5", **FACTS)
    package.trial = {
        "by": "author", "at": "", "began": False, "ended": False, "calls": 0, "elements": [],
        "blocked": [], "errors": [],
    }  # fmt: skip
    package.save()
    content = Content(enrolled(package, "trial"))
    content.fetch()
    content.say(Verb.INITIALIZED)
    content.say(Verb.TERMINATED, 60)
    package.refresh_from_db()
    assert trial_of(package).is_through
