"""Dates of a host in the browser: added, changed, closed, copied, and refused in words."""

from datetime import date

import pytest

from observership.models import OpeningWindow
from tests.observership_factories import (
    make_application,
    make_call,
    make_match,
    make_placement,
    make_window,
)

pytestmark = pytest.mark.django_db


def test_dates_are_added(host, call):
    response = host.post(
        "windows", host.opening.public_id,
        call="spring", starts_on="2026-06-01", ends_on="2026-06-14", places="2",
    )  # fmt: skip
    assert "Added." in response.content.decode()
    assert "2 places, 2 free" in host.read("windows", host.opening.public_id)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"starts_on": "2026-05-01"}, "Visits of this call are from 1 June 2026"),
        ({"ends_on": "2026-06-02"}, "takes 5 days at least"),
        ({"ends_on": "2026-05-02"}, "lies before the first one"),
        ({"places": "21"}, "less than or equal to 20"),
        ({"starts_on": "soon"}, "Enter a day such as 2026-06-01."),
        ({"starts_on": "2026-07-01", "ends_on": "2026-07-09"}, "begins on this day"),
    ],
)
def test_dates_that_serve_nobody_are_refused_in_words(host, call, fields, said):
    make_window(call, host.opening, starts_on=date(2026, 7, 1), ends_on=date(2026, 7, 20))
    form = {"call": "spring", "starts_on": "2026-06-01", "ends_on": "2026-06-14", "places": "1"}
    response = host.post("windows", host.opening.public_id, **{**form, **fields})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert OpeningWindow.objects.count() == 1


def test_without_a_call_there_is_no_form(host):
    text = host.read("windows", host.opening.public_id)
    assert "No call takes new dates now." in text
    assert host.post("windows", host.opening.public_id, places="1").status_code == 200


def test_a_promised_place_is_said_plainly(host, call):
    window = make_window(call, host.opening, places=2)
    make_placement(window=window, starts_on=date(2026, 6, 8), ends_on=date(2026, 6, 12))
    args = (host.opening.public_id, window.public_id)
    assert "Visits are agreed here: 8 June 2026 to 12 June 2026." in host.read("window", *args)
    response = host.post("window", *args, starts_on="2026-06-09", ends_on="2026-06-14", places="2")
    assert "Keep the days of agreed visits: 8 June 2026 to 12 June 2026." in (
        response.content.decode()
    )
    host.post("window", *args, starts_on="2026-06-08", ends_on="2026-06-20", places="1")
    window.refresh_from_db()
    assert (window.ends_on, window.places) == (date(2026, 6, 20), 1)


def test_dates_are_closed_unless_an_offer_waits(host, call):
    window = make_window(call, host.opening)
    match = make_match(make_application(call, "offered"), window)
    args = (host.opening.public_id, window.public_id)
    assert "An offer waits for its answer." in host.post("window_close", *args).content.decode()
    match.state, match.declined_by = "declined", "host"
    match.save()
    assert "Closed. Nobody new comes" in host.post("window_close", *args).content.decode()
    assert host.get("window", *args).status_code == 404


def test_dates_are_copied_into_the_next_call(host, call):
    make_window(call, host.opening)
    make_call(key="next", visits_from=date(2026, 11, 2), visits_until=date(2027, 1, 31))
    assert "Use the dates of another call" in host.read("windows", host.opening.public_id)
    response = host.post("windows_copy", host.opening.public_id, source="spring", target="next")
    assert "1 window copied." in response.content.decode()
    made = host.opening.windows.get(call__key="next")
    assert (made.starts_on, made.ends_on) == (date(2026, 11, 2), date(2026, 11, 15))
    again = host.post("windows_copy", host.opening.public_id, source="spring", target="spring")
    assert "Choose two different calls." in again.content.decode()
