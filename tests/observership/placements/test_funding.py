"""Money goes out in two steps, with a reference and never with an account."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observership.domain.funding import two_steps
from observership.domain.lifecycle import FundingState, IllegalMoveError, PlacementState
from observership.models import FundingStep, PlacementReport
from observership.services.closing import close_as_it_stands
from observership.services.erasing import blank_placement
from observership.services.funding import (
    BankDataError,
    Payment,
    ReasonMissingError,
    ReferenceMissingError,
    TooEarlyError,
    move_funding,
    withhold_open,
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


@pytest.mark.parametrize("payee", ["visitor", "host"])
def test_the_second_step_of_a_visit_closed_without_a_report_is_released_with_a_reason(
    placement, payee
):
    for state in (PlacementState.UNDERWAY, PlacementState.REPORTING):
        placement = move_placement(placement=placement, to=state, at=EPOCH)
    step = payment(placement, 2, payee)
    close_as_it_stands(placement=placement, by=make_coordinator(), reason="Trainee left.", at=THEN)
    with pytest.raises(ReasonMissingError):
        move(step, "released")
    released = move(step, "released", note="The host kept its part.")
    assert (released.state, released.note) == ("released", "The host kept its part.")


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


def test_what_was_said_of_a_payment_before_stands_in_the_history(placement):
    step = payment(placement)
    move(step, "withheld", note="No flight.")
    move(step, "planned", note="There is one.")
    move(step, "released")
    move(step, "paid", reference="GC-7", note="By hand.")
    told = placement.events.exclude(kind="agreed").values_list("kind", "facts", "note")
    facts = {"payee": "visitor", "step": 1}
    assert list(told) == [
        ("payment_withheld", facts, "No flight."),
        ("payment_planned", facts, "There is one."),
        ("payment_released", facts, ""),
        ("payment_paid", facts, "GC-7 · By hand."),
    ]


def test_what_is_withheld_with_a_visit_is_noted_and_told_to_who_was_to_be_paid(placement):
    step = payment(placement)
    move(step, "released")
    move(step, "paid", reference="GC-7")
    for number, payee in ((2, "visitor"), (1, "host"), (2, "host")):
        payment(placement, number, payee)
    Notice.objects.all().delete()
    boss = make_coordinator()
    assert withhold_open(placement=placement, steps=(1, 2), note="Ill.", by=boss, at=THEN) == 3
    noted = AuditEntry.objects.filter(action="observership_funding_withheld")
    assert sorted((each.details["payee"], each.details["step"]) for each in noted) == [
        ("host", 1),
        ("host", 2),
        ("visitor", 2),
    ]
    assert {each.actor_id for each in noted} == {boss.public_id}
    assert placement.events.filter(kind="payment_withheld", note="Ill.", by=boss).count() == 3
    assert sorted(Notice.objects.values_list("recipient", "context__state")) == sorted(
        (each.user.email, "withheld") for each in (placement.trainee, placement.supervisor)
    )


def test_no_payment_moves_once_its_placement_is_erased(placement):
    step = payment(placement)
    blank_placement(placement=placement, at=THEN)
    with pytest.raises(IllegalMoveError):
        move(step, "withheld", note="Late.")
    assert placement.events.filter(kind="payment_withheld").count() == 0


def _paid(world):
    """A payment to each, with a reference and a note of its own."""
    world.placement.funding.all().delete()
    for payee in ("visitor", "host"):
        step = payment(world.placement, payee=payee)
        FundingStep.objects.filter(pk=step.pk).update(state="released")
        move(step, "paid", reference=f"GC-{payee}", note=f"Note {payee}")


def test_each_end_reads_its_own_payments_and_coordinators_all(world, today):
    _paid(world)
    for name in ("placement_funding", "placement"):
        for side, own in (
            ("trainee", ["visitor"]),
            ("host", ["host"]),
            ("coordinator", ["visitor", "host"]),
        ):
            page = world.client(side).get(world.url(name)).content.decode()
            said = [payee for payee in ("visitor", "host") if f"GC-{payee}" in page]
            noted = [payee for payee in ("visitor", "host") if f"Note {payee}" in page]
            assert (name, side, said, noted) == (name, side, own, own)


def test_a_reference_that_was_erased_is_named_so_and_nothing_is_changed(world, today):
    _paid(world)
    plain = payment(world.placement, 2)
    blank_placement(placement=world.placement, at=THEN)
    office = world.client("coordinator")
    page = office.get(world.url("placement_funding")).content.decode()
    assert page.count(">Erased<") == 2
    assert ">erased<" not in page
    way = world.url("placement_payment", plain.public_id)
    assert way not in page
    assert "Its payments stay as they are." in office.get(way).content.decode()
