"""A session from its start to its end, as the server stores it commit by commit."""

import pytest

from curriculum.domain.package_results import Completed, Success
from curriculum.domain.packages import LaunchUnit, PackageStandard
from curriculum.scorm.commits import accepted, opened
from curriculum.scorm.runtime import Learner

OLD, NEW = PackageStandard.SCORM_12, PackageStandard.SCORM_2004
UNIT = LaunchUnit("a", "A", "index.html", mastery=0.8)
PLAIN = LaunchUnit("a", "A", "index.html")
LEARNER = Learner("p-4711")


def test_a_session_is_opened_committed_and_ended():
    start = opened(OLD, {}, UNIT, LEARNER, ended=True)
    first = accepted(OLD, start, UNIT, {"cmi.core.lesson_location": "p3"}, final=False)
    last = accepted(
        OLD,
        first.cmi,
        UNIT,
        {
            **first.cmi,
            "cmi.core.score.raw": "90",
            "cmi.core.session_time": "00:10:00",
            "cmi.core.exit": "suspend",
        },
        final=True,
    )
    again = opened(OLD, last.cmi, UNIT, LEARNER, ended=True)
    assert (first.rejected, last.rejected) == ((), ())
    assert (last.outcome.completed, last.outcome.success) == (Completed.COMPLETED, Success.PASSED)
    assert (last.outcome.scaled, last.outcome.seconds) == (0.9, 600)
    assert {name: again[name] for name in (
        "cmi.core.entry", "cmi.core.lesson_location", "cmi.core.lesson_status",
        "cmi.core.total_time",
    )} == {
        "cmi.core.entry": "resume",
        "cmi.core.lesson_location": "p3",
        "cmi.core.lesson_status": "passed",
        "cmi.core.total_time": "00:10:00",
    }  # fmt: skip


def test_a_partial_commit_leaves_the_rest_and_a_refused_value_leaves_the_older_one():
    start = opened(NEW, {}, PLAIN, LEARNER, ended=True)
    first = accepted(NEW, start, PLAIN, {"cmi.location": "p3", "cmi.score.raw": "5"}, final=False)
    second = accepted(NEW, first.cmi, PLAIN, {"cmi.score.raw": "many"}, final=False)
    assert [(each.element, each.code) for each in second.rejected] == [("cmi.score.raw", 406)]
    assert (second.cmi["cmi.location"], second.cmi["cmi.score.raw"]) == ("p3", "5")


@pytest.mark.parametrize("standard", [OLD, NEW])
def test_a_commit_repeated_changes_nothing(standard):
    start = opened(standard, {}, PLAIN, LEARNER, ended=True)
    name = "cmi.core.session_time" if standard is OLD else "cmi.session_time"
    sent = {name: "00:01:00" if standard is OLD else "PT1M"}
    once = accepted(standard, start, PLAIN, sent, final=False)
    twice = accepted(standard, once.cmi, PLAIN, sent, final=False)
    assert (once, once.outcome.seconds) == (twice, 60)


def test_a_session_that_was_cut_off_counts_its_time_and_resumes():
    start = opened(NEW, {}, PLAIN, LEARNER, ended=True)
    lost = accepted(
        NEW, start, PLAIN, {"cmi.session_time": "PT3M", "cmi.location": "p9"}, final=False
    )
    again = opened(NEW, lost.cmi, PLAIN, LEARNER, ended=False)
    assert [again[name] for name in ("cmi.entry", "cmi.location", "cmi.total_time")] == [
        *("resume", "p9", "PT3M")
    ]


def test_many_commits_together_stay_within_the_bound_of_one():
    cmi = opened(NEW, {}, PLAIN, LEARNER, ended=True)
    for index in range(300):
        name = f"cmi.comments_from_learner.{index}.comment"
        cmi = accepted(NEW, cmi, PLAIN, {name: "x" * 4000}, final=False).cmi
    assert sum(len(name) + len(value) for name, value in cmi.items()) < 1_001_000
    assert (
        accepted(NEW, cmi, PLAIN, {"cmi.location": "p1"}, final=False).cmi["cmi.location"] == "p1"
    )


def test_a_hand_made_commit_cannot_give_itself_time_or_another_learner():
    start = opened(NEW, {}, PLAIN, LEARNER, ended=True)
    forged = {"cmi.learner_id": "p-1", "cmi.total_time": "PT99H", "cmi.mode": "review"}
    taken = accepted(NEW, start, PLAIN, forged, final=False)
    assert taken.cmi == start
    assert {each.code for each in taken.rejected} == {404}


@pytest.mark.parametrize(
    ("values", "entry"),
    [
        ({"cmi.exit": "suspend"}, "resume"),
        ({"adl.nav.request": "suspendAll"}, "resume"),
        ({"cmi.exit": "suspend", "adl.nav.request": "abandon"}, "ab-initio"),
        ({"cmi.exit": "suspend", "adl.nav.request": "abandonAll"}, "ab-initio"),
        ({"cmi.exit": "normal"}, "ab-initio"),
        ({"cmi.exit": "time-out"}, "ab-initio"),
        ({}, "ab-initio"),
    ],
    ids=str,
)
def test_the_way_out_decides_on_the_way_back_in_scorm_2004(values, entry):
    start = opened(NEW, {}, PLAIN, LEARNER, ended=True)
    sent = {"cmi.location": "p3", **values}
    left = accepted(NEW, start, PLAIN, sent, final=True)
    again = opened(NEW, left.cmi, PLAIN, LEARNER, ended=True)
    resumes = entry == "resume"
    assert (again["cmi.entry"], again.get("cmi.location") == "p3") == (entry, resumes)
