"""One observation on its way: opened, signed by the assessor, confirmed by the learner, closed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from curriculum.domain.practice import (
    Pair,
    Refusal,
    pair_refusal,
    ticks_refusal,
    time_refusal,
)
from curriculum.models import Observation, ObservationSignOff, ObservedTask
from curriculum.queries.assessing import is_endorsed, steps_of
from curriculum.queries.sign_offs import running_observations
from passport.dates import local_day
from passport.jobs import services as jobs
from passport.notices.services import send_notice
from passport.people.models import Centre, Professional
from passport.people.queries.centres import memberships_on


class ObservationRefusedError(ValueError):
    """What was asked is not possible; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True)
class Meeting:
    """Who is to be seen at which task, at which centre."""

    centre: Centre
    learner: Professional
    task: ObservedTask


@dataclass(frozen=True)
class Signature:
    """The steps that an assessor saw, and the time on the own device."""

    ticks: Collection[str]
    signed_at: datetime


@transaction.atomic
def open_observation(*, assessor: Professional, meeting: Meeting, at: datetime) -> Observation:
    """Open a learner's task with the steps of today, or return the one that is open.

    Raises ObservationRefusedError.
    """
    if meeting.task.retired_at is not None:
        raise ObservationRefusedError(Refusal.RETIRED)
    _refuse_pair(assessor, meeting, local_day(at, settings.TIME_ZONE))
    running = running_observations().filter(
        task=meeting.task, learner=meeting.learner, assessor=assessor, centre=meeting.centre
    )
    found = running.first() or _create(assessor, meeting, at) or running.get()
    if found.signed_at is not None:
        raise ObservationRefusedError(Refusal.WAITS_FOR_CONFIRMATION)
    return found


def _create(assessor: Professional, meeting: Meeting, at: datetime) -> Observation | None:
    """A new row; None when another tab was faster."""
    try:
        with transaction.atomic():
            return Observation.objects.create(
                task=meeting.task,
                version=meeting.task.version,
                steps=meeting.task.steps,
                learner=meeting.learner,
                centre=meeting.centre,
                assessor=assessor,
                opened_at=at,
            )
    except IntegrityError:
        return None


@transaction.atomic
def sign_observation(
    *, observation: Observation, assessor: Professional, signature: Signature, at: datetime
) -> Observation:
    """Keep the assessor's signature with its own time and that of its arrival.

    Who may assess is asked for the day of signing. What was signed stays as it is, so that
    sending twice gives the same answer. Raises ObservationRefusedError.
    """
    locked = _lock(observation)
    if locked.assessor_id != assessor.pk:
        raise ObservationRefusedError(Refusal.NOT_YOURS)
    if locked.signed_at is not None:
        return locked
    if locked.closed_at is not None:
        raise ObservationRefusedError(Refusal.CLOSED)
    _refuse_signature(locked, signature, at)
    meeting = Meeting(centre=locked.centre, learner=locked.learner, task=locked.task)
    _refuse_pair(assessor, meeting, local_day(signature.signed_at, settings.TIME_ZONE))
    ticked = [step["key"] for step in locked.steps if step["key"] in signature.ticks]
    locked.ticks, locked.signed_at, locked.received_at = ticked, signature.signed_at, at
    locked.save(update_fields=["ticks", "signed_at", "received_at"])
    _tell_signed(locked, at)
    return locked


@transaction.atomic
def confirm_observation(
    *, observation: Observation, learner: Professional, at: datetime
) -> ObservationSignOff:
    """The learner confirms in the own account; both together are the lasting sign-off.

    Confirming twice gives the same answer. Raises ObservationRefusedError.
    """
    locked = _lock(observation)
    if locked.learner_id != learner.pk:
        raise ObservationRefusedError(Refusal.NOT_YOURS)
    if locked.confirmed_at is not None:
        return ObservationSignOff.objects.get(observation=locked)
    if locked.closed_at is not None:
        raise ObservationRefusedError(Refusal.CLOSED)
    if locked.signed_at is None or locked.received_at is None:
        raise ObservationRefusedError(Refusal.NOT_SIGNED)
    locked.confirmed_at = at
    locked.save(update_fields=["confirmed_at"])
    sign_off = ObservationSignOff.objects.create(
        observation=locked,
        task=locked.task,
        version=locked.version,
        steps=[{**step, "seen": step["key"] in locked.ticks} for step in locked.steps],
        learner=learner,
        centre=locked.centre,
        assessor=locked.assessor,
        observed_at=locked.signed_at,
        received_at=locked.received_at,
        confirmed_at=at,
    )
    jobs.ring("observation_signed_off", ids={"learner_id": learner.pk}, at=at)
    return sign_off


@transaction.atomic
def close_observation(*, observation: Observation, by: Professional, at: datetime) -> Observation:
    """Not yet, declined or taken back: it ends without a sign-off. Closing twice is once.

    Raises ObservationRefusedError.
    """
    locked = _lock(observation)
    if by.pk not in (locked.assessor_id, locked.learner_id):
        raise ObservationRefusedError(Refusal.NOT_YOURS)
    if locked.confirmed_at is not None:
        raise ObservationRefusedError(Refusal.CONFIRMED)
    if locked.closed_at is not None:
        return locked
    locked.closed_at = at
    locked.save(update_fields=["closed_at"])
    if locked.signed_at is not None and by.pk == locked.learner_id:
        _tell_declined(locked, at)
    return locked


def _lock(observation: Observation) -> Observation:
    rows = Observation.objects.select_for_update(of=("self",))
    return rows.select_related("centre", "task", "learner__user", "assessor__user").get(
        pk=observation.pk
    )


def _refuse_pair(assessor: Professional, meeting: Meeting, on: date) -> None:
    both = (assessor.pk, meeting.learner.pk)
    members = set(
        memberships_on(meeting.centre, on)
        .filter(professional_id__in=both)
        .values_list("professional_id", flat=True)
    )
    refusal = pair_refusal(
        Pair(
            same_person=assessor.pk == meeting.learner.pk,
            learner_belongs=meeting.learner.pk in members,
            assessor_belongs=assessor.pk in members,
            endorsed=is_endorsed(assessor.pk, meeting.centre, meeting.task.pk, on),
        )
    )
    if refusal:
        raise ObservationRefusedError(refusal)


def _refuse_signature(observation: Observation, signature: Signature, at: datetime) -> None:
    refusal = ticks_refusal(steps_of(observation.steps), signature.ticks) or time_refusal(
        signed_at=signature.signed_at, opened_at=observation.opened_at, received_at=at
    )
    if refusal:
        raise ObservationRefusedError(refusal)


def _tell_signed(observation: Observation, at: datetime) -> None:
    """Ask the learner to confirm."""
    _tell("observation_signed", observation.learner, observation.assessor, observation, at)


def _tell_declined(observation: Observation, at: datetime) -> None:
    """Tell the assessor that the learner does not confirm."""
    _tell("observation_declined", observation.assessor, observation.learner, observation, at)


def _tell(
    kind: str, to: Professional, other: Professional, observation: Observation, at: datetime
) -> None:
    send_notice(
        kind=kind,
        recipient=to.user.email,
        language=to.language,
        context={
            "name": other.user.get_full_name(),
            "task": observation.task.title,
            "centre": str(observation.centre),
            "observation": str(observation.public_id),
        },
        at=at,
    )
