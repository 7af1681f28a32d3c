"""Moves an application from state to state by its table, and keeps what happened."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from observership.domain.lifecycle import APPLICATION_MOVES, ApplicationState, moved
from observership.models import Application, ApplicationEvent
from passport.people.models import User


@transaction.atomic
def move_application(
    *,
    application: Application,
    to: ApplicationState,
    at: datetime,
    by: User | None = None,
    reasons: Sequence[str] = (),
    note: str = "",
) -> Application:
    """Lock an application, move it and append the event; the row as it is now.

    `reasons` are codes, `note` typed words; without `by` the platform itself did it. Raises
    IllegalMoveError.
    """
    locked = Application.objects.select_for_update().get(pk=application.pk)
    before = locked.state
    locked.state = moved(APPLICATION_MOVES, before, to)
    locked.state_since = at
    locked.save(update_fields=["state", "state_since"])
    ApplicationEvent.objects.create(
        application=locked,
        moved_from=before,
        moved_to=to,
        reasons=list(reasons),
        note=note,
        by=by,
        at=at,
    )
    return locked
