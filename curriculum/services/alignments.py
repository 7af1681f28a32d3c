"""Keeps who judged an alignment, how far it carries, and why."""

from datetime import datetime

from django.db import transaction

from curriculum.models import ModuleAlignment, TaskAlignment
from passport.audit.services import record
from passport.people.models import User
from passport.standards.models import AlignmentStrength
from passport.standards.services.marks import touch_standards

Alignment = ModuleAlignment | TaskAlignment


class OwnRequirementError(ValueError):
    """A module or task shows its own requirement in full, by definition."""


def own_requirement(alignment: Alignment) -> str:
    """Key of the requirement that this module or task alone shows."""
    if isinstance(alignment, TaskAlignment):
        return alignment.task.source
    return alignment.module.own_requirement


@transaction.atomic
def review_alignment(
    *, alignment: Alignment, strength: str, reason: str, by: User, at: datetime
) -> None:
    """Record a reviewer's judgement. Raises OwnRequirementError."""
    rows = type(alignment)._default_manager.select_for_update()
    row = rows.select_related("requirement").get(pk=alignment.pk)
    is_own = row.requirement.key == own_requirement(row)
    if is_own and strength != AlignmentStrength.FULL:
        raise OwnRequirementError
    row.strength, row.reason = strength, reason.strip()
    row.reviewed_by, row.reviewed_at = by, at
    row.save()
    touch_standards()
    record(
        action="alignment_reviewed",
        subject=_subject(row),
        at=at,
        actor_id=by.public_id,
        details={"requirement": row.requirement.key, "strength": strength},
    )


def _subject(alignment: Alignment) -> str:
    if isinstance(alignment, TaskAlignment):
        return f"task:{alignment.task.key}"
    return f"module:{alignment.module.public_id}"
