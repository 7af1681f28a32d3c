"""Validity arithmetic: the only place that compares calendar days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta


class DayState(StrEnum):
    """Where a day stands against a last valid day and its grace."""

    VALID = "valid"
    RENEWAL_DUE = "renewal_due"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Validity:
    """How long something holds: whole months, then days of grace in which renewal is due."""

    months: int
    grace_days: int = 0

    def last_day(self, earned_on: date) -> date:
        """Last valid day, inclusive; 29 February ends on 28 February."""
        return earned_on + relativedelta(months=self.months)

    def state(self, earned_on: date, on: date) -> DayState:
        """State on a day of what was earned on `earned_on`."""
        return day_state(self.last_day(earned_on), on, self.grace_days)

    def counts(self, earned_on: date, on: date) -> bool:
        """Whether what was earned on `earned_on` counts on a day, grace included."""
        return earned_on <= on and self.state(earned_on, on) is not DayState.EXPIRED


def last_grace_day(expires_on: date, grace_days: int) -> date:
    """Last day on which renewal is due and the thing still counts."""
    return expires_on + timedelta(days=grace_days)


def day_state(expires_on: date, on: date, grace_days: int = 0) -> DayState:
    """Valid up to and with `expires_on`, then renewal due for `grace_days`, then expired."""
    if on <= expires_on:
        return DayState.VALID
    if on <= last_grace_day(expires_on, grace_days):
        return DayState.RENEWAL_DUE
    return DayState.EXPIRED


def within(starts_on: date, ends_on: date | None, on: date) -> bool:
    """Whether `on` lies in a period whose last day, if any, is inclusive."""
    return starts_on <= on and (ends_on is None or on <= ends_on)


def in_last_years(day: date, on: date, years: int) -> bool:
    """Whether a day lies in the years up to and with `on`."""
    return on - relativedelta(years=years) <= day <= on


def in_next_years(day: date, on: date, years: int) -> bool:
    """Whether a day lies in the years from and with `on`."""
    return on <= day <= on + relativedelta(years=years)


def earliest(days: list[date]) -> date | None:
    """Earliest of some days; None when there are none."""
    return min(days, default=None)


def latest(days: list[date]) -> date | None:
    """Latest of some days; None when there are none."""
    return max(days, default=None)


def is_after(day: date, before: date | None) -> bool:
    """Whether a day comes after another; every day comes after none."""
    return before is None or day > before


def days_left(expires_on: date, on: date) -> int:
    """Whole days from `on` to the last valid day; negative when it has passed."""
    return (expires_on - on).days


def local_day(at: datetime, zone: str) -> date:
    """Calendar day of a moment in a time zone."""
    return at.astimezone(ZoneInfo(zone)).date()
