"""Answers to offers: both sides accept, one declines, time runs out, a placement is given back."""

from datetime import datetime

from django.db import transaction

from observership.domain.answers import ANSWERING_SIDES, Closed, MatchEventKind, why_closed
from observership.domain.codes import Side
from observership.domain.lifecycle import ApplicationState, MatchState
from observership.models import Application, Match, Opening, OpeningWindow
from observership.queries.matches import accepted_at, is_applicant, matches, overdue, suggestion_of
from observership.services.application_moves import move_application
from observership.services.match_moves import move_match, note_event
from observership.services.match_notices import tell
from observership.services.matching import lock_call
from observership.services.own_visits import lock_trainee
from observership.services.placements import days_of_visit, open_placement
from passport.jobs import services as jobs
from passport.people.models import User

CLOSED_NOTICE = "observership_offer_closed"


class MatchClosedError(ValueError):
    """A match is not answered any more; `why` says on what ground."""

    def __init__(self, why: Closed) -> None:
        super().__init__(why.value)
        self.why = why


class WindowFullError(ValueError):
    """Every place of the window is taken."""


class ReasonMissingError(ValueError):
    """Who declines says why."""


class SideError(ValueError):
    """Only trainee and host answer an offer, and nobody for both."""


@transaction.atomic
def accept_match(*, match: Match, side: Side, by: User, at: datetime) -> Match:
    """One side says yes; with the other's yes it becomes a placement. A second yes does nothing.

    Raises MatchClosedError, WindowFullError, SideError, NoDaysLeftError, OwnVisitError.
    """
    match = lock_match(match)
    if match.state == MatchState.ACCEPTED:
        return match
    check_open(match, side, at)
    if side is Side.HOST and is_applicant(match, by):
        raise SideError
    if side is Side.TRAINEE and match.trainee_accepted_at is None:
        match.trainee_accepted_at = at
    elif side is Side.HOST and match.host_accepted_at is None:
        match.host_accepted_at = at
    else:
        return match
    match.save()
    note_event(match=match, kind=MatchEventKind.SIDE_ACCEPTED, at=at, side=side, by=by)
    if match.trainee_accepted_at and match.host_accepted_at:
        _confirm(match, by, at)
    else:
        days_of_visit(match=match, at=at)
    return match


def _confirm(match: Match, by: User, at: datetime) -> None:
    """Take one of the window's places and open the placement."""
    Opening.objects.select_for_update(no_key=True).get(pk=match.window.opening_id)
    window = OpeningWindow.objects.select_for_update(no_key=True).get(pk=match.window_id)
    if accepted_at(window) >= window.places:
        raise WindowFullError
    lock_trainee(match.application.trainee)
    move_match(match=match, to=MatchState.ACCEPTED, at=at, by=by)
    move_application(application=match.application, to=ApplicationState.PLACED, at=at, by=by)
    match.application.refresh_from_db(fields=["state", "state_since"])
    _narrow(match)
    open_placement(match=match, at=at)


def _narrow(match: Match) -> None:
    """The days that a host suggested and the trainee accepted stand for all that were wished."""
    if said := suggestion_of(match):
        days = {"from": said.days.first.isoformat(), "until": said.days.last.isoformat()}
        match.application.dates = [days]


@transaction.atomic
def decline_match(
    *, match: Match, side: Side, by: User, reason: str, stay: bool, at: datetime
) -> Match:
    """One side says no; the trainee stays in the call or leaves it, and the place is free.

    When the host declines the trainee always stays. Raises MatchClosedError, ReasonMissingError,
    SideError.
    """
    match = lock_match(match)
    check_open(match, side, at)
    if not reason.strip():
        raise ReasonMissingError
    stays = stay or side is Side.HOST
    move_match(match=match, to=MatchState.DECLINED, at=at, by=by, side=side, reason=reason.strip())
    _leave(match.application, stays=stays, by=by, at=at, reason="declined")
    other = Side.TRAINEE if side is Side.HOST else Side.HOST
    tell(kind=CLOSED_NOTICE, match=match, side=other, at=at, why="declined")
    _ring(match, at)
    return match


@transaction.atomic
def lapse_matches(*, at: datetime) -> int:
    """Matches whose time to answer is over lapse, and their places are free; how many."""
    calls = set()
    lapsed = 0
    for found in overdue(at).order_by("application__call", "pk"):
        match = lock_match(found)
        if (
            match.state != MatchState.PROPOSED
            or why_closed(match.state, match.answer_by, at) is None
        ):
            continue
        move_match(match=match, to=MatchState.LAPSED, at=at)
        _leave(match.application, stays=True, by=None, at=at, reason="lapsed")
        for side in ANSWERING_SIDES:
            tell(kind=CLOSED_NOTICE, match=match, side=side, at=at, why="lapsed")
        calls.add(match.application.call_id)
        lapsed += 1
    for call_id in sorted(calls):
        jobs.ring("match_freed", ids={"call_id": call_id}, at=at)
    return lapsed


@transaction.atomic
def release_match(
    *, match: Match, at: datetime, stay: bool = True, by: User | None = None, reason: str = ""
) -> Match:
    """A placement ends before its visit: the place is free, the applicant stays or leaves.

    An application that was moved on before is left as it is. Raises IllegalMoveError for a match
    that was not accepted.
    """
    match = lock_match(match)
    move_match(match=match, to=MatchState.ENDED, at=at, by=by, reason=reason)
    if match.application.state == ApplicationState.PLACED:
        _leave(match.application, stays=stay, by=by, at=at, reason="released")
    _ring(match, at)
    return match


def lock_match(match: Match) -> Match:
    """The row as it is now; every answer in a call waits its turn."""
    lock_call(match.application.call)
    Match.objects.select_for_update().get(pk=match.pk)
    return matches().get(pk=match.pk)


def check_open(match: Match, side: Side, at: datetime) -> None:
    """Raises SideError, or MatchClosedError for a match that is not answered any more."""
    if side not in ANSWERING_SIDES:
        raise SideError
    if why := why_closed(match.state, match.answer_by, at):
        raise MatchClosedError(why)


def _leave(
    application: Application, *, stays: bool, by: User | None, at: datetime, reason: str
) -> None:
    to = ApplicationState.ELIGIBLE if stays else ApplicationState.WITHDRAWN
    move_application(application=application, to=to, at=at, by=by, reasons=[reason])
    application.refresh_from_db(fields=["state", "state_since"])


def _ring(match: Match, at: datetime) -> None:
    jobs.ring("match_freed", ids={"call_id": match.application.call_id}, at=at)
