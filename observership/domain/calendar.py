"""What stands in a person's calendar of a placement: the visit, and the days until which to act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from observership.domain.codes import Side
from observership.domain.lifecycle import UNTIL_VISIT_ENDS, PlacementState
from observership.domain.next_steps import NextStep, Step

VISIT = "visit"
_NO_DEADLINE = (Step.ARRIVE, Step.WRITE_LOG)


@dataclass(frozen=True)
class Entry:
    """Whole days in a calendar; `code` is "visit" or that of a step, `off` means cancelled."""

    code: str
    first: date
    last: date
    off: bool = False


def entries(
    *, state: str, starts_on: date, ends_on: date, side: Side, steps: Iterable[NextStep]
) -> tuple[Entry, ...]:
    """The visit, the side's open steps, and what is due after a visit that is still ahead."""
    off = state == PlacementState.CANCELLED
    mine = [step for step in steps if side in step.whose and step.code not in _NO_DEADLINE]
    days = {str(step.code): step.due_on for step in mine}
    if state in UNTIL_VISIT_ENDS:
        days = {**_afterwards(ends_on, side), **days}
    deadlines = () if off else (Entry(code, day, day) for code, day in sorted(days.items()))
    return (Entry(VISIT, starts_on, ends_on, off), *deadlines)


def _afterwards(ends_on: date, side: Side) -> dict[str, date]:
    if side is Side.TRAINEE:
        return {str(Step.WRITE_REPORT): ends_on + timedelta(days=14)}
    return {str(Step.SIGN_OFF): ends_on + timedelta(days=7)}
