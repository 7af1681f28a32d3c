"""The portal's pages of packages: uploading, findings, trial, and nobody else's."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from curriculum.domain.packages import Level, PackageRule, Step
from curriculum.models import ContentPackage, PackageRegistration, Purpose, UnitState
from curriculum.services.editorial import ensure_product_reviewers
from curriculum.services.package_trials import trial_of
from curriculum.services.version_checks import check_of
from curriculum.views.package_words import DOING, SENTENCES, STEPS, sentence
from curriculum.views.xapi import hear_violation
from passport.content_host.routes import Violation
from passport.content_host.tokens import make_token, read_token
from passport.jobs.models import Job, JobStatus
from tests.factories import make_user
from tests.package_pages.conftest import AT, honest, left_in, rules, upload_of
from tests.package_pages.playing import DONE, told
from tests.packages import builders
from tests.people.sign_in import strong_sign_in
from tests.product_factories import (
    make_add_on,
    make_package,
    make_partner,
    make_partner_member,
    make_version,
    use_package,
)

pytestmark = pytest.mark.django_db


def portal(partner, rest: str = "") -> str:
    return f"/partner/{partner.public_id}/packages/{rest}"


def send(client: Client, partner, content: bytes, name: str = "thaw.zip"):
    return client.post(portal(partner, "upload/"), {"file": upload_of(content, name)})


# --- words ---


def test_every_rule_and_every_step_has_its_words():
    assert set(SENTENCES) == set(PackageRule)
    assert set(STEPS) == set(DOING) == set(Step)


def test_every_sentence_is_filled_and_short():
    details = dict.fromkeys(("address", "words", "count", "element", "value"), "VALUE")
    for rule in PackageRule:
        words = sentence(rule, details)
        assert "%" not in words
        assert all(len(part.split()) < 30 for part in words.split(". "))


# --- uploading ---


def test_an_uploaded_package_leads_to_its_page(browser, partner):
    answer = send(browser, partner, honest())
    package = ContentPackage.objects.get()
    assert (answer.status_code, answer.url) == (302, portal(partner, f"{package.public_id}/"))


def test_the_page_of_an_upload_says_what_is_taken(browser, partner):
    body = browser.get(portal(partner, "upload/")).content.decode()
    for words in ("at most 300 MB", "SCORM 1.2", "cmi5", "password", 'type="file"'):
        assert words in body


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("thaw.pdf", b"x", "This is no zip"), ("thaw.zip", b"", "This file is empty")],
)
def test_what_is_not_taken_is_said_beside_the_field(browser, partner, places, name, content, words):
    answer = send(browser, partner, content, name)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert left_in(places) == []


def test_a_file_over_the_limit_is_refused_in_words_and_leaves_nothing(
    browser, partner, places, settings
):
    settings.PACKAGE_BYTES_MAX = 3 * 1024 * 1024
    answer = send(browser, partner, b"x" * (4 * 1024 * 1024))
    assert answer.status_code == 422
    assert "larger than 3 MB" in answer.content.decode()
    assert left_in(places) == []


def test_a_body_that_is_far_too_large_is_not_read(browser, partner, settings):
    settings.PACKAGE_BYTES_MAX = 100
    assert send(browser, partner, b"x" * 1000).status_code == 413


def test_an_upload_without_its_token_is_refused_and_leaves_nothing(author, partner, places):
    client = strong_sign_in(Client(enforce_csrf_checks=True), author)
    assert send(client, partner, honest()).status_code == 403
    assert left_in(places) == []
    assert ContentPackage.objects.count() == 0


def test_the_same_file_leads_to_the_package_that_is_there(browser, partner):
    first = send(browser, partner, honest())
    second = send(browser, partner, honest(), "renamed.zip")
    assert second.url == first.url
    assert ContentPackage.objects.count() == 1


# --- the list and one package ---


def test_the_list_costs_the_same_number_of_questions_for_any_number(browser, partner):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(portal(partner)).status_code == 200
        return len(queries)

    make_package(partner)
    asked()
    few = asked()
    for _ in range(8):
        make_package(partner)
    assert asked() == few


def test_findings_stand_under_stop_fix_and_note_with_file_and_remedy(browser, partner, taken):
    bad = builders.page(
        "A page", '<form><input type="password"></form><img src="https://x.example/a.png">'
    )
    package = taken(honest(**{"unit-1.html": bad}))
    body = browser.get(portal(partner, f"{package.public_id}/")).content.decode()
    for words in (
        "Not taken as it is", "Stop: it is not taken as it is", "unit-1.html line",
        "Nobody may be asked for one here", "Note: nothing is asked",
    ):  # fmt: skip
        assert words in body


def test_a_stopped_check_says_that_nothing_is_lost_and_goes_on(browser, partner, receive, run_jobs):
    package = receive(honest())
    Job.objects.update(status=JobStatus.FAILED, due_at=AT)
    here = portal(partner, f"{package.public_id}/")
    body = browser.get(here).content.decode()
    assert "Stopped, nothing lost, try again" in body
    assert "The file is kept." in body
    assert browser.post(f"{here}check/").status_code == 302
    run_jobs()
    package.refresh_from_db()
    assert package.state == "accepted"


def test_another_partner_neither_sees_nor_plays_it(partner, taken):
    package = taken()
    other = make_partner()
    client = strong_sign_in(Client(), make_partner_member(other))
    for rest in ("", "trial/", "trial/?unit="):
        for whose in (partner, other):
            address = portal(whose, f"{package.public_id}/{rest}")
            assert client.get(address).status_code == 404
            assert client.post(address).status_code in (404, 405)
    assert PackageRegistration.objects.count() == 0


def test_a_package_in_a_draft_says_where_it_is_played(browser, partner, taken):
    package = taken()
    version = make_version(make_add_on(partner))
    use_package(version, package, ())
    body = browser.get(portal(partner, f"{package.public_id}/")).content.decode()
    assert f"{version.title}, version 1" in body


def test_withdrawing_is_done_by_its_form(browser, partner, taken, places):
    package = taken()
    browser.post(portal(partner, f"{package.public_id}/withdraw/"))
    package.refresh_from_db()
    assert (package.state, left_in(places)) == ("withdrawn", [])


# --- the trial ---


@pytest.fixture
def trial(browser, partner, taken):
    """A package whose trial has begun, and who plays it."""
    package = taken()
    browser.post(portal(partner, f"{package.public_id}/trial/"))
    return PackageRegistration.objects.get(purpose=Purpose.TRIAL)


def fresh(registration) -> ContentPackage:
    return ContentPackage.objects.get(pk=registration.package_id)


def test_a_trial_that_tells_nothing_must_be_mended(trial):
    assert rules(fresh(trial))["fix"] == ["trial_never_began"]


def test_a_trial_writes_down_what_the_content_told(trial):
    told(trial, {**DONE, "cmi.nonsense": "x"}, unit="unit-1")
    told(trial, DONE, unit="unit-1", sequence=2, final=True)
    found = trial_of(fresh(trial))
    assert (found.began, found.ended, found.calls) == (True, True, 2)
    assert found.elements == ("cmi.core.lesson_status", "cmi.nonsense")
    assert [(each.element, each.code) for each in found.errors] == [("cmi.nonsense", 401)]
    assert rules(fresh(trial)) == {"note": ["not_scanned", "trial_error"]}


def test_a_partner_reads_what_a_learner_would_have_come_to(trial, browser, partner):
    address = portal(partner, f"{trial.package.public_id}/trial/")
    told(trial, {"cmi.core.lesson_status": "incomplete"}, unit="unit-1")
    assert "This does not count yet" in browser.get(address).text
    told(trial, DONE, unit="unit-1", sequence=2, final=True)
    assert "This counts" in browser.get(address).text


def test_what_the_browser_stopped_stands_among_the_findings(trial):
    token = make_token(sha256=trial.package.sha256, registration=str(trial.public_id), at=AT)
    launch = read_token(token, at=AT)
    for _ in range(2):
        hear_violation(launch, Violation("font-src", "https://fonts.example", "unit-1.html"))
    [finding] = fresh(trial).findings.filter(rule="trial_blocked")
    assert (finding.level, finding.file, finding.details["address"]) == (
        Level.FIX, "unit-1.html", "https://fonts.example",
    )  # fmt: skip


def test_beginning_anew_forgets_the_last_trial(trial, browser, partner):
    told(trial, DONE, unit="unit-1", final=True)
    browser.post(portal(partner, f"{trial.package.public_id}/trial/"))
    assert UnitState.objects.count() == 0
    assert trial_of(fresh(trial)).began is False


def test_a_trial_outlives_a_repeated_check(trial, browser, partner, run_jobs):
    told(trial, DONE, unit="unit-1", final=True)
    browser.post(portal(partner, f"{trial.package.public_id}/check/"))
    run_jobs()
    assert fresh(trial).state == "accepted"
    assert trial_of(fresh(trial)).is_through
    assert rules(fresh(trial)) == {"note": ["not_scanned"]}


def test_the_trial_page_plays_and_says_what_it_told(trial, browser, partner):
    here = portal(partner, f"{trial.package.public_id}/trial/")
    assert "data-player" in browser.get(f"{here}?unit=").content.decode()
    told(trial, DONE, unit="unit-1", final=True)
    body = browser.get(here).content.decode()
    assert "cmi.core.lesson_status" in body
    assert "Nothing to mend was seen" in body


def test_a_version_asks_for_the_trial_of_each_of_its_packages(partner, taken, browser):
    package = taken()
    version = make_version(make_add_on(partner))
    use_package(version, package, ())
    assert "trial_run" in check_of(version, AT.date()).missing
    browser.post(portal(partner, f"{package.public_id}/trial/"))
    assert "trial_run" not in check_of(version, AT.date()).missing


# --- review ---


def reviewer():
    user = make_user(is_staff=True)
    user.groups.add(ensure_product_reviewers())
    return user


def test_reviewers_play_what_was_submitted_and_nothing_else(partner, taken):
    package, client = taken(), strong_sign_in(Client(), reviewer())
    address = f"/review/packages/{package.public_id}/play/"
    assert client.get(address).status_code == 404
    use_package(make_version(make_add_on(partner), state="in_review"), package, ())
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    assert "data-player" in client.get(address).content.decode()
    registration = PackageRegistration.objects.get()
    assert (registration.purpose, registration.learner) == (Purpose.REVIEW, None)


def test_nothing_of_the_page_is_written_by_reading(trial, browser, partner):
    before = UnitState.objects.count(), PackageRegistration.objects.values().get()
    browser.get(portal(partner, f"{trial.package.public_id}/trial/?unit="))
    assert (UnitState.objects.count(), PackageRegistration.objects.values().get()) == before
