"""The door of observership: what other apps may ask."""

from collections.abc import Collection
from datetime import datetime

from observership.domain.visit import MetObjective, SignedOffPlacement
from observership.queries import calls, sign_offs
from observership.services.coordinators import ensure_coordinators
from observership.services.demonstration import (
    SampleHost,
    SamplePilot,
    SampleTrainee,
    open_next_call,
    play_pilot,
)
from observership.services.demonstration_visits import play_visits
from passport.append_only import Growth

__all__ = [
    "MetObjective",
    "SampleHost",
    "SamplePilot",
    "SampleTrainee",
    "SignedOffPlacement",
    "ensure_coordinators",
    "has_calls",
    "new_placements_concern",
    "objective_alignments",
    "pilot_for_demo",
    "placement_growth",
    "signed_off_placements_of",
    "signed_off_placements_of_all",
]


def signed_off_placements_of(trainee_id: int) -> tuple[SignedOffPlacement, ...]:
    """Somebody's attested visits, oldest first; those taken back are left out."""
    return sign_offs.signed_off_of([trainee_id]).get(trainee_id, ())


def signed_off_placements_of_all(
    trainee_ids: Collection[int],
) -> dict[int, tuple[SignedOffPlacement, ...]]:
    """`signed_off_placements_of` for several people at once; who has none is not in it."""
    return sign_offs.signed_off_of(trainee_ids)


def objective_alignments() -> dict[str, tuple[str, ...]]:
    """Objectives of visits ("visit.KEY") that support a requirement, by its key; always in part."""
    return sign_offs.objective_sources()


def placement_growth() -> tuple[Growth, ...]:
    """How far attested visits and their annulments have grown, for comparing; one query."""
    return sign_offs.growth()


def new_placements_concern(
    seen: tuple[Growth, ...], now: tuple[Growth, ...], trainee_ids: Collection[int]
) -> bool:
    """Whether a visit of one of these people was attested, or taken back, since `seen`."""
    return sign_offs.concerns(seen, now, trainee_ids)


def pilot_for_demo(pilot: SamplePilot, at: datetime) -> None:
    """Demonstration data only: a pilot from call to stamp, and a second call that is open."""
    call = play_pilot(pilot=pilot, at=at)
    play_visits(call=call, coordinator=pilot.coordinator, at=at)
    open_next_call(pilot=pilot, at=at)


def has_calls() -> bool:
    """Whether there is any call, planned, open or over."""
    return calls.has_any()
