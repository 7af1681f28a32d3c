"""Announcing that a label changed: what an announcement must say, when learners are reminded."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from passport.dates import days_left, is_after, within

SOONEST_DAYS, LATEST_DAYS = 30, 365
SUMMARY_LENGTH = 500
REMINDERS = (7, 30)
_ADDRESSES = ("http://", "https://", "www.")


class ChangeCode(StrEnum):
    """Why a change cannot be announced."""

    SUMMARY_EMPTY = "summary_empty"
    SUMMARY_LONG = "summary_long"
    SUMMARY_ADDRESS = "summary_address"
    OUTCOMES_EMPTY = "outcomes_empty"
    OUTCOMES_UNKNOWN = "outcomes_unknown"
    ROLES_EMPTY = "roles_empty"
    ROLES_UNKNOWN = "roles_unknown"
    DUE_SOON = "due_soon"
    DUE_LATE = "due_late"


@dataclass(frozen=True)
class ChangeDraft:
    """What a partner says: what changed, which outcomes and roles it touches, until when."""

    summary: str
    outcomes: tuple[str, ...]
    roles: tuple[str, ...]
    due_on: date


def first_due_day(on: date) -> date:
    """The earliest day by which something announced on a day may be due."""
    return on + timedelta(days=SOONEST_DAYS)


def last_due_day(on: date) -> date:
    """The latest day by which something announced on a day is due."""
    return on + timedelta(days=LATEST_DAYS)


def change_findings(
    draft: ChangeDraft, outcomes: Collection[str], roles: Collection[str], on: date
) -> tuple[ChangeCode, ...]:
    """Everything that keeps a change from being announced on a day.

    `outcomes` are those that the product's module teaches, `roles` those that it concerns.
    """
    return (*_summary(draft.summary), *_named(draft, outcomes, roles), *_due(draft.due_on, on))


def _summary(summary: str) -> list[ChangeCode]:
    found = [] if summary.strip() else [ChangeCode.SUMMARY_EMPTY]
    if len(summary) > SUMMARY_LENGTH:
        found.append(ChangeCode.SUMMARY_LONG)
    if any(sign in summary.lower() for sign in _ADDRESSES):
        found.append(ChangeCode.SUMMARY_ADDRESS)
    return found


def _named(
    draft: ChangeDraft, outcomes: Collection[str], roles: Collection[str]
) -> list[ChangeCode]:
    found = [] if draft.outcomes else [ChangeCode.OUTCOMES_EMPTY]
    if not set(draft.outcomes) <= set(outcomes):
        found.append(ChangeCode.OUTCOMES_UNKNOWN)
    if not draft.roles:
        found.append(ChangeCode.ROLES_EMPTY)
    if not set(draft.roles) <= set(roles):
        found.append(ChangeCode.ROLES_UNKNOWN)
    return found


def _due(due_on: date, on: date) -> list[ChangeCode]:
    if is_after(first_due_day(on), due_on):
        return [ChangeCode.DUE_SOON]
    return [ChangeCode.DUE_LATE] if is_after(due_on, last_due_day(on)) else []


def reminder_due(announced_on: date, due_on: date, on: date) -> int | None:
    """The days before the due day of which learners are reminded on a day; None for no reminder.

    A change that was announced when a reminder was due already is not followed by it at once.
    """
    if not within(announced_on, due_on, on):
        return None
    left = days_left(due_on, on)
    reached = [days for days in REMINDERS if left <= days < days_left(due_on, announced_on)]
    return min(reached, default=None)
