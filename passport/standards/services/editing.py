"""Keeps what staff edit by hand: rows are saved, recorded in the trail, and caches told."""

from datetime import datetime

from django.db import models, transaction
from django.db.models import ProtectedError

from passport.audit.services import record
from passport.people.models import User
from passport.standards.models import Certification, Clause, CrosswalkEntry, Framework, Requirement
from passport.standards.services.marks import touch_standards


class StillUsedError(ValueError):
    """Other rows stand on this one, so it stays."""


def subject_of(row: models.Model) -> str:
    """How the audit trail names a row: by the framework or requirement it belongs to."""
    if isinstance(row, Framework):
        return f"framework:{row.key}"
    if isinstance(row, Requirement):
        return f"requirement:{row.key}"
    if isinstance(row, Clause):
        return f"framework:{row.framework.key}"
    if isinstance(row, CrosswalkEntry):
        return f"framework:{row.later.key}"
    if isinstance(row, Certification):
        return f"centre:{row.centre.public_id}"
    return f"{row._meta.model_name}:{row.pk}"


@transaction.atomic
def keep_row(*, row: models.Model, fields: list[str], by: User, at: datetime) -> None:
    """Save a new or changed row; the trail says who, when, which fields, never what they say."""
    created = row.pk is None
    if isinstance(row, Certification) and created:
        row.entered_by, row.entered_at = by, at
    row.save()
    touch_standards()
    _record(row, "created" if created else "changed", by, at, {"fields": sorted(fields)})


@transaction.atomic
def remove_row(*, row: models.Model, by: User, at: datetime) -> None:
    """Delete a row that nothing stands on. Raises StillUsedError."""
    number = row.pk
    subject = subject_of(row)
    try:
        row.delete()
    except ProtectedError as error:
        raise StillUsedError from error
    touch_standards()
    record(
        action=f"{row._meta.model_name}_deleted",
        subject=subject,
        at=at,
        actor_id=by.public_id,
        details={"id": number},
    )


def _record(
    row: models.Model, what: str, by: User, at: datetime, details: dict[str, list[str]]
) -> None:
    record(
        action=f"{row._meta.model_name}_{what}",
        subject=subject_of(row),
        at=at,
        actor_id=by.public_id,
        details={"id": row.pk, **details},
    )
