"""Practice: committed answers and decisions; without an exam they complete the module."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from curriculum.domain import grading
from curriculum.domain.completion import practised
from curriculum.models import Completion, ModuleRelease, PracticeAnswer
from curriculum.services.completions import record_completion
from curriculum.services.product_attempts import conclude_waiting
from passport.people.models import Professional


class UnknownQuestionError(LookupError):
    """The release has no such practice question, vignette or option."""


@dataclass(frozen=True)
class Commitment:
    """What a learner committed to before seeing the explanation."""

    key: str
    chosen: frozenset[int]
    confidence: str = ""


@transaction.atomic
def answer_check(
    *, learner: Professional, release: ModuleRelease, commitment: Commitment, at: datetime
) -> PracticeAnswer:
    """Keep an answer to a knowledge check. Raises UnknownQuestionError."""
    Professional.objects.select_for_update().get(pk=learner.pk)
    question = release.practice.get(commitment.key)
    if question is None:
        raise UnknownQuestionError(commitment.key)
    answer = _keep(learner, release, commitment, question["options"], at)
    if answer.correct and not release.draw:
        _complete_if_practised(learner, release, at)
    return answer


@dataclass(frozen=True)
class Decision:
    """What a learner decided at one stage of a vignette."""

    key: str
    stage: int
    chosen: int


@transaction.atomic
def decide_stage(
    *, learner: Professional, release: ModuleRelease, decision: Decision, at: datetime
) -> PracticeAnswer | None:
    """Keep the decision for the next open stage; None for a stage decided or not yet reached.

    Raises UnknownQuestionError.
    """
    Professional.objects.select_for_update().get(pk=learner.pk)
    vignette = release.vignettes.get(decision.key)
    if vignette is None:
        raise UnknownQuestionError(decision.key)
    decided = PracticeAnswer.objects.filter(
        learner=learner, release=release, key__startswith=f"{decision.key}."
    ).count()
    if decision.stage != decided + 1 or decided == len(vignette["stages"]):
        return None
    key = f"{decision.key}.{decision.stage}"
    commitment = Commitment(key=key, chosen=frozenset({decision.chosen}))
    return _keep(learner, release, commitment, vignette["stages"][decided]["options"], at)


def _keep(
    learner: Professional,
    release: ModuleRelease,
    commitment: Commitment,
    options: list[dict],
    at: datetime,
) -> PracticeAnswer:
    if not commitment.chosen or not commitment.chosen <= set(range(len(options))):
        raise UnknownQuestionError(commitment.key)
    right = frozenset(index for index, option in enumerate(options) if option["correct"])
    return PracticeAnswer.objects.create(
        learner=learner,
        release=release,
        key=commitment.key,
        chosen=sorted(commitment.chosen),
        confidence=commitment.confidence,
        correct=grading.is_right(commitment.chosen, right),
        answered_at=at,
    )


def _complete_if_practised(learner: Professional, release: ModuleRelease, at: datetime) -> None:
    """Every question right since the last completion makes the next one."""
    earned = Completion.objects.filter(learner=learner, release=release)
    answers = PracticeAnswer.objects.filter(learner=learner, release=release, correct=True)
    last = earned.aggregate(last=Max("completed_at"))["last"]
    if last:
        answers = answers.filter(answered_at__gt=last)
    if practised(release.practice, answers.values_list("key", flat=True)):
        record_completion(learner=learner, release=release, at=at)
        conclude_waiting(learner=learner, at=at)
