"""What a host may say instead of yes or no: other days in the window, or another window."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from observership.domain.answers import (
    DatesRefusal,
    MatchEventKind,
    Suggested,
    answer_by,
    refused_dates,
)
from observership.domain.candidates import Period
from observership.domain.codes import Side
from observership.models import Match, OpeningWindow
from observership.queries.eligibility import periods
from observership.queries.matches import suggestion_of
from observership.queries.own_visits import overlaps_own_visit
from observership.services.answers import check_open, lock_match
from observership.services.match_moves import note_event
from observership.services.match_notices import tell, tell_coordinators
from passport.dates import local_day
from passport.people.models import User

LEAST_DAYS = 3


class DatesRefusedError(ValueError):
    """Suggested days do not serve; `why` says on what ground."""

    def __init__(self, why: DatesRefusal) -> None:
        super().__init__(why.value)
        self.why = why


@transaction.atomic
def suggest_days(*, match: Match, first: date, words: str, by: User, at: datetime) -> Match:
    """The host accepts with days of its own, from `first` on; the trainee's yes then is to these.

    A yes that the trainee gave before was to other days, so it is asked for again, with at least
    three days for it the first time. Raises MatchClosedError, DatesRefusedError.
    """
    match = lock_match(match)
    check_open(match, Side.HOST, at)
    days = _days_from(match, first)
    match.answer_by = last_answer(match, at)
    answered_on = local_day(match.answer_by, settings.TIME_ZONE)
    if why := refused_dates(days, *_bounds(match), answered_on=answered_on):
        raise DatesRefusedError(why)
    if overlaps_own_visit(match.application.trainee, days):
        raise DatesRefusedError(DatesRefusal.TRAINEE)
    match.trainee_accepted_at, match.host_accepted_at = None, at
    match.save()
    _note(match, MatchEventKind.DATES_SUGGESTED, Suggested(days, words), by, at)
    said = {"first": days.first.isoformat(), "last": days.last.isoformat()}
    tell(kind="observership_dates_suggested", match=match, side=Side.TRAINEE, at=at, **said)
    return match


def last_answer(match: Match, at: datetime) -> datetime:
    """Until when a trainee can answer to days suggested now; they are given more time once."""
    if suggestion_of(match) is not None:
        return match.answer_by
    return max(match.answer_by, answer_by(at, LEAST_DAYS, settings.TIME_ZONE))


@transaction.atomic
def suggest_window(
    *, match: Match, window: OpeningWindow, words: str, by: User, at: datetime
) -> Match:
    """The host would rather have this visitor in another window; coordinators hear so.

    Nothing else changes: only a coordinator can propose another window. Raises MatchClosedError.
    """
    match = lock_match(match)
    check_open(match, Side.HOST, at)
    said = Suggested(Period(window.starts_on, window.ends_on), words)
    _note(match, MatchEventKind.WINDOW_SUGGESTED, said, by, at)
    tell_coordinators(kind="observership_window_suggested", match=match, at=at)
    return match


def _note(match: Match, kind: MatchEventKind, said: Suggested, by: User, at: datetime) -> None:
    note_event(match=match, kind=kind, at=at, by=by, side=Side.HOST, note=said.as_note())


def _days_from(match: Match, first: date) -> Period:
    return Period(first, first + timedelta(days=_length(match) - 1))


def _length(match: Match) -> int:
    application = match.application
    return application.length or application.call.days_min


def _bounds(match: Match) -> tuple[Period, tuple[Period, ...], int]:
    """The window, the trainee's days and the length of the visit."""
    window = Period(match.window.starts_on, match.window.ends_on)
    return window, periods(match.application.dates), _length(match)
