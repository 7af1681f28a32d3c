"""Writes what becomes of the money of a placement; no bank data, a reference only."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from observership.domain.codes import Payee, Side
from observership.domain.funding import may_release
from observership.domain.lifecycle import FUNDING_MOVES, FundingState, moved
from observership.domain.screening import bank_like
from observership.models import FundingStep, Placement, PlacementReport
from observership.services.placement_notices import tell
from passport.audit.services import record
from passport.people.models import User

_SIDES = {Payee.VISITOR: Side.TRAINEE, Payee.HOST: Side.HOST}


class TooEarlyError(ValueError):
    """The first step waits until the placement is agreed, the second until it is reported."""


class BankDataError(ValueError):
    """A reference or reason looks like an account number, which is never kept here."""


class ReasonMissingError(ValueError):
    """Withholding, and planning again, ask for a reason."""


class ReferenceMissingError(ValueError):
    """A payment that was made has a reference."""


@dataclass(frozen=True)
class Payment:
    """What is said about a step: the reference of a payment, or why it is withheld."""

    reference: str = ""
    note: str = ""


SAYING_NOTHING = Payment()


@transaction.atomic
def move_funding(
    *,
    step: FundingStep,
    to: FundingState,
    by: User,
    at: datetime,
    said: Payment = SAYING_NOTHING,
) -> FundingStep:
    """Release a payment, note that it was made, withhold it or plan it again; its side is told.

    Raises IllegalMoveError, TooEarlyError, BankDataError, ReasonMissingError,
    ReferenceMissingError.
    """
    placement = Placement.objects.select_for_update().get(pk=step.placement_id)
    row = FundingStep.objects.select_for_update().get(pk=step.pk)
    state = moved(FUNDING_MOVES, row.state, to)
    _check(row, placement, to, said)
    row.state, row.reference, row.note, row.changed_at = state, said.reference, said.note, at
    row.save(update_fields=["state", "reference", "note", "changed_at"])
    record(
        action=f"observership_funding_{to}",
        subject=f"placement:{placement.public_id}",
        at=at,
        actor_id=by.public_id,
        details={"payee": row.payee, "step": row.step, "amount": row.amount},
    )
    side = _SIDES[Payee(row.payee)]
    tell(kind="funding", placement=placement, at=at, sides=[side], state=str(to))
    return row


@transaction.atomic
def withhold_open(*, placement: Placement, steps: tuple[int, ...], note: str, at: datetime) -> int:
    """Withhold these steps where they are not paid, because the visit is off; how many."""
    rows = FundingStep.objects.filter(
        placement=placement,
        step__in=steps,
        state__in=[FundingState.PLANNED, FundingState.RELEASED],
    )
    return rows.update(state=FundingState.WITHHELD, note=note, changed_at=at)


def _check(row: FundingStep, placement: Placement, to: FundingState, said: Payment) -> None:
    if bank_like(said.reference) or bank_like(said.note):
        raise BankDataError
    if to is FundingState.RELEASED and not may_release(
        row.step, placement.state, reported=_reported(placement)
    ):
        raise TooEarlyError
    if to is FundingState.PAID and not said.reference.strip():
        raise ReferenceMissingError
    if to in {FundingState.WITHHELD, FundingState.PLANNED} and not said.note.strip():
        raise ReasonMissingError


def _reported(placement: Placement) -> bool:
    return PlacementReport.objects.filter(placement=placement, submitted_at__isnull=False).exists()
