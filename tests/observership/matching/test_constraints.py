"""Each hard constraint by itself, and all of them against the definition."""

import pytest
from hypothesis import given

from observership.domain import constraints
from observership.domain.candidates import Forbid, HostWord, Round, Spoken
from observership.domain.constraints import Constraint, broken, shared_languages, stay
from observership.domain.fit import fit, fit_key
from observership.domain.preference_lists import rules_of, wish_key, wished
from tests.observership.matching import definition
from tests.observership.matching.rounds import candidate, days, place, rounds_with_all, seeded

HOST = place("host")
NOTHING = Round((), ())


def test_who_suits_breaks_nothing():
    assert broken(candidate("a"), HOST, NOTHING) == ()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"languages": (Spoken("en", "B1"),)}, Constraint.LANGUAGE),
        ({"languages": (Spoken("fr", "C2"),)}, Constraint.LANGUAGE),
        ({"setting": "paediatric"}, Constraint.SETTING),
        ({"dates": (days(11, 30),)}, Constraint.DATES),
        ({"dates": (days(1, 4), days(5, 8))}, Constraint.DATES),
        ({"role": "NUR"}, Constraint.ROLE),
        ({"homes": frozenset({"centre-other", "centre-host"})}, Constraint.CONFLICT),
        ({"supervised": frozenset({"host"})}, Constraint.CONFLICT),
        ({"any_host": False, "ranks": (("other", 1),)}, Constraint.UNWANTED),
    ],
)
def test_one_thing_that_does_not_hold_is_the_one_that_is_named(fields, expected):
    assert broken(candidate("a", **fields), HOST, NOTHING) == (expected,)


def test_the_hosts_no_and_the_coordinators_no_are_constraints():
    refused = Round((), (), words=(HostWord("host", "a", refused=True),))
    forbidden = Round((), (), forbids=(Forbid("a", "host"),))
    assert broken(candidate("a"), HOST, refused) == (Constraint.CONFLICT,)
    assert broken(candidate("b"), HOST, refused) == ()
    assert broken(candidate("a"), HOST, forbidden) == (Constraint.FORBIDDEN,)
    assert broken(candidate("a"), place("other"), forbidden) == ()


def test_everything_at_once_is_named_in_one_order():
    one = candidate(
        "a", "other", languages=(), setting="paediatric", dates=(), role="NUR",
        homes=frozenset({"centre-host"}),
    )  # fmt: skip
    given_round = Round((), (), forbids=(Forbid("a", "host"),))
    assert broken(one, HOST, given_round) == tuple(Constraint)


@pytest.mark.parametrize(
    ("visitor", "opening", "expected"),
    [
        ("adult", "adult", True),
        ("adult", "paediatric", False),
        ("paediatric", "adult", False),
        ("both", "adult", True),
        ("both", "paediatric", True),
        ("adult", "both", True),
        ("paediatric", "both", True),
        ("both", "both", True),
    ],
)
def test_whoever_treats_both_fits_everybody(visitor, opening, expected):
    assert constraints.fits_setting(visitor, opening) is expected


def test_a_language_counts_at_the_level_asked_or_better():
    asked = (Spoken("en", "B2"), Spoken("de", "B1"))
    spoken = (Spoken("en", "C1"), Spoken("de", "A2"), Spoken("fr", "C2"))
    assert shared_languages(spoken, asked) == ("en",)
    assert shared_languages((Spoken("en", "B2"), Spoken("de", "B1")), asked) == ("de", "en")


def test_a_stay_is_the_earliest_stretch_inside_the_window_and_one_own_period():
    window = place("host", period=days(5, 20))
    assert stay(candidate("a", dates=(days(1, 9),)), window) == days(5, 9)
    assert stay(candidate("a", dates=(days(1, 8),)), window) is None
    assert stay(candidate("a", dates=(days(16, 40), days(7, 12))), window) == days(7, 11)
    assert stay(candidate("a", dates=(days(16, 40),)), window) == days(16, 20)
    assert stay(candidate("a", dates=(days(17, 40),)), window) is None


@given(rounds_with_all)
@seeded
def test_constraints_stays_and_lists_are_those_of_the_definition(given_round):
    market, rules = definition.Market(given_round), rules_of(given_round)
    assert wished(rules) == market.lists
    for one in given_round.candidates:
        for other in given_round.places:
            expected = market.broken[one.id, other.id]
            assert {*broken(one, other, given_round)} == {*rules.broken(one, other)} == expected
            found, first_days = stay(one, other), definition.stays(one, other)
            assert (found.first if found else None) == (first_days[0] if first_days else None)
            shared = len(fit(one, other).shared_languages)
            assert fit(one, other).key == fit_key(one, other, shared)
        keys = [wish_key(one, rules.places[each]) for each in market.lists[one.id]]
        assert keys == sorted(keys)


@given(rounds_with_all)
@seeded
def test_hosts_rank_by_open_offer_then_tier_then_order_then_number(given_round):
    market, rules = definition.Market(given_round), rules_of(given_round)
    for other in given_round.places:
        names = [each.id for each in given_round.candidates]
        ranked = sorted(names, key=lambda name, other=other: rules.host_key(name, other))
        assert ranked == market.hosts[other.id]


def test_the_reasons_of_a_match_say_what_was_wanted_and_what_is_there():
    one = candidate("a", goals=frozenset("abc"), products=frozenset("xy"))
    other = place("host", objectives=frozenset("bcd"), products=frozenset("yz"))
    found = fit(one, other)
    assert (found.shared_languages, found.goals_met) == (("en",), ("b", "c"))
    assert (found.goals_wanted, found.products_met) == (("a", "b", "c"), ("y",))
    assert found.key == (-2, -1, -1)
