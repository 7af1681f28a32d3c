"""Makes matches and moves them by their table, and keeps what happened."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from observership.domain.answers import MatchEventKind, answer_by
from observership.domain.lifecycle import MATCH_MOVES, MatchState, moved
from observership.models import Application, Match, MatchEvent, MatchRun, OpeningWindow
from passport.people.models import User

_EVENTS = {
    MatchState.ACCEPTED: MatchEventKind.ACCEPTED,
    MatchState.DECLINED: MatchEventKind.DECLINED,
    MatchState.LAPSED: MatchEventKind.LAPSED,
    MatchState.SUPERSEDED: MatchEventKind.SUPERSEDED,
    MatchState.ENDED: MatchEventKind.ENDED,
}


@transaction.atomic
def propose(
    *,
    run: MatchRun,
    application: Application,
    window: OpeningWindow,
    at: datetime,
    by: User | None = None,
    override: str = "",
) -> Match:
    """A new match that waits for both sides; `override` says why a rule was set aside."""
    match = Match.objects.create(
        run=run,
        application=application,
        window=window,
        override=override,
        proposed_at=at,
        answer_by=answer_by(at, run.call.answer_days, settings.TIME_ZONE),
    )
    note_event(match=match, kind=MatchEventKind.PROPOSED, at=at, by=by)
    return match


@transaction.atomic
def move_match(
    *,
    match: Match,
    to: MatchState,
    at: datetime,
    by: User | None = None,
    side: str = "",
    reason: str = "",
) -> Match:
    """Move a match that the caller has locked and append the event. Raises IllegalMoveError."""
    match.state = moved(MATCH_MOVES, match.state, to)
    if to is not MatchState.ACCEPTED:
        match.closed_at = at
    if to is MatchState.DECLINED:
        match.declined_by, match.reason = side, reason
    match.save()
    note_event(match=match, kind=_EVENTS[to], at=at, by=by, side=side, note=reason)
    return match


def note_event(*, match: Match, kind: MatchEventKind, at: datetime, **fields: Any) -> MatchEvent:
    """Append one thing that happened; `fields` are by, side and note."""
    return MatchEvent.objects.create(match=match, kind=kind, at=at, **fields)
