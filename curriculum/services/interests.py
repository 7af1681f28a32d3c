"""The register of interests: what reviewers declare about partners, and when it ended."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from curriculum.models import DeclaredInterest
from passport.audit.services import record
from passport.dates import is_after, local_day
from passport.people.models import Partner, User


class InterestDatesError(ValueError):
    """An interest begins after today, or ends before it begins."""


class InterestEndedError(Exception):
    """The interest ended before."""


@dataclass(frozen=True)
class Interest:
    """What is declared; `partner` is None for anything that is not about a partner."""

    partner: Partner | None
    statement: str
    starts_on: date
    ends_on: date | None = None


@transaction.atomic
def declare_interest(*, reviewer: User, interest: Interest, at: datetime) -> DeclaredInterest:
    """Write an interest of a reviewer into the register for good; raises InterestDatesError."""
    today = local_day(at, settings.TIME_ZONE)
    begins, ends = interest.starts_on, interest.ends_on
    if is_after(begins, today) or (ends is not None and is_after(begins, ends)):
        raise InterestDatesError
    row = DeclaredInterest.objects.create(reviewer=reviewer, declared_at=at, **vars(interest))
    _write_down("interest.declared", row, at)
    return row


def confirm_register(*, reviewer: User, statement: str, at: datetime) -> DeclaredInterest:
    """A dated statement that there is no interest, or that nothing changed."""
    today = local_day(at, settings.TIME_ZONE)
    said = Interest(partner=None, statement=statement, starts_on=today, ends_on=today)
    return declare_interest(reviewer=reviewer, interest=said, at=at)


@transaction.atomic
def end_interest(*, interest: DeclaredInterest, at: datetime) -> DeclaredInterest:
    """An interest ends today; it stays in the register, and keeps away for another 12 months.

    Nobody can say that it ended earlier. Raises InterestEndedError.
    """
    row = DeclaredInterest.objects.select_for_update().get(pk=interest.pk)
    if row.ends_on is not None:
        raise InterestEndedError
    row.ends_on = local_day(at, settings.TIME_ZONE)
    row.save(update_fields=["ends_on"])
    _write_down("interest.ended", row, at)
    return row


def _write_down(action: str, row: DeclaredInterest, at: datetime) -> None:
    record(
        action=action,
        subject=f"interest:{row.public_id}",
        actor_id=row.reviewer.public_id,
        at=at,
        details={"partner": str(row.partner.public_id) if row.partner else None},
    )
