"""Money goes out in two steps, with a reference and never with an account."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observership.domain.funding import two_steps
from observership.domain.lifecycle import FundingState, IllegalMoveError, PlacementState
from observership.models import FundingStep, PlacementReport
from observership.services.funding import (
    BankDataError,
    Payment,
    ReasonMissingError,
    ReferenceMissingError,
    TooEarlyError,
    move_funding,
)
from observership.services.placement_moves import move_placement
from passport.audit.models import AuditEntry
from passport.notices.models import Notice
from tests.factories import EPOCH
from tests.observership_factories import at, make_coordinator, make_placement

THEN = at("2026-05-20")


@given(st.integers(0, 100_000), st.integers(0, 100))
def test_two_whole_payments_make_up_the_sum(amount, percent):
    first, second = two_steps(amount, percent)
    assert first + second == amount
    assert min(first, second) >= 0


@pytest.fixture
def placement(db):
    """An agreed placement."""
    return move_placement(placement=make_placement(), to=PlacementState.AGREED, at=EPOCH)


def payment(placement, number=1, payee="visitor"):
    """A payment that is planned."""
    return FundingStep.objects.create(
        placement=placement, payee=payee, step=number, amount=1000, changed_at=EPOCH
    )


def move(step, to, **said):
    return move_funding(
        step=step, to=FundingState(to), by=make_coordinator(), at=THEN, said=Payment(**said)
    )


def test_the_first_step_is_released_when_agreed_and_paid_with_a_reference(placement):
    step = payment(placement)
    move(step, "released")
    paid = move(step, "paid", reference="GC-2026-17")
    assert (paid.state, paid.reference, paid.changed_at) == ("paid", "GC-2026-17", THEN)
    assert list(AuditEntry.objects.order_by("sequence").values_list("action", flat=True)) == [
        "observership_funding_released",
        "observership_funding_paid",
    ]


def test_the_side_that_is_paid_hears_of_it_without_the_amount(placement):
    move(payment(placement, payee="host"), "released")
    notice = Notice.objects.get()
    assert notice.recipient == placement.supervisor.user.email
    assert "1000" not in str(notice.context)


@pytest.mark.django_db
def test_before_the_agreement_nothing_is_released():
    with pytest.raises(TooEarlyError):
        move(payment(make_placement()), "released")


def test_the_second_step_waits_for_the_report(placement):
    placement = move_placement(placement=placement, to=PlacementState.UNDERWAY, at=EPOCH)
    placement = move_placement(placement=placement, to=PlacementState.REPORTING, at=EPOCH)
    step = payment(placement, 2)
    with pytest.raises(TooEarlyError):
        move(step, "released")
    PlacementReport.objects.create(placement=placement, saved_at=EPOCH, submitted_at=EPOCH)
    assert move(step, "released").state == "released"


def test_what_was_paid_stays_paid(placement):
    step = payment(placement)
    move(step, "released")
    move(step, "paid", reference="GC-1")
    with pytest.raises(IllegalMoveError):
        move(step, "withheld", note="Too late.")


@pytest.mark.parametrize(
    "said",
    [{"reference": "DE89 3704 0044 0532 0130 00"}, {"reference": "GC-1", "note": "to 12345678901"}],
)
def test_an_account_is_never_kept(placement, said):
    step = payment(placement)
    move(step, "released")
    with pytest.raises(BankDataError):
        move(step, "paid", **said)


def test_paying_needs_a_reference_and_withholding_a_reason(placement):
    step = payment(placement)
    move(step, "released")
    with pytest.raises(ReferenceMissingError):
        move(step, "paid")
    with pytest.raises(ReasonMissingError):
        move(step, "withheld")
    assert move(step, "withheld", note="No report.").note == "No report."
