"""Other days of a visit: what they fit, who enters them, and what stays once it is attested."""

from datetime import date

import pytest

from observership.domain.candidates import Period
from observership.domain.codes import Side
from observership.domain.lifecycle import PlacementState
from observership.domain.sign_off import Attestation, Attested
from observership.models import Placement
from observership.queries.agreements import content_of, newest_agreement
from observership.rendering.placement_page import history
from observership.services.agreements import Author
from observership.services.changes import (
    DatesRefusedError,
    SignedOffError,
    change_dates,
)
from observership.services.placement_moves import move_placement
from observership.services.sign_off import annul_sign_off, sign_off_placement
from passport.notices.models import Notice
from tests.observership.placements.changing import (
    BEFORE,
    DAY_THREE,
    LAST_DAY,
    cancel,
    events,
    host,
    refused_until,
    until,
)
from tests.observership_factories import (
    make_application,
    make_call,
    make_coordinator,
    make_placement,
    make_window,
)

pytestmark = pytest.mark.django_db


def test_other_days_make_a_new_version(placement):
    days = Period(date(2026, 6, 8), date(2026, 6, 12))
    change_dates(placement=placement, days=days, author=host(placement), at=BEFORE)
    said = content_of(newest_agreement(placement))
    assert (said["starts_on"], said["ends_on"]) == ("2026-06-08", "2026-06-12")
    assert events(placement)[0] == (
        "dates_changed",
        {"before_first": "2026-06-01", "before_last": "2026-06-05"},
    )


def test_other_days_of_an_agreed_visit_need_new_signatures(placement):
    move_placement(placement=placement, to=PlacementState.AGREED, at=BEFORE)
    assert until(placement, 7, host(placement), BEFORE).state == "preparing"


def test_a_visit_under_way_is_shortened_without_a_new_version(underway):
    until(underway, 3, host(underway))
    assert newest_agreement(underway).version == 1
    assert events(underway)[-1][0] == "shortened"


@pytest.mark.parametrize("side", [Side.TRAINEE, Side.HOST])
def test_trainee_and_host_ask_the_coordinators_for_a_later_last_day(underway, side):
    author = Author(underway.trainee.user, side, "There is more to see.")
    assert refused_until(underway, 8, author, all_agreed=True) == "office_extends"
    underway.refresh_from_db()
    assert underway.ends_on == date(2026, 6, 5)


def test_a_visit_under_way_is_extended_once_all_three_agreed(underway):
    office = Author(make_coordinator(), Side.COORDINATOR, "There is more to see.")
    assert refused_until(underway, 8, office) == "not_all_agreed"
    extended = until(underway, 8, office, all_agreed=True)
    assert (extended.state, extended.ends_on) == ("underway", date(2026, 6, 8))
    assert events(underway)[-1] == (
        "extended",
        {"before_first": "2026-06-01", "before_last": "2026-06-05", "all_agreed": True},
    )
    (line,) = history(underway.events.filter(kind="extended"), office.user, Side.COORDINATOR)
    assert line.facts == (
        "before: 1 June 2026 to 5 June 2026; trainee, host and home department agreed"
    )
    told = Notice.objects.filter(kind="observership_dates_changed")
    assert set(told.values_list("recipient", flat=True)) == {
        underway.trainee.user.email, underway.supervisor.user.email, underway.home_email,
    }  # fmt: skip


@pytest.fixture
def signed_off(underway):
    """The same, attested on its last day."""
    return sign_off_placement(
        placement=underway,
        supervisor=underway.supervisor,
        attestation=Attestation(frozenset(Attested), 5),
        at=LAST_DAY,
    )


def test_what_is_signed_off_keeps_its_days_until_the_sign_off_ends(underway, signed_off):
    office = Author(make_coordinator(), Side.COORDINATOR, "There is more to see.")
    with pytest.raises(SignedOffError):
        until(underway, 8, office, LAST_DAY, all_agreed=True)
    with pytest.raises(SignedOffError):
        cancel(underway, LAST_DAY, attended=5)
    annul_sign_off(sign_off=signed_off, by=office.user, reason="Too early", at=LAST_DAY)
    assert until(underway, 8, office, LAST_DAY, all_agreed=True).ends_on == date(2026, 6, 8)
    assert cancel(underway, LAST_DAY, attended=5).state == "cancelled"


def test_nobody_visits_two_places_at_once(placement):
    elsewhere = make_window(make_call(), starts_on=date(2026, 6, 7), ends_on=date(2026, 6, 20))
    application = make_application(elsewhere.call, "placed", trainee=placement.trainee)
    other = make_placement(elsewhere.call, elsewhere, application=application)
    assert refused_until(placement, 7, host(placement), BEFORE) == "other_visit"
    assert until(placement, 6, host(placement), BEFORE).ends_on == date(2026, 6, 6)
    move_placement(placement=other, to=PlacementState.CANCELLED, at=BEFORE)
    assert until(placement, 7, host(placement), BEFORE).ends_on == date(2026, 6, 7)


def test_a_visit_that_meets_another_one_may_still_become_shorter(placement):
    window = make_window(make_call())
    application = make_application(window.call, "placed", trainee=placement.trainee)
    make_placement(window.call, window, application=application)
    Placement.objects.filter(pk=placement.pk).update(ends_on=date(2026, 6, 8))
    placement.refresh_from_db()
    assert until(placement, 6, host(placement), BEFORE).ends_on == date(2026, 6, 6)


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("2026-06-01", "2026-06-05", "same"),
        ("2026-05-30", "2026-06-05", "outside_window"),
        ("2026-06-08", "2026-06-16", "outside_window"),
        ("2026-06-01", "2026-06-04", "too_short"),
        ("2026-05-04", "2026-05-08", "passed"),
    ],
)
def test_other_days_fit_window_and_call(placement, first, last, why):
    days = Period(date.fromisoformat(first), date.fromisoformat(last))
    with pytest.raises(DatesRefusedError) as refused:
        change_dates(placement=placement, days=days, author=host(placement), at=BEFORE)
    assert refused.value.refusal == why


def test_a_visit_under_way_keeps_its_first_day(underway):
    days = Period(date(2026, 6, 2), date(2026, 6, 5))
    with pytest.raises(DatesRefusedError) as refused:
        change_dates(placement=underway, days=days, author=host(underway), at=DAY_THREE)
    assert refused.value.refusal == "begun"


def test_a_visit_is_not_extended_into_another_one_of_a_full_window():
    window = make_window(make_placement().application.call)
    here = make_placement(window=window)
    other = make_placement(window=window)
    other.starts_on, other.ends_on = date(2026, 6, 8), date(2026, 6, 12)
    other.save()
    with pytest.raises(DatesRefusedError) as refused:
        until(here, 8, host(here), BEFORE)
    assert refused.value.refusal == "full"
