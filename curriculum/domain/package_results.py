"""What a content package says happened: completion, success, score, time, and why."""

from dataclasses import dataclass
from enum import StrEnum


class Completed(StrEnum):
    """How far a unit or a package was gone through."""

    NOT_STARTED = "not_started"
    INCOMPLETE = "incomplete"
    COMPLETED = "completed"


class Success(StrEnum):
    """Whether a judged activity was mastered, as the package reports it."""

    UNKNOWN = "unknown"
    PASSED = "passed"
    FAILED = "failed"


class Reason(StrEnum):
    """Why an outcome is as it is."""

    NEVER_OPENED = "never_opened"
    STATUS_NEVER_SET = "status_never_set"
    SAYS_INCOMPLETE = "says_incomplete"
    BELOW_THRESHOLD = "below_threshold"
    PROGRESS_NEVER_SET = "progress_never_set"
    SCORE_DECIDED = "score_decided"
    BELOW_MASTERY = "below_mastery"
    SCORE_MISSING = "score_missing"
    SAYS_FAILED = "says_failed"
    ONLY_BROWSED = "only_browsed"
    NEVER_TERMINATED = "never_terminated"
    MOVE_ON_NOT_MET = "move_on_not_met"
    WAIVED = "waived"


@dataclass(frozen=True)
class UnitOutcome:
    """Outcome of one unit; `scaled` is a share of 1 (2004: -1 to 1), `seconds` all sessions."""

    key: str
    completed: Completed
    success: Success
    scaled: float | None
    seconds: int
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class PackageOutcome:
    """Outcome of all units together; hearsay until a server-marked exam was passed."""

    completed: Completed
    success: Success
    scaled: float | None
    seconds: int
    units: tuple[UnitOutcome, ...]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every reason of every unit, once, in the order of the units."""
        return tuple(dict.fromkeys(reason for unit in self.units for reason in unit.reasons))

    @property
    def is_done(self) -> bool:
        """Whether the package counts as gone through: completed, and nothing judged failed."""
        return self.completed is Completed.COMPLETED and self.success is not Success.FAILED


def together(units: tuple[UnitOutcome, ...]) -> PackageOutcome:
    """Units rolled up: completed when all are, failed when one is, passed when all judged are.

    A unit without a judged activity has no say in success. The score is the plain mean of the
    units that reported one (SCORM 2004 SN 4.5: every objective weighs 1 unless said otherwise).
    """
    scores = [unit.scaled for unit in units if unit.scaled is not None]
    return PackageOutcome(
        completed=_completed({unit.completed for unit in units}),
        success=_success({unit.success for unit in units}),
        scaled=sum(scores) / len(scores) if scores else None,
        seconds=sum(unit.seconds for unit in units),
        units=units,
    )


def _completed(found: set[Completed]) -> Completed:
    if found <= {Completed.NOT_STARTED}:
        return Completed.NOT_STARTED
    return Completed.COMPLETED if found == {Completed.COMPLETED} else Completed.INCOMPLETE


def _success(found: set[Success]) -> Success:
    if Success.FAILED in found:
        return Success.FAILED
    return Success.PASSED if Success.PASSED in found else Success.UNKNOWN


def kept(before: PackageOutcome | None, now: PackageOutcome) -> PackageOutcome:
    """The better of two outcomes unit by unit: what was once done stays done on a new attempt."""
    if before is None:
        return now
    earlier = {unit.key: unit for unit in before.units}
    return together(tuple(_better(earlier.get(unit.key), unit) for unit in now.units))


def _rank(unit: UnitOutcome) -> tuple[bool, int]:
    done = unit.completed is Completed.COMPLETED and unit.success is not Success.FAILED
    order = (Success.FAILED, Success.UNKNOWN, Success.PASSED).index(unit.success)
    return done, order + 3 * list(Completed).index(unit.completed)


def _better(before: UnitOutcome | None, now: UnitOutcome) -> UnitOutcome:
    if before is None or _rank(now) >= _rank(before):
        return now
    return UnitOutcome(
        before.key, before.completed, before.success, before.scaled,
        max(before.seconds, now.seconds), before.reasons,
    )  # fmt: skip
