"""A coordinator proposes a match by hand after publication, with a reason."""

from datetime import datetime

from django.db import transaction

from observership.domain.answers import Closed
from observership.domain.constraints import Constraint
from observership.domain.lifecycle import ApplicationState
from observership.domain.matching import UnsoundRoundError
from observership.domain.wishes import Wish, broken_by
from observership.models import Application, MatchRun, OpeningWindow
from observership.queries.matches import held_at, open_match
from observership.queries.rounds import round_of
from observership.queries.runs import published_run
from observership.services.answers import MatchClosedError, ReasonMissingError, WindowFullError
from observership.services.matching import lock_call, record_overrides
from observership.services.reruns import rerun_call
from passport.audit.services import record
from passport.people.models import User

CAN_BE_PROPOSED = (
    ApplicationState.ELIGIBLE,
    ApplicationState.NOT_PLACED,
    ApplicationState.OFFERED,
)


class NotPublishedError(ValueError):
    """Before publication a coordinator keeps pairs in a run instead."""


class NotInMatchingError(ValueError):
    """The application waits for no place."""


def broken_rules(application: Application, window: OpeningWindow) -> tuple[Constraint, ...]:
    """Which hard constraints a pair breaks today; raises NotInMatchingError for unknown ones."""
    given = round_of(application.call)
    wish = Wish(str(application.public_id), str(window.public_id))
    try:
        return broken_by(wish, given)
    except StopIteration:
        raise NotInMatchingError from None


@transaction.atomic
def propose_match(
    *,
    application: Application,
    window: OpeningWindow,
    reason: str,
    by: User,
    at: datetime,
) -> MatchRun:
    """Offer a free place to an applicant by hand; an offer that waits for answers is replaced.

    Raises ReasonMissingError, NotPublishedError, NotInMatchingError, MatchClosedError when
    somebody said yes already, WindowFullError.
    """
    call = lock_call(application.call)
    application = Application.objects.select_related("call").get(pk=application.pk)
    if not reason.strip():
        raise ReasonMissingError
    if published_run(call) is None:
        raise NotPublishedError
    if application.state not in CAN_BE_PROPOSED:
        raise NotInMatchingError
    _check_free(application, window)
    wish = Wish(str(application.public_id), str(window.public_id), reason.strip())
    try:
        run = rerun_call(call_id=call.pk, at=at, by=by, wishes=[wish])
    except UnsoundRoundError:
        raise WindowFullError from None
    if run is None:
        raise NotPublishedError
    _record(run, window, reason, by, at)
    return run


def _check_free(application: Application, window: OpeningWindow) -> None:
    """Raises MatchClosedError when somebody said yes to another place, WindowFullError."""
    held = open_match(application)
    if held and (held.trainee_accepted_at or held.host_accepted_at):
        raise MatchClosedError(Closed.ACCEPTED)
    own = bool(held and held.window_id == window.pk)
    if held_at(window) - own >= window.places:
        raise WindowFullError


def _record(run: MatchRun, window: OpeningWindow, reason: str, by: User, at: datetime) -> None:
    record(
        action="match_proposed_by_hand",
        subject=f"match_run:{run.public_id}",
        at=at,
        actor_id=by.public_id,
        details={"call": run.call.key, "window": str(window.public_id), "reason": reason.strip()},
    )
    record_overrides(run=run, by=by, at=at)
