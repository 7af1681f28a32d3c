"""What a visit says to other apps, and which days it has."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from passport.dates import is_after


@dataclass(frozen=True)
class MetObjective:
    """An agreed objective that the supervisor attested, with requirements it supports in part.

    `module` is a code such as "COR-01", or "" when the objective is tied to none.
    """

    key: str
    title: str
    module: str
    requirements: tuple[str, ...]

    @property
    def source(self) -> str:
        """How evidence and alignments name this objective."""
        return f"visit.{self.key}"


@dataclass(frozen=True)
class SignedOffPlacement:
    """A visit that its supervisor attested: observation of a centre, never supervised practice.

    `public_id` is that of the sign-off.
    """

    public_id: UUID
    host_id: int
    host: str
    city: str
    country: str
    department: str
    supervisor: str
    setting: str
    starts_on: date
    ends_on: date
    days_attended: int
    objectives: tuple[MetObjective, ...]
    attested_at: datetime


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from first to last, both inclusive."""
    return (first + timedelta(days=each) for each in range((last - first).days + 1))


SATURDAY = 5


@dataclass(frozen=True)
class PlannedDay:
    """What one day of a visit is planned for; `kept` says that the host saved it."""

    on: date
    title: str
    notes: str
    free: bool
    kept: bool = False


def planned_days(
    first: date, last: date, template: Sequence[Mapping[str, str]]
) -> tuple[PlannedDay, ...]:
    """A plan to begin with: the template's days in order, with free Saturdays and Sundays."""
    lines = iter(template)
    days = []
    for on in days_between(first, last):
        free = on.weekday() >= SATURDAY
        line = {} if free else next(lines, {})
        days.append(PlannedDay(on, line.get("title", ""), line.get("notes", ""), free))
    return tuple(days)


@dataclass(frozen=True)
class Lines:
    """Three lines about one day; the third may be empty."""

    saw: str
    learned: str
    will_use: str = ""


def is_last_day_here(ends_on: date, on: date) -> bool:
    """Whether the last day of a visit has come."""
    return not is_after(ends_on, on)
