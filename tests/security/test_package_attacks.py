"""What packages, their players and other people try with launches, commits and statements."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from curriculum.domain.packages import PackageStandard
from curriculum.models import (
    ContentPackage,
    PackageRegistration,
    PackageResult,
    Purpose,
    UnitState,
    XapiStatement,
)
from curriculum.scorm.cmi5_rules import Verb
from curriculum.scorm.data_model import clean_state
from curriculum.scorm.launching import launch_addresses
from curriculum.services.package_trials import begin_trial
from curriculum.services.playing import register
from curriculum.services.quarantine import QuarantinedFile
from curriculum.services.xapi_store import opened_unit, session_of
from passport.content_host.addresses import label_of
from passport.people.models import PartnerMembership
from tests.factories import make_user
from tests.package_pages.playing import enrolled, manifest, package_of, sender
from tests.package_pages.test_cmi5_pages import FACTS, Content
from tests.packages.conformance.cmi5_statements import statement
from tests.people.sign_in import strong_sign_in
from tests.product_factories import make_package, make_partner, make_partner_member, use_package
from tests.product_review.worlds import make_reviewer, make_submitted

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DONE = {"cmi.core.lesson_status": "completed"}


@pytest.fixture(autouse=True)
def _places(settings, tmp_path):
    settings.QUARANTINE_DIR = tmp_path / "quarantine"
    settings.PACKAGES_DIR = tmp_path / "packages"
    settings.PARTNER_MEDIA_DIR = tmp_path / "media"


def trying(kind: str = "editor"):
    """A partner's package that one of its people tries."""
    package = make_package(make_partner(), manifest=manifest("one"))
    user = make_partner_member(package.partner, kind)
    begin_trial(package=package, by=user, at=timezone.now())
    row = register(
        package=package, user=user, learner=None, purpose=Purpose.TRIAL, at=timezone.now()
    )
    return package, user, row


def alone(registration, body: dict, at=None) -> int:
    """A commit on the content host, behind a launch of the registration."""
    addresses = launch_addresses(
        sha256=registration.package.sha256,
        registration=str(registration.public_id),
        at=at or timezone.now(),
    )
    path = addresses.player.split(":8001")[1].replace(".player/", ".commit")
    host = f"{label_of(registration.package.sha256)}.localhost:8001"
    client = Client(HTTP_HOST=host)
    return client.post(path, json.dumps(body), content_type="application/json").status_code


def body(cmi: dict, sequence: int = 1) -> dict:
    return {"unit": "one", "sequence": sequence, "cmi": cmi, "final": False}


def left(package: ContentPackage):
    """What a trial wrote."""
    package.refresh_from_db()
    return (
        package.trial["calls"],
        list(package.findings.values_list("rule")),
        UnitState.objects.count(),
    )


# --- who may go on ---


@pytest.mark.parametrize("gone", ["former", "suspended"])
def test_a_trial_ends_with_the_membership_and_while_the_partner_is_suspended(gone):
    package, user, row = trying()
    client = strong_sign_in(Client(), user)
    before = left(package)
    if gone == "former":
        PartnerMembership.objects.filter(user=user).update(ends_on=timezone.localdate() - DAY)
    else:
        package.partner.suspended_at = timezone.now()
        package.partner.suspension_reason = "Looked at."
        package.partner.save()
    now = int(timezone.now().timestamp())
    assert sender(client, row)(DONE, launch=now).status_code == 404
    assert alone(row, body(DONE)) == 404
    assert left(package) == before


def test_a_reviewer_with_a_tie_plays_no_package_of_that_partner(now):
    version = make_submitted()
    package = make_package(version.add_on.partner, manifest=manifest("one"))
    use_package(version, package, ())
    reviewer = make_reviewer(now)
    make_partner_member(version.add_on.partner, user=reviewer, ends_on=timezone.localdate() - DAY)
    client = strong_sign_in(Client(), reviewer)
    address = f"/review/packages/{package.public_id}/play/"
    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]
    assert PackageRegistration.objects.count() == 0
    other = strong_sign_in(Client(), make_reviewer(now))
    assert [other.get(address).status_code, other.post(address).status_code] == [200, 302]


def test_what_trials_and_reviews_say_is_no_result():
    for purpose in (Purpose.TRIAL, Purpose.REVIEW):
        package = package_of("one")
        user = make_partner_member(package.partner)
        row = register(package=package, user=user, learner=None, purpose=purpose, at=timezone.now())
        assert alone(row, {**body(DONE), "final": True}) == 200
    assert UnitState.objects.filter(completion="completed").count() == 2
    assert PackageResult.objects.count() == 0


def test_a_commit_without_the_forms_token_is_refused():
    row = enrolled(package_of("one"))
    client = strong_sign_in(Client(enforce_csrf_checks=True), row.user)
    assert sender(client, row)(DONE).status_code == 403
    assert UnitState.objects.count() == 0


def test_a_stranger_leaves_no_byte_of_an_upload_even_while_it_arrives(monkeypatch):
    partner, limits = make_partner(), []

    class Watched(QuarantinedFile):
        def __init__(self, name, limit):
            limits.append(limit)
            super().__init__(name, limit)

    monkeypatch.setattr("curriculum.services.quarantine.QuarantinedFile", Watched)
    client = strong_sign_in(Client(enforce_csrf_checks=True), make_user())
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    file = BytesIO(b"PK" * 5000)
    file.name = "x.zip"
    address = f"/partner/{partner.public_id}/packages/upload/"
    assert client.post(address, {"file": file}).status_code == 403
    assert limits == [0]


# --- odd values ---


@pytest.mark.parametrize("launch", ["000000000000001" + "9" * 30, "0" * 15 + "9" * 12])
def test_a_launch_is_a_moment_that_was(launch):
    row = enrolled(package_of("one"))
    client = strong_sign_in(Client(), row.user)
    assert sender(client, row)(DONE, launch=launch).status_code == 400
    assert UnitState.objects.count() == 0


def test_the_letter_n_is_no_index():
    for name in ("cmi.objectives.n.id", "cmi.interactions.n.id"):
        for standard in (PackageStandard.SCORM_12, PackageStandard.SCORM_2004):
            assert clean_state(standard, {name: "x"}).values == {}


@pytest.mark.parametrize("name", ["\ud800", "a\0b", "a" * 100_000])
def test_names_that_nobody_could_store_are_not_kept_of_a_trial(name):
    package, user, row = trying()
    now = int(timezone.now().timestamp())
    assert sender(strong_sign_in(Client(), user), row)({name: "x"}, launch=now).status_code == 200
    kept = json.dumps(left(package)[0]) + json.dumps(package.trial)
    details = json.dumps(list(package.findings.values_list("details", flat=True)))
    assert len(kept) + len(details) < 3000
    for text in (kept, details):
        assert "\\ud800" not in text
        assert "\\u0000" not in text


# --- cmi5 ---


@pytest.fixture
def content():
    keys = ("https://example.org/au/one", "https://example.org/au/two")
    made = Content(enrolled(package_of(*keys, standard="cmi5", **FACTS)))
    made.fetch()
    made.say(Verb.INITIALIZED)
    return made


def said(content, **changes) -> int:
    return content.say(Verb.COMPLETED, 5, **changes)[0].status_code


def test_a_number_without_end_is_no_json(content):
    _, made = content.say(Verb.COMPLETED, 5, id="not-an-id")
    text = json.dumps({**made, "id": "6f0d1ca4-9d42-4a4c-8b59-2b0b0f2f0c11"})
    hostile = text.replace('"completion": true', '"completion": true, "extensions": {"x:y": 1e999}')
    assert hostile != text
    assert content.ask("POST", "statements", hostile).status_code == 400
    assert XapiStatement.objects.filter(verb=Verb.COMPLETED).count() == 0


def test_a_duration_longer_than_anybody_lives_breaks_nothing(content):
    _, made = content.say(Verb.TERMINATED, 5, id="not-an-id")
    result = {**made["result"], "duration": "PT99999999999999999999999H"}
    made = {**made, "id": "6f0d1ca4-9d42-4a4c-8b59-2b0b0f2f0c12", "result": result}
    assert content.ask("POST", "statements", json.dumps(made)).status_code in (200, 400)
    row = UnitState.objects.get()
    assert row.total_seconds < 2**31


def test_an_id_of_another_unit_is_a_conflict_and_no_fault(content):
    first = XapiStatement.objects.get(verb=Verb.INITIALIZED)
    other = Content(content.registration, content.at + timedelta(seconds=2))
    other.opened = opened_unit(other.registration, 1, int(other.at.timestamp()))
    path = f"/{other.token}/.xapi/1/"
    headers = {"HTTP_X_EXPERIENCE_API_VERSION": "1.0.3", "content_type": "application/json"}
    auth = other.client.post(f"{path}fetch", **headers).json()["auth-token"]
    made = statement(
        Verb.INITIALIZED, session_of(other.opened), timestamp=other.at.isoformat(),
        id=str(first.statement_id),
    )  # fmt: skip
    answer = other.client.post(
        f"{path}statements", json.dumps(made), HTTP_AUTHORIZATION=f"Basic {auth}", **headers
    )
    assert answer.status_code == 409


def test_statements_are_bounded_for_each_registration(content, monkeypatch):
    monkeypatch.setattr("curriculum.services.xapi_store.MOST_STATEMENTS", 3)
    assert said(content) == 200
    assert content.say(Verb.PASSED, 6)[0].status_code == 403
    assert XapiStatement.objects.count() == 3


@pytest.mark.parametrize("name", ["a%00b", "%ED%A0%80"])
def test_the_name_of_a_document_can_be_stored(content, name):
    now = session_of(content.opened)
    query = (
        f"?stateId={name}&activityId={now.activity_id}"
        f"&registration={now.registration}&agent={json.dumps(now.actor)}"
    )
    status = content.ask("PUT", f"activities/state{query}", b"{}").status_code
    assert {"\0", "\ud800"}.isdisjoint("".join(UnitState.objects.get().documents))
    assert status in (204, 400)


def test_a_limit_of_many_digits_is_refused(content):
    assert content.ask("GET", f"statements?limit={'9' * 5000}").status_code == 400


# --- hosts ---

LABEL = "0123456789abcdef" * 2


@pytest.mark.parametrize(
    "host",
    [
        f"{LABEL}.localhost:8001", f"{LABEL.upper()}.LOCALHOST:8001", f"{LABEL}.localhost.:8001",
        f"{LABEL}.localhost", f"{LABEL}.localhost:", f"{LABEL}.localhost.:", f"{LABEL}.localhost:²",
        f"{LABEL}.localhost:{'9' * 5000}", f"x.{LABEL}.localhost:8001", "xn--zcka.localhost:8001",
        f"{LABEL}.localhost:80@localhost:8001", "localhost:8001", "127.0.0.1:8001", "[::1]:8001",
    ],
)  # fmt: skip
def test_a_content_host_answers_nothing_of_the_platform(host, client):
    for path in ("/", "/verify/", "/learn/", "/admin/", "/accounts/login/", "/v/ABC"):
        response = client.get(path, headers={"host": host})
        assert response.status_code in (400, 404), path
        assert response.cookies == {}
        assert "csrfmiddlewaretoken" not in response.content.decode()


def test_a_launch_address_is_nothing_on_the_platform():
    row = enrolled(package_of("one"))
    addresses = launch_addresses(
        sha256=row.package.sha256, registration=str(row.public_id), at=timezone.now()
    )
    path = addresses.player.split(":8001")[1]
    for address in (path, path.replace(".player/", ".commit"), path.replace(".player/", "")):
        assert Client().get(address).status_code == 404
        assert strong_sign_in(Client(), row.user).post(address).status_code == 404
