"""Dates of openings: what a call takes, what promises forbid, copies, overlaps."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observership.domain.candidates import Period
from observership.domain.windows import Overlap, WindowRefusal, moved_on, overlaps
from observership.models import OpeningWindow
from observership.queries.openings import calls_to_join, owed_of, windows_of
from observership.services.windows import (
    CallDecidedError,
    OffersWaitError,
    WindowClosedError,
    WindowExistsError,
    WindowFacts,
    WindowRefusedError,
    add_window,
    change_window,
    close_window,
    copy_windows,
)
from tests.factories import EPOCH
from tests.observership_factories import (
    make_application,
    make_call,
    make_match,
    make_opening,
    make_placement,
    make_run,
    make_window,
)

JUNE = Period(date(2026, 6, 1), date(2026, 6, 14))


def facts(first: str, last: str, places: int = 1) -> WindowFacts:
    return WindowFacts(Period(date.fromisoformat(first), date.fromisoformat(last)), places)


# --- rules without rows ---


def test_two_windows_that_share_a_day_overlap():
    later = Period(date(2026, 6, 14), date(2026, 6, 20))
    assert overlaps([JUNE, later]) == (Overlap(later.first, JUNE.last),)
    assert overlaps([JUNE, Period(date(2026, 6, 15), date(2026, 6, 20))]) == ()


def test_dates_move_on_by_whole_weeks():
    before = Period(date(2026, 6, 1), date(2026, 9, 30))
    after = Period(date(2027, 6, 1), date(2027, 9, 30))
    moved = moved_on(Period(date(2026, 6, 8), date(2026, 6, 19)), before, after)
    assert moved == Period(date(2027, 6, 7), date(2027, 6, 18))


def test_what_begins_with_the_call_moves_on_into_the_next_one():
    before = Period(date(2026, 6, 1), date(2026, 9, 30))
    after = Period(date(2027, 6, 3), date(2027, 9, 30))
    assert moved_on(JUNE, before, after) == Period(date(2027, 6, 7), date(2027, 6, 20))


def test_what_is_longer_than_the_other_call_does_not_move():
    before = Period(date(2026, 6, 1), date(2026, 9, 30))
    assert moved_on(JUNE, before, Period(date(2027, 6, 1), date(2027, 6, 7))) is None


@given(
    st.integers(0, 60), st.integers(4, 40), st.integers(0, 900), st.integers(20, 200)
)  # fmt: skip
def test_a_moved_window_keeps_weekday_and_length_and_lies_within(begin, length, shift, room):
    start = date(2026, 6, 1)
    before = Period(start, start + timedelta(days=120))
    window = Period(start + timedelta(days=begin), start + timedelta(days=begin + length))
    first = start + timedelta(days=shift)
    after = Period(first, first + timedelta(days=room))
    moved = moved_on(window, before, after)
    if moved is not None:
        assert moved.first.weekday() == window.first.weekday()
        assert moved.last - moved.first == window.last - window.first
        assert after.first <= moved.first
        assert moved.last <= after.last


# --- adding ---


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("2026-06-14", "2026-06-01", WindowRefusal.ORDER),
        ("2026-05-31", "2026-06-14", WindowRefusal.OUTSIDE),
        ("2026-09-20", "2026-10-01", WindowRefusal.OUTSIDE),
        ("2026-06-01", "2026-06-04", WindowRefusal.SHORT),
    ],
)
def test_a_call_refuses_dates_that_serve_no_visit(call, first, last, why):
    with pytest.raises(WindowRefusedError) as caught:
        add_window(opening=make_opening(), call=call, facts=facts(first, last))
    assert caught.value.why is why
    assert OpeningWindow.objects.count() == 0


def test_the_first_and_the_last_day_of_visits_are_taken(call):
    opening = make_opening()
    add_window(opening=opening, call=call, facts=facts("2026-06-01", "2026-06-05", 2))
    add_window(opening=opening, call=call, facts=facts("2026-09-26", "2026-09-30"))
    rows = windows_of(call).values_list("starts_on", "ends_on", "places")
    assert list(rows) == [
        (date(2026, 6, 1), date(2026, 6, 5), 2),
        (date(2026, 9, 26), date(2026, 9, 30), 1),
    ]


def test_a_window_is_added_once(call):
    opening = make_opening()
    add_window(opening=opening, call=call, facts=facts("2026-06-01", "2026-06-14"))
    with pytest.raises(WindowExistsError):
        add_window(opening=opening, call=call, facts=facts("2026-06-01", "2026-06-20"))


def test_a_call_whose_places_are_announced_takes_no_dates(call):
    make_run(call, kind="published", published_at=EPOCH, made_at=EPOCH, result={})
    with pytest.raises(CallDecidedError):
        add_window(opening=make_opening(), call=call, facts=facts("2026-06-01", "2026-06-14"))
    assert list(calls_to_join(date(2026, 2, 1))) == []


def test_an_ended_call_takes_no_dates(call):
    call.ended_at = EPOCH
    call.save()
    with pytest.raises(CallDecidedError):
        add_window(opening=make_opening(), call=call, facts=facts("2026-06-01", "2026-06-14"))


# --- changing ---


def test_a_window_that_owes_nothing_changes_freely(call):
    window = make_window(call, places=3)
    change_window(window=window, facts=facts("2026-07-01", "2026-07-10", 1))
    window.refresh_from_db()
    assert (window.starts_on, window.ends_on, window.places) == (
        date(2026, 7, 1),
        date(2026, 7, 10),
        1,
    )


def test_places_never_fall_below_those_that_are_promised(call):
    window = make_window(call, places=3)
    make_placement(window=window)
    make_match(make_application(call, "offered"), window)
    owed = owed_of([window])[window.pk]
    assert (owed.agreed, owed.waiting, owed.places) == (1, 1, 2)
    with pytest.raises(WindowRefusedError) as caught:
        change_window(window=window, facts=facts("2026-06-01", "2026-06-14", 1))
    assert caught.value.why is WindowRefusal.PLACES
    assert change_window(window=window, facts=facts("2026-06-01", "2026-06-14", 2)).places == 2


def test_days_of_agreed_visits_stay_in_the_window(call):
    window = make_window(call)
    make_placement(window=window, starts_on=date(2026, 6, 8), ends_on=date(2026, 6, 12))
    for first, last in (("2026-06-09", "2026-06-14"), ("2026-06-01", "2026-06-11")):
        with pytest.raises(WindowRefusedError) as caught:
            change_window(window=window, facts=facts(first, last))
        assert caught.value.why is WindowRefusal.VISITS
        assert caught.value.owed.days == Period(date(2026, 6, 8), date(2026, 6, 12))
    assert change_window(window=window, facts=facts("2026-06-08", "2026-06-12")).pk == window.pk


def test_while_an_offer_waits_days_only_grow(call):
    window = make_window(call)
    make_match(make_application(call, "offered"), window)
    with pytest.raises(WindowRefusedError) as caught:
        change_window(window=window, facts=facts("2026-06-01", "2026-06-13"))
    assert caught.value.why is WindowRefusal.WAITING
    grown = change_window(window=window, facts=facts("2026-06-01", "2026-06-20"))
    assert grown.ends_on == date(2026, 6, 20)


def test_visits_that_were_called_off_are_owed_no_longer(call):
    window = make_window(call)
    placement = make_placement(window=window, state="cancelled", closed_at=EPOCH)
    placement.match.state = "ended"
    placement.match.save()
    assert owed_of([window]) == {}


def test_a_window_keeps_apart_from_its_neighbour(call):
    opening = make_opening()
    make_window(call, opening)
    other = make_window(call, opening, starts_on=date(2026, 7, 1), ends_on=date(2026, 7, 10))
    with pytest.raises(WindowExistsError):
        change_window(window=other, facts=facts("2026-06-01", "2026-06-10"))


# --- closing ---


def test_a_closed_window_takes_nobody_and_is_not_changed(call, now):
    window = make_window(call)
    make_placement(window=window)
    close_window(window=window, at=now)
    assert list(windows_of(call)) == []
    with pytest.raises(WindowClosedError):
        change_window(window=window, facts=facts("2026-06-01", "2026-06-14"))
    with pytest.raises(WindowClosedError):
        close_window(window=window, at=now)


def test_a_window_with_an_open_offer_is_not_closed(call, now):
    window = make_window(call)
    make_match(make_application(call, "offered"), window)
    with pytest.raises(OffersWaitError):
        close_window(window=window, at=now)


def test_the_same_day_is_free_again_after_closing(call, now):
    window = make_window(call)
    close_window(window=window, at=now)
    made = add_window(opening=window.opening, call=call, facts=facts("2026-06-01", "2026-06-14"))
    assert list(windows_of(call)) == [made]


# --- copying ---


def test_windows_are_copied_into_the_next_call_once(call):
    opening = make_opening()
    make_window(call, opening, places=2)
    make_window(call, opening, starts_on=date(2026, 7, 6), ends_on=date(2026, 7, 17))
    make_window(
        call, opening, starts_on=date(2026, 8, 3), ends_on=date(2026, 8, 14), closed_at=EPOCH
    )
    following = make_call(visits_from=date(2027, 5, 31), visits_until=date(2027, 9, 30))
    assert copy_windows(opening=opening, source=call, target=following) == (2, 0)
    rows = opening.windows.filter(call=following).values_list("starts_on", "ends_on", "places")
    assert list(rows) == [
        (date(2027, 5, 31), date(2027, 6, 13), 2),
        (date(2027, 7, 5), date(2027, 7, 16), 1),
    ]
    assert copy_windows(opening=opening, source=call, target=following) == (0, 2)


def test_nothing_is_copied_into_a_call_that_is_decided(call):
    window = make_window(call)
    following = make_call(ended_at=EPOCH)
    with pytest.raises(CallDecidedError):
        copy_windows(opening=window.opening, source=call, target=following)
