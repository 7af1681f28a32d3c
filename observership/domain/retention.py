"""How long what is written about an observership is kept, and when it is due to go."""

from collections.abc import Collection
from datetime import date, timedelta

from observership.domain.lifecycle import ENDED_APPLICATIONS, ApplicationState
from passport.dates import Validity, earliest, is_after, latest

KEPT = Validity(months=24)
NEEDS_DAYS = 30


def is_due(closed_on: date, on: date) -> bool:
    """Whether 24 months have passed since something was closed."""
    return is_after(on, KEPT.last_day(closed_on))


def needs_are_due(ends_on: date, cancelled_on: date | None, on: date) -> bool:
    """Whether 30 days have passed since a visit ended, or since it was called off before that."""
    end = earliest([day for day in (ends_on, cancelled_on) if day is not None])
    return end is not None and is_after(on, end + timedelta(days=NEEDS_DAYS))


def application_closed_on(
    state: str, state_since: date, call_over_on: date, placements: Collection[date | None]
) -> date | None:
    """When an application came to its end; None while one of its placements goes on.

    `placements` holds the day on which each was closed or cancelled. What never came to an end
    of its own, such as a draft, ends with its call.
    """
    closed = [day for day in placements if day is not None]
    if len(closed) < len(placements):
        return None
    ended = ApplicationState(state) in ENDED_APPLICATIONS
    return latest([state_since if ended else call_over_on, *closed])
