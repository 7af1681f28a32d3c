"""Observations at a centre that nobody signed yet, or that the learner has not confirmed."""

from dataclasses import dataclass
from datetime import datetime

from curriculum.queries.sign_offs import running_observations, waiting_observations


@dataclass(frozen=True)
class WaitingObservation:
    """One observed task on its way; `is_signed` when only the learner's word is missing."""

    learner_id: int
    task: str
    opened_at: datetime
    is_signed: bool


def waiting_at(centre_id: int) -> tuple[WaitingObservation, ...]:
    """What waits at a centre, oldest first."""
    rows = running_observations().filter(centre_id=centre_id)
    return tuple(
        WaitingObservation(row.learner_id, row.task.title, row.opened_at, row.signed_at is not None)
        for row in rows.select_related("task").order_by("opened_at", "pk")
    )


def signed_count_at(centre_id: int) -> int:
    """How many of them are signed and wait for the learner's word alone."""
    return waiting_observations().filter(centre_id=centre_id).count()
