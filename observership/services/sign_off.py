"""The supervisor attests a visit or refuses to, and a coordinator takes an attestation back."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from observership.domain.codes import Side
from observership.domain.lifecycle import PlacementState
from observership.domain.sign_off import Attestation, Missing, Outcome, missing
from observership.domain.visit import days_between, is_last_day_here
from observership.models import Placement, PlacementSignOffAnnulment, SignOff
from observership.queries.visits import REFUSED, goals_agreed, sign_off_of
from observership.services.closing import ReasonMissingError, close_if_done
from observership.services.placement_moves import note_event
from observership.services.placement_notices import tell
from observership.services.visits import (
    NotTheSupervisorError,
    VisitClosedError,
    open_placement_row,
    screened,
)
from passport.audit import services as audit
from passport.dates import local_day
from passport.jobs import services as jobs
from passport.people.models import Professional, User


class NotAttestedError(ValueError):
    """Something that has to be attested is missing; `missing` says what."""

    def __init__(self, lacks: tuple[Missing, ...]) -> None:
        super().__init__(", ".join(lacks))
        self.missing = lacks


class AlreadySignedOffError(ValueError):
    """The visit was signed off before; a sign-off that was taken back is not given again."""


@transaction.atomic
def sign_off_placement(
    *, placement: Placement, supervisor: Professional, attestation: Attestation, at: datetime
) -> SignOff:
    """Keep the lasting fact that a supervisor attested a visit, and close it when all is in.

    Objectives are those that the supervisor ticked. Raises VisitClosedError,
    NotTheSupervisorError, NotAttestedError, PatientLikeError and AlreadySignedOffError.
    """
    locked = _to_answer(placement, supervisor, at)
    lacks = missing(attestation, len(list(days_between(locked.starts_on, locked.ends_on))))
    if lacks:
        raise NotAttestedError(lacks)
    screened([attestation.comment], near=locked.starts_on, knowingly=attestation.knowingly)
    signed = _signed(locked, supervisor, attestation, at)
    note_event(placement=locked, kind="signed_off", at=at, by=supervisor.user, side=Side.HOST)
    _ring(signed, at)
    tell(kind="signed_off", placement=locked, at=at, sides=[Side.TRAINEE])
    close_if_done(placement=locked, at=at)
    return signed


@transaction.atomic
def refuse_sign_off(
    *,
    placement: Placement,
    supervisor: Professional,
    reason: str,
    at: datetime,
    knowingly: bool = False,
) -> None:
    """The supervisor does not attest a visit, with the reason, which trainee and office read.

    Raises ReasonMissingError, VisitClosedError, NotTheSupervisorError, AlreadySignedOffError,
    and PatientLikeError unless `knowingly`.
    """
    if not reason.strip():
        raise ReasonMissingError
    locked = _to_answer(placement, supervisor, at)
    screened([reason], near=locked.starts_on, knowingly=knowingly)
    note_event(
        placement=locked, kind=REFUSED, at=at, by=supervisor.user, side=Side.HOST, note=reason
    )
    sides = (Side.TRAINEE, Side.COORDINATOR)
    tell(kind="sign_off_refused", placement=locked, at=at, sides=sides)
    close_if_done(placement=locked, at=at)


@transaction.atomic
def annul_sign_off(
    *, sign_off: SignOff, by: User, reason: str, at: datetime, knowingly: bool = False
) -> bool:
    """A coordinator takes a sign-off back; False when it was taken back before.

    Once the texts of its visit are erased, neither the reason nor who gave it is kept there.
    Raises ReasonMissingError, and PatientLikeError unless `knowingly`.
    """
    if not reason.strip():
        raise ReasonMissingError
    screened([reason], near=sign_off.starts_on, knowingly=knowingly)
    placement = Placement.objects.select_for_update(of=("self",)).get(
        public_id=sign_off.placement_public_id
    )
    if PlacementSignOffAnnulment.objects.filter(sign_off=sign_off).exists():
        return False
    erased = placement.erased_at is not None
    PlacementSignOffAnnulment.objects.create(
        sign_off=sign_off, reason="" if erased else reason, annulled_by=by, annulled_at=at
    )
    if placement.state == PlacementState.CLOSED:
        placement.outcome = Outcome.NOT_SIGNED_OFF
        placement.save(update_fields=["outcome"])
    author = None if erased else by
    note_event(placement=placement, kind="annulled", at=at, by=author, side=Side.COORDINATOR)
    audit.record(
        action="observership_sign_off_annulled",
        subject=f"sign_off:{sign_off.public_id}",
        at=at,
        actor_id=by.public_id,
    )
    _ring(sign_off, at)
    tell(kind="sign_off_annulled", placement=placement, at=at)
    return True


def _to_answer(placement: Placement, supervisor: Professional, at: datetime) -> Placement:
    """The placement, locked, when this person may attest or refuse it now."""
    locked = open_placement_row(placement)
    if locked.supervisor_id != supervisor.pk:
        raise NotTheSupervisorError
    here = is_last_day_here(locked.ends_on, local_day(at, settings.TIME_ZONE))
    if locked.state == PlacementState.UNDERWAY and not here:
        raise VisitClosedError(locked.state)
    if sign_off_of(locked) is not None:
        raise AlreadySignedOffError
    return locked


def _signed(
    placement: Placement, supervisor: Professional, attestation: Attestation, at: datetime
) -> SignOff:
    if placement.trainee is None:
        raise VisitClosedError(placement.state)
    try:
        with transaction.atomic():
            return SignOff.objects.create(
                placement_public_id=placement.public_id,
                trainee=placement.trainee,
                host=placement.host,
                department=placement.opening.department,
                supervisor=supervisor,
                starts_on=placement.starts_on,
                ends_on=placement.ends_on,
                days_attended=attestation.days_attended,
                objectives=_met(placement),
                setting=placement.opening.setting,
                comment=attestation.comment,
                attested_at=at,
            )
    except IntegrityError:
        raise AlreadySignedOffError from None


def _met(placement: Placement) -> list[dict[str, object]]:
    """Agreed objectives that the supervisor ticked, as the sign-off keeps them."""
    return [
        {
            "key": goal.key,
            "title": goal.title,
            "module": goal.module,
            "requirements": list(goal.requirements),
        }
        for goal in goals_agreed(placement)
        if goal.host
    ]


def _ring(sign_off: SignOff, at: datetime) -> None:
    jobs.ring("placement_signed_off", ids={"learner_id": sign_off.trainee_id}, at=at)
