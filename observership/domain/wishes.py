"""Pairs that a coordinator keeps or rules out in a run, and why some of them cannot stand."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from observership.domain.candidates import Forbid, Pin, Round
from observership.domain.constraints import Constraint, broken

Kept: TypeAlias = "dict[str, str | list[str]]"


@dataclass(frozen=True)
class Wish:
    """An applicant and a place by their public ids, with the coordinator's reason."""

    application: str
    window: str
    reason: str = ""


class WishFault(StrEnum):
    """Why a wish cannot stand."""

    UNKNOWN = "unknown"
    TWICE = "twice"
    FULL = "full"
    BOTH = "both"
    REASON = "reason"


@dataclass(frozen=True)
class Refused:
    """A wish that cannot stand: which list, which of it, why, and what it breaks."""

    is_pin: bool
    index: int
    fault: WishFault
    broken: tuple[Constraint, ...] = ()


def pins_of(wishes: Sequence[Wish]) -> tuple[Pin, ...]:
    """Wishes as pins of a coordinator."""
    return tuple(Pin(each.application, each.window) for each in wishes)


def forbids_of(wishes: Sequence[Wish]) -> tuple[Forbid, ...]:
    """Wishes as pairs that are ruled out."""
    return tuple(Forbid(each.application, each.window) for each in wishes)


def broken_by(wish: Wish, given: Round) -> tuple[Constraint, ...]:
    """The hard constraints that a known pair breaks, the own pin or forbid aside."""
    candidate = next(each for each in given.candidates if each.id == wish.application)
    place = next(each for each in given.places if each.id == wish.window)
    found = broken(candidate, place, given)
    return tuple(each for each in found if each is not Constraint.FORBIDDEN)


def refused(pins: Sequence[Wish], forbids: Sequence[Wish], given: Round) -> tuple[Refused, ...]:
    """Wishes that cannot stand in a round. Breaking a rule needs a reason, and so does ruling out.

    Only the first fault of each is told.
    """
    ruled_out = {(each.application, each.window) for each in forbids}
    found = []
    for index, wish in enumerate(pins):
        fault, rules = _pin_fault(index, pins, given)
        if fault is None and (wish.application, wish.window) in ruled_out:
            fault = WishFault.BOTH
        if fault is not None:
            found.append(Refused(True, index, fault, rules))
    for index, wish in enumerate(forbids):
        known = _is_known(wish, given)
        if not known or not wish.reason.strip():
            found.append(Refused(False, index, WishFault.REASON if known else WishFault.UNKNOWN))
    return tuple(found)


def _is_known(wish: Wish, given: Round) -> bool:
    return any(each.id == wish.application for each in given.candidates) and any(
        each.id == wish.window for each in given.places
    )


def _pin_fault(
    index: int, pins: Sequence[Wish], given: Round
) -> tuple[WishFault | None, tuple[Constraint, ...]]:
    wish = pins[index]
    if not _is_known(wish, given):
        return WishFault.UNKNOWN, ()
    before = pins[:index]
    if any(each.application == wish.application for each in before):
        return WishFault.TWICE, ()
    seats = next(each.capacity for each in given.places if each.id == wish.window)
    if Counter(each.window for each in before)[wish.window] >= seats:
        return WishFault.FULL, ()
    rules = broken_by(wish, given)
    return (WishFault.REASON, rules) if rules and not wish.reason.strip() else (None, ())


def kept_pin(wish: Wish, given: Round) -> Kept:
    """A pin as a run stores it."""
    return {**kept_forbid(wish), "broken": [each.value for each in broken_by(wish, given)]}


def kept_forbid(wish: Wish) -> Kept:
    """A pair that is ruled out, as a run stores it."""
    return {"application": wish.application, "window": wish.window, "reason": wish.reason.strip()}


def wish_in(kept: Kept) -> Wish:
    """The wish that was stored."""
    return Wish(str(kept["application"]), str(kept["window"]), str(kept["reason"]))
