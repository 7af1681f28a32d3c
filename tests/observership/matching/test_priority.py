"""The order that breaks ties: bands, countries in turn, lots; and nothing else."""

import hashlib
from collections import Counter
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observership.domain.priority import (
    Applicant,
    Part,
    Rule,
    Settings,
    band_of,
    draw_of,
    order_of,
    rule_in_words,
    settings_of,
)
from tests.observership.matching.rounds import dice_of, seeded

scores = st.one_of(st.none(), st.floats(1, 5).map(lambda score: round(score, 2)))
countries = st.sampled_from(["CZ", "PL", "RO", "IE"])
people = st.lists(st.tuples(countries, scores), max_size=14).map(
    lambda drawn: [
        Applicant(f"id-{at}", f"call-{at:03}", country, score)
        for at, (country, score) in enumerate(drawn)
    ]
)
all_settings = st.builds(
    Settings,
    bands=st.sampled_from([(), (3.0,), (4.5, 3.5, 2.0)]),
    seed=st.sampled_from(["", "first", "second"]),
    draw=st.sampled_from(["", "drawn"]),
)


@given(people, all_settings)
@seeded
def test_everybody_stands_in_the_order_once(applicants, chosen):
    assert sorted(order_of(applicants, chosen)) == sorted(each.id for each in applicants)


@given(people, all_settings)
@seeded
def test_a_better_band_comes_first_and_the_unscored_last(applicants, chosen):
    score = {each.id: each.score for each in applicants}
    if not chosen.bands:
        return
    floors = [
        max([least for least in chosen.bands if found is not None and found >= least], default=0)
        if (found := score[name]) is not None
        else -1
        for name in order_of(applicants, chosen)
    ]
    assert floors == sorted(floors, reverse=True)


@given(people, all_settings)
@seeded
def test_in_a_band_the_next_is_of_the_country_with_the_fewest_so_far(applicants, chosen):
    """And, among such countries and inside a country, has the lowest lot; all recomputed."""
    by_id = {each.id: each for each in applicants}
    left = list(applicants)
    turns: Counter[str] = Counter()
    for name in order_of(applicants, chosen):
        one = by_id[name]
        best = min(band_of(each.score, chosen.bands) for each in left)
        band = [each for each in left if band_of(each.score, chosen.bands) == best]
        fewest = min(turns[each.country] for each in band)
        next_up = [each for each in band if turns[each.country] == fewest]
        lots = {
            each.id: hashlib.sha256((chosen.seed + chosen.draw + each.number).encode()).hexdigest()
            for each in next_up
        }
        assert name == min(lots, key=lots.get)
        turns[one.country] += 1
        left.remove(one)


@given(people, all_settings, dice_of)
@seeded
def test_neither_input_order_nor_ids_change_it(applicants, chosen, dice):
    mixed = dice.sample(applicants, len(applicants))
    assert order_of(mixed, chosen) == order_of(applicants, chosen)
    renamed = [replace(each, id=f"z{each.id[::-1]}") for each in mixed]
    by_new = {f"z{each.id[::-1]}": each.id for each in applicants}
    assert tuple(by_new[each] for each in order_of(renamed, chosen)) == order_of(mixed, chosen)


def test_the_order_can_know_nothing_of_wishes():
    assert [each.name for each in fields(Applicant)] == ["id", "number", "country", "score"]


def test_a_lot_can_be_drawn_again_with_any_tool():
    """As by: printf %s autumn-2026call-001 | sha256sum, and with a draw between the two."""
    assert Settings(seed="autumn-2026").lot("call-001").startswith("5f37ac61")
    drawn = Settings(seed="autumn-2026", draw="ab12").lot("call-001")
    assert drawn.startswith("09d8a657")


def test_the_draw_hangs_on_every_number_and_on_no_order_of_them():
    """As by: printf %s call-001,call-002 | sha256sum"""
    assert draw_of(["call-002", "call-001"]).startswith("e8cb49f1")
    assert draw_of(["call-001", "call-003"]) != draw_of(["call-001", "call-002"])


def test_another_seed_draws_other_lots():
    applicants = [Applicant(str(at), f"call-{at:03}", "CZ") for at in range(20)]
    assert order_of(applicants, Settings(seed="a")) != order_of(applicants, Settings(seed="b"))


def test_a_country_with_few_applicants_is_not_drowned():
    """Twelve of one country and one of another: the one is among the first two."""
    applicants = [Applicant(str(at), f"n{at}", "CZ") for at in range(12)]
    for seed in "abcdefgh":
        order = order_of([*applicants, Applicant("ie", "n99", "IE")], Settings(seed=seed))
        assert order.index("ie") < 2


def test_turns_taken_in_a_better_band_count_in_the_next():
    applicants = [
        Applicant("cz1", "n1", "CZ", 5.0),
        Applicant("cz2", "n2", "CZ", 3.0),
        Applicant("pl1", "n3", "PL", 3.0),
    ]
    for seed in "abcdefgh":
        order = order_of(applicants, Settings((4.0,), seed))
        assert order == ("cz1", "pl1", "cz2")


@pytest.mark.parametrize(
    ("score", "band"), [(5.0, 0), (4.0, 0), (3.996, 0), (3.99, 1), (2.5, 1), (1.0, 2), (None, 3)]
)
def test_a_score_reaches_a_band_from_its_least_score_at_two_decimals(score, band):
    assert band_of(score, (4.0, 2.5)) == band
    assert band_of(score, ()) == 0


def test_the_published_rule_names_its_steps_and_figures():
    assert rule_in_words(Settings((2.5, 4.0), "autumn")) == (
        Part(Rule.SCORE_BANDS, ("4", "2.5")),
        Part(Rule.UNSCORED_LAST),
        Part(Rule.COUNTRIES_IN_TURN),
        Part(Rule.LOTS, ("autumn",)),
    )
    assert rule_in_words(Settings(seed="x", draw="d")) == (
        Part(Rule.COUNTRIES_IN_TURN),
        Part(Rule.LOTS, ("x",)),
        Part(Rule.DRAW, ("d",)),
    )


def test_settings_are_kept_and_read_again():
    chosen = Settings((4.0, 2.5), "autumn", "drawn")
    assert settings_of(chosen.as_json()) == chosen
    assert settings_of({}) == Settings()
