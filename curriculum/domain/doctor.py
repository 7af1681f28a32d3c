"""The completion doctor: why a product module counts or not, and the one thing to do next."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from curriculum.domain.add_ons import VersionState
from curriculum.domain.doctor_facts import DoctorFacts, UnitFacts
from curriculum.domain.package_results import Completed, Reason, Success, UnitOutcome


class Reader(StrEnum):
    """Who asks; each is told what concerns them, and nobody is told a score."""

    LEARNER = "learner"
    PARTNER = "partner"
    SUPPORT = "support"


class Cause(StrEnum):
    """Why something counts or does not, in the order in which it matters."""

    COUNTED = "counted"
    COUNTRY_NOT_OFFERED = "country_not_offered"
    VERSION_NOT_LIVE = "version_not_live"
    VERSION_RETIRED = "version_retired"
    VERSION_UNSAFE = "version_unsafe"
    EXAM_UNSAFE = "exam_unsafe"
    CORE_MISSING = "core_missing"
    PACKAGE_CLOSED = "package_closed"
    UNIT_NEVER_OPENED = "unit_never_opened"
    UNIT_SAYS_NOTHING = "unit_says_nothing"
    UNIT_INCOMPLETE = "unit_incomplete"
    UNIT_BELOW_THRESHOLD = "unit_below_threshold"
    UNIT_NO_SCORE = "unit_no_score"
    UNIT_NOT_PASSED = "unit_not_passed"
    UNIT_ONLY_BROWSED = "unit_only_browsed"
    VALUES_REFUSED = "values_refused"
    EXAM_OPEN = "exam_open"
    EXAM_NOT_TAKEN = "exam_not_taken"
    EXAM_NOT_PASSED = "exam_not_passed"
    OUTCOMES_REMAIN = "outcomes_remain"
    RULE_CHANGED = "rule_changed"
    UPDATE_DUE = "update_due"
    UPDATE_LATE = "update_late"
    NOT_REVIEWED = "not_reviewed"


class Step(StrEnum):
    """The one thing to do next."""

    NOTHING = "nothing"
    SEE_COUNTRY = "see_country"
    WAIT_FOR_ANOTHER = "wait_for_another"
    WAIT_FOR_VERSION = "wait_for_version"
    WAIT_FOR_PACKAGE = "wait_for_package"
    TAKE_CORE = "take_core"
    OPEN_UNIT = "open_unit"
    GO_ON = "go_on"
    REPEAT_UNIT = "repeat_unit"
    FINISH_EXAM = "finish_exam"
    TAKE_EXAM = "take_exam"
    TAKE_EXAM_AGAIN = "take_exam_again"
    LEARN_REST = "learn_rest"
    LEARN_UPDATE = "learn_update"
    WRITE_TO_SUPPORT = "write_to_support"
    ADD_COUNTRY = "add_country"
    SUBMIT_VERSION = "submit_version"
    MEND_STATUS = "mend_status"
    MEND_SCORE = "mend_score"
    MEND_VALUES = "mend_values"
    EXPLAIN = "explain"
    TELL_PARTNER = "tell_partner"
    FIND_REVIEWER = "find_reviewer"


@dataclass(frozen=True)
class Note:
    """One cause, and what it is about: a unit, a day or a number of outcomes."""

    cause: Cause
    unit: str = ""
    on: date | None = None
    count: int = 0


@dataclass(frozen=True)
class Diagnosis:
    """Whether it counts, and why; what matters most comes first."""

    counts: bool
    notes: tuple[Note, ...]


def diagnosis(facts: DoctorFacts, *, on: date) -> Diagnosis:
    """Why a learner's work on a product module counts or does not on a day.

    What was recorded once counts, whatever happens to packages, versions and rules later.
    """
    if facts.counted_on is not None:
        notes = (Note(Cause.COUNTED, on=facts.counted_on), *_later(facts, on))
        return Diagnosis(counts=True, notes=notes)
    notes = (*_offer(facts), *_learning(facts), *_exam(facts), *_review(facts))
    return Diagnosis(counts=False, notes=notes)


def _later(facts: DoctorFacts, on: date) -> tuple[Note, ...]:
    """What came after it was recorded: an update, another rule, a review that is missing."""
    found = []
    due = facts.update_due_on
    if due is not None:
        cause = Cause.UPDATE_LATE if due < on else Cause.UPDATE_DUE
        found.append(Note(cause, on=due))
    if facts.rule_then != facts.rule_now:
        found.append(Note(Cause.RULE_CHANGED))
    return (*found, *_review(facts))


def _review(facts: DoctorFacts) -> tuple[Note, ...]:
    return () if facts.clinically_reviewed else (Note(Cause.NOT_REVIEWED),)


def _offer(facts: DoctorFacts) -> tuple[Note, ...]:
    found = [] if facts.country_offered else [Note(Cause.COUNTRY_NOT_OFFERED)]
    if facts.version is VersionState.RETIRED:
        unsafe = Cause.VERSION_UNSAFE if facts.for_safety else Cause.VERSION_RETIRED
        found.append(Note(unsafe))
    elif facts.version is not VersionState.LIVE:
        found.append(Note(Cause.VERSION_NOT_LIVE))
    return tuple(found)


def _learning(facts: DoctorFacts) -> tuple[Note, ...]:
    missing = facts.core_missing
    core = (Note(Cause.CORE_MISSING, count=missing),) if missing else ()
    closed = (Note(Cause.PACKAGE_CLOSED, unit=title) for title in facts.closed)
    return (*core, *closed, *(note for unit in facts.units for note in _unit(unit)))


_INCOMPLETE = {
    Reason.NEVER_OPENED: Cause.UNIT_NEVER_OPENED,
    Reason.STATUS_NEVER_SET: Cause.UNIT_SAYS_NOTHING,
    Reason.PROGRESS_NEVER_SET: Cause.UNIT_SAYS_NOTHING,
    Reason.BELOW_THRESHOLD: Cause.UNIT_BELOW_THRESHOLD,
    Reason.ONLY_BROWSED: Cause.UNIT_ONLY_BROWSED,
}


# The package's own faults, once it had its say to the end.
_FAULTS = {Cause.UNIT_SAYS_NOTHING, Cause.UNIT_NO_SCORE, Cause.UNIT_ONLY_BROWSED}


def _unit(unit: UnitFacts) -> tuple[Note, ...]:
    cause = _unit_cause(unit.outcome)
    if unit.left_open and cause in _FAULTS:
        cause = Cause.UNIT_INCOMPLETE
    refused = unit.refused and cause is not None
    found = [Note(cause, unit=unit.title)] if cause is not None else []
    found += [Note(Cause.VALUES_REFUSED, unit=unit.title, count=unit.refused)] if refused else []
    return tuple(found)


def _unit_cause(outcome: UnitOutcome) -> Cause | None:
    """The first reason why a unit is not through; None when it is."""
    if outcome.success is Success.FAILED:
        return Cause.UNIT_NOT_PASSED
    if outcome.completed is Completed.COMPLETED:
        return None
    if outcome.completed is Completed.NOT_STARTED:
        return Cause.UNIT_NEVER_OPENED
    known = [_INCOMPLETE[reason] for reason in outcome.reasons if reason in _INCOMPLETE]
    if known:
        return known[0]
    no_score = Reason.SCORE_MISSING in outcome.reasons
    return Cause.UNIT_NO_SCORE if no_score else Cause.UNIT_INCOMPLETE


def _exam(facts: DoctorFacts) -> tuple[Note, ...]:
    """A package's word alone never counts: the server-marked exam always decides."""
    before = (Note(Cause.EXAM_UNSAFE),) if facts.exam.taken_back else ()
    return (*before, *_exam_now(facts))


def _exam_now(facts: DoctorFacts) -> tuple[Note, ...]:
    exam = facts.exam
    if exam.passed_on is not None:
        rest = facts.remaining
        return (Note(Cause.OUTCOMES_REMAIN, count=rest),) if rest else ()
    if exam.is_open:
        return (Note(Cause.EXAM_OPEN),)
    if exam.tries:
        return (Note(Cause.EXAM_NOT_PASSED, on=exam.again_on),)
    return (Note(Cause.EXAM_NOT_TAKEN),)


_OF_LEARNERS = frozenset(
    {
        Cause.COUNTED, Cause.CORE_MISSING, Cause.EXAM_OPEN, Cause.EXAM_NOT_TAKEN,
        Cause.EXAM_NOT_PASSED, Cause.OUTCOMES_REMAIN, Cause.UPDATE_DUE, Cause.UPDATE_LATE,
        Cause.EXAM_UNSAFE,
    }
)  # fmt: skip


def notes_for(reader: Reader, found: Diagnosis) -> tuple[Note, ...]:
    """The notes that a reader is told; a partner hears of the package and never of a person."""
    if reader is not Reader.PARTNER:
        return found.notes
    return tuple(note for note in found.notes if note.cause not in _OF_LEARNERS)


# For each cause what learner, partner and support do about it.
_STEPS: dict[Cause, tuple[Step, Step, Step]] = {
    Cause.COUNTED: (Step.NOTHING, Step.NOTHING, Step.NOTHING),
    Cause.COUNTRY_NOT_OFFERED: (Step.SEE_COUNTRY, Step.ADD_COUNTRY, Step.EXPLAIN),
    Cause.VERSION_NOT_LIVE: (Step.WAIT_FOR_VERSION, Step.SUBMIT_VERSION, Step.EXPLAIN),
    Cause.VERSION_RETIRED: (Step.WAIT_FOR_ANOTHER, Step.SUBMIT_VERSION, Step.EXPLAIN),
    Cause.VERSION_UNSAFE: (Step.WAIT_FOR_ANOTHER, Step.SUBMIT_VERSION, Step.EXPLAIN),
    Cause.EXAM_UNSAFE: (Step.NOTHING, Step.NOTHING, Step.EXPLAIN),
    Cause.PACKAGE_CLOSED: (Step.WAIT_FOR_PACKAGE, Step.SUBMIT_VERSION, Step.TELL_PARTNER),
    Cause.CORE_MISSING: (Step.TAKE_CORE, Step.NOTHING, Step.EXPLAIN),
    Cause.UNIT_NEVER_OPENED: (Step.OPEN_UNIT, Step.NOTHING, Step.EXPLAIN),
    Cause.UNIT_SAYS_NOTHING: (Step.WRITE_TO_SUPPORT, Step.MEND_STATUS, Step.TELL_PARTNER),
    Cause.UNIT_INCOMPLETE: (Step.GO_ON, Step.NOTHING, Step.EXPLAIN),
    Cause.UNIT_BELOW_THRESHOLD: (Step.GO_ON, Step.NOTHING, Step.EXPLAIN),
    Cause.UNIT_NO_SCORE: (Step.WRITE_TO_SUPPORT, Step.MEND_SCORE, Step.TELL_PARTNER),
    Cause.UNIT_NOT_PASSED: (Step.REPEAT_UNIT, Step.NOTHING, Step.EXPLAIN),
    Cause.UNIT_ONLY_BROWSED: (Step.REPEAT_UNIT, Step.MEND_STATUS, Step.TELL_PARTNER),
    Cause.VALUES_REFUSED: (Step.WRITE_TO_SUPPORT, Step.MEND_VALUES, Step.TELL_PARTNER),
    Cause.EXAM_OPEN: (Step.FINISH_EXAM, Step.NOTHING, Step.EXPLAIN),
    Cause.EXAM_NOT_TAKEN: (Step.TAKE_EXAM, Step.NOTHING, Step.EXPLAIN),
    Cause.EXAM_NOT_PASSED: (Step.TAKE_EXAM_AGAIN, Step.NOTHING, Step.EXPLAIN),
    Cause.OUTCOMES_REMAIN: (Step.LEARN_REST, Step.NOTHING, Step.EXPLAIN),
    Cause.RULE_CHANGED: (Step.NOTHING, Step.NOTHING, Step.NOTHING),
    Cause.UPDATE_DUE: (Step.LEARN_UPDATE, Step.NOTHING, Step.EXPLAIN),
    Cause.UPDATE_LATE: (Step.LEARN_UPDATE, Step.NOTHING, Step.EXPLAIN),
    Cause.NOT_REVIEWED: (Step.NOTHING, Step.NOTHING, Step.FIND_REVIEWER),
}


def step_for(reader: Reader, note: Note) -> Step:
    """What a reader does about one note."""
    return _STEPS[note.cause][list(Reader).index(reader)]


def next_step(reader: Reader, found: Diagnosis) -> tuple[Step, Note | None]:
    """The one thing that a reader does next and the note it answers; NOTHING when there is none."""
    for note in notes_for(reader, found):
        step = step_for(reader, note)
        if step is not Step.NOTHING:
            return step, note
    return Step.NOTHING, None
