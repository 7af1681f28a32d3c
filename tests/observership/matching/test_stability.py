"""Whatever the round: no blocking pair, nothing violated, the same for the same input."""

import random
from collections import Counter
from dataclasses import replace

from hypothesis import given, settings

from observership.domain.candidates import Round
from observership.domain.matching import match
from tests.observership.matching.definition import Market
from tests.observership.matching.rounds import (
    days,
    dice_of,
    rounds_with_all,
    seeded,
    seeded_dice,
    shuffled,
    thrown,
)


@given(rounds_with_all)
@settings(seeded, max_examples=400)
def test_no_constraint_is_violated_and_no_pair_would_rather_have_each_other(given_round):
    market, placed = Market(given_round), match(given_round).placed
    assert market.violations(placed) == []
    assert market.blocking(placed) == []


@given(dice_of)
@seeded
def test_with_ranks_and_tiers_as_declared_nobody_is_passed_over(dice):
    """Straight from what both sides said, ties and all, without any strict list."""
    given_round = thrown(dice)
    market, placed = Market(given_round), match(given_round).placed
    for one in given_round.candidates:
        ranks = dict(one.ranks)
        own = ranks.get(market.places[placed[one.id]].opening, 99) if one.id in placed else 100
        for other in given_round.places:
            if market.broken[one.id, other.id] or ranks.get(other.opening, 99) >= own:
                continue
            holders = [name for name, at in placed.items() if at == other.id]
            assert len(holders) == other.capacity
            tiers = {market.tier(name, other.id) for name in holders}
            assert max(tiers) <= market.tier(one.id, other.id)


@given(rounds_with_all, dice_of)
@seeded
def test_the_order_of_the_input_changes_nothing(given_round, dice):
    outcome = match(given_round)
    again = match(shuffled(given_round, dice))
    assert list(again.placed.items()) == list(outcome.placed.items())


@given(dice_of)
@seeded
def test_it_is_the_best_stable_matching_for_every_applicant(dice):
    given_round = thrown(dice, most=4)
    given_round = replace(given_round, places=given_round.places[:4])
    assert match(given_round).placed == Market(given_round).best_for_applicants()


@given(rounds_with_all, dice_of)
@seeded
def test_one_more_seat_or_window_leaves_nobody_worse_off(given_round, dice):
    before, placed = Market(given_round), match(given_round).placed
    for larger in (_one_more_seat(given_round, dice), _one_more_window(given_round, dice)):
        after, then = Market(larger), match(larger).placed
        for name in before.free:
            if name in placed:
                assert after.at(name, then.get(name)) <= after.at(name, placed[name])


def _one_more_seat(given_round: Round, dice: random.Random) -> Round:
    lucky = dice.choice(given_round.places)
    places = (
        replace(each, capacity=each.capacity + 1) if each == lucky else each
        for each in given_round.places
    )
    return replace(given_round, places=tuple(places))


def _one_more_window(given_round: Round, dice: random.Random) -> Round:
    like = dice.choice(given_round.places)
    first = dice.randint(1, 20)
    new = replace(like, id="new", period=days(first, first + 15))
    return replace(given_round, places=(*given_round.places, new))


@given(dice_of)
@seeded
def test_who_is_not_in_the_order_comes_after_all_who_are(dice):
    given_round = thrown(dice)
    rest = sorted((each.number, each.id) for each in given_round.candidates
                  if each.id not in given_round.order)  # fmt: skip
    complete = (*given_round.order, *(name for _, name in rest))
    assert match(given_round) == match(replace(given_round, order=complete))


def test_the_rounds_that_are_thrown_ask_everything():
    """Guards the proofs: constraints are broken, seats are short, and people are displaced."""
    broken: Counter[str] = Counter()
    full = free = 0
    for seed in range(100):
        market = Market(thrown(seeded_dice(seed)))
        placed = match(market.given).placed
        broken.update(name for each in market.broken.values() for name in each)
        full += sum(market.at(name, placed.get(name)) > 0 for name in market.free)
        free += len(market.free)
    assert set(broken) == {
        "language", "setting", "dates", "role", "conflict", "forbidden", "unwanted",
    }  # fmt: skip
    assert min(broken.values()) > 20
    assert full > free // 5
