"""Translates what SCORM content stored into an outcome, and into the start of the next session."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from curriculum.domain.package_results import (
    Completed,
    PackageOutcome,
    Reason,
    Success,
    UnitOutcome,
    together,
)
from curriculum.domain.packages import LaunchUnit, PackageManifest, PackageStandard
from curriculum.scorm import outcome_12, outcome_2004, time_formats
from curriculum.scorm.data_model import model_of
from curriculum.scorm.value_types import Verdict

_ENTRIES = ("cmi.core.entry", "cmi.entry")


@dataclass(frozen=True)
class Learner:
    """Who content is told it has before it: a pseudonym per package, never a name (THREATS D5)."""

    pseudonym: str
    shown_as: str = "Learner"


@dataclass(frozen=True)
class _Names:
    """How a standard names what both have."""

    total: str
    session: str
    exit: str
    entry: str


_NAMES = {
    PackageStandard.SCORM_12: _Names(
        "cmi.core.total_time", "cmi.core.session_time", "cmi.core.exit", "cmi.core.entry"
    ),
    PackageStandard.SCORM_2004: _Names(
        "cmi.total_time", "cmi.session_time", "cmi.exit", "cmi.entry"
    ),
}


def outcome_of(
    standard: PackageStandard, states: Mapping[str, Mapping[str, str]], manifest: PackageManifest
) -> PackageOutcome:
    """What a package's units say together; `states` maps a unit's key to what is stored of it.

    Works on open sessions and closed ones. A unit that is no SCO talks to nobody: it counts as
    completed once it was opened (SCORM 1.2 RTE 3.2.1; 2004 4th ed. SN 4.6.5).
    """
    return together(
        tuple(unit_outcome(standard, states.get(unit.key), unit) for unit in manifest.units)
    )


def unit_outcome(
    standard: PackageStandard, cmi: Mapping[str, str] | None, unit: LaunchUnit
) -> UnitOutcome:
    """What one unit says; `cmi` is None for a unit that was never opened."""
    if cmi is None:
        return UnitOutcome(
            unit.key, Completed.NOT_STARTED, Success.UNKNOWN, None, 0, (Reason.NEVER_OPENED,)
        )
    if not unit.is_sco:
        return UnitOutcome(unit.key, Completed.COMPLETED, Success.UNKNOWN, None, 0)
    read = outcome_12.read if standard is PackageStandard.SCORM_12 else outcome_2004.read
    said = read(cmi, unit)
    seconds = int(total_seconds(standard, cmi))
    return UnitOutcome(unit.key, said.completed, said.success, said.scaled, seconds, said.reasons)


def total_seconds(standard: PackageStandard, cmi: Mapping[str, str]) -> Decimal:
    """Seconds of all closed sessions and of the open one, as the content reported them."""
    names = _NAMES[standard]
    return _seconds(standard, cmi.get(names.total)) + _seconds(standard, cmi.get(names.session))


def _seconds(standard: PackageStandard, value: str | None) -> Decimal:
    read = (
        time_formats.seconds_of_timespan
        if standard is PackageStandard.SCORM_12
        else time_formats.seconds_of_duration
    )
    return read(value or "") or Decimal(0)


def _written(standard: PackageStandard, seconds: Decimal) -> str:
    if standard is PackageStandard.SCORM_12:
        return time_formats.timespan_of(seconds)
    return time_formats.duration_of(seconds)


def close_session(
    standard: PackageStandard, cmi: Mapping[str, str], unit: LaunchUnit, *, finished: bool
) -> dict[str, str]:
    """What is stored once a session is over: time added up, status settled.

    `finished` says that the content itself ended it (LMSFinish, Terminate). When the connection
    was lost instead, the session counts as suspended, so that nobody loses a place to a dead
    battery; the standards leave this to the platform.
    """
    names = _NAMES[standard]
    closed = {name: value for name, value in cmi.items() if name not in (names.session, *_ENTRIES)}
    closed[names.total] = _written(standard, total_seconds(standard, cmi))
    if not finished:
        closed[names.exit] = "suspend"
    settle = outcome_12.settled if standard is PackageStandard.SCORM_12 else outcome_2004.settled
    return settle(closed, unit, finished=finished)


def next_entry(standard: PackageStandard, closed: Mapping[str, str]) -> str:
    """The next session's entry: ab-initio, resume, or nothing at all.

    SCORM 1.2 (RTE 3.4.4, cmi.core.entry) knows a third case, a return without suspending, and
    leaves the entry empty. In 2004 (RTE 4th ed. 4.2.7) that return is a new attempt.
    """
    if not closed:
        return "ab-initio"
    if is_suspended(standard, closed):
        return "resume"
    return "" if standard is PackageStandard.SCORM_12 else "ab-initio"


def is_suspended(standard: PackageStandard, closed: Mapping[str, str]) -> bool:
    """Whether the last session was left to be resumed."""
    asked = closed.get("adl.nav.request", "")
    if asked in ("abandon", "abandonAll"):
        return False
    return closed.get(_NAMES[standard].exit) == "suspend" or asked == "suspendAll"


def state_for_launch(
    standard: PackageStandard, closed: Mapping[str, str], unit: LaunchUnit, learner: Learner
) -> dict[str, str]:
    """The values with which the next session starts; `closed` is what close_session gave, or {}.

    SCORM 1.2 keeps its data from session to session. SCORM 2004 keeps them while an attempt is
    suspended and begins a new attempt with nothing otherwise (RTE 4th ed. 2.1.1, 4.2.8).
    """
    names = _NAMES[standard]
    resumes = standard is PackageStandard.SCORM_12 or is_suspended(standard, closed)
    left_out = (names.exit, names.session, "adl.nav.request")
    earlier = {name: value for name, value in closed.items() if resumes and name not in left_out}
    rules = outcome_12 if standard is PackageStandard.SCORM_12 else outcome_2004
    total = closed.get(names.total) if resumes else None
    return {
        **rules.INITIAL,
        **earlier,
        **_fitting(standard, rules.given(unit, learner.pseudonym, learner.shown_as)),
        names.total: total or _written(standard, Decimal(0)),
        names.entry: next_entry(standard, closed),
    }


def _fitting(standard: PackageStandard, given: dict[str, str]) -> dict[str, str]:
    """What a manifest hands over, less what the data model could not hold."""
    elements = model_of(standard).elements
    return {
        name: value for name, value in given.items() if elements[name].check(value) is Verdict.FITS
    }
