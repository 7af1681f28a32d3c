"""A learner plays what is offered to them, and earns by exam and package together only."""

from datetime import timedelta

import pytest
from django.test import Client

from curriculum.models import Completion, PackageRegistration, PackageResult
from curriculum.queries.packages import played_registration
from passport.people.models import ProfessionalRole
from tests.factories import EPOCH, complete, make_learner
from tests.package_pages.playing import DONE, manifest, sender
from tests.product_factories import (
    OWN,
    SHARED,
    make_live_version,
    make_package,
    make_partner,
    make_rule,
    use_package,
)
from tests.products.test_deltas import pass_exam

pytestmark = pytest.mark.django_db
LATER = EPOCH + timedelta(days=30)


@pytest.fixture
def version():
    version = make_live_version()
    make_rule(version.add_on)
    return version


@pytest.fixture
def package(version):
    package = make_package(version.add_on.partner, manifest=manifest("one"))
    use_package(version, package, (OWN,))
    return package


@pytest.fixture
def nurse():
    learner = make_learner()
    ProfessionalRole.objects.create(professional=learner, role="NUR", starts_on=EPOCH.date())
    complete(learner, "COR-04")
    complete(learner, "COR-05")
    return learner


def browser_of(learner) -> Client:
    client = Client()
    client.force_login(learner.user)
    return client


def address(version, package) -> str:
    return f"/products/{version.add_on.module.code}/packages/{package.public_id}/"


def enrol(client, version, package) -> PackageRegistration:
    assert client.post(address(version, package)).status_code == 302
    return PackageRegistration.objects.get(package=package)


def test_the_first_visit_says_what_opens_and_writes_nothing(version, package, nurse):
    answer = browser_of(nurse).get(address(version, package))
    assert (answer.status_code, PackageRegistration.objects.count()) == (200, 0)
    assert "learns no name of yours" in answer.content.decode()


def test_the_page_that_plays_names_nobody(version, package, nurse):
    client = browser_of(nurse)
    registration = enrol(client, version, package)
    body = client.get(address(version, package)).content.decode()
    state = body.split('id="player-state"', 1)[1].split("</script>", 1)[0]
    assert registration.pseudonym in state
    assert nurse.user.last_name not in state
    assert nurse.user.email not in state


def test_the_page_frames_the_packages_own_origin_and_no_other(version, package, nurse):
    client = browser_of(nurse)
    enrol(client, version, package)
    policy = client.get(address(version, package))["Content-Security-Policy"]
    [frames] = [part for part in policy.split(";") if part.strip().startswith("frame-src")]
    assert frames.split() == ["frame-src", f"https://{package.sha256[:32]}.localhost:8001"]


def test_what_the_live_version_does_not_play_does_not_exist(version, package, nurse):
    client = browser_of(nurse)
    other = make_package(version.add_on.partner, manifest=manifest("one"))
    foreign = make_package(make_partner(), manifest=manifest("one"))
    for each in (other, foreign):
        assert client.get(address(version, each)).status_code == 404
        assert client.post(address(version, each)).status_code == 404


def test_what_is_not_offered_in_ones_country_does_not_exist(version, package, nurse):
    nurse.country = "KR"
    nurse.save()
    assert browser_of(nurse).post(address(version, package)).status_code == 404


def test_a_package_that_was_refused_since_is_not_played(version, package, nurse):
    package.state = "refused"
    package.save()
    for answer in (
        browser_of(nurse).get(address(version, package)),
        browser_of(nurse).post(address(version, package)),
    ):
        assert answer.status_code == 410
        assert "This content cannot be opened now" in answer.text
        assert "Its partner and its reviewers have been told." in answer.text
    assert PackageRegistration.objects.count() == 0


def test_while_a_package_is_refused_the_doctor_names_it(version, package, nurse):
    package.state = "refused"
    package.save()
    place = f"/products/{version.add_on.module.code}/doctor/"
    text = browser_of(nurse).get(place).text
    assert "“Thawing” was closed by a check and cannot be opened now." in text
    assert "Come back later. Its partner and reviewers have been told." in text
    assert "was not opened yet" not in text


def test_who_may_not_sign_in_any_more_saves_nothing(version, package, nurse):
    client = browser_of(nurse)
    registration = enrol(client, version, package)
    nurse.user.is_active = False
    nurse.user.save()
    assert played_registration(registration.public_id, LATER.date()) is None


def test_a_package_that_is_checked_anew_is_played_meanwhile(version, package, nurse):
    package.state = "checking"
    package.save()
    assert browser_of(nurse).get(address(version, package)).status_code == 200


def test_a_result_alone_earns_nothing(version, package, nurse):
    client = browser_of(nurse)
    sender(client, enrol(client, version, package))(DONE)
    assert PackageResult.objects.count() == 1
    assert not Completion.objects.filter(module=version.add_on.module).exists()


def test_the_exam_alone_earns_nothing_and_with_the_package_it_does(version, package, nurse):
    client = browser_of(nurse)
    attempt = pass_exam(nurse, version.release, LATER)
    assert not Completion.objects.filter(attempt=attempt).exists()
    sender(client, enrol(client, version, package))(DONE)
    assert Completion.objects.get(attempt=attempt).delta.learned == [OWN]


def test_the_package_first_and_the_exam_then_earn_as_well(version, package, nurse):
    client = browser_of(nurse)
    sender(client, enrol(client, version, package))(DONE)
    attempt = pass_exam(nurse, version.release, LATER)
    assert Completion.objects.filter(attempt=attempt).count() == 1


def test_two_products_that_play_one_package_both_hear_of_it(version, nurse):
    package = make_package(version.add_on.partner, manifest=manifest("one"))
    use_package(version, package, (OWN, *SHARED))
    attempt = pass_exam(nurse, version.release, LATER)
    client = browser_of(nurse)
    sender(client, enrol(client, version, package))(DONE)
    assert Completion.objects.filter(attempt=attempt).count() == 1
