"""What the completion doctor looks at: units of packages, the exam, the version."""

from dataclasses import dataclass
from datetime import date

from curriculum.domain.add_ons import VersionState
from curriculum.domain.package_results import UnitOutcome


@dataclass(frozen=True)
class UnitFacts:
    """A unit of a needed package: its title, what it said, and how many values were refused.

    `left_open` says that its last session was suspended or cut off: it may say more later.
    """

    title: str
    outcome: UnitOutcome
    refused: int = 0
    left_open: bool = False


@dataclass(frozen=True)
class ExamFacts:
    """The server-marked exam: when it was passed, whether one is open, when another may begin.

    `taken_back`: one was begun or passed in a version that was retired for safety since.
    """

    passed_on: date | None = None
    is_open: bool = False
    tries: int = 0
    again_on: date | None = None
    taken_back: bool = False


@dataclass(frozen=True)
class DoctorFacts:
    """All that a diagnosis rests on, for one learner and one product module.

    `closed` are titles of needed packages that a check refused since.
    `remaining` counts outcomes still asked, `core_missing` those of them that only the core
    teaches; `for_safety` says why a version was retired; `rule_then` and `rule_now` are versions
    of the acceptance rule.
    """

    version: VersionState
    country_offered: bool
    for_safety: bool = False
    units: tuple[UnitFacts, ...] = ()
    closed: tuple[str, ...] = ()
    exam: ExamFacts = ExamFacts()
    remaining: int = 0
    core_missing: int = 0
    counted_on: date | None = None
    rule_then: str = ""
    rule_now: str = ""
    update_due_on: date | None = None
    clinically_reviewed: bool = True
