"""Fills a matrix fast: days as numbers, equal sources looked at once per person.

What it says is what `coverage.assess` says of each person alone; a test holds the two together.
"""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from credentials.domain.coverage import Standing, last_day_of, standing_of
from credentials.domain.evidence import Required
from credentials.domain.matrix import STANDINGS, FrameworkView, Matrix, is_asked_of
from passport.dates import Validity

Answer = tuple[int, int]  # position in STANDINGS, last valid day as a number (0: none)
Days = Mapping[str, int]  # newest day of each source, as a number
_UNMET = (STANDINGS.index(Standing.UNMET), 0)
_PARTIAL = (STANDINGS.index(Standing.PARTIAL), 0)
_HELD = {STANDINGS.index(Standing.MET), STANDINGS.index(Standing.RENEWAL_DUE)}
DIRECT = ("=", "~")


@dataclass(frozen=True)
class Asked:
    """A framework as it is asked here: what people see, and what shows each column.

    Every entry of `required` has its own validity and belongs to the column at its place.
    """

    view: FrameworkView
    required: tuple[Required, ...]


@dataclass(frozen=True)
class Colleague:
    """Somebody at a centre: roles and unit there, and the newest day of each source."""

    id: int
    roles: tuple[str, ...]
    unit: str
    days: Days


def newest_days(facts: Iterable[tuple[int, str, date]], on: date) -> dict[int, dict[str, int]]:
    """By person, the newest day of each source up to a day, from (person, source, day)."""
    found: dict[int, dict[str, int]] = {}
    last = on.toordinal()
    for person, source, day in facts:
        number = day.toordinal()
        days = found.setdefault(person, {})
        if days.get(source, 0) < number <= last:
            days[source] = number
    return found


def fill(asked: Asked, people: Sequence[Colleague], on: date) -> Matrix:
    """Every cell of some people on a day."""
    filler = _Filler(asked, on)
    standings, last_days = bytearray(), array("i")
    # Equal roles and units are kept once: the matrix is copied with every look at it.
    roles: dict[tuple[str, ...], tuple[str, ...]] = {}
    units: dict[str, str] = {}
    for person in people:
        filler.add(person, standings, last_days)
    return Matrix(
        view=asked.view,
        on=on,
        people=tuple(person.id for person in people),
        roles=tuple(roles.setdefault(person.roles, person.roles) for person in people),
        units=tuple(units.setdefault(person.unit, person.unit) for person in people),
        standings=bytes(standings),
        last_days=last_days,
    )


def _picker(
    places: Sequence[int], pick: Callable[[Iterable[int]], int]
) -> Callable[[list[int]], int]:
    """Earliest or latest of some sources' days; 0 without any."""
    if not places:
        return lambda _days: 0
    if len(places) == 1:
        return itemgetter(places[0])
    chosen = itemgetter(*places)
    return lambda days: pick(chosen(days))


class _Term:
    """How things of one validity stand on a day; each day of showing is looked at once."""

    def __init__(self, validity: Validity, on: date) -> None:
        self.validity, self.on = validity, on
        self.known: dict[int, Answer] = {}

    def since(self, number: int) -> Answer:
        """Where something stands that was shown on a day."""
        if number not in self.known:
            day = date.fromordinal(number)
            last_day = last_day_of(self.validity, day)
            standing = standing_of(day, self.validity, self.on)
            self.known[number] = (
                STANDINGS.index(standing),
                last_day.toordinal() if last_day else 0,
            )
        return self.known[number]


class _Unit:
    """What columns with equal sources and validity have in common."""

    def __init__(self, required: Required, places: Mapping[str, int], term: _Term) -> None:
        own = [places[source] for source in required.sources]
        self.whole = _picker(own, max if required.any_of else min)
        self.some = _picker([*own, *(places[source] for source in required.partial)], max)
        self.since = term.since

    def answer(self, days: list[int]) -> Answer:
        """Where a person stands by modules and tasks alone."""
        shown = self.whole(days)
        return self.since(shown) if shown else self.judge(0, self.some(days))

    def judge(self, shown: int, part: int) -> Answer:
        """Where somebody stands who showed it in full on one day and a part of it on another."""
        if shown:
            return self.since(shown)
        return _PARTIAL if part and self.since(part)[0] in _HELD else _UNMET


class _Filler:
    """Adds one person's row after the other."""

    def __init__(self, asked: Asked, on: date) -> None:
        self.columns, self.required = asked.view.columns, asked.required
        sources = {one: None for each in self.required for one in each.sources + each.partial}
        self.places = {source: place for place, source in enumerate(sources)}
        self.units = self._distinct_units(on)
        self.itself: dict[str, list[int]] = {}
        for place, each in enumerate(self.required):
            self.itself.setdefault(each.key, []).append(place)
        self.wanted: dict[tuple[str, ...], tuple[list[int], list[_Unit]]] = {}

    def _distinct_units(self, on: date) -> list[_Unit]:
        """The unit of each column; equal ones are the same."""
        terms: dict[Validity, _Term] = {}
        units: dict[tuple[object, ...], _Unit] = {}
        found = []
        for each in self.required:
            validity = each.validity or Validity(months=0)
            term = terms.setdefault(validity, _Term(validity, on))
            same = (each.sources, each.partial, each.any_of, validity)
            found.append(units.setdefault(same, _Unit(each, self.places, term)))
        return found

    def _wanted(self, roles: tuple[str, ...]) -> tuple[list[int], list[_Unit]]:
        """Columns asked of somebody with these roles, and their units, each once."""
        if roles not in self.wanted:
            places = [at for at, each in enumerate(self.columns) if is_asked_of(each, roles)]
            self.wanted[roles] = (places, list({self.units[place]: None for place in places}))
        return self.wanted[roles]

    def add(self, person: Colleague, standings: bytearray, last_days: "array[int]") -> None:
        """One person's row."""
        days = [0] * len(self.places)
        for source, number in person.days.items():
            if source in self.places:
                days[self.places[source]] = number
        columns, units = self._wanted(person.roles)
        answers = {unit: unit.answer(days) for unit in units}
        row, last = bytearray(len(self.columns)), [0] * len(self.columns)
        of_column = self.units
        for place in columns:
            row[place], last[place] = answers[of_column[place]]
        for place in self._shown_itself(person.days):
            if row[place]:
                row[place], last[place] = self._with_direct(place, days, person.days)
        standings += row
        last_days.extend(last)

    def _shown_itself(self, days: Days) -> set[int]:
        """Columns of which something was attested or recognised."""
        keys = {source[1:] for source in days if source.startswith(DIRECT)}
        return {place for key in keys for place in self.itself.get(key, ())}

    def _with_direct(self, place: int, days: list[int], shown: Days) -> Answer:
        unit, required = self.units[place], self.required[place]
        itself, part = shown.get(required.direct, 0), shown.get(required.direct_part, 0)
        return unit.judge(max(unit.whole(days), itself), max(unit.some(days), itself, part))
