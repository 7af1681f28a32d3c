"""SCORM 1.2: what a unit's stored data say, how leaving settles them, what a launch gives."""

from collections.abc import Mapping
from decimal import Decimal

from curriculum.domain.package_results import Completed, Reason, Success
from curriculum.domain.packages import LaunchUnit
from curriculum.scorm.said import Said
from curriculum.scorm.time_formats import timespan_of
from curriculum.scorm.value_types import number_of

STATUS, RAW = "cmi.core.lesson_status", "cmi.core.score.raw"
# RTE 1.2, 3.4.4, cmi.core.lesson_status: passed includes completed; of failed it says that the
# elements "may or may not have been completed", so it counts as not completed.
_MEANING = {
    "passed": Said(Completed.COMPLETED, Success.PASSED),
    "completed": Said(Completed.COMPLETED, Success.UNKNOWN),
    "failed": Said(Completed.INCOMPLETE, Success.FAILED, reasons=(Reason.SAYS_FAILED,)),
    "incomplete": Said(Completed.INCOMPLETE, Success.UNKNOWN, reasons=(Reason.SAYS_INCOMPLETE,)),
    "browsed": Said(Completed.INCOMPLETE, Success.UNKNOWN, reasons=(Reason.ONLY_BROWSED,)),
}
_NEVER_SET = Said(Completed.INCOMPLETE, Success.UNKNOWN, reasons=(Reason.STATUS_NEVER_SET,))


def read(cmi: Mapping[str, str], unit: LaunchUnit) -> Said:
    """What the stored data say, the mastery score of the manifest included."""
    raw = number_of(cmi.get(RAW, ""))
    scaled = float(raw / 100) if raw is not None else None
    said = _MEANING.get(cmi.get(STATUS, ""), _NEVER_SET)
    reasons = said.reasons
    if unit.mastery is not None and raw is None:
        reasons = (*reasons, Reason.SCORE_MISSING)
    elif unit.mastery is not None:
        said = _MEANING[_mastered(raw or Decimal(0), unit.mastery)]
        fault = () if said.success is Success.PASSED else (Reason.BELOW_MASTERY,)
        reasons = (Reason.SCORE_DECIDED, *fault)
    return Said(said.completed, said.success, scaled, reasons)


def _mastered(raw: Decimal, mastery: float) -> str:
    return "passed" if raw >= Decimal(str(mastery)) * 100 else "failed"


def settled(closed: dict[str, str], unit: LaunchUnit, *, finished: bool) -> dict[str, str]:
    """Status after a session (RTE 1.2, 3.4.4, cmi.core.lesson_status, additional behaviour).

    Content that never said how it went is completed by leaving it; where the manifest has a
    mastery score and content reported a raw score for credit, the score decides over what
    content said.
    """
    raw = number_of(closed.get(RAW, ""))
    if unit.mastery is not None and raw is not None:
        return {**closed, STATUS: _mastered(raw, unit.mastery)}
    if finished and closed.get(STATUS, "not attempted") == "not attempted":
        return {**closed, STATUS: "completed"}
    return closed


# RTE 1.2, 3.4.4: what the platform sets before content was ever there.
INITIAL = {
    "cmi.core.score.max": "",
    "cmi.student_preference.audio": "0",
    "cmi.student_preference.speed": "0",
    "cmi.student_preference.text": "0",
}


def given(unit: LaunchUnit, pseudonym: str, shown_as: str) -> dict[str, str]:
    """What the platform hands over at every launch."""
    allowed = unit.max_time_seconds
    return {
        "cmi.core.student_id": pseudonym,
        "cmi.core.student_name": shown_as,
        "cmi.core.credit": "credit",
        "cmi.core.lesson_mode": "normal",
        "cmi.launch_data": unit.launch_data,
        "cmi.student_data.mastery_score": _number(unit.mastery),
        "cmi.student_data.max_time_allowed": timespan_of(Decimal(allowed)) if allowed else "",
        "cmi.student_data.time_limit_action": unit.time_limit_action,
    }


def _number(mastery: float | None) -> str:
    return "" if mastery is None else f"{(Decimal(str(mastery)) * 100).normalize():f}"
