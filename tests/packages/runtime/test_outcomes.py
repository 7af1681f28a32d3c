"""What stored data say of a package: completion, success, score, time and why."""

import pytest

from curriculum.domain.package_results import (
    Completed,
    PackageOutcome,
    Reason,
    Success,
    UnitOutcome,
    kept,
    together,
)
from curriculum.domain.packages import LaunchUnit, PackageManifest, PackageStandard
from curriculum.scorm.runtime import Learner, close_session, outcome_of, state_for_launch

OLD, NEW = PackageStandard.SCORM_12, PackageStandard.SCORM_2004


def manifest(standard: PackageStandard, *units: LaunchUnit) -> PackageManifest:
    return PackageManifest(standard, "", "Fictoleucel: the bag", units)


def unit(key: str = "a", **values) -> LaunchUnit:
    return LaunchUnit(key, key.upper(), "index.html", **values)


def said(standard: PackageStandard, cmi: dict[str, str], **values) -> tuple:
    found = outcome_of(standard, {"a": cmi}, manifest(standard, unit(**values)))
    return found.completed, found.success, found.scaled, found.reasons


DONE, HALF = Completed.COMPLETED, Completed.INCOMPLETE


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("passed", (DONE, Success.PASSED, None, ())),
        ("completed", (DONE, Success.UNKNOWN, None, ())),
        ("failed", (HALF, Success.FAILED, None, (Reason.SAYS_FAILED,))),
        ("incomplete", (HALF, Success.UNKNOWN, None, (Reason.SAYS_INCOMPLETE,))),
        ("browsed", (HALF, Success.UNKNOWN, None, (Reason.ONLY_BROWSED,))),
        ("not attempted", (HALF, Success.UNKNOWN, None, (Reason.STATUS_NEVER_SET,))),
    ],
)
def test_lesson_status_of_scorm_12_says_completion_and_success(status, expected):
    assert said(OLD, {"cmi.core.lesson_status": status}) == expected


@pytest.mark.parametrize(
    ("status", "raw", "expected"),
    [
        ("failed", "80", (DONE, Success.PASSED, 0.8, (Reason.SCORE_DECIDED,))),
        (
            "passed",
            "79.99",
            (HALF, Success.FAILED, 0.7999, (Reason.SCORE_DECIDED, Reason.BELOW_MASTERY)),
        ),
        ("completed", "", (DONE, Success.UNKNOWN, None, (Reason.SCORE_MISSING,))),
    ],
)
def test_the_mastery_score_of_scorm_12_decides_over_the_status(status, raw, expected):
    cmi = {"cmi.core.lesson_status": status, "cmi.core.score.raw": raw}
    assert said(OLD, cmi, mastery=0.8) == expected


@pytest.mark.parametrize(
    ("cmi", "threshold", "expected"),
    [
        ({"cmi.completion_status": "completed"}, None, (DONE, ())),
        ({"cmi.completion_status": "incomplete"}, None, (HALF, (Reason.SAYS_INCOMPLETE,))),
        ({"cmi.completion_status": "not attempted"}, None, (HALF, (Reason.SAYS_INCOMPLETE,))),
        ({}, None, (HALF, (Reason.STATUS_NEVER_SET,))),
        ({"cmi.progress_measure": "0.8"}, 0.8, (DONE, ())),
        ({"cmi.progress_measure": "0.79"}, 0.8, (HALF, (Reason.BELOW_THRESHOLD,))),
        ({"cmi.completion_status": "completed"}, 0.8, (HALF, (Reason.PROGRESS_NEVER_SET,))),
    ],
)
def test_completion_in_scorm_2004_follows_the_threshold_where_there_is_one(
    cmi, threshold, expected
):
    completed, _, _, reasons = said(NEW, cmi, completion_threshold=threshold)
    assert (completed, reasons) == expected


@pytest.mark.parametrize(
    ("cmi", "passing", "expected"),
    [
        ({"cmi.success_status": "passed"}, None, (Success.PASSED, ())),
        ({"cmi.success_status": "failed"}, None, (Success.FAILED, (Reason.SAYS_FAILED,))),
        ({}, None, (Success.UNKNOWN, ())),
        ({"cmi.score.scaled": "0.7"}, 0.7, (Success.PASSED, (Reason.SCORE_DECIDED,))),
        (
            {"cmi.score.scaled": "-1", "cmi.success_status": "passed"},
            0.7,
            (Success.FAILED, (Reason.SCORE_DECIDED, Reason.BELOW_MASTERY)),
        ),
        ({"cmi.success_status": "passed"}, 0.7, (Success.UNKNOWN, (Reason.SCORE_MISSING,))),
    ],
)
def test_success_in_scorm_2004_follows_the_passing_score_where_there_is_one(cmi, passing, expected):
    state = {"cmi.completion_status": "completed", **cmi}
    _, success, _, reasons = said(NEW, state, mastery=passing)
    assert (success, reasons) == expected


def test_a_package_is_completed_when_all_its_units_are():
    book = manifest(OLD, unit("a"), unit("b"), unit("c", is_sco=False))
    passed, done = {"cmi.core.lesson_status": "passed"}, {"cmi.core.lesson_status": "completed"}
    said_ = {
        "nothing": outcome_of(OLD, {}, book).completed,
        "one": outcome_of(OLD, {"a": passed}, book).completed,
        "two": outcome_of(OLD, {"a": passed, "b": done}, book).completed,
        "all": outcome_of(OLD, {"a": passed, "b": done, "c": {}}, book).completed,
    }
    assert said_ == {"nothing": Completed.NOT_STARTED, "one": HALF, "two": HALF, "all": DONE}


def test_one_unit_that_was_not_passed_fails_the_package():
    book = manifest(NEW, unit("a"), unit("b"))
    states = {
        "a": {"cmi.completion_status": "completed", "cmi.success_status": "passed"},
        "b": {"cmi.completion_status": "completed", "cmi.success_status": "failed"},
    }
    found = outcome_of(NEW, states, book)
    assert (found.completed, found.success, found.is_done) == (DONE, Success.FAILED, False)


def test_scores_are_averaged_and_times_added():
    book = manifest(NEW, unit("a"), unit("b"), unit("c"))
    states = {
        "a": {"cmi.score.scaled": "0.5", "cmi.total_time": "PT1M", "cmi.session_time": "PT5.5S"},
        "b": {"cmi.score.scaled": "1", "cmi.total_time": "PT1H"},
        "c": {},
    }
    found = outcome_of(NEW, states, book)
    assert (found.scaled, found.seconds) == (0.75, 3665)


def test_what_was_once_done_stays_done_on_a_new_attempt():
    done = together((UnitOutcome("a", DONE, Success.PASSED, 0.9, 600),))
    again = together((UnitOutcome("a", HALF, Success.UNKNOWN, None, 20),))
    assert kept(done, again) == done
    assert kept(None, again) == again
    assert kept(again, done) == done


def test_a_passed_unit_outlives_a_later_failure_of_itself_only():
    before = together(
        (
            UnitOutcome("a", DONE, Success.PASSED, 0.9, 600),
            UnitOutcome("b", DONE, Success.FAILED, 0.1, 60),
        )
    )
    now = together(
        (
            UnitOutcome("a", DONE, Success.FAILED, 0.2, 700),
            UnitOutcome("b", DONE, Success.PASSED, 0.8, 90),
        )
    )
    found = kept(before, now)
    assert [(each.success, each.seconds) for each in found.units] == [
        (Success.PASSED, 700),
        (Success.PASSED, 90),
    ]
    assert found.is_done


def test_an_empty_package_is_not_started():
    assert together(()) == PackageOutcome(Completed.NOT_STARTED, Success.UNKNOWN, None, 0, ())


@pytest.mark.parametrize("standard", [OLD, NEW])
def test_a_launch_names_nobody_and_gives_only_what_fits(standard):
    big = unit(launch_data="x" * 5000, time_limit_action="explode", mastery=0.8)
    given = state_for_launch(standard, {}, big, Learner("p-4711"))
    names = [name for name in given if name.endswith(("_id", "_name"))]
    assert [given[name] for name in names] == ["p-4711", "Learner"]
    assert not [name for name in given if name.endswith(("launch_data", "time_limit_action"))]


def test_a_launch_gives_what_the_manifest_says():
    told = unit(mastery=0.825, launch_data="x=1", max_time_seconds=3600, completion_threshold=0.5)
    old = state_for_launch(OLD, {}, told, Learner("p"))
    new = state_for_launch(NEW, {}, told, Learner("p"))
    assert {name: old[name] for name in old if "student_data" in name or "launch" in name} == {
        "cmi.launch_data": "x=1",
        "cmi.student_data.mastery_score": "82.5",
        "cmi.student_data.max_time_allowed": "01:00:00",
        "cmi.student_data.time_limit_action": "",
    }
    assert {name: new[name] for name in new if new[name] in ("0.825", "0.5", "PT1H", "x=1")} == {
        "cmi.launch_data": "x=1",
        "cmi.scaled_passing_score": "0.825",
        "cmi.completion_threshold": "0.5",
        "cmi.max_time_allowed": "PT1H",
    }


def test_closing_twice_counts_no_time_twice():
    open_ = {"cmi.total_time": "PT1M", "cmi.session_time": "PT1M", "cmi.entry": "resume"}
    once = close_session(NEW, open_, unit(), finished=True)
    assert close_session(NEW, once, unit(), finished=True) == once == {"cmi.total_time": "PT2M"}
