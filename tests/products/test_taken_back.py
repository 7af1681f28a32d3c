"""A version that was retired for safety: no exam in it earns anything, and learners read why."""

import pytest

from curriculum.models import Attempt, Completion
from curriculum.services.attempts import TakenBackError, start_attempt, submit_attempt
from curriculum.services.product_attempts import conclude
from curriculum.services.publishing import mark_unsafe, retire_version
from passport.notices.models import Notice
from tests.factories import complete, make_user
from tests.product_factories import OWN, make_live_version, make_partner_member
from tests.products.conftest import LATER
from tests.products.reading import answer_exam, page, play, with_package
from tests.products.test_deltas import answer_right
from tests.products.test_product_pages import pass_exam, path_of

pytestmark = pytest.mark.django_db
WHY = "This exam does not count: its version was taken back for safety."


def retire(version, *, for_safety=True):
    retire_version(
        version=version, reason="A dose was wrong.", by=make_user(), at=LATER,
        for_safety=for_safety,
    )  # fmt: skip


def begun(client, version) -> Attempt:
    client.post(f"/learn/{version.add_on.module.code}/exam/", {"alone": "on"})
    return Attempt.objects.get(submitted_at=None)


def doctor(client, version) -> str:
    return page(client, f"{path_of(version)}doctor/")


def test_an_exam_that_was_begun_before_is_not_marked_any_more(nurse, version):
    attempt = start_attempt(learner=nurse, release=version.release, at=LATER)
    answer_right(attempt, LATER)
    retire(version)
    with pytest.raises(TakenBackError):
        submit_attempt(attempt=attempt, at=LATER)
    assert not Completion.objects.exists()


def test_retired_for_another_reason_what_was_begun_is_concluded(nurse, version):
    attempt = start_attempt(learner=nurse, release=version.release, at=LATER)
    answer_right(attempt, LATER)
    retire(version, for_safety=False)
    assert submit_attempt(attempt=attempt, at=LATER).passed
    assert Completion.objects.filter(attempt=attempt).exists()


def test_the_learner_who_hands_it_in_reads_why_it_does_not_count(reader, nurse, version):
    attempt = begun(reader, version)
    retire(version)
    answer_exam(reader, attempt)
    response = reader.post(f"/exam/{attempt.public_id}/submit/", follow=True)
    assert response.redirect_chain == [(path_of(version), 302)]
    assert WHY in response.text
    assert "Taken back for safety" in response.text
    assert not Completion.objects.exists()
    assert "No exam in it counts now." in doctor(reader, version)


def test_a_successor_changes_nothing_about_it_and_asks_anew(reader, nurse, version):
    attempt = begun(reader, version)
    retire(version)
    answer_exam(reader, attempt)
    later = make_live_version(version.add_on, at=LATER)
    response = reader.get(f"/exam/{attempt.public_id}/", follow=True)
    assert WHY in response.text
    assert "Continue the exam" not in response.text
    assert "An exam in a version that was taken back for safety does not count." in doctor(
        reader, version
    )
    anew = pass_exam(reader, later)
    assert anew.release == later.release
    assert Completion.objects.get().attempt == anew
    attempt.refresh_from_db()
    assert (attempt.passed, attempt.percent) == (False, 0)
    assert "An exam in a version" not in doctor(reader, version)


def test_an_exam_in_a_replaced_version_ends_when_that_one_is_marked_later(reader, nurse, version):
    attempt = begun(reader, version)
    retire(version, for_safety=False)
    later = make_live_version(version.add_on, at=LATER)
    mark_unsafe(version=version, reason="A dose was wrong.", by=make_user(), at=LATER)
    answer_exam(reader, attempt)
    response = reader.post(f"/exam/{attempt.public_id}/submit/", follow=True)
    assert WHY in response.text
    assert not Completion.objects.exists()
    assert pass_exam(reader, later).passed


def test_it_is_held_against_nobody(reader, nurse, version, settings):
    settings.EXAM_ATTEMPTS_BEFORE_PAUSE = 1
    reader.post(f"/exam/{begun(reader, version).public_id}/submit/")
    assert Attempt.objects.get().passed is False
    retire(version)
    later = make_live_version(version.add_on, at=LATER)
    assert begun(reader, later).release == later.release


def test_a_passed_exam_that_waits_for_a_package_earns_nothing_any_more(reader, nurse, version):
    package = with_package(version, (OWN,))
    complete(nurse, "COR-04")
    complete(nurse, "COR-05")
    attempt = pass_exam(reader, version)
    retire(version)
    play(nurse, package)
    module_id = version.add_on.module_id
    assert conclude(learner=nurse, module_id=module_id, at=LATER) is None
    assert not Completion.objects.filter(attempt=attempt).exists()


def test_what_was_earned_before_stays_and_the_doctor_says_so(reader, nurse, version):
    attempt = pass_exam(reader, version)
    retire(version)
    assert Completion.objects.filter(attempt=attempt, annulment__isnull=True).exists()
    assert "This counts" in doctor(reader, version)


def test_managers_read_what_it_means_for_exams(version):
    make_partner_member(version.add_on.partner)
    retire(version)
    assert Notice.objects.get(kind="version_retired").context["for_safety"] is True


def test_values_that_a_package_was_refused_are_told(reader, nurse, version):
    package = with_package(version, (OWN,))
    registration = package.registrations.create(
        user=nurse.user, learner=nurse, purpose="learn", pseudonym="p", created_at=LATER,
        launched_at=LATER,
    )  # fmt: skip
    registration.units.create(
        unit="unit-1", cmi={"cmi.core.lesson_status": "incomplete"}, refused=2, saved_at=LATER
    )
    assert "“Thawing” sent 2 values that its standard does not allow." in doctor(reader, version)


def test_abroad_the_doctor_names_a_step_that_exists(reader, nurse, version):
    version.countries = ["KR"]
    version.save()
    text = doctor(reader, version)
    assert "Next: See whether the country in your account is right." in text
