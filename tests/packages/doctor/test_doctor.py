"""The completion doctor: why it counts or not, one next step, nothing of a person to partners."""

import random
from dataclasses import replace
from datetime import date

import pytest

from curriculum.domain.add_ons import VersionState
from curriculum.domain.doctor import (
    Cause,
    Note,
    Reader,
    Step,
    diagnosis,
    next_step,
    notes_for,
    step_for,
)
from curriculum.domain.doctor_facts import DoctorFacts, ExamFacts, UnitFacts
from curriculum.domain.package_results import Completed, Reason, Success, UnitOutcome

ON = date(2026, 5, 10)
DONE = UnitOutcome("u", Completed.COMPLETED, Success.PASSED, 0.9, 600)
READY = DoctorFacts(
    version=VersionState.LIVE,
    country_offered=True,
    units=(UnitFacts("Thawing the bag", DONE),),
    exam=ExamFacts(passed_on=date(2026, 5, 9)),
)


def unit(completed: Completed, success=Success.UNKNOWN, *reasons: Reason, refused: int = 0):
    outcome = UnitOutcome("u", completed, success, None, 60, reasons)
    return UnitFacts("Thawing the bag", outcome, refused)


def causes(facts: DoctorFacts) -> list[Cause]:
    return [note.cause for note in diagnosis(facts, on=ON).notes]


def test_what_was_recorded_counts_whatever_happens_to_package_and_version():
    facts = replace(
        READY,
        counted_on=date(2026, 5, 9),
        version=VersionState.RETIRED,
        country_offered=False,
        units=(unit(Completed.INCOMPLETE),),
    )
    found = diagnosis(facts, on=ON)
    assert (found.counts, found.notes) == (True, (Note(Cause.COUNTED, on=date(2026, 5, 9)),))
    assert next_step(Reader.LEARNER, found)[0] is Step.NOTHING


def test_an_update_is_due_until_its_day_and_late_after_it():
    counted = replace(READY, counted_on=date(2026, 1, 1))
    due = {day: causes(replace(counted, update_due_on=date(2026, 5, day))) for day in (9, 10, 11)}
    assert due == {
        9: [Cause.COUNTED, Cause.UPDATE_LATE],
        10: [Cause.COUNTED, Cause.UPDATE_DUE],
        11: [Cause.COUNTED, Cause.UPDATE_DUE],
    }


def test_a_newer_rule_takes_nothing_away_and_is_said():
    facts = replace(READY, counted_on=date(2026, 1, 1), rule_then="1", rule_now="2")
    found = diagnosis(facts, on=ON)
    assert found.counts
    assert [note.cause for note in found.notes] == [Cause.COUNTED, Cause.RULE_CHANGED]


@pytest.mark.parametrize(
    ("of_unit", "cause", "learner", "partner", "support"),
    [
        (
            unit(Completed.NOT_STARTED, Success.UNKNOWN, Reason.NEVER_OPENED),
            *(Cause.UNIT_NEVER_OPENED, Step.OPEN_UNIT, Step.NOTHING, Step.EXPLAIN),
        ),
        (
            unit(Completed.INCOMPLETE, Success.UNKNOWN, Reason.SAYS_INCOMPLETE),
            *(Cause.UNIT_INCOMPLETE, Step.GO_ON, Step.NOTHING, Step.EXPLAIN),
        ),
        (
            unit(Completed.INCOMPLETE, Success.UNKNOWN, Reason.STATUS_NEVER_SET),
            Cause.UNIT_SAYS_NOTHING,
            *(Step.WRITE_TO_SUPPORT, Step.MEND_STATUS, Step.TELL_PARTNER),
        ),
        (
            unit(Completed.INCOMPLETE, Success.UNKNOWN, Reason.PROGRESS_NEVER_SET),
            Cause.UNIT_SAYS_NOTHING,
            *(Step.WRITE_TO_SUPPORT, Step.MEND_STATUS, Step.TELL_PARTNER),
        ),
        (
            unit(Completed.INCOMPLETE, Success.UNKNOWN, Reason.BELOW_THRESHOLD),
            *(Cause.UNIT_BELOW_THRESHOLD, Step.GO_ON, Step.NOTHING, Step.EXPLAIN),
        ),
        (
            unit(
                Completed.INCOMPLETE, Success.UNKNOWN, Reason.SAYS_INCOMPLETE, Reason.SCORE_MISSING
            ),
            *(Cause.UNIT_NO_SCORE, Step.WRITE_TO_SUPPORT, Step.MEND_SCORE, Step.TELL_PARTNER),
        ),
        (
            unit(Completed.COMPLETED, Success.FAILED, Reason.BELOW_MASTERY),
            *(Cause.UNIT_NOT_PASSED, Step.REPEAT_UNIT, Step.NOTHING, Step.EXPLAIN),
        ),
        (
            unit(Completed.INCOMPLETE, Success.UNKNOWN, Reason.ONLY_BROWSED),
            *(Cause.UNIT_ONLY_BROWSED, Step.REPEAT_UNIT, Step.MEND_STATUS, Step.TELL_PARTNER),
        ),
    ],
)
def test_each_way_of_a_unit_has_one_step_for_each_reader(of_unit, cause, learner, partner, support):
    found = diagnosis(replace(READY, units=(of_unit,)), on=ON)
    steps = {reader: next_step(reader, found)[0] for reader in Reader}
    assert [note.cause for note in found.notes] == [cause]
    assert steps == {Reader.LEARNER: learner, Reader.PARTNER: partner, Reader.SUPPORT: support}


def test_a_unit_that_was_left_open_is_gone_on_with_before_anybody_blames_it():
    quiet = unit(Completed.INCOMPLETE, Success.UNKNOWN, Reason.STATUS_NEVER_SET)
    found = diagnosis(replace(READY, units=(replace(quiet, left_open=True),)), on=ON)
    assert [note.cause for note in found.notes] == [Cause.UNIT_INCOMPLETE]
    assert next_step(Reader.LEARNER, found)[0] is Step.GO_ON


@pytest.mark.parametrize(
    ("exam", "remaining", "expected"),
    [
        (ExamFacts(), 0, [Note(Cause.EXAM_NOT_TAKEN)]),
        (ExamFacts(is_open=True, tries=1), 0, [Note(Cause.EXAM_OPEN)]),
        (ExamFacts(tries=2, again_on=ON), 0, [Note(Cause.EXAM_NOT_PASSED, on=ON)]),
        (ExamFacts(passed_on=ON), 3, [Note(Cause.OUTCOMES_REMAIN, count=3)]),
        (ExamFacts(passed_on=ON), 0, []),
    ],
)
def test_a_package_alone_never_counts_and_the_exam_decides(exam, remaining, expected):
    found = diagnosis(replace(READY, exam=exam, remaining=remaining), on=ON)
    assert (found.counts, list(found.notes)) == (False, expected)


def test_causes_come_in_the_order_in_which_they_matter():
    facts = DoctorFacts(
        version=VersionState.RETIRED,
        country_offered=False,
        units=(unit(Completed.INCOMPLETE, Success.UNKNOWN, Reason.SAYS_INCOMPLETE, refused=2),),
        core_missing=2,
        clinically_reviewed=False,
    )
    assert causes(facts) == [
        Cause.COUNTRY_NOT_OFFERED,
        Cause.VERSION_RETIRED,
        Cause.CORE_MISSING,
        Cause.UNIT_INCOMPLETE,
        Cause.VALUES_REFUSED,
        Cause.EXAM_NOT_TAKEN,
        Cause.NOT_REVIEWED,
    ]


def test_values_that_were_refused_matter_only_while_the_unit_is_not_through():
    through = UnitFacts("Thawing the bag", DONE, refused=7)
    assert causes(replace(READY, units=(through,))) == []


def test_a_version_that_was_retired_for_safety_says_so():
    facts = replace(READY, version=VersionState.RETIRED, for_safety=True)
    assert causes(facts) == [Cause.VERSION_UNSAFE]


def test_an_exam_in_a_version_retired_for_safety_is_named_and_the_next_one_asked_for():
    found = diagnosis(replace(READY, exam=ExamFacts(taken_back=True)), on=ON)
    assert [each.cause for each in found.notes] == [Cause.EXAM_UNSAFE, Cause.EXAM_NOT_TAKEN]
    assert next_step(Reader.LEARNER, found)[0] is Step.TAKE_EXAM


def test_every_version_that_is_not_live_counts_nothing_new():
    said = {state: causes(replace(READY, version=state)) for state in VersionState}
    assert said == {
        state: {
            VersionState.LIVE: [],
            VersionState.RETIRED: [Cause.VERSION_RETIRED],
        }.get(state, [Cause.VERSION_NOT_LIVE])
        for state in VersionState
    }


def test_every_cause_has_a_step_for_every_reader():
    steps = {(cause, reader): step_for(reader, Note(cause)) for cause in Cause for reader in Reader}
    assert len(steps) == len(Cause) * len(Reader)


def random_facts(chance: random.Random) -> DoctorFacts:
    units = tuple(
        unit(chance.choice([*Completed]), chance.choice([*Success]), chance.choice([*Reason]))
        for _ in range(chance.randrange(3))
    )
    day = chance.choice([None, ON])
    return DoctorFacts(
        version=chance.choice([*VersionState]),
        country_offered=chance.random() < 0.5,
        units=units,
        exam=ExamFacts(
            passed_on=day,
            is_open=chance.random() < 0.5,
            tries=chance.randrange(3),
            taken_back=chance.random() < 0.5,
        ),
        remaining=chance.randrange(3),
        core_missing=chance.randrange(3),
        counted_on=chance.choice([None, ON]),
        update_due_on=chance.choice([None, ON]),
        clinically_reviewed=chance.random() < 0.5,
    )


def test_partners_hear_of_packages_and_versions_and_never_of_a_person():
    chance = random.Random(4)  # noqa: S311 - a fixed seed
    of_a_person = {
        *(Cause.COUNTED, Cause.CORE_MISSING, Cause.EXAM_OPEN, Cause.EXAM_NOT_TAKEN),
        *(Cause.EXAM_NOT_PASSED, Cause.OUTCOMES_REMAIN, Cause.UPDATE_DUE, Cause.UPDATE_LATE),
        Cause.EXAM_UNSAFE,
    }
    heard = {
        note.cause
        for _ in range(500)
        for note in notes_for(Reader.PARTNER, diagnosis(random_facts(chance), on=ON))
    }
    assert heard & of_a_person == set()
    assert heard != set()


def test_nothing_counts_that_was_not_recorded():
    chance = random.Random(5)  # noqa: S311 - a fixed seed
    for _ in range(500):
        facts = random_facts(chance)
        assert diagnosis(facts, on=ON).counts is (facts.counted_on is not None)
