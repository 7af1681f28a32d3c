"""SCORM 2004: what a unit's stored data say, how leaving settles them, what a launch gives."""

from collections.abc import Mapping
from decimal import Decimal

from curriculum.domain.package_results import Completed, Reason, Success
from curriculum.domain.packages import LaunchUnit
from curriculum.scorm.said import Said
from curriculum.scorm.time_formats import duration_of
from curriculum.scorm.value_types import number_of

COMPLETION, SUCCESS = "cmi.completion_status", "cmi.success_status"
PROGRESS, SCALED = "cmi.progress_measure", "cmi.score.scaled"


def read(cmi: Mapping[str, str], unit: LaunchUnit) -> Said:
    """What the stored data say, with the thresholds of the manifest."""
    completion, success = completion_of(cmi, unit), success_of(cmi, unit)
    scaled = number_of(cmi.get(SCALED, ""))
    done = completion == "completed"
    return Said(
        Completed.COMPLETED if done else Completed.INCOMPLETE,
        Success(success),
        float(scaled) if scaled is not None else None,
        (*_why_incomplete(cmi, unit, completion), *_why_failed(cmi, unit, success)),
    )


def completion_of(cmi: Mapping[str, str], unit: LaunchUnit) -> str:
    """cmi.completion_status as the platform sees it (RTE 4th ed. 4.2.4.1, table 4.2.4.1a).

    With a completion threshold the progress measure decides, and without one it is unknown;
    without a threshold content's own word stands.
    """
    if unit.completion_threshold is None:
        return cmi.get(COMPLETION, "unknown")
    progress = number_of(cmi.get(PROGRESS, ""))
    if progress is None:
        return "unknown"
    reached = progress >= Decimal(str(unit.completion_threshold))
    return "completed" if reached else "incomplete"


def success_of(cmi: Mapping[str, str], unit: LaunchUnit) -> str:
    """cmi.success_status as the platform sees it (RTE 4th ed. 4.2.22.1, table 4.2.22.1a).

    With a scaled passing score (imsss:minNormalizedMeasure) the scaled score decides, and
    without one it is unknown; without a passing score content's own word stands.
    """
    if unit.mastery is None:
        return cmi.get(SUCCESS, "unknown")
    scaled = number_of(cmi.get(SCALED, ""))
    if scaled is None:
        return "unknown"
    return "passed" if scaled >= Decimal(str(unit.mastery)) else "failed"


def _why_incomplete(
    cmi: Mapping[str, str], unit: LaunchUnit, completion: str
) -> tuple[Reason, ...]:
    if completion == "completed":
        return ()
    if unit.completion_threshold is not None:
        below = completion == "incomplete"
        return (Reason.BELOW_THRESHOLD if below else Reason.PROGRESS_NEVER_SET,)
    return (Reason.STATUS_NEVER_SET if completion == "unknown" else Reason.SAYS_INCOMPLETE,)


def _why_failed(cmi: Mapping[str, str], unit: LaunchUnit, success: str) -> tuple[Reason, ...]:
    if unit.mastery is None:
        return (Reason.SAYS_FAILED,) if success == "failed" else ()
    if success == "unknown":
        return (Reason.SCORE_MISSING,)
    fault = (Reason.BELOW_MASTERY,) if success == "failed" else ()
    return (Reason.SCORE_DECIDED, *fault)


def settled(closed: dict[str, str], unit: LaunchUnit, *, finished: bool) -> dict[str, str]:
    """Status after a session: as the platform sees it from then on.

    Content that ended without a word on completion or success leaves both unknown here; the
    rule that sequencing then assumes completion (SN 4th ed. 4.2.1.2, completionSetByContent)
    is not followed, because nobody is helped by a stamp for an empty page.
    """
    seen = {COMPLETION: completion_of(closed, unit), SUCCESS: success_of(closed, unit)}
    return {**closed, **{name: value for name, value in seen.items() if value != "unknown"}}


# Everything that 2004 starts with has a default in its data model.
INITIAL: dict[str, str] = {}


def given(unit: LaunchUnit, pseudonym: str, shown_as: str) -> dict[str, str]:
    """What the platform hands over at every launch; what the manifest has not stays unset."""
    allowed = unit.max_time_seconds
    optional = {
        "cmi.launch_data": unit.launch_data or None,
        "cmi.completion_threshold": _number(unit.completion_threshold),
        "cmi.scaled_passing_score": _number(unit.mastery),
        "cmi.max_time_allowed": duration_of(Decimal(allowed)) if allowed else None,
        "cmi.time_limit_action": unit.time_limit_action or None,
    }
    fixed = {
        "cmi.learner_id": pseudonym,
        "cmi.learner_name": shown_as,
        "cmi.credit": "credit",
        "cmi.mode": "normal",
    }
    return {**fixed, **{name: value for name, value in optional.items() if value is not None}}


def _number(share: float | None) -> str | None:
    return None if share is None else f"{Decimal(str(share)).normalize():f}"
