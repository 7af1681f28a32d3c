"""Sample people earn their completions the way everybody does; demonstration data only."""

from datetime import datetime

from django.db import transaction

from curriculum.models import ModuleRelease
from curriculum.queries.releases import current_release
from curriculum.services.attempts import Choice, save_answer, start_attempt, submit_attempt
from curriculum.services.practice import Commitment, answer_check
from curriculum.services.reading import mark_read
from passport.people.models import Professional


@transaction.atomic
def complete_module(*, learner_id: int, module_code: str, at: datetime) -> None:
    """Read every chapter, then pass the exam or answer all practice questions right."""
    learner = Professional.objects.get(pk=learner_id)
    try:
        release = current_release(module_code, learner.language)
    except ModuleRelease.DoesNotExist:
        raise LookupError(module_code) from None
    for chapter in release.content["chapters"]:
        mark_read(learner=learner, release=release, chapter=chapter["slug"], at=at)
    if release.draw:
        _pass_exam(learner, release, at)
    else:
        _answer_practice(learner, release, at)


def _pass_exam(learner: Professional, release: ModuleRelease, at: datetime) -> None:
    attempt = start_attempt(learner=learner, release=release, at=at)
    questions = {question["key"]: question for question in attempt.release.exam}
    for position, drawn in enumerate(attempt.draw, start=1):
        options = questions[drawn["key"]]["options"]
        right = tuple(each for each, index in drawn["options"] if options[index]["correct"])
        save_answer(attempt=attempt, choice=Choice(position=position, options=right), at=at)
    submit_attempt(attempt=attempt, at=at)


def _answer_practice(learner: Professional, release: ModuleRelease, at: datetime) -> None:
    for key, question in release.practice.items():
        right = frozenset(i for i, each in enumerate(question["options"]) if each["correct"])
        answer_check(
            learner=learner, release=release, commitment=Commitment(key=key, chosen=right), at=at
        )
