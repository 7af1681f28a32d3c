"""What an attempt needs: its pool, what was drawn lately, its marked form."""

from typing import Any
from uuid import UUID

from django.conf import settings

from curriculum.domain.drawing import PoolItem
from curriculum.domain.grading import AnsweredItem
from curriculum.models import (
    AddOnVersion,
    Attempt,
    Completion,
    ModuleRelease,
    SavedAnswer,
    UpdateTaken,
)
from passport.prepared import Prepared

_OWN: Prepared[Attempt] = Prepared(
    lambda learner, public_id: Attempt.objects.filter(learner=learner, public_id=public_id).only(
        "pk", "draw"
    ),
    Attempt.learner,
    Attempt.public_id,
)
_SAVED: Prepared[SavedAnswer] = Prepared(
    lambda attempt, position: SavedAnswer.objects.filter(attempt=attempt, position=position),
    SavedAnswer.attempt,
    SavedAnswer.position,
)


def own_attempt(learner_id: int, public_id: UUID) -> Attempt | None:
    """A learner's attempt with nothing but what was drawn; another's is None."""
    return next(iter(_OWN.rows(learner_id, public_id)), None)


def saved_answer(attempt_id: int, position: int) -> SavedAnswer | None:
    """What is kept for a question of the draw."""
    return next(iter(_SAVED.rows(attempt_id, position)), None)


def is_taken_back(release_id: int) -> bool:
    """Whether a product's release was retired for safety, so that no exam in it earns anything."""
    return AddOnVersion.objects.filter(release=release_id, retired_for_safety=True).exists()


def has_earned(attempt: Attempt) -> bool:
    """Whether an attempt left a completion behind, or cleared an update of a product."""
    completed = Completion.objects.filter(attempt=attempt).exists()
    return completed or UpdateTaken.objects.filter(attempt=attempt).exists()


def pool_of(release: ModuleRelease) -> tuple[PoolItem, ...]:
    """The exam pool as the draw sees it."""
    return tuple(PoolItem(key=each["key"], objective=each["objective"]) for each in release.exam)


def recently_drawn(learner_id: int, module_id: int) -> frozenset[str]:
    """Questions of this learner's last attempts at the module."""
    last = Attempt.objects.filter(learner_id=learner_id, module_id=module_id).values_list(
        "draw", flat=True
    )[: settings.EXAM_ATTEMPTS_BEFORE_PAUSE]
    return frozenset(question["key"] for draw in last for question in draw)


def answered_items(attempt: Attempt) -> tuple[AnsweredItem, ...]:
    """Drawn questions with their key from the frozen release and the saved choices."""
    chosen = dict(attempt.answers.values_list("position", "chosen"))
    questions = {question["key"]: question for question in attempt.release.exam}
    return tuple(
        AnsweredItem(
            objective=drawn["objective"],
            right=_right(questions[drawn["key"]]),
            chosen=frozenset(
                index for option, index in drawn["options"] if option in chosen.get(position, ())
            ),
        )
        for position, drawn in enumerate(attempt.draw, start=1)
    )


def _right(question: dict[str, Any]) -> frozenset[int]:
    return frozenset(index for index, option in enumerate(question["options"]) if option["correct"])
