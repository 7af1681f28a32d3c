"""What an applicant reads in markets of a few people."""

from dataclasses import replace

import pytest

from observership.domain.candidates import Forbid, Ground, HostWord, Offer, Pin, Round
from observership.domain.constraints import Constraint
from observership.domain.matching import Outcome, match
from observership.domain.matching_reasons import Line, OtherRoundError, Verdict, why
from tests.observership.matching.rounds import candidate, place

A, B, C = candidate("a", "p", "q"), candidate("b", "p"), candidate("c", "p")
P, Q = place("p"), place("q")


def test_second_choice_because_the_first_was_full_by_the_order():
    given_round = Round((A, B), (P, Q), order=("b", "a"))
    assert why(given_round, match(given_round), "a") == (
        Line("p", "a", Verdict.FULL, rank=1, ahead=1),
        Line("q", "a", Verdict.HERE, rank=2),
    )


def test_full_by_tier_and_by_order_are_counted_apart():
    given_round = Round(
        (A, B, C),
        (replace(P, capacity=2),),
        words=(HostWord("p", "c", 1),),
        order=("b", "a"),
    )
    (line,) = why(given_round, match(given_round), "a")
    assert line == Line("p", "a", Verdict.FULL, rank=1, ahead=2, by_tier=1)


def test_a_seat_that_the_coordinator_keeps_is_said_to_be_kept():
    """Ranked first and still without the place: nobody is said to rank higher."""
    given_round = Round((A, B), (P, Q), order=("a", "b"), pins=(Pin("b", "p"),))
    outcome = match(given_round)
    assert why(given_round, outcome, "a")[0] == Line("p", "a", Verdict.KEPT, rank=1, kept=1)
    assert why(given_round, outcome, "b") == (
        Line("p", "b", Verdict.PINNED, rank=1, kept=1),
        Line("q", "b", Verdict.NOT_WANTED, broken=(Constraint.UNWANTED,)),
    )


def test_a_seat_that_was_accepted_or_offered_before_is_said_to_be_that():
    given_round = Round((A, B, C), (replace(P, capacity=2), Q), order=("a", "b", "c"))
    later = replace(given_round, pins=(Pin("b", "p", Ground.ACCEPTED),), offers=(Offer("c", "p"),))
    assert why(later, match(later), "a")[0] == Line(
        "p", "a", Verdict.FULL, rank=1, accepted=1, offered=1
    )


def test_an_offer_that_is_left_as_it_is_is_said_to_be_that():
    given_round = Round((A, B), (P, Q), order=("a", "b"), pins=(Pin("b", "p", Ground.OFFERED),))
    outcome = match(given_round)
    assert why(given_round, outcome, "a")[0] == Line("p", "a", Verdict.FULL, rank=1, offered=1)
    assert why(given_round, outcome, "b")[0] == Line("p", "b", Verdict.PINNED, rank=1, offered=1)


def test_who_is_pinned_to_the_second_choice_reads_that_the_first_was_not_looked_at():
    given_round = Round((A,), (P, Q), pins=(Pin("a", "q"),))
    assert why(given_round, match(given_round), "a") == (
        Line("p", "a", Verdict.PINNED_ELSEWHERE, rank=1, kept=1, better="q"),
        Line("q", "a", Verdict.PINNED, rank=2, kept=1),
    )


def test_a_first_choice_that_was_not_possible_stands_first_with_what_it_breaks():
    other = place("p", setting="paediatric", roles=frozenset({"NUR"}))
    given_round = Round((A,), (other, Q))
    assert why(given_round, match(given_round), "a")[0] == Line(
        "p", "a", Verdict.NOT_POSSIBLE, rank=1, broken=(Constraint.SETTING, Constraint.ROLE)
    )


def test_what_the_coordinator_forbids_is_said_only_when_nothing_else_stands_against_it():
    forbid = (Forbid("a", "p"),)
    given_round = Round((A,), (P, Q), forbids=forbid)
    assert why(given_round, match(given_round), "a")[0].verdict is Verdict.FORBIDDEN
    other = replace(given_round, places=(replace(P, setting="paediatric"), Q))
    assert why(other, match(other), "a")[0].verdict is Verdict.NOT_POSSIBLE


def test_somebody_unknown_is_no_question():
    with pytest.raises(KeyError):
        why(Round((A,), (P,)), Outcome({}), "x")


def test_a_seat_held_by_somebody_who_ranks_lower_is_not_explained():
    given_round = Round((A, B), (P, Q), order=("a", "b"))
    with pytest.raises(OtherRoundError):
        why(given_round, Outcome({"b": "p", "a": "q"}), "a")
