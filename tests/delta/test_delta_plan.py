"""Only the parts of what remains, and an exam about these."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.domain.delta_plan import (
    Part,
    PartsPlan,
    delta_draw,
    delta_minutes,
    draw_size,
    exam_objectives,
)
from curriculum.domain.drawing import PoolItem
from tests.delta.worlds import seeded

PARTS = (
    Part("welcome", (), 1),
    Part("crs", ("crs", "ice"), 8),
    Part("thaw", ("thaw",), 5),
    Part("storage", ("storage", "thaw"), 4),
)


def test_only_parts_of_what_remains_are_done_after_the_introduction():
    assert delta_minutes(("thaw",), PARTS) == PartsPlan(("welcome", "thaw", "storage"), 10, ())


def test_a_part_that_teaches_two_outcomes_is_done_for_either():
    assert delta_minutes(("ice",), PARTS) == PartsPlan(("welcome", "crs"), 9, ())


def test_with_nothing_to_learn_there_is_nothing_to_do():
    assert delta_minutes((), PARTS) == PartsPlan((), 0, ())


def test_what_no_part_teaches_is_named():
    assert delta_minutes(("registry", "thaw"), PARTS).untaught == ("registry",)
    assert delta_minutes(("registry",), PARTS) == PartsPlan((), 0, ("registry",))


def test_the_exam_asks_objectives_of_what_remains_in_their_order():
    objectives = {"O1": ("crs",), "O2": ("thaw", "storage"), "O3": ("storage",)}
    assert exam_objectives(("storage",), objectives) == ("O2", "O3")
    assert exam_objectives((), objectives) == ()


@pytest.mark.parametrize(
    ("pool", "full", "size"),
    [
        ({"O1": 6, "O2": 6, "O3": 6}, 8, 6),
        ({"O1": 6, "O2": 6}, 8, 4),
        ({"O1": 6}, 8, 4),
        ({"O1": 3}, 8, 3),
        ({"O1": 2, "O2": 1}, 8, 3),
        ({"O1": 5, "O2": 5, "O3": 5, "O4": 5, "O5": 5}, 8, 8),
        ({"O1": 6}, 3, 3),
        ({}, 8, 0),
    ],
)
def test_two_questions_for_each_objective_and_four_at_least(pool, full, size):
    assert draw_size(tuple(pool), pool, full) == size


pools = st.dictionaries(st.sampled_from(["O1", "O2", "O3", "O4"]), st.integers(1, 9), min_size=1)


@seeded
@given(pool=pools, full=st.integers(5, 8), seed=st.text(max_size=5))
def test_the_draw_spreads_evenly_and_repeats_itself(pool, full, seed):
    items = tuple(
        PoolItem(f"{name}-{number}", name)
        for name, count in pool.items()
        for number in range(count)
    )
    size = draw_size(tuple(pool), pool, full)
    keys = delta_draw(items, size, seed=seed)
    counts = Counter(key.split("-")[0] for key in keys)
    open_places = [counts[name] for name in pool if counts[name] < pool[name]]
    assert len(keys) == len(set(keys)) == size
    assert keys == delta_draw(items, size, seed=seed)
    assert all(max(counts.values()) - places <= 1 for places in open_places)
    if 2 * len(pool) <= full:
        assert all(counts[name] >= min(2, pool[name]) for name in pool)


def test_questions_of_recent_attempts_come_last():
    items = tuple(PoolItem(f"q{number}", "O1") for number in range(6))
    recent = frozenset({"q0", "q1", "q2"})
    for seed in map(str, range(20)):
        assert set(delta_draw(items, 3, seed=seed, recent=recent)) == {"q3", "q4", "q5"}


def test_every_question_of_an_objective_is_drawn_equally_often():
    items = tuple(PoolItem(f"q{number}", "O1") for number in range(8))
    counts = Counter(key for seed in range(2000) for key in delta_draw(items, 4, seed=str(seed)))
    expected = 2000 * 4 / 8
    chi_square = sum((counts[item.key] - expected) ** 2 / expected for item in items)
    assert chi_square < 18.5
