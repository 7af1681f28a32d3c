"""Stating one's wishes truthfully never hurts, whatever the others state."""

from dataclasses import replace
from itertools import permutations, product

from hypothesis import given, settings

from observership.domain.candidates import Candidate, Round
from observership.domain.matching import match
from tests.observership.matching.definition import Market
from tests.observership.matching.rounds import (
    candidate,
    dice_of,
    place,
    rounds_with_all,
    seeded,
    seeded_dice,
    thrown_candidate,
)
from tests.observership.matching.small import as_round, strict_lists


def _statements(*openings: str) -> dict[Candidate, list[str]]:
    """Every way to rank openings, ties and gaps, any other host or not; and the list it means."""
    ranks = product((None, *range(1, len(openings) + 1)), repeat=len(openings))
    stated = [
        candidate(
            "a",
            ranks=tuple((o, rank) for o, rank in zip(openings, each, strict=True) if rank),
            any_host=any_host,
        )
        for each in ranks
        for any_host in (True, False)
    ]
    places = tuple(place(each) for each in openings)
    return {each: Market(Round((each,), places)).lists["a"] for each in stated}


def _gains(
    given_round: Round, lists: dict[Candidate, list[str]]
) -> list[tuple[Candidate, Candidate]]:
    """Pairs of a truth and a lie of the first candidate that gets something truly better."""
    _, *others = given_round.candidates
    got = {
        each: match(replace(given_round, candidates=(each, *others))).placed.get(each.id)
        for each in lists
    }
    return [
        (truth, lie)
        for truth, own in lists.items()
        for lie in lists
        if _position(own, got[lie]) < _position(own, got[truth])
    ]


def _position(own: list[str], place_id: str | None) -> int:
    """0 is best; nothing comes after the list, and what cannot be used after nothing."""
    if place_id is None:
        return len(own)
    return own.index(place_id) if place_id in own else len(own) + 1


def test_no_statement_gains_anything_in_any_market_of_three_applicants_and_two_places():
    """Every truth and every lie of one applicant, every strict list of two others, all tiers."""
    statements = _statements("p0", "p1")
    orders = list(permutations(range(3)))
    for second, third in product(strict_lists(2, shortest=1), repeat=2):
        for hosts in product(orders, repeat=2):
            given_round = as_round(((), second, third), hosts, (1, 1))
            assert _gains(given_round, statements) == []


def test_no_statement_gains_anything_in_random_markets_of_four_applicants_and_three_places():
    dice = seeded_dice(5)
    openings = ("p0", "p1", "p2")
    statements = _statements(*openings)
    lists = strict_lists(3, shortest=2)
    for _ in range(30):
        given_round = as_round(
            ((), *(dice.choice(lists) for _ in range(3))),
            [tuple(dice.sample(range(4), 3)) for _ in openings],
            tuple(dice.choice((1, 1, 2)) for _ in openings),
        )
        order = tuple(dice.sample("abcd", 4))
        assert _gains(replace(given_round, order=order), statements) == []


@given(rounds_with_all, dice_of)
@settings(seeded, max_examples=200)
def test_no_other_statement_gains_a_place_that_is_truly_wanted_more(given_round, dice):
    """Not even one about languages, dates, goals or home: only false wishes, in effect."""
    market, honest = Market(given_round), match(given_round).placed
    for at, truth in enumerate(given_round.candidates):
        if truth.id in market.pins:
            continue
        others = list(given_round.candidates)
        for _ in range(3):
            others[at] = replace(
                thrown_candidate(truth.id, dice), number=truth.number, country=truth.country
            )
            lied = match(replace(given_round, candidates=tuple(others))).placed
            own = market.lists[truth.id]
            assert _position(own, lied.get(truth.id)) >= _position(own, honest.get(truth.id))


def test_a_safe_looking_lie_is_shown_to_cost_something():
    """Guards the proofs: who hides the first wish because it looks out of reach may lose it."""
    rivals = as_round(((), (1, 0), (1,)), ((1, 0, 2), (0, 1, 2)), (1, 1))
    _, *others = rivals.candidates
    truth, lie = candidate("a", "p1", "p0"), candidate("a", "p0")
    honest = match(replace(rivals, candidates=(truth, *others)))
    lied = match(replace(rivals, candidates=(lie, *others)))
    assert (honest.placed["a"], lied.placed["a"]) == ("p1", "p0")
