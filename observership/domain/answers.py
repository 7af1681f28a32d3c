"""When an offer may still be answered, by whom, and how long there is time for it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from observership.domain.candidates import Period
from observership.domain.codes import Side
from observership.domain.lifecycle import MatchState
from observership.domain.placement_dates import days_of, lies_in
from passport.dates import is_after, latest, local_day

ANSWERING_SIDES = (Side.TRAINEE, Side.HOST)
_LAST = time(23, 59, 59)


class Closed(StrEnum):
    """Why an offer is not answered any more; REPLACED: a later run found a better place."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    LATE = "late"
    REPLACED = "replaced"
    ENDED = "ended"


class MatchEventKind(StrEnum):
    """What can happen to a match."""

    PROPOSED = "proposed"
    SIDE_ACCEPTED = "side_accepted"
    DATES_SUGGESTED = "dates_suggested"
    WINDOW_SUGGESTED = "window_suggested"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    SUPERSEDED = "superseded"
    ENDED = "ended"


class DatesRefusal(StrEnum):
    """Why days that a host suggests do not serve."""

    WINDOW = "window"
    TRAINEE = "trainee"
    LENGTH = "length"
    SOON = "soon"


_CLOSED_BY = {
    MatchState.ACCEPTED: Closed.ACCEPTED,
    MatchState.DECLINED: Closed.DECLINED,
    MatchState.LAPSED: Closed.LATE,
    MatchState.SUPERSEDED: Closed.REPLACED,
    MatchState.ENDED: Closed.ENDED,
}


@dataclass(frozen=True)
class Suggested:
    """Days that a host would rather have, and what it wrote with them."""

    days: Period
    words: str = ""

    def as_note(self) -> str:
        """One line that `suggested_in` reads again."""
        note = f"{self.days.first.isoformat()}/{self.days.last.isoformat()} {self.words}"
        return note.strip()


def suggested_in(note: str) -> Suggested:
    """What `as_note` wrote."""
    days, _, words = note.partition(" ")
    first, _, last = days.partition("/")
    return Suggested(Period(_day(first), _day(last)), words)


def answer_by(at: datetime, days: int, zone: str) -> datetime:
    """The last second of the day so many days later in a zone."""
    day = local_day(at, zone) + timedelta(days=days)
    return datetime.combine(day, _LAST, tzinfo=ZoneInfo(zone))


def first_visit_day(publish_on: date, answer_days: int, on: date) -> date:
    """The first day of a visit that is offered on a day, or on the day of publication after it.

    Both sides have had all their time to answer by then.
    """
    offered_on = latest([publish_on, on]) or on
    return offered_on + timedelta(days=answer_days + 1)


def why_closed(state: str, deadline: datetime, at: datetime) -> Closed | None:
    """Why an offer is not answered any more; None while it is open."""
    closed = _CLOSED_BY.get(MatchState(state))
    if closed is None and at > deadline:
        return Closed.LATE
    return closed


def refused_dates(
    days: Period, window: Period, wished: tuple[Period, ...], length: int, *, answered_on: date
) -> DatesRefusal | None:
    """Why suggested days do not serve: they must lie in the window and in days the trainee can.

    They begin after the last day to answer.
    """
    if not lies_in(days, window):
        return DatesRefusal.WINDOW
    if not is_after(days.first, answered_on):
        return DatesRefusal.SOON
    if days_of(days) != length:
        return DatesRefusal.LENGTH
    return None if any(lies_in(days, each) for each in wished) else DatesRefusal.TRAINEE


def _day(text: str) -> date:
    return date.fromisoformat(text)
