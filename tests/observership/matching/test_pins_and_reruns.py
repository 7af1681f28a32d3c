"""Pins take seats first and the rest is matched as before; a re-run takes no open offer away."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given

from observership.domain.candidates import Forbid, Ground, Offer, Pin, Round
from observership.domain.matching import (
    PinnedTwiceError,
    TooManyPinsError,
    UnknownPinError,
    UnsoundRoundError,
    match,
)
from tests.observership.matching.definition import Market
from tests.observership.matching.rounds import (
    candidate,
    dice_of,
    place,
    rounds_with_pins,
    seeded,
    thrown,
)


@given(rounds_with_pins)
@seeded
def test_with_pins_the_rest_is_matched_as_if_their_seats_did_not_exist(given_round):
    pins = {each.candidate: each.place for each in given_round.pins}
    taken = Counter(pins.values())
    rest = replace(
        given_round,
        candidates=tuple(each for each in given_round.candidates if each.id not in pins),
        places=tuple(
            replace(each, capacity=each.capacity - taken[each.id]) for each in given_round.places
        ),
        pins=(),
    )
    assert match(given_round).placed == {**match(rest).placed, **pins}


def test_a_pin_holds_whatever_it_breaks():
    given_round = Round(
        (candidate("a", "q", role="NUR", setting="paediatric"), candidate("b", "p")),
        (place("p"), place("q")),
        pins=(Pin("a", "p"),),
        forbids=(Forbid("a", "p"),),
        order=("b", "a"),
    )
    assert match(given_round).placed == {"a": "p"}


def test_more_pins_than_seats_say_which_place():
    people = tuple(candidate(name) for name in "abc")
    pins = tuple(Pin(name, "p") for name in "abc")
    with pytest.raises(TooManyPinsError) as caught:
        match(Round(people, (place("q"), place("p", capacity=2)), pins=pins))
    assert (caught.value.place, caught.value.capacity, caught.value.claimed) == ("p", 2, 3)


def test_pins_and_open_offers_share_the_seats():
    people = (candidate("a"), candidate("b"))
    with pytest.raises(TooManyPinsError):
        match(Round(people, (place("p"),), pins=(Pin("a", "p"),), offers=(Offer("b", "p"),)))


def test_a_second_pin_of_somebody_says_whose():
    with pytest.raises(PinnedTwiceError) as caught:
        match(
            Round(
                (candidate("a"),),
                (place("p"), place("q")),
                pins=(Pin("a", "p"), Pin("a", "q")),
            )
        )
    assert caught.value.candidate == "a"


@pytest.mark.parametrize("pin", [Pin("x", "p"), Pin("a", "x")])
def test_a_pin_of_something_unknown_says_which(pin):
    with pytest.raises(UnknownPinError) as caught:
        match(Round((candidate("a"),), (place("p"),), pins=(pin,)))
    assert (caught.value.candidate, caught.value.place) == (pin.candidate, pin.place)


def test_ids_that_stand_twice_are_refused():
    for given_round in (
        Round((candidate("a"), candidate("a")), ()),
        Round((), (place("p"), place("p"))),
    ):
        with pytest.raises(UnsoundRoundError):
            match(given_round)


def _declined(given_round: Round, dice: random.Random, *, stays: bool) -> tuple[Round, str]:
    """The round after one of the placed declined, some accepted, and the rest did not answer."""
    placed = match(given_round).placed
    one = dice.choice(sorted(placed))
    accepted = {name for name in placed if name != one and dice.random() < 0.3}
    rest = [each for each in given_round.candidates if stays or each.id != one]
    return replace(
        given_round,
        candidates=tuple(rest),
        forbids=(*given_round.forbids, *([Forbid(one, placed[one])] if stays else [])),
        pins=tuple(Pin(name, placed[name], Ground.ACCEPTED) for name in sorted(accepted)),
        offers=tuple(
            Offer(name, placed[name]) for name in placed if name != one and name not in accepted
        ),
    ), one


@pytest.mark.parametrize("stays", [True, False])
@given(dice=dice_of)
@seeded
def test_after_a_decline_open_offers_only_improve(stays, dice):
    given_round = thrown(dice)
    before = match(given_round).placed
    if not before:
        return
    later, one = _declined(given_round, dice, stays=stays)
    market, after = Market(later), match(later).placed
    assert market.violations(after) == []
    assert market.blocking(after) == []
    for name in before:
        if name in market.pins:
            assert after[name] == before[name]
        elif name != one:
            assert market.at(name, after.get(name)) <= market.at(name, before[name])


@given(dice=dice_of)
@seeded
def test_who_leaves_makes_nobody_worse_off_even_without_offers(dice):
    given_round = thrown(dice)
    before = match(given_round).placed
    if not before:
        return
    later, _ = _declined(given_round, dice, stays=False)
    market, after = Market(later), match(replace(later, offers=())).placed
    for name in market.free:
        assert market.at(name, after.get(name)) <= market.at(name, before.get(name))


PEOPLE = (candidate("a", "p", "q"), candidate("b", "q"))
OPEN = Round(PEOPLE, (place("p"), place("q")), order=("a", "b"))


def test_who_declines_and_stays_does_not_take_an_open_offer_away():
    """Without offers it would: who declined ranks higher everywhere."""
    assert match(OPEN).placed == {"a": "p", "b": "q"}
    declined = replace(OPEN, forbids=(Forbid("a", "p"),))
    assert match(declined).placed == {"a": "q"}
    assert match(replace(declined, offers=(Offer("b", "q"),))).placed == {"b": "q"}


def test_an_open_offer_does_not_bind_who_can_have_something_better():
    one = candidate("b", "p", "q")
    given_round = Round((one,), OPEN.places, offers=(Offer("b", "q"),))
    assert match(given_round).placed == {"b": "p"}


def test_an_open_offer_that_breaks_a_constraint_now_is_worth_nothing():
    given_round = replace(OPEN, offers=(Offer("b", "q"),), forbids=(Forbid("b", "q"),))
    assert match(given_round).placed == {"a": "p"}
