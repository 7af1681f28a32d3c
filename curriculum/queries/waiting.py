"""Observations at a centre that nobody signed yet, or that the learner has not confirmed."""

from dataclasses import dataclass
from datetime import datetime

from curriculum.models import Observation


@dataclass(frozen=True)
class WaitingObservation:
    """One observed task on its way; `is_signed` when only the learner's word is missing."""

    learner_id: int
    task: str
    opened_at: datetime
    is_signed: bool


def waiting_at(centre_id: int) -> tuple[WaitingObservation, ...]:
    """What waits at a centre, oldest first."""
    rows = Observation.objects.filter(
        centre_id=centre_id, confirmed_at__isnull=True, closed_at__isnull=True
    )
    return tuple(
        WaitingObservation(row.learner_id, row.task.title, row.opened_at, row.signed_at is not None)
        for row in rows.select_related("task").order_by("opened_at", "pk")
    )
