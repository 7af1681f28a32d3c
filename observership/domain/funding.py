"""How the money of a placement is paid: in two steps of whole units that make up the sum."""

from observership.domain.lifecycle import VISIT_BEGUN, FundingState, PlacementState

FIRST, SECOND = 1, 2
RELEASED_IN = {
    FIRST: (PlacementState.AGREED, *VISIT_BEGUN, PlacementState.CANCELLED),
    SECOND: (PlacementState.REPORTING, PlacementState.CLOSED),
}


def two_steps(amount: int, first_percent: int) -> tuple[int, int]:
    """The first and the second payment; the first is rounded down, together they are the sum."""
    first = amount * first_percent // 100
    return first, amount - first


def may_release(step: int, state: str, *, reported: bool) -> bool:
    """Whether a step may be paid now: the first when agreed, the second when reported.

    Of a visit that was stopped the first may be paid: cancelling withholds what should not be.
    """
    in_time = PlacementState(state) in RELEASED_IN[step]
    return in_time and (step == FIRST or reported)


def is_settled(state: str) -> bool:
    """Whether nothing more is done about a step."""
    return FundingState(state) in {FundingState.PAID, FundingState.WITHHELD}
