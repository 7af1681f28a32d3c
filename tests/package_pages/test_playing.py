"""Commits are kept once and in order, sessions add up, and a result is written once."""

import random

import pytest

from curriculum.models import PackageResult, Purpose, UnitState
from curriculum.services.playing import OlderCommitError, UnitUnknownError, opening_of, register
from tests.factories import make_learner
from tests.package_pages.conftest import AT
from tests.package_pages.playing import DONE, LAUNCH, enrolled, later, package_of, told

pytestmark = pytest.mark.django_db
STATUS, PLACE, EXIT = "cmi.core.lesson_status", "cmi.core.lesson_location", "cmi.core.exit"
TIME = "cmi.core.session_time"


def unit(registration, key="one"):
    return UnitState.objects.get(registration=registration, unit=key)


def test_a_package_knows_a_random_name_and_never_the_persons():
    package = package_of("one")
    learner = make_learner()
    other = make_learner()
    first, second = (
        register(package=package, user=each.user, learner=each, purpose=Purpose.LEARN, at=AT)
        for each in (learner, other)
    )
    cmi = opening_of(registration=first).cmi
    told_to_content = " ".join(cmi.values()).lower()
    assert cmi["cmi.core.student_id"] == first.pseudonym != second.pseudonym
    for word in (learner.user.first_name, learner.user.last_name, learner.user.email):
        assert word.lower() not in told_to_content
        assert word.lower() not in first.pseudonym


def test_one_person_has_another_name_in_each_package():
    learner = make_learner()
    names = {
        register(
            package=package_of("one"), user=learner.user, learner=learner,
            purpose=Purpose.LEARN, at=AT,
        ).pseudonym
        for _ in range(3)
    }  # fmt: skip
    assert len(names) == 3


def test_enrolling_twice_is_enrolling_once():
    package, learner = package_of("one"), make_learner()
    rows = {
        register(package=package, user=learner.user, learner=learner, purpose=Purpose.LEARN, at=AT)
        for _ in range(2)
    }
    assert len(rows) == 1


def test_the_same_commit_again_changes_nothing():
    registration = enrolled(package_of("one"))
    told(registration, {PLACE: "3", TIME: "00:05:00"})
    before = UnitState.objects.values().get()
    assert told(registration, {PLACE: "9"}, at=later(5)).sequence == 1
    assert UnitState.objects.values().get() == before


def test_an_overtaken_commit_is_answered_with_the_newer_state():
    registration = enrolled(package_of("one"))
    told(registration, {PLACE: "3"}, sequence=4)
    with pytest.raises(OlderCommitError) as refusal:
        told(registration, {PLACE: "2"}, sequence=3)
    assert (refusal.value.row.sequence, refusal.value.row.cmi[PLACE]) == (4, "3")
    assert unit(registration).cmi[PLACE] == "3"


def test_commits_in_any_order_end_with_the_newest():
    registration = enrolled(package_of("one"))
    numbers = list(range(1, 12))
    random.Random(4).shuffle(numbers)  # noqa: S311 - only an order
    for number in numbers:
        try:
            told(registration, {PLACE: str(number)}, sequence=number)
        except OlderCommitError:
            continue
    assert (unit(registration).sequence, unit(registration).cmi[PLACE]) == (11, "11")


def test_a_later_opening_takes_over_and_the_earlier_one_is_told():
    registration = enrolled(package_of("one"))
    told(registration, {PLACE: "2"}, sequence=1)
    told(registration, {PLACE: "5"}, sequence=1, launch=LAUNCH + 60)
    with pytest.raises(OlderCommitError):
        told(registration, {PLACE: "3"}, sequence=2)
    assert unit(registration).cmi[PLACE] == "5"
    assert unit(registration).sessions == 2


def test_time_of_all_sessions_adds_up_whether_they_ended_or_were_cut_off():
    registration = enrolled(package_of("one"))
    told(registration, {TIME: "00:05:00", EXIT: "suspend"}, final=True)
    told(registration, {TIME: "00:02:00"}, launch=LAUNCH + 600, sequence=2)  # then the battery died
    told(registration, {TIME: "00:01:30"}, launch=LAUNCH + 900, sequence=3, final=True)
    assert unit(registration).total_seconds == 8 * 60 + 30


def test_time_of_a_new_attempt_in_scorm_2004_is_added_though_the_content_begins_at_nothing():
    registration = enrolled(package_of("one", standard="scorm_2004"))
    told(registration, {"cmi.session_time": "PT5M", "cmi.exit": "normal"}, final=True)
    told(registration, {"cmi.session_time": "PT2M"}, launch=LAUNCH + 600, sequence=2, final=True)
    row = unit(registration)
    assert row.total_seconds == 7 * 60
    assert row.cmi["cmi.total_time"] == "PT2M"


def test_what_was_suspended_is_there_again_when_it_is_opened():
    registration = enrolled(package_of("one"))
    told(registration, {"cmi.suspend_data": "page=7", EXIT: "suspend"}, final=True)
    opening = opening_of(registration=registration)
    assert opening.cmi["cmi.suspend_data"] == "page=7"
    assert opening.cmi["cmi.core.entry"] == "resume"
    assert opening.sequence == 1


def test_opening_writes_nothing():
    registration = enrolled(package_of("one"))
    opening_of(registration=registration)
    assert UnitState.objects.count() == 0


def test_refused_values_are_answered_and_the_rest_is_kept():
    registration = enrolled(package_of("one"))
    kept = told(registration, {STATUS: "done!", PLACE: "3", "cmi.nonsense": "x"})
    assert {(each.element, each.code) for each in kept.refused} == {
        (STATUS, 405), ("cmi.nonsense", 401),
    }  # fmt: skip
    assert unit(registration).cmi[PLACE] == "3"
    assert unit(registration).refused == 2


@pytest.mark.parametrize(
    ("standard", "name", "limit"),
    [("scorm_1.2", "cmi.suspend_data", 4096), ("scorm_2004", "cmi.suspend_data", 64000)],
)
def test_suspend_data_are_kept_up_to_the_limit_of_their_standard(standard, name, limit):
    registration = enrolled(package_of("one", standard=standard))
    assert told(registration, {name: "x" * limit}).refused == ()
    assert len(told(registration, {name: "x" * (limit + 1)}, sequence=2).refused) == 1
    assert len(unit(registration).cmi[name]) == limit


def test_a_part_that_is_not_there_is_refused():
    registration = enrolled(package_of("one"))
    for key in ("", "two"):
        with pytest.raises(UnitUnknownError):
            told(registration, DONE, unit=key)


def test_a_result_is_written_once_when_every_part_is_through():
    registration = enrolled(package_of("one", "two"))
    told(registration, {**DONE, TIME: "00:04:00"}, unit="one")
    assert PackageResult.objects.count() == 0
    told(registration, {**DONE, TIME: "00:06:00"}, unit="two", at=later(3))
    told(registration, {STATUS: "incomplete"}, unit="two", sequence=2, at=later(4))
    told(registration, DONE, unit="two", sequence=3, at=later(5))
    result = PackageResult.objects.get()
    assert (result.learner_id, result.package_id) == (
        registration.learner_id, registration.package_id,
    )  # fmt: skip
    assert (result.completion, result.total_seconds) == ("completed", 600)
    assert result.achieved_at == later(3)


def test_what_was_through_stays_through():
    registration = enrolled(package_of("one"))
    told(registration, DONE, final=True)
    told(registration, {STATUS: "incomplete"}, launch=LAUNCH + 60, sequence=2)
    assert unit(registration).completion == "completed"


def test_a_part_that_tells_nothing_is_through_once_it_was_opened():
    registration = enrolled(package_of("one", is_sco=False))
    told(registration, {})
    assert PackageResult.objects.count() == 1


@pytest.mark.parametrize("purpose", [Purpose.TRIAL, Purpose.REVIEW])
def test_only_learning_gives_results(purpose):
    registration = enrolled(package_of("one"), purpose)
    told(registration, DONE, final=True)
    assert PackageResult.objects.count() == 0


def test_failed_is_not_through():
    registration = enrolled(package_of("one"))
    told(registration, {STATUS: "failed", "cmi.core.score.raw": "20"}, final=True)
    assert PackageResult.objects.count() == 0
