"""Opens, changes and closes the dates of an opening, as far as what was promised allows."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from observership.domain.candidates import Period
from observership.domain.windows import (
    NOTHING_OWED,
    Owed,
    Terms,
    WindowRefusal,
    change_refusal,
    moved_on,
    refusal_of,
)
from observership.models import Call, MatchRun, Opening, OpeningWindow, RunKind
from observership.queries.openings import owed_of
from observership.services.matching import lock_call


class WindowRefusedError(ValueError):
    """A window cannot be like that: `why`, and what it owes."""

    def __init__(self, why: WindowRefusal, owed: Owed = NOTHING_OWED) -> None:
        super().__init__(why.value)
        self.why = why
        self.owed = owed


class WindowExistsError(ValueError):
    """Another window of the opening begins on this day in this call."""


class CallDecidedError(ValueError):
    """The places of the call were announced, or it has ended: it takes no new windows."""


class WindowClosedError(ValueError):
    """The window was closed meanwhile."""


class OffersWaitError(ValueError):
    """Offers of the window wait for answers, so it is not closed."""


@dataclass(frozen=True)
class WindowFacts:
    """First and last day, and how many visitors within them."""

    days: Period
    places: int


@transaction.atomic
def add_window(*, opening: Opening, call: Call, facts: WindowFacts) -> OpeningWindow:
    """An opening takes visitors on these days of a call.

    Raises CallDecidedError, WindowRefusedError, WindowExistsError.
    """
    call = _open(call)
    _check(call, facts)
    return _made(opening, call, facts)


@transaction.atomic
def change_window(*, window: OpeningWindow, facts: WindowFacts) -> OpeningWindow:
    """Other days or places; never fewer than were promised.

    Raises WindowClosedError, WindowRefusedError, WindowExistsError.
    """
    locked = _locked(window)
    if (locked.starts_on, locked.ends_on) != (facts.days.first, facts.days.last):
        _check(locked.call, facts)
    owed = owed_of([locked]).get(locked.pk, NOTHING_OWED)
    before = Period(locked.starts_on, locked.ends_on)
    if why := change_refusal(before, facts.days, facts.places, owed):
        raise WindowRefusedError(why, owed)
    _check_first_day(locked.opening, locked.call, facts.days.first, but=locked.pk)
    locked.starts_on, locked.ends_on = facts.days.first, facts.days.last
    locked.places = facts.places
    locked.save(update_fields=["starts_on", "ends_on", "places"])
    return locked


@transaction.atomic
def close_window(*, window: OpeningWindow, at: datetime) -> None:
    """Nobody new comes; visits that were agreed stay. Raises WindowClosedError, OffersWaitError."""
    locked = _locked(window)
    if owed_of([locked]).get(locked.pk, NOTHING_OWED).waiting:
        raise OffersWaitError
    locked.closed_at = at
    locked.save(update_fields=["closed_at"])


@transaction.atomic
def copy_windows(*, opening: Opening, source: Call, target: Call) -> tuple[int, int]:
    """The windows of one call, the same weeks of another one; how many were copied and left out.

    Left out is what does not fit into the other call or is there already. Raises
    CallDecidedError.
    """
    target = _open(target)
    rows = list(opening.windows.filter(call=source, closed_at__isnull=True))
    copied = sum(_copied(opening, window, source, target) for window in rows)
    return copied, len(rows) - copied


def _copied(opening: Opening, window: OpeningWindow, source: Call, target: Call) -> bool:
    days = moved_on(Period(window.starts_on, window.ends_on), _visits(source), _visits(target))
    if days is None:
        return False
    facts = WindowFacts(days, window.places)
    try:
        _check(target, facts)
        _made(opening, target, facts)
    except (WindowRefusedError, WindowExistsError):
        return False
    return True


def _open(call: Call) -> Call:
    """The call, locked: it waits for windows still. Raises CallDecidedError."""
    locked = lock_call(call)
    published = MatchRun.objects.filter(call=locked, kind=RunKind.PUBLISHED)
    if locked.ended_at is not None or published.exists():
        raise CallDecidedError
    return locked


def _locked(window: OpeningWindow) -> OpeningWindow:
    """The window behind its call's lock, so that nobody takes a place meanwhile."""
    lock_call(window.call)
    rows = OpeningWindow.objects.select_for_update(of=("self",)).select_related("call", "opening")
    locked = rows.get(pk=window.pk)
    if locked.closed_at is not None:
        raise WindowClosedError
    return locked


def _visits(call: Call) -> Period:
    return Period(call.visits_from, call.visits_until)


def _check(call: Call, facts: WindowFacts) -> None:
    if why := refusal_of(facts.days, Terms(_visits(call), call.days_min)):
        raise WindowRefusedError(why)


def _check_first_day(opening: Opening, call: Call, first: date, but: int = 0) -> None:
    rows = OpeningWindow.objects.filter(opening=opening, call=call, closed_at__isnull=True)
    if rows.filter(starts_on=first).exclude(pk=but).exists():
        raise WindowExistsError


def _made(opening: Opening, call: Call, facts: WindowFacts) -> OpeningWindow:
    _check_first_day(opening, call, facts.days.first)
    return OpeningWindow.objects.create(
        opening=opening,
        call=call,
        starts_on=facts.days.first,
        ends_on=facts.days.last,
        places=facts.places,
    )
