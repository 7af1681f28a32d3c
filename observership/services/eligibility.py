"""Decides who is eligible: by rule when an application comes in, by hand with a note later."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from observership.domain.eligibility import Reason, is_eligible, is_reason
from observership.domain.lifecycle import ApplicationState
from observership.models import Application
from observership.queries.eligibility import reasons_of
from observership.services.application_moves import move_application
from observership.services.application_notices import tell_applicant
from observership.services.matching import lock_call
from passport.audit.services import record
from passport.dates import local_day
from passport.people.models import User

DECISIONS = (ApplicationState.ELIGIBLE, ApplicationState.INELIGIBLE)


class NoteMissingError(ValueError):
    """A decision by hand says why."""


class OwnApplicationError(ValueError):
    """Nobody decides on an application of their own."""


@transaction.atomic
def assess_application(*, application: Application, at: datetime) -> tuple[Reason, ...]:
    """Decide a submitted application by the rules of its call, keep the reasons, tell the trainee.

    Gives back what it found; nothing for an application that is no longer submitted.
    """
    lock_call(application.call)
    rows = Application.objects.select_for_update(of=("self",))
    locked = rows.select_related("call", "trainee__user").get(pk=application.pk)
    if locked.state != ApplicationState.SUBMITTED:
        return ()
    reasons = reasons_of(locked, local_day(at, settings.TIME_ZONE))
    to = ApplicationState.ELIGIBLE if is_eligible(reasons) else ApplicationState.INELIGIBLE
    move_application(application=locked, to=to, at=at, reasons=[reason.code for reason in reasons])
    tell_applicant(f"observership_{to}", locked, at)
    return reasons


@transaction.atomic
def decide_eligibility(
    *, application: Application, to: ApplicationState, by: User, note: str, at: datetime
) -> Application:
    """Set the rule's decision aside, or decide before it, with a note that the trainee reads.

    Raises NoteMissingError, OwnApplicationError, and IllegalMoveError when the application's
    state does not lead there.
    """
    if to not in DECISIONS:
        raise ValueError(to)
    if not note.strip():
        raise NoteMissingError
    if application.trainee is not None and application.trainee.user_id == by.pk:
        raise OwnApplicationError
    lock_call(application.call)
    kept = _reasons_kept(application)
    moved = move_application(
        application=application, to=to, at=at, by=by, reasons=kept, note=note.strip()
    )
    record(
        action="observership.eligibility_decided",
        subject=f"application:{moved.public_id}",
        at=at,
        actor_id=by.public_id,
        details={"to": str(to), "reasons": kept, "note": note.strip()},
    )
    tell_applicant(f"observership_{to}", moved, at)
    return moved


def _reasons_kept(application: Application) -> list[str]:
    """What the rules said the last time; other moves keep other words."""
    said = [list(filter(is_reason, event.reasons)) for event in application.events.all()]
    return next((codes for codes in reversed(said) if codes), [])
