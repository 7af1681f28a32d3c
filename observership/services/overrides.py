"""A coordinator proposes a match by hand after publication, with a reason."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from observership.domain.answers import Closed, first_visit_day
from observership.domain.constraints import Constraint
from observership.domain.lifecycle import ApplicationState
from observership.domain.matching import UnsoundRoundError
from observership.domain.wishes import Wish, broken_by
from observership.models import Application, Call, MatchRun, OpeningWindow
from observership.queries.matches import held_at, open_match
from observership.queries.rounds import round_of
from observership.services.answers import MatchClosedError, ReasonMissingError, WindowFullError
from observership.services.matching import lock_call, record_overrides
from observership.services.reruns import rerun_call
from passport.audit.services import record
from passport.dates import is_after, local_day
from passport.people.models import User

CAN_BE_PROPOSED = (
    ApplicationState.ELIGIBLE,
    ApplicationState.NOT_PLACED,
    ApplicationState.OFFERED,
)


class NotPublishedError(ValueError):
    """Before publication a coordinator keeps pairs in a run instead."""


class WindowOverError(ValueError):
    """The window ends before both sides have had their time to answer."""


class NotInMatchingError(ValueError):
    """The application waits for no place."""


def broken_rules(
    application: Application, window: OpeningWindow, on: date
) -> tuple[Constraint, ...]:
    """Which hard constraints a pair breaks on a day; raises NotInMatchingError for unknown ones."""
    given = round_of(application.call, on)
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
    somebody said yes already, WindowOverError, WindowFullError.
    """
    if not reason.strip():
        raise ReasonMissingError
    call = lock_call(application.call)
    application = Application.objects.select_related("call").get(pk=application.pk)
    if application.state not in CAN_BE_PROPOSED:
        raise NotInMatchingError
    _check_place(call, application, window, at)
    wish = Wish(str(application.public_id), str(window.public_id), reason.strip())
    try:
        run = rerun_call(call_id=call.pk, at=at, by=by, wishes=[wish])
    except UnsoundRoundError:
        raise WindowFullError from None
    if run is None:
        raise NotPublishedError
    _record(run, window, reason, by, at)
    return run


def _check_place(call: Call, application: Application, window: OpeningWindow, at: datetime) -> None:
    """Raises WindowOverError, MatchClosedError after a yes to another place, WindowFullError."""
    on = local_day(at, settings.TIME_ZONE)
    if is_after(first_visit_day(call.publish_on, call.answer_days, on), window.ends_on):
        raise WindowOverError
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
