"""The blueprint draw is complete, fair and repeatable."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from curriculum.domain.drawing import PoolItem, draw, shuffled

POOLS = st.lists(st.integers(min_value=2, max_value=9), min_size=1, max_size=6).map(
    lambda sizes: tuple(
        PoolItem(key=f"E{objective}{number}", objective=f"O{objective}")
        for objective, size in enumerate(sizes)
        for number in range(size)
    )
)


@given(pool=POOLS, size=st.integers(min_value=1, max_value=8), seed=st.text(max_size=8))
def test_a_draw_has_its_size_repeats_nothing_and_reaches_every_objective_it_can(pool, size, seed):
    objective = {item.key: item.objective for item in pool}
    keys = draw(pool, size, seed=seed)
    assert len(keys) == len(set(keys)) == min(size, len(pool))
    reached = {objective[key] for key in keys}
    assert len(reached) == min(size, len(set(objective.values())))


@given(pool=POOLS, size=st.integers(min_value=1, max_value=8), seed=st.text(max_size=8))
def test_the_same_seed_draws_the_same_questions(pool, size, seed):
    assert draw(pool, size, seed=seed) == draw(pool, size, seed=seed)


def test_places_follow_the_share_of_the_pool():
    pool = tuple(PoolItem(f"A{i}", "O1") for i in range(12)) + tuple(
        PoolItem(f"B{i}", "O2") for i in range(4)
    )
    keys = draw(pool, 8, seed="any")
    assert Counter(key[0] for key in keys) == {"A": 6, "B": 2}


def test_questions_of_recent_attempts_come_last():
    pool = tuple(PoolItem(f"E{i}", "O1") for i in range(9))
    recent = frozenset(f"E{i}" for i in range(5))
    for seed in range(50):
        assert set(draw(pool, 4, seed=str(seed), recent=recent)) == {"E5", "E6", "E7", "E8"}


def test_all_questions_of_an_objective_are_equally_likely():
    """Chi-square over 3000 draws of 2 from 8; the 0.1 % bound for 7 degrees is 24.3."""
    pool = tuple(PoolItem(f"E{i}", "O1") for i in range(8))
    counts = Counter(key for seed in range(3000) for key in draw(pool, 2, seed=f"fixed{seed}"))
    expected = 3000 * 2 / 8
    assert len(counts) == 8
    assert sum((seen - expected) ** 2 / expected for seen in counts.values()) < 24.3


def test_options_are_shown_in_every_order():
    orders = {shuffled(3, seed=str(seed)) for seed in range(100)}
    assert len(orders) == 6
    assert all(sorted(order) == [0, 1, 2] for order in orders)
