"""A round survives being kept as JSON, and is written the same however it was given."""

import json

import pytest
from hypothesis import given

from observership.domain.candidates import Ground, Pin, Round
from observership.domain.candidates_json import as_json, from_json
from observership.domain.matching import match
from tests.observership.matching.rounds import (
    candidate,
    dice_of,
    place,
    rounds_with_all,
    seeded,
    shuffled,
)


@given(rounds_with_all)
@seeded
def test_what_was_kept_gives_the_same_outcome_and_the_same_json(given_round):
    kept = json.loads(json.dumps(as_json(given_round)))
    again = from_json(kept)
    assert as_json(again) == kept
    assert match(again) == match(given_round)
    assert {each.id: each.goals for each in again.candidates} == {
        each.id: each.goals for each in given_round.candidates
    }


@given(rounds_with_all, dice_of)
@seeded
def test_the_order_of_the_parts_does_not_show(given_round, dice):
    assert as_json(shuffled(given_round, dice)) == as_json(given_round)


@given(rounds_with_all)
@seeded
def test_nothing_is_lost(given_round):
    again = from_json(as_json(given_round))
    assert {*again.words} == {*given_round.words}
    assert ({*again.pins}, {*again.forbids}, {*again.offers}) == (
        {*given_round.pins}, {*given_round.forbids}, {*given_round.offers}
    )  # fmt: skip
    assert again.order == given_round.order
    for one, other in (
        (again.places, given_round.places),
        (again.candidates, given_round.candidates),
    ):
        assert {each.id: _sorted(each) for each in one} == {
            each.id: _sorted(each) for each in other
        }


def _sorted(record: object) -> dict[str, object]:
    return {
        name: sorted(map(repr, value)) if isinstance(value, tuple | frozenset) else value
        for name, value in vars(record).items()
    }


def test_another_record_is_refused():
    with pytest.raises(KeyError):
        from_json({"candidates": []})


def test_a_round_that_was_kept_before_grounds_and_several_centres_is_read_too():
    pins = (Pin("a", "p", Ground.ACCEPTED), Pin("b", "p"))
    homes = frozenset({"centre-q"})
    given_round = Round((candidate("a", homes=homes), candidate("b")), (place("p"),), pins=pins)
    kept = as_json(given_round)
    for each, home in zip(kept["candidates"], ["centre-q", ""], strict=True):
        del each["homes"], each["supervised"]
        each["home"] = home
    for each, accepted in zip(kept["pins"], [True, False], strict=True):
        del each["ground"]
        each["accepted"] = accepted
    again = from_json(kept)
    assert (again.candidates, again.pins) == (given_round.candidates, pins)
