"""Validity: whole months, last day inclusive, then days of grace."""

from datetime import UTC, date, datetime

import pytest

from passport.dates import (
    DayState,
    Validity,
    day_state,
    days_left,
    earliest,
    is_after,
    last_grace_day,
    latest,
    local_day,
    within,
)

YEAR = Validity(months=12, grace_days=60)
EARNED = date(2026, 3, 14)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 3, 14), DayState.VALID),
        (date(2027, 3, 14), DayState.VALID),
        (date(2027, 3, 15), DayState.RENEWAL_DUE),
        (date(2027, 5, 13), DayState.RENEWAL_DUE),
        (date(2027, 5, 14), DayState.EXPIRED),
    ],
)
def test_a_year_holds_to_its_last_day_then_sixty_days_of_grace(on, state):
    assert YEAR.state(EARNED, on) is state


def test_what_was_earned_on_the_leap_day_ends_on_the_last_of_february():
    assert YEAR.last_day(date(2028, 2, 29)) == date(2029, 2, 28)
    assert Validity(months=48).last_day(date(2028, 2, 29)) == date(2032, 2, 29)


def test_a_month_earned_on_the_31st_ends_on_the_last_day_of_a_shorter_month():
    assert Validity(months=1).last_day(date(2026, 1, 31)) == date(2026, 2, 28)


def test_something_counts_from_its_day_until_the_grace_is_over():
    assert not YEAR.counts(EARNED, date(2026, 3, 13))
    assert YEAR.counts(EARNED, EARNED)
    assert YEAR.counts(EARNED, date(2027, 5, 13))
    assert not YEAR.counts(EARNED, date(2027, 5, 14))


def test_without_grace_the_day_after_the_last_is_expired():
    assert day_state(date(2026, 5, 1), date(2026, 5, 2)) is DayState.EXPIRED
    assert last_grace_day(date(2026, 5, 1), 60) == date(2026, 6, 30)


def test_a_period_without_end_holds_for_ever():
    assert within(date(2026, 1, 1), None, date(2099, 1, 1))
    assert within(date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 2))
    assert not within(date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3))


def test_earliest_latest_and_after():
    days = [date(2026, 2, 1), date(2026, 1, 1)]
    assert (earliest(days), latest(days)) == (date(2026, 1, 1), date(2026, 2, 1))
    assert (earliest([]), latest([])) == (None, None)
    assert is_after(days[0], days[1])
    assert not is_after(days[0], days[0])
    assert is_after(days[0], None)


def test_days_left_are_negative_when_the_last_day_has_passed():
    assert days_left(date(2026, 1, 10), date(2026, 1, 8)) == 2
    assert days_left(date(2026, 1, 10), date(2026, 1, 11)) == -1


def test_a_moment_belongs_to_the_day_of_the_zone_that_people_read():
    late = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert local_day(late, "Europe/Brussels") == date(2026, 7, 1)
    assert local_day(late, "UTC") == date(2026, 6, 30)
