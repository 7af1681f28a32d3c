"""How the money of a placement is paid: in two steps of whole units that make up the sum."""

from collections.abc import Mapping

from observership.domain.codes import Payee, Side
from observership.domain.lifecycle import VISIT_BEGUN, PlacementState

FIRST, SECOND = 1, 2
PAID_TO: Mapping[Payee, Side] = {Payee.VISITOR: Side.TRAINEE, Payee.HOST: Side.HOST}
RELEASED_IN = {
    FIRST: (PlacementState.AGREED, *VISIT_BEGUN, PlacementState.CANCELLED),
    SECOND: (PlacementState.REPORTING, PlacementState.CLOSED),
}


def two_steps(amount: int, first_percent: int) -> tuple[int, int]:
    """The first and the second payment; the first is rounded down, together they are the sum."""
    first = amount * first_percent // 100
    return first, amount - first


def may_release(step: int, state: str, *, reported: bool) -> bool:
    """Whether a step may be paid now: the first when agreed, the second when reported or closed.

    Of a visit that was stopped the first may be paid: cancelling withholds what should not be.
    """
    in_time = PlacementState(state) in RELEASED_IN[step]
    return in_time and (step == FIRST or reported or state == PlacementState.CLOSED)


def asks_why(step: int, state: str, *, reported: bool) -> bool:
    """Whether a release says why: the second payment of a visit closed without its report."""
    return step == SECOND and state == PlacementState.CLOSED and not reported


def may_read_payment(payee: str, side: Side) -> bool:
    """Whether a payment to a payee is a side's to read: its own, and everything in the office."""
    return side in {Side.COORDINATOR, PAID_TO[Payee(payee)]}
