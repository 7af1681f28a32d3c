"""The coordinator's board: in which column something stands, and where it may go from there."""

from collections.abc import Mapping
from enum import StrEnum

from observership.domain.lifecycle import (
    APPLICATION_MOVES,
    PLACEMENT_MOVES,
    ApplicationState,
    PlacementState,
)


class Column(StrEnum):
    """A column, from left to right."""

    SUBMITTED = "submitted"
    ELIGIBLE = "eligible"
    MATCHED = "matched"
    AGREED = "agreed"
    TRAVELLING = "travelling"
    REPORTING = "reporting"
    CLOSED = "closed"


APPLICATION_COLUMNS: Mapping[ApplicationState, Column] = {
    ApplicationState.SUBMITTED: Column.SUBMITTED,
    ApplicationState.ELIGIBLE: Column.ELIGIBLE,
    ApplicationState.OFFERED: Column.MATCHED,
}
PLACEMENT_COLUMNS: Mapping[PlacementState, Column] = {
    PlacementState.PREPARING: Column.MATCHED,
    PlacementState.AGREED: Column.AGREED,
    PlacementState.UNDERWAY: Column.TRAVELLING,
    PlacementState.REPORTING: Column.REPORTING,
    PlacementState.CLOSED: Column.CLOSED,
}
_BY_HAND: Mapping[ApplicationState, tuple[ApplicationState, ...]] = {
    ApplicationState.SUBMITTED: (ApplicationState.ELIGIBLE, ApplicationState.INELIGIBLE),
    ApplicationState.ELIGIBLE: (ApplicationState.OFFERED, ApplicationState.INELIGIBLE),
}
_ENDS = (PlacementState.CANCELLED, PlacementState.CLOSED)


def moves_of_application(state: str) -> tuple[ApplicationState, ...]:
    """Where a coordinator may move an application: by a decision, or by the matching."""
    now = ApplicationState(state)
    return tuple(each for each in _BY_HAND.get(now, ()) if each in APPLICATION_MOVES[now])


def moves_of_placement(state: str) -> tuple[PlacementState, ...]:
    """Where a coordinator may move a placement; the rest follows from signatures and days."""
    now = PlacementState(state)
    return tuple(each for each in _ENDS if each in PLACEMENT_MOVES[now])


def states_in(column: Column) -> tuple[tuple[ApplicationState, ...], tuple[PlacementState, ...]]:
    """States of applications and of placements that stand in a column."""
    return (
        tuple(state for state, found in APPLICATION_COLUMNS.items() if found is column),
        tuple(state for state, found in PLACEMENT_COLUMNS.items() if found is column),
    )
