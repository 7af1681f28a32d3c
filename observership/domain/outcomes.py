"""What a programme came to, in numbers that give nobody away."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from observership.domain.after_visit import PlanState, YesNo

SMALLEST_GROUP = 5


class Stage(StrEnum):
    """How far applicants came."""

    APPLIED = "applied"
    ELIGIBLE = "eligible"
    PLACED = "placed"
    VISITED = "visited"
    SIGNED_OFF = "signed_off"
    FOLLOWED_UP = "followed_up"


@dataclass(frozen=True)
class Sum:
    """Money of one payee in one state and currency."""

    payee: str
    state: str
    currency: str
    amount: int


@dataclass(frozen=True)
class Mean:
    """What one side says of one question, when enough of them said it."""

    side: str
    question: str
    mean: float
    count: int


@dataclass(frozen=True)
class Changes:
    """What changed at home, from the newest answer of each visit."""

    answers: int
    plans: Mapping[str, int]
    first_patient: Mapping[str, int]
    team_trained: Mapping[str, int]


def means_of(ratings: Iterable[tuple[str, Mapping[str, int]]]) -> tuple[Mean, ...]:
    """Means by side and question over at least SMALLEST_GROUP ratings; fewer are left out."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for side, scores in ratings:
        for question, score in scores.items():
            found[side, question].append(score)
    return tuple(
        Mean(side, question, round(sum(scores) / len(scores), 1), len(scores))
        for (side, question), scores in found.items()
        if len(scores) >= SMALLEST_GROUP
    )


def changes_of(answers: Iterable[Mapping[str, object]]) -> Changes:
    """Counts over answers, one per visit."""
    plans: Counter[str] = Counter()
    first: Counter[str] = Counter()
    team: Counter[str] = Counter()
    count = 0
    for answer in answers:
        count += 1
        told = answer.get("plans")
        plans.update(str(each) for each in told if each) if isinstance(told, list) else None
        first.update([str(answer.get("first_patient"))])
        team.update([str(answer.get("team_trained"))])
    return Changes(
        answers=count,
        plans={str(state): plans[state] for state in PlanState},
        first_patient={str(each): first[each] for each in YesNo},
        team_trained={str(each): team[each] for each in YesNo},
    )


def shown(count: int) -> int | None:
    """A count that may be published: none of a group of 1 to 4."""
    return None if 0 < count < SMALLEST_GROUP else count


def shown_together(counts: Mapping[str, int]) -> dict[str, int] | None:
    """Parts of a whole that may be published; none of them when one is small.

    A single hidden part could be reckoned from the others.
    """
    small = any(shown(count) is None for count in counts.values())
    return None if small else dict(counts)
