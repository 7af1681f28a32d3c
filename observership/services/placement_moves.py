"""Moves a placement from state to state by its table, and keeps everything that happens to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from observership.domain.lifecycle import PLACEMENT_MOVES, PlacementState, moved
from observership.models import Placement, PlacementEvent
from passport.people.models import User

OVER = (PlacementState.CLOSED, PlacementState.CANCELLED)


@dataclass(frozen=True)
class Why:
    """Which side moved a placement and what it said.

    Closing needs an `outcome`: signed_off or not_signed_off.
    """

    side: str = ""
    note: str = ""
    outcome: str = ""


NO_REASON = Why()


@transaction.atomic
def move_placement(
    *,
    placement: Placement,
    to: PlacementState,
    at: datetime,
    by: User | None = None,
    why: Why = NO_REASON,
) -> Placement:
    """Lock a placement, move it and append the event; the row as it is now.

    Raises IllegalMoveError.
    """
    locked = Placement.objects.select_for_update().get(pk=placement.pk)
    locked.state = moved(PLACEMENT_MOVES, locked.state, to)
    locked.state_since, locked.outcome = at, why.outcome
    locked.closed_at = at if to in OVER else None
    locked.save(update_fields=["state", "state_since", "outcome", "closed_at"])
    note_event(placement=locked, kind=to, at=at, by=by, side=why.side, note=why.note)
    return locked


@transaction.atomic
def note_event(
    *,
    placement: Placement,
    kind: str,
    at: datetime,
    by: User | None = None,
    side: str = "",
    note: str = "",
    **facts: Any,
) -> PlacementEvent:
    """Append one thing that happened; `facts` are plain values without names of people."""
    return PlacementEvent.objects.create(
        placement=placement, kind=kind, side=side, facts=facts, note=note, by=by, at=at
    )
