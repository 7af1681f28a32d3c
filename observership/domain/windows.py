"""Windows of an opening: where they overlap, what they owe already, and how they move on a call."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations

from observership.domain.candidates import Period
from passport.dates import is_after

WEEK = 7


class WindowRefusal(StrEnum):
    """Why a window cannot be like that."""

    ORDER = "order"
    OUTSIDE = "outside"
    SHORT = "short"
    PLACES = "places"
    VISITS = "visits"
    WAITING = "waiting"


@dataclass(frozen=True)
class Owed:
    """What a window owes: offers that wait, visits agreed, and the days that these fill."""

    waiting: int = 0
    agreed: int = 0
    days: Period | None = None

    @property
    def places(self) -> int:
        """Places that are not free."""
        return self.waiting + self.agreed


NOTHING_OWED = Owed()


@dataclass(frozen=True)
class Terms:
    """What a call asks of a window: its days of visits, and the shortest visit in days."""

    visits: Period
    shortest: int


@dataclass(frozen=True)
class Overlap:
    """Days on which two windows of one opening are both open."""

    first: date
    last: date


def refusal_of(wanted: Period, terms: Terms) -> WindowRefusal | None:
    """Why a call cannot take a window with these days; None when it can."""
    if is_after(wanted.first, wanted.last):
        return WindowRefusal.ORDER
    if not _holds(terms.visits, wanted):
        return WindowRefusal.OUTSIDE
    if (wanted.last - wanted.first).days + 1 < terms.shortest:
        return WindowRefusal.SHORT
    return None


def change_refusal(before: Period, wanted: Period, places: int, owed: Owed) -> WindowRefusal | None:
    """Why a window that owes something cannot become like that; None when it can.

    Days of agreed visits stay in it. While an offer waits its days may grow and not shrink,
    because both sides still read them.
    """
    if places < owed.places:
        return WindowRefusal.PLACES
    if owed.days is not None and not _holds(wanted, owed.days):
        return WindowRefusal.VISITS
    if owed.waiting and not _holds(wanted, before):
        return WindowRefusal.WAITING
    return None


def overlaps(windows: Collection[Period]) -> tuple[Overlap, ...]:
    """Days that two of these windows share, each pair once, the earliest first."""
    pairs = (
        (max(one.first, two.first), min(one.last, two.last))
        for one, two in combinations(windows, 2)
    )
    shared = {Overlap(first, last) for first, last in pairs if not is_after(first, last)}
    return tuple(sorted(shared, key=lambda each: (each.first, each.last)))


def moved_on(window: Period, before: Period, after: Period) -> Period | None:
    """The same weeks of another call's visits; None when they do not fit there.

    Weekdays stay: the distance between two calls counts in whole weeks.
    """
    weeks = round((after.first - before.first).days / WEEK)
    moved = Period(*(day + timedelta(days=WEEK * weeks) for day in (window.first, window.last)))
    late = timedelta(days=WEEK)
    for wanted in (moved, Period(moved.first + late, moved.last + late)):
        if _holds(after, wanted):
            return wanted
    return None


def _holds(outer: Period, inner: Period) -> bool:
    return not is_after(outer.first, inner.first) and not is_after(inner.last, outer.last)
