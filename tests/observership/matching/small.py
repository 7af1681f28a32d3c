"""Small strict markets as numbers, and their best stable matching found by trying everything."""

from collections.abc import Sequence
from functools import cache
from itertools import permutations, product

from observership.domain.candidates import Candidate, HostWord, Place, Round
from observership.domain.matching import match
from tests.observership.matching.rounds import candidate, place

List = tuple[int, ...]
Lists = Sequence[List]
Assigned = tuple[int | None, ...]
NAMES = "abcd"


def strict_lists(places: int, *, shortest: int = 0) -> list[List]:
    """Every way to rank some of the places strictly."""
    return [
        each for size in range(shortest, places + 1) for each in permutations(range(places), size)
    ]


def best_stable(lists: Lists, hosts: Lists, seats: tuple[int, ...]) -> Assigned:
    """The stable matching that is best for all applicants; hosts rank every applicant."""
    stable = [
        each
        for each in _assignments(len(lists), seats)
        if _is_possible(each, lists) and not _is_blocked(each, lists, hosts, seats)
    ]
    best = tuple(
        min((each[name] for each in stable), key=lambda at, name=name: position(lists[name], at))
        for name in range(len(lists))
    )
    assert best in stable
    return best


def position(own: List, at: int | None) -> int:
    """Where a place stands in a list; none comes last, an unlisted place after that."""
    if at is None:
        return len(own)
    return own.index(at) if at in own else len(own) + 1


@cache
def _assignments(count: int, seats: tuple[int, ...]) -> list[Assigned]:
    found = product((*range(len(seats)), None), repeat=count)
    return [each for each in found if all(each.count(at) <= seats[at] for at in range(len(seats)))]


def _is_possible(assigned: Assigned, lists: Lists) -> bool:
    return all(at is None or at in own for at, own in zip(assigned, lists, strict=True))


def _is_blocked(assigned: Assigned, lists: Lists, hosts: Lists, seats: tuple[int, ...]) -> bool:
    for name, own in enumerate(lists):
        for at in own[: position(own, assigned[name])]:
            held = [other for other, where in enumerate(assigned) if where == at]
            ranked = hosts[at].index
            if len(held) < seats[at] or any(ranked(other) > ranked(name) for other in held):
                return True
    return False


@cache
def _candidate(name: int, own: List) -> Candidate:
    return candidate(NAMES[name], *(f"p{at}" for at in own), any_host=False)


@cache
def _place(at: int, seats: int) -> Place:
    return place(f"p{at}", capacity=seats)


@cache
def _words(at: int, order: List) -> tuple[HostWord, ...]:
    """Up to three applicants ranked strictly need no order but the tiers."""
    return tuple(HostWord(f"p{at}", NAMES[name], tier) for tier, name in enumerate(order, start=1))


def as_round(lists: Lists, hosts: Lists, seats: tuple[int, ...]) -> Round:
    """The same market as a round, hosts' lists as tiers."""
    return Round(
        tuple(_candidate(name, own) for name, own in enumerate(lists)),
        tuple(_place(at, count) for at, count in enumerate(seats)),
        tuple(word for at, order in enumerate(hosts) for word in _words(at, order)),
    )


def matched(given_round: Round) -> Assigned:
    """What the rule makes of a round, as numbers."""
    placed = match(given_round).placed
    names = [each.id for each in given_round.candidates]
    places = [each.id for each in given_round.places]
    return tuple(places.index(placed[name]) if name in placed else None for name in names)


def all_seats(places: int, most: int) -> list[tuple[int, ...]]:
    """Every way to give places one to so many seats."""
    return list(product(range(1, most + 1), repeat=places))
