"""Enters clause numbers that somebody read in the text of a standard."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from passport.audit.services import record
from passport.people.models import User
from passport.standards.models import Clause, Framework, NumberStatus
from passport.standards.services.marks import touch_standards


@dataclass(frozen=True)
class NumberEntry:
    """What is entered for one clause."""

    clause_id: int
    number: str
    status: str
    source: str


class NumberNotSureError(ValueError):
    """A number is called verified without the number or without where it was seen."""


@transaction.atomic
def enter_numbers(
    *, framework: Framework, entries: list[NumberEntry], by: User, at: datetime
) -> list[Clause]:
    """Write the entries that change something; returns their clauses.

    A clause of another framework is passed over. Raises NumberNotSureError.
    """
    wanted = {entry.clause_id: entry for entry in entries}
    rows = framework.clauses.select_for_update().filter(pk__in=wanted).order_by("pk")
    changed = [row for row in rows if _enter(row, wanted[row.pk], by, at)]
    if changed:
        touch_standards()
        record(
            action="clause_numbers_entered",
            subject=f"framework:{framework.key}",
            at=at,
            actor_id=by.public_id,
            details={"clauses": [row.pk for row in changed]},
        )
    return changed


def _enter(row: Clause, entry: NumberEntry, by: User, at: datetime) -> bool:
    """Whether the row changed; who answers for a number and since when follows its status."""
    sure = entry.status == NumberStatus.VERIFIED
    if sure and not (entry.number and entry.source):
        raise NumberNotSureError(entry.clause_id)
    after = (entry.number, entry.status, entry.source)
    if after == (row.number, row.number_status, row.number_source):
        return False
    row.number, row.number_status, row.number_source = after
    row.verified_by, row.verified_at = (by, at) if sure else (None, None)
    row.save()
    return True
