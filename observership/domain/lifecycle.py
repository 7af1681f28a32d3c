"""States of an application, a match, a placement and a payment, and the legal transitions."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar


class ApplicationState(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    INELIGIBLE = "ineligible"
    ELIGIBLE = "eligible"
    OFFERED = "offered"
    PLACED = "placed"
    NOT_PLACED = "not_placed"
    WITHDRAWN = "withdrawn"


class MatchState(StrEnum):
    """Where a match of a trainee and a host stands; superseded: a later run found another one."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    SUPERSEDED = "superseded"
    ENDED = "ended"


class PlacementState(StrEnum):
    """Where a placement stands."""

    PREPARING = "preparing"
    AGREED = "agreed"
    UNDERWAY = "underway"
    REPORTING = "reporting"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class FundingState(StrEnum):
    """Where one step of the money stands."""

    PLANNED = "planned"
    RELEASED = "released"
    PAID = "paid"
    WITHHELD = "withheld"


_A, _M, _P, _F = ApplicationState, MatchState, PlacementState, FundingState

APPLICATION_MOVES: Mapping[ApplicationState, frozenset[ApplicationState]] = {
    _A.DRAFT: frozenset({_A.SUBMITTED, _A.WITHDRAWN}),
    _A.SUBMITTED: frozenset({_A.DRAFT, _A.ELIGIBLE, _A.INELIGIBLE, _A.WITHDRAWN}),
    _A.INELIGIBLE: frozenset({_A.ELIGIBLE, _A.WITHDRAWN}),
    _A.ELIGIBLE: frozenset({_A.OFFERED, _A.NOT_PLACED, _A.INELIGIBLE, _A.WITHDRAWN}),
    _A.OFFERED: frozenset({_A.PLACED, _A.ELIGIBLE, _A.NOT_PLACED, _A.WITHDRAWN}),
    _A.PLACED: frozenset({_A.ELIGIBLE, _A.WITHDRAWN}),
    _A.NOT_PLACED: frozenset({_A.OFFERED, _A.WITHDRAWN}),
    _A.WITHDRAWN: frozenset(),
}
MATCH_MOVES: Mapping[MatchState, frozenset[MatchState]] = {
    _M.PROPOSED: frozenset({_M.ACCEPTED, _M.DECLINED, _M.LAPSED, _M.SUPERSEDED}),
    _M.ACCEPTED: frozenset({_M.ENDED}),
    _M.DECLINED: frozenset(),
    _M.LAPSED: frozenset(),
    _M.SUPERSEDED: frozenset(),
    _M.ENDED: frozenset(),
}
PLACEMENT_MOVES: Mapping[PlacementState, frozenset[PlacementState]] = {
    _P.PREPARING: frozenset({_P.AGREED, _P.CANCELLED}),
    _P.AGREED: frozenset({_P.PREPARING, _P.UNDERWAY, _P.CANCELLED}),
    _P.UNDERWAY: frozenset({_P.REPORTING, _P.CANCELLED}),
    _P.REPORTING: frozenset({_P.CLOSED}),
    _P.CLOSED: frozenset(),
    _P.CANCELLED: frozenset(),
}
FUNDING_MOVES: Mapping[FundingState, frozenset[FundingState]] = {
    _F.PLANNED: frozenset({_F.RELEASED, _F.WITHHELD}),
    _F.RELEASED: frozenset({_F.PAID, _F.WITHHELD}),
    _F.WITHHELD: frozenset({_F.PLANNED}),
    _F.PAID: frozenset(),
}
OPEN_MATCHES = (MatchState.PROPOSED, MatchState.ACCEPTED)
BEFORE_VISIT = (PlacementState.PREPARING, PlacementState.AGREED)
UNTIL_VISIT_ENDS = (*BEFORE_VISIT, PlacementState.UNDERWAY)
LIVE_PLACEMENTS = (*UNTIL_VISIT_ENDS, PlacementState.REPORTING)
VISIT_BEGUN = (PlacementState.UNDERWAY, PlacementState.REPORTING, PlacementState.CLOSED)
OPEN_PAYMENTS = (FundingState.PLANNED, FundingState.RELEASED)
ENDED_APPLICATIONS = (
    ApplicationState.WITHDRAWN,
    ApplicationState.INELIGIBLE,
    ApplicationState.NOT_PLACED,
    ApplicationState.PLACED,
)

State = TypeVar("State", bound=StrEnum)


class IllegalMoveError(ValueError):
    """A state does not lead to another one."""


def moved(moves: Mapping[State, frozenset[State]], now: str, then: State) -> State:
    """The state after a move; raises IllegalMoveError when the table does not hold it."""
    kind = type(then)
    if then not in moves[kind(now)]:
        raise IllegalMoveError(f"{now} does not lead to {then}")
    return then
