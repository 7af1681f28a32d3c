"""Comparing two versions takes a bounded time, whatever a partner writes."""

from time import process_time

import pytest

from curriculum.domain.version_diff import Area, Change, Compared, version_diff, words_diff

SECONDS = 30  # hours without the bound; well under ten seconds with it
PATTERNS = [
    ("a b " * 2000, "a c " * 2000),
    ("a " * 4000, "a b " * 2000),
    (
        " ".join(f"w{n % 60} b{n}" for n in range(2000)),
        " ".join(f"w{n % 60} c{n}" for n in range(2000)),
    ),
]


@pytest.mark.parametrize(("old", "new"), PATTERNS, ids=["pairs", "one word", "many words"])
def test_repeated_words_do_not_keep_a_comparison_busy(old, new):
    begin = process_time()
    pieces = words_diff(old, new)
    assert process_time() - begin < SECONDS
    for side, left_out in ((old, Change.ADDED), (new, Change.REMOVED)):
        words = [word for each in pieces if each.change != left_out for word in each.text.split()]
        assert words == side.split()


def test_many_texts_share_one_bound():
    old, new = ("w1 b w2 b " * 120, "w1 c w2 c " * 120)
    sides = [
        Compared(None, {str(n): f"{text} w{n}" for n in range(400)}, {}) for text in (old, new)
    ]
    begin = process_time()
    parts = version_diff(*sides)
    assert process_time() - begin < SECONDS
    assert [(each.area, each.change) for each in parts] == [
        (Area.DECLARATIONS, Change.CHANGED)
    ] * 400
