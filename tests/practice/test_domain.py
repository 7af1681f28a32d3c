"""Who may assess whom, and which signature counts; plain rules without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from curriculum.domain.practice import (
    Pair,
    Refusal,
    Step,
    asked_for,
    missing_steps,
    pair_refusal,
    ticks_refusal,
    time_refusal,
)

OPENED = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
FINE = Pair(same_person=False, learner_belongs=True, assessor_belongs=True, endorsed=True)
STEPS = (
    Step("ask", "Asks.", True, ()),
    Step("add", "Adds.", True, ()),
    Step("say", "Says.", False, ()),
)


@pytest.mark.parametrize(
    ("pair", "refusal"),
    [
        (FINE, None),
        (Pair(True, True, True, True), Refusal.OWN_TASK),
        (Pair(False, False, True, True), Refusal.LEARNER_ELSEWHERE),
        (Pair(False, True, False, True), Refusal.ASSESSOR_ELSEWHERE),
        (Pair(False, True, True, False), Refusal.NOT_ENDORSED),
    ],
)
def test_an_assessor_is_somebody_else_of_the_centre_whom_it_named(pair, refusal):
    assert pair_refusal(pair) is refusal


@pytest.mark.parametrize(
    ("signed", "received", "refusal"),
    [
        (timedelta(0), timedelta(0), None),
        (timedelta(minutes=-1), timedelta(0), Refusal.BEFORE_OPENED),
        (timedelta(minutes=5), timedelta(0), None),
        (timedelta(minutes=5, seconds=1), timedelta(0), Refusal.IN_FUTURE),
        (timedelta(minutes=5), timedelta(days=7, minutes=5), None),
        (timedelta(minutes=5), timedelta(days=7, minutes=6), Refusal.TOO_LATE),
    ],
)
def test_a_signature_lies_between_opening_and_now_and_is_a_week_old_at_most(
    signed, received, refusal
):
    found = time_refusal(signed_at=OPENED + signed, opened_at=OPENED, received_at=OPENED + received)
    assert found is refusal


@pytest.mark.parametrize(
    ("ticks", "refusal"),
    [
        (["ask", "add"], None),
        (["ask", "add", "say"], None),
        (["ask", "say"], Refusal.STEPS_MISSING),
        ([], Refusal.STEPS_MISSING),
        (["ask", "add", "other"], Refusal.STEPS_UNKNOWN),
    ],
)
def test_every_critical_step_is_ticked_and_no_foreign_one(ticks, refusal):
    assert ticks_refusal(STEPS, ticks) is refusal


def test_missing_steps_are_the_critical_ones_in_their_order():
    assert [step.key for step in missing_steps(STEPS, ["say"])] == ["ask", "add"]


@pytest.mark.parametrize(
    ("roles", "asked"), [(["NUR"], True), (["LAB", "PHA"], True), (["PHY"], False), ([], False)]
)
def test_a_task_is_asked_of_its_roles(roles, asked):
    assert asked_for(["NUR", "PHA"], roles) is asked
