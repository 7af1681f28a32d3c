"""Exam attempts: started on a frozen release, saved answer by answer, marked once."""

import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from curriculum.domain import drawing, grading
from curriculum.domain.content import Pool, QuestionKind
from curriculum.models import Attempt, ItemStatistic, ModuleRelease, Question, SavedAnswer
from curriculum.models.module import ModuleKind
from curriculum.queries.attempts import (
    answered_items,
    is_taken_back,
    pool_of,
    recently_drawn,
    saved_answer,
)
from curriculum.queries.learning import module_access
from curriculum.services.completions import record_completion
from curriculum.services.product_attempts import Ask, asked_of, conclude, conclude_waiting
from passport.people.models import Professional

OPTION_ID_BYTES = 9


class AttemptClosedError(Exception):
    """The attempt was already submitted."""


class TakenBackError(AttemptClosedError):
    """The version that the exam is about was retired for safety."""


class NoExamError(Exception):
    """The module is completed by its practice questions."""


class UnknownOptionError(Exception):
    """An option or a question that this attempt never showed."""


class ExamPausedError(Exception):
    """No attempt may be started before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


@dataclass(frozen=True)
class Choice:
    """What a learner chose for one question; without a sequence number it is the latest."""

    position: int
    options: tuple[str, ...]
    flagged: bool = False
    sequence: int | None = None


@transaction.atomic
def start_attempt(*, learner: Professional, release: ModuleRelease, at: datetime) -> Attempt:
    """Continue the open attempt at this module, else draw a new one.

    The exam of a product module asks only what remains for this learner; one that was begun in a
    version that was retired for safety is closed. Raises NoExamError,
    ExamPausedError and, of product modules, NotOfferedError and NothingToLearnError.
    """
    Professional.objects.select_for_update().get(pk=learner.pk)
    running = Attempt.objects.filter(
        learner=learner, module_id=release.module_id, submitted_at__isnull=True
    ).first()
    if running and not _is_taken_back(running):
        return running
    if running:
        _close(running, at)
    if not release.draw:
        raise NoExamError
    access = module_access(learner.pk, release.module_id, at)
    if access.paused_until:
        raise ExamPausedError(access.paused_until)
    product = release.module.kind == ModuleKind.PRODUCT
    ask = asked_of(learner=learner, release=release, at=at) if product else None
    return Attempt.objects.create(
        learner=learner,
        module_id=release.module_id,
        release=release,
        draw=_drawn(release, recently_drawn(learner.pk, release.module_id), ask),
        delta=ask.record if ask else {},
        started_at=at,
    )


@transaction.atomic
def save_answer(*, attempt: Attempt, choice: Choice, at: datetime) -> SavedAnswer:
    """Keep a choice unless a newer one is kept already; returns what is kept.

    Raises AttemptClosedError and UnknownOptionError.
    """
    attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if attempt.submitted_at:
        raise AttemptClosedError
    _refuse_unknown(attempt.draw, choice)
    kept = saved_answer(attempt.pk, choice.position)
    kept = kept or SavedAnswer(attempt=attempt, position=choice.position, sequence=0)
    sequence = kept.sequence + 1 if choice.sequence is None else choice.sequence
    if sequence > kept.sequence:
        kept.sequence, kept.saved_at = sequence, at
        kept.chosen, kept.flagged = sorted(choice.options), choice.flagged
        kept.save()
    return kept


@transaction.atomic
def submit_attempt(*, attempt: Attempt, at: datetime) -> grading.Grade:
    """Mark the attempt once; a pass leaves a completion behind.

    Raises AttemptClosedError; TakenBackError where no pass could count any more.
    """
    attempt = (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("release", "learner")
        .get(pk=attempt.pk)
    )
    if attempt.submitted_at:
        raise AttemptClosedError
    if _is_taken_back(attempt):
        raise TakenBackError
    grade = grading.grade(answered_items(attempt), pass_percent=attempt.release.pass_percent)
    attempt.submitted_at, attempt.percent, attempt.passed = at, grade.percent, grade.passed
    attempt.by_objective = {name: asdict(each) for name, each in grade.by_objective.items()}
    attempt.save()
    _count(attempt, grade.marks)
    if grade.passed and attempt.delta:
        conclude(learner=attempt.learner, module_id=attempt.module_id, at=at)
    elif grade.passed:
        record_completion(learner=attempt.learner, release=attempt.release, attempt=attempt, at=at)
        conclude_waiting(learner=attempt.learner, at=at)
    return grade


def _is_taken_back(attempt: Attempt) -> bool:
    return bool(attempt.delta) and is_taken_back(attempt.release_id)


def _close(attempt: Attempt, at: datetime) -> None:
    """End an attempt without a mark; `module_access` counts it for nothing."""
    attempt.submitted_at, attempt.percent, attempt.passed = at, 0, False
    attempt.save()


def _drawn(release: ModuleRelease, recent: frozenset[str], ask: Ask | None) -> list[dict[str, Any]]:
    """The draw as it is frozen: questions in order, options shuffled under random ids."""
    seed = secrets.token_hex(16)
    questions = {question["key"]: question for question in release.exam}
    if ask:
        keys = ask.keys(release, seed=seed, recent=recent)
    else:
        keys = drawing.draw(pool_of(release), release.draw, seed=seed, recent=recent)
    return [
        {
            "key": key,
            "objective": questions[key]["objective"],
            "kind": questions[key]["kind"],
            "options": [
                [secrets.token_urlsafe(OPTION_ID_BYTES), index]
                for index in drawing.shuffled(len(questions[key]["options"]), seed=seed + key)
            ],
        }
        for key in keys
    ]


def _refuse_unknown(draw: list[dict[str, Any]], choice: Choice) -> None:
    """Only options of the drawn question count, and one alone where one is asked for."""
    if not 1 <= choice.position <= len(draw):
        raise UnknownOptionError
    drawn = draw[choice.position - 1]
    shown = {option for option, _ in drawn["options"]}
    too_many = drawn["kind"] == QuestionKind.SINGLE and len(choice.options) > 1
    if too_many or not shown.issuperset(choice.options):
        raise UnknownOptionError


def _count(attempt: Attempt, marks: Iterable[bool]) -> None:
    """Add this attempt to the statistics of its questions."""
    marked = {drawn["key"]: mark for drawn, mark in zip(attempt.draw, marks, strict=True)}
    questions = Question.objects.filter(module_id=attempt.module_id, pool=Pool.EXAM, key__in=marked)
    right = [question for question in questions if marked[question.key]]
    ItemStatistic.objects.bulk_create(
        [ItemStatistic(question=each, release=attempt.release) for each in questions],
        ignore_conflicts=True,
    )
    counted = ItemStatistic.objects.filter(release=attempt.release)
    counted.filter(question__in=questions).update(answered=F("answered") + 1)
    counted.filter(question__in=right).update(correct=F("correct") + 1)
