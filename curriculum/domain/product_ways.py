"""From what somebody did in a product's module to the ways that its numbers count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from curriculum.domain.aggregates import MINUTES_STEP, SMALLEST, Taken
from passport.dates import earliest, is_after


@dataclass(frozen=True)
class Passed:
    """A completion, or an update that was learned: when, where, as what, minutes needed."""

    on: date
    country: str
    profession: str
    minutes: int


@dataclass(frozen=True)
class Person:
    """A learner who is counted: where and as what today, days of activity, what was passed."""

    key: int
    country: str
    profession: str
    days: tuple[date, ...]
    passed: tuple[Passed, ...] = ()


def ways(people: Iterable[Person]) -> tuple[Taken, ...]:
    """Each way through the module: from the first activity since the last pass to the next one."""
    return tuple(way for person in people for way in _ways(person))


def _ways(person: Person) -> list[Taken]:
    found, before = [], None
    for passed in sorted(person.passed, key=lambda each: each.on):
        found.append(
            Taken(
                person=person.key,
                country=passed.country,
                profession=passed.profession,
                started_on=_first(person.days, before, passed.on) or passed.on,
                completed_on=passed.on,
                minutes=passed.minutes,
            )
        )
        before = passed.on
    if started := _first(person.days, before, None):
        found.append(Taken(person.key, person.country, person.profession, started))
    return found


def _first(days: Iterable[date], after: date | None, until: date | None) -> date | None:
    """The first day after one and up to another."""
    later = [day for day in days if is_after(day, after)]
    return earliest([day for day in later if until is None or not is_after(day, until)])


def saved_each(minutes: Iterable[int]) -> int | None:
    """Minutes that recognition spared a person: the median in steps of five; None for under ten.

    Multiplied with people in tens it says how much was spared together. The sum itself would say
    more: where everybody is spared the same, it gives away exactly how many people there are.
    """
    listed = sorted(minutes)
    if len(listed) < SMALLEST:
        return None
    return MINUTES_STEP * round(median(listed) / MINUTES_STEP)
