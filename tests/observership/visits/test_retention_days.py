"""How long texts, applications and needs are kept, to the day."""

from datetime import date

import pytest

from observership.domain.retention import application_closed_on, is_due, needs_are_due
from observership.models import AccessNeeds
from observership.services.retention import Erased, erase_due
from tests.factories import EPOCH
from tests.observership.visits.conftest import make_visit
from tests.observership_factories import at


@pytest.mark.parametrize(("on", "due"), [(date(2028, 6, 10), False), (date(2028, 6, 11), True)])
def test_texts_are_kept_24_months_the_last_day_inclusive(on, due):
    assert is_due(date(2026, 6, 10), on) is due


@pytest.mark.parametrize(
    ("cancelled", "on", "due"),
    [
        (None, date(2026, 7, 5), False),
        (None, date(2026, 7, 6), True),
        (date(2026, 5, 1), date(2026, 5, 31), False),
        (date(2026, 5, 1), date(2026, 6, 1), True),
        (date(2026, 6, 20), date(2026, 7, 6), True),
    ],
)
def test_needs_are_kept_30_days_after_the_visit_or_after_it_was_called_off(cancelled, on, due):
    assert needs_are_due(date(2026, 6, 5), cancelled, on) is due


@pytest.mark.parametrize(
    ("state", "placements", "closed_on"),
    [
        ("withdrawn", [], date(2026, 2, 1)),
        ("not_placed", [date(2026, 3, 1)], date(2026, 3, 1)),
        ("placed", [date(2026, 6, 10)], date(2026, 6, 10)),
        ("placed", [date(2026, 6, 10), None], None),
        ("draft", [], date(2026, 9, 30)),
        ("submitted", [], date(2026, 9, 30)),
    ],
)
def test_an_application_ends_with_its_decision_its_visit_or_its_call(state, placements, closed_on):
    found = application_closed_on(state, date(2026, 2, 1), date(2026, 9, 30), placements)
    assert found == closed_on


@pytest.mark.django_db
def test_needs_go_alone_30_days_after_the_visit():
    visit = make_visit("reporting")
    AccessNeeds.objects.create(placement=visit, text="Step-free", consented_at=EPOCH)
    assert erase_due(on=date(2026, 7, 5), at=at("2026-07-05")) == Erased()
    assert erase_due(on=date(2026, 7, 6), at=at("2026-07-06")) == Erased(needs=1)
    assert AccessNeeds.objects.count() == 0
