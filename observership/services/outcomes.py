"""Hands outcomes out: as a file to coordinators, as a summary of numbers to everybody."""

from datetime import datetime
from enum import StrEnum
from io import BytesIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from observership.domain.outcomes import Stage, shown, shown_together
from observership.formats.outcomes_csv import write_csv
from observership.models import Call, OutcomeSummary
from observership.queries.outcomes import Outcomes, outcomes_of
from observership.rendering.outcome_sheets import tables_of, visit_head, visit_rows
from passport.audit import services as audit
from passport.dates import local_day
from passport.people.models import User
from passport.workbook import Sheet, write_workbook

_WIDTH = 18


class FileKind(StrEnum):
    """As what outcomes are handed out."""

    CSV = "csv"
    XLSX = "xlsx"


@transaction.atomic
def export_outcomes(*, call: Call | None, kind: FileKind, by: User, at: datetime) -> bytes:
    """A file with a line per visit and, as a workbook, the counts; the audit trail keeps it."""
    found = outcomes_of(call)
    audit.record(
        action="observership_outcomes_exported",
        subject=f"call:{call.key}" if call else "calls",
        at=at,
        actor_id=by.public_id,
        details={"kind": str(kind), "visits": len(found.visits)},
    )
    if kind is FileKind.CSV:
        return write_csv(visit_head(), visit_rows(found))
    target = BytesIO()
    write_workbook(
        target,
        [Sheet(name, (_WIDTH,) * len(head), head, rows) for name, head, rows in tables_of(found)],
        title=_("Outcomes of observerships"),
        author=settings.ISSUER["name"],
        on=local_day(at, settings.TIME_ZONE),
    )
    return target.getvalue()


@transaction.atomic
def publish_summary(*, call: Call, by: User, at: datetime) -> OutcomeSummary:
    """Publish what a call came to today, small groups left out; takes an older one off."""
    locked = Call.objects.select_for_update().get(pk=call.pk)
    _take_off(locked, at)
    audit.record(
        action="observership_summary_published",
        subject=f"call:{call.key}",
        at=at,
        actor_id=by.public_id,
    )
    return OutcomeSummary.objects.create(
        call=locked,
        counts=public_counts(outcomes_of(locked)),
        published_by=by,
        published_at=at,
    )


@transaction.atomic
def withdraw_summary(*, call: Call, by: User, at: datetime) -> bool:
    """Take the public summary off; False when there is none."""
    if not _take_off(call, at):
        return False
    audit.record(
        action="observership_summary_withdrawn",
        subject=f"call:{call.key}",
        at=at,
        actor_id=by.public_id,
    )
    return True


def public_counts(found: Outcomes) -> dict[str, object]:
    """The numbers of a public summary; None stands for a group of 1 to 4."""
    changes = found.changes
    return {
        "funnel": [[str(stage), shown(count)] for stage, count in found.funnel],
        "changes": {
            "plans": shown_together(changes.plans),
            "first_patient": shown_together(changes.first_patient),
            "team_trained": shown_together(changes.team_trained),
        }
        if dict(found.funnel)[Stage.FOLLOWED_UP]
        else {},
    }


def _take_off(call: Call, at: datetime) -> int:
    live = OutcomeSummary.objects.filter(call=call, withdrawn_at__isnull=True)
    return live.update(withdrawn_at=at)
