"""Which days a visit takes, and which other days it may take later."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from observership.domain.candidates import Period
from observership.domain.codes import Side
from passport.dates import days_left, earliest, is_after, latest, within


def days_of(period: Period) -> int:
    """How many days a period has, first and last among them."""
    return days_left(period.last, period.first) + 1


def first_stretch(window: Period, wished: Iterable[Period], length: int) -> Period | None:
    """The earliest `length` days in the window and one of the wished periods; None without any."""
    shared = [both for each in wished if (both := overlap(window, each)) is not None]
    first = earliest([each.first for each in shared if days_of(each) >= length])
    return None if first is None else stretch(first, length)


def visit_days(window: Period, wished: Iterable[Period], length: int) -> Period:
    """The first stretch; where a coordinator set the dates aside, the first days of the window."""
    found = first_stretch(window, wished, length)
    return found or stretch(window.first, min(length, days_of(window)))


def stretch(first: date, length: int) -> Period:
    """So many days from a first one."""
    return Period(first, first + timedelta(days=length - 1))


def overlap(one: Period, other: Period) -> Period | None:
    """The days that two periods share; None without any."""
    first = latest([one.first, other.first]) or one.first
    last = earliest([one.last, other.last]) or one.last
    return None if is_after(first, last) else Period(first, last)


def lies_in(period: Period, whole: Period) -> bool:
    """Whether every day of a period lies in another one."""
    return within(whole.first, whole.last, period.first) and within(
        whole.first, whole.last, period.last
    )


class Refusal(StrEnum):
    """Why a visit cannot take other days."""

    SAME = "same"
    OUTSIDE_WINDOW = "outside_window"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    FULL = "full"
    BEGUN = "begun"
    PASSED = "passed"
    OFFICE_EXTENDS = "office_extends"
    NOT_ALL_AGREED = "not_all_agreed"
    OTHER_VISIT = "other_visit"


class Change(StrEnum):
    """How other days differ from those before."""

    SHORTENED = "shortened"
    EXTENDED = "extended"
    MOVED = "dates_changed"


@dataclass(frozen=True)
class Room:
    """What other days of a visit have to fit: window, lengths of the call, places, neighbours."""

    window: Period
    shortest: int
    longest: int
    places: int
    others: tuple[Period, ...] = ()
    begun: bool = False


def refusal(before: Period, after: Period, room: Room, on: date) -> Refusal | None:
    """Why a visit cannot take these days, asked on a day; None when it can.

    A visit that has begun keeps its first day, may become as short as it likes, and does not end
    in the past.
    """
    if after == before:
        return Refusal.SAME
    if room.begun and after.first != before.first:
        return Refusal.BEGUN
    if is_after(on, after.last if room.begun else after.first):
        return Refusal.PASSED
    return _misfit(after, room, shorter=room.begun and is_after(before.last, after.last))


def refused_extension(side: Side, *, all_agreed: bool) -> Refusal | None:
    """Why a side cannot extend a visit under way, which nobody signs again; None when it can."""
    if side is not Side.COORDINATOR:
        return Refusal.OFFICE_EXTENDS
    return None if all_agreed else Refusal.NOT_ALL_AGREED


def _misfit(after: Period, room: Room, *, shorter: bool) -> Refusal | None:
    if shorter:
        return None
    if not lies_in(after, room.window):
        return Refusal.OUTSIDE_WINDOW
    if days_of(after) < room.shortest:
        return Refusal.TOO_SHORT
    if days_of(after) > room.longest:
        return Refusal.TOO_LONG
    return Refusal.FULL if crowd(after, room.others) >= room.places else None


def crowd(period: Period, others: Collection[Period]) -> int:
    """How many other visits share the fullest day of a period."""
    days = (period.first + timedelta(days=each) for each in range(days_of(period)))
    return max(sum(within(each.first, each.last, day) for each in others) for day in days)


def change_of(before: Period, after: Period) -> Change:
    """Shortened or extended at its end, else moved."""
    if before.first != after.first:
        return Change.MOVED
    return Change.EXTENDED if is_after(after.last, before.last) else Change.SHORTENED
