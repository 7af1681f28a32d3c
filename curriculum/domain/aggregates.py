"""Numbers that a partner sees: closed quarters, tens of people, one dimension at a time.

Four things together keep a small group from being worked out. Groups under ten are put together
with others until ten are in them, so that nothing is missing from a table. Every count is rounded
down to a multiple of ten: a difference of two counts is again a multiple of ten, and each count
hides up to nine people. A quarter is computed once, after it has ended, so that no second look can
be subtracted from the first. And starts are one total: by country, they would stand beside the
completions there, and say of a small group that somebody began and did not finish.

Rounding to fives, as on the page of all centres, would not do here: 15 starts less 10 completions
says that between 1 and 7 people have not finished.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from passport.dates import is_after, within

SMALLEST = 10
STEP = 10
MINUTES_STEP = 5
OTHERS = ""
EVERYBODY = "all"


class QuarterOpenError(Exception):
    """Numbers were asked of a quarter that has not ended."""


class Measure(StrEnum):
    """What is counted: people who started, and people who completed, in the quarter."""

    STARTS = "starts"
    COMPLETIONS = "completions"


class Dimension(StrEnum):
    """By what; never two together."""

    TOTAL = "total"
    COUNTRY = "country"
    PROFESSION = "profession"


SHOWN = (
    (Measure.STARTS, Dimension.TOTAL),
    (Measure.COMPLETIONS, Dimension.TOTAL),
    (Measure.COMPLETIONS, Dimension.COUNTRY),
    (Measure.COMPLETIONS, Dimension.PROFESSION),
)


@dataclass(frozen=True, order=True)
class Quarter:
    """A calendar quarter, 1 to 4."""

    year: int
    number: int

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        """Its last day, inclusive."""
        return self.following.first_day - timedelta(days=1)

    @property
    def following(self) -> "Quarter":
        """The next one."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def has_ended(self, on: date) -> bool:
        """Whether all its days have passed."""
        return is_after(on, self.last_day)


@dataclass(frozen=True)
class Taken:
    """One person's way through a product's module, where and as what they began it.

    People of partners are left out by the caller: a company must not fill up a cell itself.
    """

    person: int
    country: str
    profession: str
    started_on: date
    completed_on: date | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class Cell:
    """Ten people or more, rounded down; median minutes in steps of five, of completions only.

    `key` is a country or profession; OTHERS for small groups put together.
    """

    key: str
    people: int
    minutes: int | None = None


@dataclass(frozen=True)
class Table:
    """One measure by one dimension; without cells there were fewer than ten people."""

    measure: Measure
    dimension: Dimension
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Published:
    """The numbers of a product in a quarter as they were computed once; they never change."""

    product: str
    quarter: Quarter
    tables: tuple[Table, ...]


def tens(people: int) -> int | None:
    """A count rounded down to a multiple of ten; None for fewer than ten people."""
    return STEP * (people // STEP) if people >= SMALLEST else None


def quarter_of(day: date) -> Quarter:
    """The quarter of a day."""
    return Quarter(day.year, (day.month + 2) // 3)


def ended_quarters(since: date, on: date) -> tuple[Quarter, ...]:
    """Quarters from the one of a day up to the last that has ended."""
    found, quarter = [], quarter_of(since)
    while quarter.has_ended(on):
        found.append(quarter)
        quarter = quarter.following
    return tuple(found)


def figures(
    stored: Published | None, product: str, quarter: Quarter, facts: Iterable[Taken], on: date
) -> Published:
    """The stored numbers; computed when there are none. Raises QuarterOpenError before its end."""
    return stored if stored is not None else publish(product, quarter, facts, on)


def publish(product: str, quarter: Quarter, facts: Iterable[Taken], on: date) -> Published:
    """The numbers of a quarter, for the caller to store; raises QuarterOpenError before its end."""
    if not quarter.has_ended(on):
        raise QuarterOpenError(quarter)
    listed = sorted(facts, key=_order)
    people = {measure: _people(listed, measure, quarter) for measure in Measure}
    return Published(
        product=product,
        quarter=quarter,
        tables=tuple(
            Table(measure, dimension, _cells(people[measure], measure, _KEYS[dimension]))
            for measure, dimension in SHOWN
        ),
    )


_KEYS: dict[Dimension, Callable[[Taken], str]] = {
    Dimension.TOTAL: lambda fact: EVERYBODY,
    Dimension.COUNTRY: lambda fact: fact.country,
    Dimension.PROFESSION: lambda fact: fact.profession,
}


def _order(fact: Taken) -> tuple[date, date, int, str, str]:
    """The earliest start first, whatever order the facts came in."""
    completed = fact.completed_on or date.max
    return (fact.started_on, completed, fact.person, fact.country, fact.profession)


def _people(facts: Sequence[Taken], measure: Measure, quarter: Quarter) -> list[Taken]:
    """One fact for each person of the quarter, the first one."""
    found: dict[int, Taken] = {}
    for fact in facts:
        day = fact.started_on if measure == Measure.STARTS else fact.completed_on
        if day is not None and within(quarter.first_day, quarter.last_day, day):
            found.setdefault(fact.person, fact)
    return list(found.values())


def _cells(
    people: Sequence[Taken], measure: Measure, key_of: Callable[[Taken], str]
) -> tuple[Cell, ...]:
    """Groups of ten or more, by key; the small ones together; nothing for fewer than ten."""
    groups: dict[str, list[Taken]] = {}
    for fact in people:
        groups.setdefault(key_of(fact) or OTHERS, []).append(fact)
    others = groups.pop(OTHERS, [])
    kept = sorted(groups.items(), key=lambda each: (-len(each[1]), each[0]))
    while kept and (len(kept[-1][1]) < SMALLEST or 0 < len(others) < SMALLEST):
        others = [*others, *kept.pop()[1]]
    shown = [*sorted(kept), *([(OTHERS, others)] if len(others) >= SMALLEST else [])]
    return tuple(_cell(key, group, measure) for key, group in shown)


def _cell(key: str, people: Sequence[Taken], measure: Measure) -> Cell:
    minutes = [fact.minutes for fact in people if fact.minutes is not None]
    timed = measure == Measure.COMPLETIONS and len(minutes) >= SMALLEST
    return Cell(
        key=key,
        people=tens(len(people)) or 0,
        minutes=MINUTES_STEP * round(median(minutes) / MINUTES_STEP) if timed else None,
    )
