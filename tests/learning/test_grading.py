"""Marking is exact and never flatters."""

import pytest

from curriculum.domain.completion import practised
from curriculum.domain.grading import AnsweredItem, ObjectiveScore, grade, is_right, needed


def item(objective: str, *, correct: bool) -> AnsweredItem:
    chosen = frozenset({0}) if correct else frozenset({1})
    return AnsweredItem(objective=objective, right=frozenset({0}), chosen=chosen)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [({0, 2}, True), ({0}, False), ({0, 1, 2}, False), (set(), False), ({1}, False)],
)
def test_a_multiple_choice_needs_exactly_the_right_set(chosen, expected):
    assert is_right(frozenset(chosen), frozenset({0, 2})) is expected


@pytest.mark.parametrize(
    ("right", "asked", "percent", "passed"),
    [(5, 6, 83, True), (4, 6, 66, False), (4, 5, 80, True), (6, 8, 75, False), (7, 8, 87, True)],
)
def test_eighty_per_cent_passes_and_less_does_not(right, asked, percent, passed):
    items = tuple(item("O1", correct=number < right) for number in range(asked))
    result = grade(items, pass_percent=80)
    assert (result.percent, result.passed) == (percent, passed)


def test_the_number_needed_is_the_smallest_that_passes():
    assert [needed(asked, 80) for asked in (5, 6, 7, 8)] == [4, 5, 6, 7]


def test_the_picture_per_objective_counts_right_and_asked():
    items = (item("O1", correct=True), item("O2", correct=False), item("O1", correct=False))
    assert grade(items, pass_percent=80).by_objective == {
        "O1": ObjectiveScore(right=1, asked=2),
        "O2": ObjectiveScore(right=0, asked=1),
    }


def test_an_empty_exam_is_never_passed():
    assert grade((), pass_percent=80).passed is False


def test_practice_is_complete_when_every_question_was_right_once():
    assert practised(["P1", "P2"], ["P2", "P1", "P1"]) is True
    assert practised(["P1", "P2"], ["P1"]) is False
    assert practised([], []) is False
