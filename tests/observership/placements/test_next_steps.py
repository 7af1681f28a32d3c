"""Every live placement has a next step, somebody whose step it is, and a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observership.domain.codes import Side
from observership.domain.lifecycle import LIVE_PLACEMENTS, PlacementState
from observership.domain.next_steps import BOTH, PlacementFacts, Step, next_step, sign_by, steps

OPENED = date(2026, 5, 6)
FIRST, LAST = date(2026, 6, 15), date(2026, 6, 19)
SIGNED = frozenset({"trainee", "host", "home"})
WEEK = tuple(FIRST + timedelta(days=each) for each in range(5))


def facts(state=PlacementState.PREPARING, **fields):
    """A placement of a week in June, opened in May, of which nothing is done."""
    return PlacementFacts(state=state, since=OPENED, starts_on=FIRST, ends_on=LAST, **fields)


def told(given, on):
    """Code, whose and day of the next step."""
    found = next_step(given, on)
    return found and (found.code, found.whose, found.due_on)


def test_first_all_three_sign():
    assert told(facts(host_open=2), OPENED) == (
        Step.SIGN, (Side.TRAINEE, Side.HOST, Side.HOME), date(2026, 5, 20),
    )  # fmt: skip


def test_who_signed_waits_for_the_others():
    given = facts(signed=frozenset({"trainee", "home"}))
    assert told(given, OPENED) == (Step.SIGN, (Side.HOST,), date(2026, 5, 20))


def test_signatures_are_due_21_days_before_the_visit_where_that_is_sooner():
    assert sign_by(date(2026, 5, 20), FIRST) == date(2026, 5, 25)


def test_nobody_has_less_than_three_days():
    assert sign_by(date(2026, 6, 12), FIRST) == date(2026, 6, 15)


def test_a_new_version_gives_new_time_to_sign():
    given = facts(signed=frozenset({"trainee", "host"}), written_on=OPENED + timedelta(days=40))
    step = steps(replace(given, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 5)), OPENED)[0]
    assert (step.code, step.due_on) == (Step.SIGN, OPENED + timedelta(days=54))


def test_then_the_host_prepares_and_then_the_trainee():
    given = facts(signed=SIGNED, host_open=1, trainee_open=1)
    assert [(each.code, each.due_on) for each in steps(given, OPENED)] == [
        (Step.PREPARE_HOST, date(2026, 6, 8)),
        (Step.PREPARE_TRAVEL, date(2026, 6, 8)),
    ]


def test_without_a_supervisor_the_host_names_one_first():
    assert told(facts(supervisor=False), OPENED)[:2] == (Step.NAME_SUPERVISOR, (Side.HOST,))


def test_without_a_head_of_department_the_coordinator_names_one():
    given = facts(home_head=False, signed=frozenset({"trainee"}))
    assert told(given, OPENED)[:2] == (Step.NAME_HOME_HEAD, (Side.COORDINATOR,))


def test_a_visit_that_was_not_agreed_by_its_first_day_needs_new_dates():
    assert told(facts(), date(2026, 6, 16)) == (
        Step.NEW_DATES, (Side.COORDINATOR,), date(2026, 6, 18),
    )  # fmt: skip


def test_an_agreed_visit_waits_for_its_first_day():
    assert told(facts(PlacementState.AGREED), OPENED) == (Step.ARRIVE, (Side.TRAINEE,), FIRST)


def test_a_line_that_is_opened_again_waits_although_all_agreed():
    given = facts(PlacementState.AGREED, host_open=1, trainee_open=1)
    assert [(each.code, each.whose, each.due_on) for each in steps(given, OPENED)] == [
        (Step.PREPARE_HOST, (Side.HOST,), date(2026, 6, 8)),
        (Step.PREPARE_TRAVEL, (Side.TRAINEE,), date(2026, 6, 8)),
        (Step.ARRIVE, (Side.TRAINEE,), FIRST),
    ]


@pytest.mark.parametrize(
    ("state", "due_on"),
    [
        (PlacementState.PREPARING, date(2026, 5, 20)),
        (PlacementState.AGREED, date(2026, 6, 8)),
        (PlacementState.UNDERWAY, LAST),
        (PlacementState.REPORTING, date(2026, 6, 26)),
    ],
)
def test_without_a_supervisor_the_host_names_one_in_every_state(state, due_on):
    given = facts(state, supervisor=False, log_days=WEEK)
    assert told(given, FIRST) == (Step.NAME_SUPERVISOR, (Side.HOST,), due_on)
    assert Step.SIGN_OFF not in [each.code for each in steps(given, FIRST)]


def test_every_day_there_has_its_log():
    given = facts(PlacementState.UNDERWAY, log_days=WEEK, logged=frozenset(WEEK[:2]))
    assert told(given, FIRST) == (Step.WRITE_LOG, (Side.TRAINEE,), date(2026, 6, 17))


def test_when_the_last_log_is_written_the_supervisor_signs_off():
    given = facts(PlacementState.UNDERWAY, log_days=WEEK, logged=frozenset(WEEK))
    assert told(given, LAST) == (Step.SIGN_OFF, (Side.HOST,), date(2026, 6, 26))


def test_what_is_signed_off_on_the_last_day_is_not_asked_for_again():
    given = facts(PlacementState.UNDERWAY, log_days=WEEK, logged=frozenset(WEEK), answered=True)
    assert [each.code for each in steps(given, LAST)] == [Step.WRITE_REPORT]


def test_afterwards_sign_off_report_and_ratings_are_due():
    found = steps(facts(PlacementState.REPORTING), LAST)
    assert [(each.code, each.whose, each.due_on) for each in found] == [
        (Step.SIGN_OFF, (Side.HOST,), date(2026, 6, 26)),
        (Step.WRITE_REPORT, (Side.TRAINEE,), date(2026, 7, 3)),
        (Step.RATE, (Side.TRAINEE, Side.HOST), date(2026, 7, 3)),
    ]  # fmt: skip


def test_the_second_payment_waits_for_the_report():
    given = facts(PlacementState.REPORTING, planned=frozenset({2}))
    assert Step.RELEASE_SECOND not in [each.code for each in steps(given, LAST)]
    given = replace(given, reported=True)
    assert Step.RELEASE_SECOND in [each.code for each in steps(given, LAST)]


def test_the_second_payment_of_a_visit_closed_without_a_report_waits_for_a_decision():
    given = facts(PlacementState.CLOSED, planned=frozenset({2}), rated=frozenset(BOTH))
    assert told(given, LAST) == (Step.RELEASE_SECOND, (Side.COORDINATOR,), date(2026, 7, 10))


def test_after_the_end_only_follow_ups_are_left():
    days = (date(2026, 9, 19), date(2026, 12, 19))
    given = facts(PlacementState.CLOSED, follow_ups=days, rated=frozenset({"trainee", "host"}))
    assert told(given, LAST) == (Step.FOLLOW_UP, (Side.TRAINEE,), date(2026, 9, 19))
    assert next_step(replace(given, follow_ups=()), LAST) is None


def test_money_that_was_released_before_a_cancellation_is_still_to_be_paid():
    given = facts(PlacementState.CANCELLED, planned=frozenset({2}), released_on=OPENED)
    assert told(given, LAST) == (Step.PAY, (Side.COORDINATOR,), date(2026, 6, 5))


some_days = st.dates(date(2026, 4, 1), date(2026, 9, 30))
any_facts = st.builds(
    facts,
    state=st.sampled_from(LIVE_PLACEMENTS),
    supervisor=st.booleans(),
    objectives=st.integers(0, 2),
    home_head=st.booleans(),
    signed=st.frozensets(st.sampled_from(["trainee", "host", "home"])),
    host_open=st.integers(0, 1),
    trainee_open=st.integers(0, 1),
    log_days=st.sampled_from([(), WEEK]),
    logged=st.frozensets(st.sampled_from(WEEK)),
    answered=st.booleans(),
    reported=st.booleans(),
    rated=st.frozensets(st.sampled_from(["trainee", "host"])),
    planned=st.frozensets(st.sampled_from([1, 2])),
    released_on=st.none() | some_days,
)


@given(any_facts, some_days)
def test_every_live_placement_always_has_a_next_step_of_somebody(given, on):
    found = next_step(given, on)
    assert found is not None
    assert found.whose != ()


@given(any_facts, some_days)
def test_no_step_is_asked_twice(given, on):
    codes = [each.code for each in steps(given, on)]
    assert len(codes) == len(set(codes))
