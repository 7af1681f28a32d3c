"""What is claimed of a matching, written down a second time and from the definitions alone.

Nothing of the rule is used here but its plain records: days are sets, levels compare as text.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from itertools import product

from observership.domain.candidates import Candidate, Period, Place, Round

Placed = Mapping[str, str]
LAST = 10**9


def broken(one: Candidate, other: Place, given: Round) -> set[str]:
    """Names of the hard constraints that a pair breaks."""
    speaks = any(
        mine.code == asked.code and mine.level >= asked.level
        for mine in one.languages
        for asked in other.languages
    )
    refused = any(
        word.refused for word in given.words
        if word.opening == other.opening and word.candidate == one.id
    )  # fmt: skip
    holds = {
        "language": speaks,
        "setting": one.setting == other.setting or "both" in (one.setting, other.setting),
        "dates": bool(stays(one, other)),
        "role": one.role in other.roles,
        "conflict": not (refused or other.centre in one.homes or other.opening in one.supervised),
        "forbidden": not any((f.candidate, f.place) == (one.id, other.id) for f in given.forbids),
        "unwanted": one.any_host or other.opening in dict(one.ranks),
    }
    return {name for name, is_held in holds.items() if not is_held}


def stays(one: Candidate, other: Place) -> list[date]:
    """Every first day from which the visit lies in the window and in one own period."""
    window = _days(other.period)
    return sorted(
        {
            first
            for period in one.dates
            for first in _days(period)
            if {first + timedelta(days=at) for at in range(one.length)} <= window & _days(period)
        }
    )


def _days(period: Period) -> set[date]:
    return {
        period.first + timedelta(days=at) for at in range((period.last - period.first).days + 1)
    }


class Market:
    """Both sides' strict lists of a round, and what can be asked of an assignment."""

    def __init__(self, given: Round) -> None:
        self.given = given
        self.candidates = {each.id: each for each in given.candidates}
        self.places = {each.id: each for each in given.places}
        self.pins = {each.candidate: each.place for each in given.pins}
        self.broken = {
            (one.id, other.id): broken(one, other, given)
            for one in given.candidates
            for other in given.places
        }
        self.lists = {each.id: self._list_of(each) for each in given.candidates}
        self.free = [each for each in self.lists if each not in self.pins]
        pinned = Counter(self.pins.values())
        self.seats = {each.id: each.capacity - pinned[each.id] for each in given.places}

    def _list_of(self, one: Candidate) -> list[str]:
        """The places that break nothing, best first."""
        ranks = dict(one.ranks)

        def key(other: Place) -> tuple[object, ...]:
            languages = {
                mine.code
                for mine in one.languages
                for asked in other.languages
                if mine.code == asked.code and mine.level >= asked.level
            }
            return (
                ranks.get(other.opening, LAST),
                -len([goal for goal in one.goals if goal in other.objectives]),
                -len([each for each in one.products if each in other.products]),
                -len(languages),
                other.period.first,
                other.id,
            )

        possible = [each for each in self.given.places if not self.broken[one.id, each.id]]
        return [each.id for each in sorted(possible, key=key)]

    @cached_property
    def hosts(self) -> dict[str, list[str]]:
        """Each place's strict order of everybody."""
        return {each.id: self._ranked_by(each) for each in self.given.places}

    def tier(self, name: str, place_id: str) -> int:
        """What the host said of somebody, 2 when nothing."""
        opening = self.places[place_id].opening
        said = [
            word.tier
            for word in self.given.words
            if word.opening == opening and word.candidate == name
        ]
        return said[0] if said else 2

    def in_order(self, name: str) -> tuple[int, str, str]:
        """Where somebody stands in the priority order; without a place there last, by number."""
        order = self.given.order
        at = order.index(name) if name in order else LAST
        return at, self.candidates[name].number, name

    def has_offer(self, name: str, place_id: str) -> bool:
        """Whether an open offer of this place counts."""
        stands = any((o.candidate, o.place) == (name, place_id) for o in self.given.offers)
        return stands and name not in self.pins and not self.broken[name, place_id]

    def _ranked_by(self, other: Place) -> list[str]:
        def key(name: str) -> tuple[object, ...]:
            tier = self.tier(name, other.id)
            return (not self.has_offer(name, other.id), tier, *self.in_order(name))

        first = [name for name in self.candidates if self.has_offer(name, other.id)]
        rest = [name for name in self.candidates if name not in first]
        return [*sorted(first, key=self.in_order), *sorted(rest, key=key)]

    def at(self, name: str, place_id: str | None) -> int:
        """Position in the own list, 0 best; no place comes after all."""
        own = self.lists[name]
        return own.index(place_id) if place_id is not None else len(own)

    def blocking(self, placed: Placed) -> list[tuple[str, str]]:
        """Pairs outside the pins that would both rather have each other."""
        found = []
        for name in self.free:
            for place_id in self.lists[name][: self.at(name, placed.get(name))]:
                held = [each for each in self.free if placed.get(each) == place_id]
                ranked = self.hosts[place_id].index
                lower = any(ranked(each) > ranked(name) for each in held)
                if len(held) < self.seats[place_id] or lower:
                    found.append((name, place_id))
        return found

    def violations(self, placed: Placed) -> list[object]:
        """Pairs that break a constraint, places over capacity, pins not kept."""
        broken = [
            (name, place_id, self.broken[name, place_id])
            for name, place_id in placed.items()
            if name not in self.pins and self.broken[name, place_id]
        ]
        over = [
            place_id
            for place_id, count in Counter(placed.values()).items()
            if count > self.places[place_id].capacity
        ]
        lost = [name for name, place_id in self.pins.items() if placed.get(name) != place_id]
        return [*broken, *over, *lost]

    def all_assignments(self) -> Iterator[dict[str, str]]:
        """Every way to give those outside the pins possible places, within capacity."""
        for choice in product(*([*self.lists[name], None] for name in self.free)):
            taken = Counter(each for each in choice if each is not None)
            if all(self.seats[place_id] >= count for place_id, count in taken.items()):
                given = zip(self.free, choice, strict=True)
                yield {name: place_id for name, place_id in given if place_id is not None}

    def stable(self) -> list[dict[str, str]]:
        """Every stable matching of those outside the pins, found by trying all."""
        return [each for each in self.all_assignments() if not self.blocking(each)]

    def best_for_applicants(self) -> dict[str, str]:
        """The stable matching that every applicant likes at least as well as every other one."""
        stable = self.stable()
        (best,) = [
            one
            for one in stable
            if all(
                self.at(name, one.get(name)) <= self.at(name, other.get(name))
                for other in stable
                for name in self.free
            )
        ]
        return best
