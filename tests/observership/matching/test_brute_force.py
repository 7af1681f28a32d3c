"""All small markets: the rule finds the best stable matching, as found by trying everything.

Applicants may be renamed, so the first host ranks them in the order of their names: every other
market is one of these with other names.
"""

from itertools import permutations, product

from observership.domain.candidates import HostWord, Round
from tests.observership.matching.rounds import candidate, place
from tests.observership.matching.small import (
    all_seats,
    as_round,
    best_stable,
    matched,
    strict_lists,
)


def _differing(
    applicants: int, places: int, *, shortest: int, seats: list[tuple[int, ...]]
) -> tuple[int, list]:
    """How many markets there are, and those in which the rule errs."""
    orders = list(permutations(range(applicants)))
    seen, wrong = 0, []
    for lists in product(strict_lists(places, shortest=shortest), repeat=applicants):
        for others in product(orders, repeat=places - 1):
            for counts in seats:
                hosts = (orders[0], *others)
                seen += 1
                if matched(as_round(lists, hosts, counts)) != best_stable(lists, hosts, counts):
                    wrong.append((lists, hosts, counts))
    return seen, wrong


def test_two_applicants_and_three_places_with_every_list():
    assert _differing(2, 3, shortest=0, seats=[(1, 1, 1)]) == (16**2 * 2**2, [])


def test_three_applicants_and_two_places_with_every_list_and_up_to_two_seats():
    assert _differing(3, 2, shortest=0, seats=all_seats(2, 2)) == (5**3 * 6 * 4, [])


def test_three_applicants_and_three_places_with_every_complete_list():
    seats = [(1, 1, 1), (2, 1, 1)]
    assert _differing(3, 3, shortest=3, seats=seats) == (6**3 * 6**2 * 2, [])


TIERS = (1, 2, None)  # welcome first, welcome, refused


def test_two_applicants_and_two_places_with_every_tie():
    """All ranks and any_host of both sides, all tiers and refusals; the order is a, b."""
    places = (place("p0"), place("p1"))
    statements = [
        (dict(zip(("p0", "p1"), ranks, strict=True)), any_host)
        for ranks in product((None, 1, 2), repeat=2)
        for any_host in (True, False)
    ]
    people = {
        name: [(_stated(name, *statement), _wishes(*statement)) for statement in statements]
        for name in "ab"
    }
    seen = 0
    for (one, one_wish), (other, other_wish) in product(people["a"], people["b"]):
        for tiers in product(TIERS, repeat=4):
            given_round = Round((one, other), places, _words(tiers), ("a", "b"))
            lists = (_accepted(one_wish, tiers[:2]), _accepted(other_wish, tiers[2:]))
            hosts = tuple(_order(tiers[at], tiers[2 + at]) for at in (0, 1))
            assert matched(given_round) == best_stable(lists, hosts, (1, 1))
            seen += 1
    assert seen == 18**2 * 3**4


def _stated(name: str, ranks: dict[str, int | None], any_host: bool):
    given = tuple((opening, rank) for opening, rank in ranks.items() if rank)
    return candidate(name, ranks=given, any_host=any_host)


def _wishes(ranks: dict[str, int | None], any_host: bool) -> tuple[int, ...]:
    """The strict list that a statement means: by rank, then unranked ones, ties by id."""
    keys = [(ranks[f"p{at}"] or 9, at) for at in (0, 1) if any_host or ranks[f"p{at}"]]
    return tuple(at for _, at in sorted(keys))


def _words(tiers: tuple[int | None, ...]) -> tuple[HostWord, ...]:
    pairs = [(name, opening) for name in "ab" for opening in ("p0", "p1")]
    return tuple(
        HostWord(opening, name, tier or 1, refused=tier is None)
        for (name, opening), tier in zip(pairs, tiers, strict=True)
    )


def _accepted(wishes: tuple[int, ...], tiers: tuple[int | None, ...]) -> tuple[int, ...]:
    return tuple(at for at in wishes if tiers[at] is not None)


def _order(first: int | None, second: int | None) -> tuple[int, int]:
    """How a host ranks a and b; whom it refused stands in no list, so their rank is nothing."""
    return (1, 0) if second is not None and (first is None or second < first) else (0, 1)
