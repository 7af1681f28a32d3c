"""Times and durations of three standards, read, written and added."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.scorm import time_formats


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("00:00:00", "0"),
        ("0000:00:00.00", "0"),
        ("01:02:03.5", "3723.5"),
        ("9999:59:59.99", "35999999.99"),
        ("00:90:00", "5400"),
        ("1:00:00", None),
        ("00:00:00.123", None),
        ("PT1S", None),
        ("٠٠:٠٠:٠١", None),
        ("", None),
        ("00:00:01\n", None),
    ],
)
def test_a_timespan_of_scorm_12_is_read_or_refused(value, seconds):
    wanted = Decimal(seconds) if seconds is not None else None
    assert time_formats.seconds_of_timespan(value) == wanted


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("PT0S", "0"),
        ("PT1H2M3.45S", "3723.45"),
        ("P1DT1S", "86401"),
        ("P1M", "2592000"),
        ("P1Y", "31536000"),
        ("P", None),
        ("PT", None),
        ("P1DT", None),
        ("PT1.5H", None),
        ("PT1.234S", None),
        ("P1W", None),
        ("-PT1S", None),
        ("P" + "9" * 70 + "Y", None),
        ("", None),
    ],
)
def test_a_duration_of_scorm_2004_is_read_or_refused(value, seconds):
    wanted = Decimal(seconds) if seconds is not None else None
    assert time_formats.seconds_of_duration(value) == wanted


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("P2W", "1209600"),
        ("PT1.5H", "5400.0"),
        ("PT0.123456S", "0.123456"),
        ("P1W2D", None),
        ("PT1..5S", None),
        ("PT.S", None),
        ("5 minutes", None),
    ],
)
def test_a_duration_of_xapi_may_have_weeks_and_decimals(value, seconds):
    wanted = Decimal(seconds) if seconds is not None else None
    assert time_formats.seconds_of_xapi_duration(value) == wanted


@given(st.integers(min_value=0, max_value=3_599_999_999))
def test_what_is_written_is_read_back_to_the_hundredth(hundredths):
    seconds = Decimal(hundredths) / 100
    assert time_formats.seconds_of_timespan(time_formats.timespan_of(seconds)) == seconds
    assert time_formats.seconds_of_duration(time_formats.duration_of(seconds)) == seconds


@given(st.text(max_size=80))
def test_no_text_breaks_the_readers(text):
    readers = (
        time_formats.seconds_of_timespan,
        time_formats.seconds_of_duration,
        time_formats.seconds_of_xapi_duration,
    )
    assert all(each is None or each >= 0 for each in (read(text) for read in readers))
    assert time_formats.is_moment(text) in (True, False)


def test_a_sum_longer_than_scorm_12_can_say_stays_at_its_end():
    assert time_formats.timespan_of(Decimal(10**12)) == "9999:59:59.99"


def test_a_moment_of_xapi_names_its_zone():
    found = {
        value: time_formats.moment_of(value)
        for value in ("2026-05-01T10:00:00Z", "2026-05-01T10:00:00", "2026-05-01", 5, "x" * 99)
    }
    assert found == {
        "2026-05-01T10:00:00Z": datetime(2026, 5, 1, 10, tzinfo=UTC),
        "2026-05-01T10:00:00": None,
        "2026-05-01": None,
        5: None,
        "x" * 99: None,
    }
