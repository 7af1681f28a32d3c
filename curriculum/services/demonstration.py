"""Sample people earn their completions the way everybody does; demonstration data only."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from django.db import transaction

from curriculum.models import ModuleRelease, ObservedTask
from curriculum.queries.releases import current_release
from curriculum.services.assessors import AlreadyNamedError, name_assessor
from curriculum.services.attempts import Choice, save_answer, start_attempt, submit_attempt
from curriculum.services.observations import (
    Meeting,
    Signature,
    confirm_observation,
    open_observation,
    sign_observation,
)
from curriculum.services.practice import Commitment, answer_check
from curriculum.services.reading import mark_read
from passport.people.models import Centre, Professional, User
from passport.people.queries.centres import members_of


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


@transaction.atomic
def observe(
    *,
    assessor: Professional,
    learner: Professional,
    centre: Centre,
    task_keys: Sequence[str],
    by: User,
    at: datetime,
) -> None:
    """The centre names the assessor where needed, who sees and signs some tasks; both confirm."""
    member = members_of(centre, at.date(), [assessor.pk])[0]
    with suppress(AlreadyNamedError):
        name_assessor(centre=centre, member=member, task=None, by=by, at=at, on=at.date())
    for task in ObservedTask.objects.filter(key__in=task_keys):
        meeting = Meeting(centre=centre, learner=learner, task=task)
        observation = open_observation(assessor=assessor, meeting=meeting, at=at)
        ticks = [step["key"] for step in observation.steps]
        signed = sign_observation(
            observation=observation, assessor=assessor, signature=Signature(ticks, at), at=at
        )
        confirm_observation(observation=signed, learner=learner, at=at)
