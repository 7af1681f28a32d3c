"""Names assessors of a centre and ends that, and takes a sign-off back."""

from datetime import date, datetime

from django.db import transaction

from curriculum.models import (
    AssessorEndorsement,
    ObservationSignOff,
    ObservedTask,
    SignOffAnnulment,
)
from curriculum.queries.assessing import endorsed_on
from passport.audit.services import record
from passport.dates import local_day
from passport.jobs import services as jobs
from passport.notices.services import send_notice
from passport.people.models import Centre, User
from passport.people.queries.centres import Member
from passport.people.services.marks import touch_centre


class AlreadyNamedError(ValueError):
    """The person may assess this already."""


class EndedBeforeError(ValueError):
    """The endorsement had ended."""


class OwnSignOffError(ValueError):
    """Nobody takes the own sign-off back."""


class AnnulledBeforeError(ValueError):
    """The sign-off was taken back before."""


@transaction.atomic
def name_assessor(
    *, centre: Centre, member: Member, task: ObservedTask | None, by: User, at: datetime, on: date
) -> AssessorEndorsement:
    """A member may assess one task, or all when none is given, from this day on."""
    Centre.objects.select_for_update().get(pk=centre.pk)
    _make_room(centre, member, task, on)
    endorsement = AssessorEndorsement.objects.create(
        centre=centre,
        assessor_id=member.id,
        task=task,
        starts_on=on,
        endorsed_by=by,
        endorsed_at=at,
    )
    record(
        action="assessor_named",
        subject=f"assessor_endorsement:{endorsement.public_id}",
        at=at,
        actor_id=by.public_id,
        details={
            "centre": str(centre.public_id),
            "assessor": str(member.public_id),
            "task": task.key if task else "all",
        },
    )
    return endorsement


def _make_room(centre: Centre, member: Member, task: ObservedTask | None, on: date) -> None:
    """End what was given under a membership that ended; raises AlreadyNamedError."""
    open_rows = AssessorEndorsement.objects.filter(
        centre=centre, assessor_id=member.id, ends_on__isnull=True
    )
    open_rows.exclude(endorsed_on(on)).filter(starts_on__lte=on).update(ends_on=on)
    if any(row.task_id is None or (task and row.task_id == task.pk) for row in open_rows):
        raise AlreadyNamedError


@transaction.atomic
def end_assessor(
    *, endorsement: AssessorEndorsement, by: User, at: datetime, on: date
) -> AssessorEndorsement:
    """The person may assess up to and with this day."""
    locked = AssessorEndorsement.objects.select_for_update().get(pk=endorsement.pk)
    if locked.ends_on is not None:
        raise EndedBeforeError
    locked.ends_on = on
    locked.save(update_fields=["ends_on"])
    record(
        action="assessor_ended",
        subject=f"assessor_endorsement:{locked.public_id}",
        at=at,
        actor_id=by.public_id,
        details={"last_day": on.isoformat()},
    )
    return locked


@transaction.atomic
def annul_sign_off(
    *, sign_off: ObservationSignOff, reason: str, by: User, at: datetime, zone: str
) -> SignOffAnnulment:
    """Append the annulment, tell the learner, and let what rests on the sign-off be seen anew."""
    locked = ObservationSignOff.objects.select_for_update().get(pk=sign_off.pk)
    if locked.learner.user_id == by.pk:
        raise OwnSignOffError
    if SignOffAnnulment.objects.filter(sign_off=locked).exists():
        raise AnnulledBeforeError
    annulment = SignOffAnnulment.objects.create(
        sign_off=locked, reason=reason.strip(), annulled_at=at, annulled_by=by
    )
    record(
        action="sign_off_annulled",
        subject=f"sign_off:{locked.public_id}",
        at=at,
        actor_id=by.public_id,
        details={"reason": annulment.reason},
    )
    _tell_annulled(annulment, local_day(locked.observed_at, zone))
    touch_centre(locked.centre_id)
    jobs.ring("observation_signed_off", ids={"learner_id": locked.learner_id}, at=at)
    return annulment


def _tell_annulled(annulment: SignOffAnnulment, observed_on: date) -> None:
    sign_off = annulment.sign_off
    send_notice(
        kind="observation_annulled",
        recipient=sign_off.learner.user.email,
        language=sign_off.learner.language,
        context={
            "task": sign_off.task.title,
            "centre": str(sign_off.centre),
            "observed_on": observed_on.isoformat(),
            "reason": annulment.reason,
        },
        at=annulment.annulled_at,
    )
