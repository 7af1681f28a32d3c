"""Writes what becomes of the money of a placement; no bank data, a reference only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from observership.domain.codes import Payee
from observership.domain.funding import PAID_TO, asks_why, may_release
from observership.domain.lifecycle import (
    FUNDING_MOVES,
    OPEN_PAYMENTS,
    FundingState,
    IllegalMoveError,
    moved,
)
from observership.domain.screening import bank_like
from observership.models import FundingStep, Placement, PlacementReport
from observership.services.placement_moves import note_event
from observership.services.placement_notices import tell
from passport.audit.services import record
from passport.people.models import User


class TooEarlyError(ValueError):
    """The first step waits until the placement is agreed, the second for its report or end."""


class BankDataError(ValueError):
    """A reference or reason looks like an account number, which is never kept here."""


class ReasonMissingError(ValueError):
    """Withholding, planning again, and paying for a visit without its report ask for a reason."""


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

    The step holds what was said last, the history of the placement what was said before. Once its
    texts are erased nothing moves any more.

    Raises IllegalMoveError, TooEarlyError, BankDataError, ReasonMissingError,
    ReferenceMissingError.
    """
    placement = Placement.objects.select_for_update().get(pk=step.placement_id)
    row = FundingStep.objects.select_for_update().get(pk=step.pk)
    if placement.erased_at is not None:
        raise IllegalMoveError(row.state)
    state = moved(FUNDING_MOVES, row.state, to)
    _check(row, placement, to, said)
    row.state, row.reference, row.note, row.changed_at = state, said.reference, said.note, at
    row.save(update_fields=["state", "reference", "note", "changed_at"])
    _keep(row, placement, by, at)
    _tell(placement, row.payee, to, at)
    return row


@transaction.atomic
def withhold_open(
    *, placement: Placement, steps: tuple[int, ...], note: str, by: User, at: datetime
) -> int:
    """Withhold these steps where they are not paid, because the visit is off; how many.

    Who would have been paid is told once.
    """
    rows = FundingStep.objects.select_for_update().filter(
        placement=placement,
        step__in=steps,
        state__in=OPEN_PAYMENTS,
    )
    found = list(rows)
    for row in found:
        row.state, row.note, row.changed_at = FundingState.WITHHELD, note, at
        row.save(update_fields=["state", "note", "changed_at"])
        _keep(row, placement, by, at)
    for payee in dict.fromkeys(row.payee for row in found):
        _tell(placement, payee, FundingState.WITHHELD, at)
    return len(found)


def _keep(row: FundingStep, placement: Placement, by: User, at: datetime) -> None:
    """The move in the placement's history, with what was said, and in the audit trail without."""
    facts: dict[str, Any] = {"payee": row.payee, "step": row.step}
    note_event(
        placement=placement,
        kind=f"payment_{row.state}",
        at=at,
        by=by,
        note=" · ".join(filter(None, (row.reference, row.note))),
        **facts,
    )
    record(
        action=f"observership_funding_{row.state}",
        subject=f"placement:{placement.public_id}",
        at=at,
        actor_id=by.public_id,
        details={**facts, "amount": row.amount},
    )


def _tell(placement: Placement, payee: str, state: FundingState, at: datetime) -> None:
    side = PAID_TO[Payee(payee)]
    tell(kind="funding", placement=placement, at=at, sides=[side], state=str(state))


def _check(row: FundingStep, placement: Placement, to: FundingState, said: Payment) -> None:
    if bank_like(said.reference) or bank_like(said.note):
        raise BankDataError
    releases, reported = to is FundingState.RELEASED, _reported(placement)
    if releases and not may_release(row.step, placement.state, reported=reported):
        raise TooEarlyError
    if to is FundingState.PAID and not said.reference.strip():
        raise ReferenceMissingError
    says_why = to in {FundingState.WITHHELD, FundingState.PLANNED} or (
        releases and asks_why(row.step, placement.state, reported=reported)
    )
    if says_why and not said.note.strip():
        raise ReasonMissingError


def _reported(placement: Placement) -> bool:
    return PlacementReport.objects.filter(placement=placement, submitted_at__isnull=False).exists()
