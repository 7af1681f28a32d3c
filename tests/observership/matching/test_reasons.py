"""Every line of an explanation is computed again from the definition, and is true."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings

from observership.domain.candidates import Round
from observership.domain.constraints import Constraint
from observership.domain.matching import Outcome, match
from observership.domain.matching_reasons import (
    Line,
    OtherRoundError,
    Reasons,
    Verdict,
    turned_away,
    why,
    why_host,
)
from tests.observership.matching.definition import LAST, Market, Placed
from tests.observership.matching.rounds import (
    candidate,
    offered,
    pinned,
    place,
    rounds_with_all,
    seeded,
    seeded_dice,
    thrown,
)


def _is_here(line: Line, market: Market, placed: Placed) -> bool:
    return placed.get(line.candidate) == line.place and line.candidate not in market.pins


def _is_better(line: Line, market: Market, placed: Placed) -> bool:
    """Goes to a possible place that stands earlier in the own list than this possible one."""
    own = market.lists[line.candidate]
    got = placed[line.candidate]
    return line.better == got and own.index(got) < own.index(line.place)


def _is_full(line: Line, market: Market, placed: Placed) -> bool:
    """Every seat is held, each on the ground under which it was counted; the wish was there."""
    own = market.lists[line.candidate]
    unheard = own.index(line.place) < market.at(line.candidate, placed.get(line.candidate))
    holders = [name for name, at in placed.items() if at == line.place]
    counted = Counter(_ground(name, line, market) for name in holders)
    said = {
        "tier": line.by_tier,
        "order": line.ahead - line.by_tier,
        "offered": line.offered,
        "accepted": line.accepted,
        "kept": line.kept,
    }
    full = len(holders) == market.places[line.place].capacity
    return unheard and full and {k: n for k, n in said.items() if n} == dict(counted)


def _ground(holder: str, line: Line, market: Market) -> str:
    """Why a holder keeps the seat: a pin, a better tier, the order, or an offer; else "none"."""
    for pin in market.given.pins:
        if pin.candidate == holder:
            return str(pin.ground)
    mine, other = (market.tier(name, line.place) for name in (line.candidate, holder))
    if other != mine and other < mine:
        return "tier"
    if other == mine and market.in_order(holder) < market.in_order(line.candidate):
        return "order"
    return "offered" if market.has_offer(holder, line.place) else "none"


def _is_pinned(line: Line, market: Market, placed: Placed) -> bool:
    return market.pins.get(line.candidate) == line.place and _says_whose_pin(line, market)


def _is_pinned_elsewhere(line: Line, market: Market, placed: Placed) -> bool:
    """Pinned to another place, and that one is not earlier in the own list."""
    other, own = market.pins[line.candidate], market.lists[line.candidate]
    earlier = other in own and own.index(other) < own.index(line.place)
    return other == line.better != line.place and not earlier and _says_whose_pin(line, market)


def _says_whose_pin(line: Line, market: Market) -> bool:
    (pin,) = [each for each in market.given.pins if each.candidate == line.candidate]
    said = {"accepted": line.accepted, "kept": line.kept, "offered": line.offered}
    return {ground for ground, count in said.items() if count} == {pin.ground}


Check = Callable[[Line, Market, Placed], bool]
CHECKS: dict[Verdict, Check] = {
    Verdict.HERE: _is_here,
    Verdict.BETTER_PLACE: _is_better,
    Verdict.FULL: lambda line, *rest: not line.kept and _is_full(line, *rest),
    Verdict.KEPT: lambda line, *rest: line.kept > 0 and _is_full(line, *rest),
    Verdict.NOT_POSSIBLE: lambda line, *_: (
        Constraint.UNWANTED not in line.broken and len({*line.broken} - {Constraint.FORBIDDEN}) > 0
    ),
    Verdict.FORBIDDEN: lambda line, *_: line.broken == (Constraint.FORBIDDEN,),
    Verdict.NOT_WANTED: lambda line, *_: line.broken == (Constraint.UNWANTED,),
    Verdict.PINNED: _is_pinned,
    Verdict.PINNED_ELSEWHERE: _is_pinned_elsewhere,
}
COUNTS = ("ahead", "by_tier", "offered", "accepted", "kept")


@given(rounds_with_all)
@settings(seeded, max_examples=150)
def test_every_line_for_an_applicant_is_true(given_round):
    market, outcome = Market(given_round), match(given_round)
    for one in given_round.candidates:
        for line in why(given_round, outcome, one.id):
            assert line.candidate == one.id
            assert {*line.broken} == market.broken[one.id, line.place]
            assert line.rank == dict(one.ranks).get(market.places[line.place].opening)
            assert CHECKS[line.verdict](line, market, outcome.placed), line


@given(rounds_with_all)
@settings(seeded, max_examples=60)
def test_an_applicant_reads_of_all_that_is_wanted_or_possible_in_the_own_order(given_round):
    market, outcome = Market(given_round), match(given_round)
    for one in given_round.candidates:
        lines = why(given_round, outcome, one.id)
        expected = {
            each.id
            for each in given_round.places
            if "unwanted" not in (broken := market.broken[one.id, each.id])
            or broken == {"unwanted"}
            or outcome.placed.get(one.id) == each.id
        }
        assert sorted(line.place for line in lines) == sorted(expected)
        own = [line.place for line in lines if not line.broken]
        assert own == market.lists[one.id]
        wanted = [line for line in lines if line.verdict is not Verdict.NOT_WANTED]
        assert lines[: len(wanted)] == tuple(wanted)
        ranks = [line.rank or LAST for line in wanted]
        assert ranks == sorted(ranks)


@given(rounds_with_all)
@settings(seeded, max_examples=60)
def test_a_line_names_nobody_else(given_round):
    outcome = match(given_round)
    texts = {
        each.id: " ".join(map(repr, why(given_round, outcome, each.id)))
        for each in given_round.candidates
    }
    for name, text in texts.items():
        others = [each for each in given_round.candidates if each.id != name]
        assert [each.id for each in others if f"'{each.id}'" in text] == []
        assert [each.number for each in given_round.candidates if each.number in text] == []


@given(rounds_with_all)
@settings(seeded, max_examples=60)
def test_a_host_reads_of_those_who_come_or_could_as_it_ranks_them(given_round):
    market, outcome = Market(given_round), match(given_round)
    reasons = Reasons(given_round, outcome)
    for other in given_round.places:
        lines = why_host(given_round, outcome, other.id)
        expected = [
            name
            for name in market.hosts[other.id]
            if not market.broken[name, other.id] or market.pins.get(name) == other.id
        ]
        assert [line.candidate for line in lines] == expected
        for line in lines:
            assert (line.place, line.better) == (other.id, "")
            (own,) = [each for each in reasons.why(line.candidate) if each.place == other.id]
            assert replace(own, better="") == line


@given(rounds_with_all)
@settings(seeded, max_examples=60)
def test_a_host_reads_how_many_others_break_what(given_round):
    market, outcome = Market(given_round), match(given_round)
    for other in given_round.places:
        expected = Counter(
            name
            for one in given_round.candidates
            if market.pins.get(one.id) != other.id
            for name in market.broken[one.id, other.id]
        )
        assert turned_away(given_round, outcome, other.id) == expected


def test_the_rounds_that_are_thrown_give_every_verdict():
    """Guards the proofs above: no verdict and no ground goes unasked."""
    verdicts: Counter[str] = Counter()
    for seed in range(150):
        dice = seeded_dice(seed)
        given_round = offered(pinned(thrown(dice), dice), dice)
        reasons = Reasons(given_round, match(given_round))
        for one in given_round.candidates:
            for line in reasons.why(one.id):
                verdicts[line.verdict] += 1
                if line.verdict in {Verdict.FULL, Verdict.KEPT}:
                    verdicts.update(each for each in COUNTS if getattr(line, each))
    assert {*verdicts} == {*Verdict, *COUNTS}
    assert min(verdicts.values()) >= 10


@given(rounds_with_all)
@settings(seeded, max_examples=60)
def test_an_outcome_of_another_round_is_not_explained(given_round):
    """Somebody is taken out of a seat that somebody wants: no line could be true."""
    outcome = match(given_round)
    for name, at in outcome.placed.items():
        if any(each.candidate == name for each in given_round.pins):
            continue
        rest = {each: where for each, where in outcome.placed.items() if each != name}
        with pytest.raises(OtherRoundError):
            why(given_round, Outcome(rest), name)
        assert at in {line.place for line in why(given_round, outcome, name)}


def test_who_sits_where_it_is_not_possible_without_a_pin_is_not_explained():
    given_round = Round((candidate("a", role="NUR"),), (place("p"),))
    with pytest.raises(OtherRoundError):
        why(given_round, Outcome({"a": "p"}), "a")
