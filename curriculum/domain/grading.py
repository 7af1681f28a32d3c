"""Marks an attempt: right answers, share, pass or not, and the picture per objective."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AnsweredItem:
    """One drawn question: the indexes that are right and the indexes that were chosen."""

    objective: str
    right: frozenset[int]
    chosen: frozenset[int]


@dataclass(frozen=True)
class ObjectiveScore:
    """How many of an objective's questions were answered right."""

    right: int
    asked: int


@dataclass(frozen=True)
class Grade:
    """Outcome of an attempt; `marks` follows the order of the questions."""

    marks: tuple[bool, ...]
    percent: int
    passed: bool
    by_objective: dict[str, ObjectiveScore]


def is_right(chosen: frozenset[int], right: frozenset[int]) -> bool:
    """A single choice is the right option, a multiple choice exactly the right set."""
    return bool(right) and chosen == right


def needed(asked: int, pass_percent: int) -> int:
    """Smallest number of right answers that passes."""
    return -(-asked * pass_percent // 100)


def grade(items: tuple[AnsweredItem, ...], *, pass_percent: int) -> Grade:
    """Mark every question; the shown percentage is rounded down, so it never flatters."""
    marks = tuple(is_right(item.chosen, item.right) for item in items)
    right = sum(marks)
    return Grade(
        marks=marks,
        percent=100 * right // len(items) if items else 0,
        passed=bool(items) and right >= needed(len(items), pass_percent),
        by_objective=_by_objective(items, marks),
    )


def _by_objective(
    items: tuple[AnsweredItem, ...], marks: tuple[bool, ...]
) -> dict[str, ObjectiveScore]:
    scores: dict[str, ObjectiveScore] = {}
    for item, mark in zip(items, marks, strict=True):
        before = scores.get(item.objective, ObjectiveScore(right=0, asked=0))
        scores[item.objective] = ObjectiveScore(before.right + mark, before.asked + 1)
    return scores
