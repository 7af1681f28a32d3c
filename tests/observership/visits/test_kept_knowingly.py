"""Words about a patient are asked about wherever something is typed about a visit."""

import pytest
from django.test import Client

from observership.domain.visit import PlannedDay
from observership.models import PlacementDay, PlacementSignOffAnnulment
from observership.services.closing import close_as_it_stands
from observership.services.sign_off import annul_sign_off, refuse_sign_off
from observership.services.visits import PatientLikeError, save_days
from tests.observership.visits.conftest import make_visit
from tests.observership.visits.pages import client_of, set_day, url_of
from tests.observership.visits.test_sign_off import SIGNED_AT, _sign
from tests.observership_factories import make_coordinator
from tests.people.sign_in import strong_sign_in

pytestmark = pytest.mark.django_db
PATIENT = "J.N., 54, born 3.5.1961"
ASKED = "This may be about one patient: “J.N., 54”, “born 3.5.1961”."


@pytest.fixture(autouse=True)
def _after_the_visit(monkeypatch, settings):
    set_day(monkeypatch, settings, "2026-06-08")


@pytest.fixture
def office():
    return strong_sign_in(Client(), make_coordinator())


def _asks_first(client, url, sent):
    """Refused with what was found and what was typed; kept once it is confirmed."""
    asked = client.post(url, sent)
    assert asked.status_code == 422
    assert ASKED in asked.text
    assert asked.text.count(PATIENT) >= 1
    return client.post(url, {**sent, "not_a_patient": "on"}).status_code


@pytest.mark.parametrize("field", ["title", "notes"])
def test_the_plan_of_a_day(field):
    visit = make_visit()
    client, url = client_of(visit.supervisor), url_of("visit_days", visit)
    sent = {f"2026-06-02-{field}": PATIENT}
    asked = client.post(url, sent)
    assert (asked.status_code, PlacementDay.objects.count()) == (422, 0)
    assert ASKED in asked.text
    assert client.post(url, {**sent, "2026-06-03-not_a_patient": "on"}).status_code == 422
    assert client.post(url, {**sent, "2026-06-02-not_a_patient": "on"}).status_code == 302
    assert getattr(PlacementDay.objects.get(on="2026-06-02"), field) == PATIENT


def test_a_day_of_the_visit_is_no_birthday():
    visit = make_visit()
    sent = {"2026-06-02-title": "Board on 04.06.2026"}
    assert client_of(visit.supervisor).post(url_of("visit_days", visit), sent).status_code == 302


def test_why_nothing_is_signed_off(over):
    client, url = client_of(over.supervisor), url_of("refuse_sign_off", over)
    assert _asks_first(client, url, {"reason": PATIENT}) == 302
    assert over.events.get(kind="sign_off_refused").note == PATIENT


def test_why_a_sign_off_is_taken_back(over, office):
    _sign(over)
    assert _asks_first(office, url_of("annul_sign_off", over), {"reason": PATIENT}) == 302
    assert PlacementSignOffAnnulment.objects.get().reason == PATIENT


def test_why_a_visit_is_closed(over, office):
    assert _asks_first(office, url_of("close_placement", over), {"reason": PATIENT}) == 302
    over.refresh_from_db()
    assert over.state == "closed"


def test_services_take_no_such_words_either(over):
    by, signed, visit = make_coordinator(), _sign(make_visit("reporting")), make_visit()
    day = PlannedDay(visit.starts_on, PATIENT, "", False)
    why = {"reason": PATIENT, "at": SIGNED_AT}
    ways = (
        lambda: save_days(placement=visit, days=[day]),
        lambda: refuse_sign_off(placement=over, supervisor=over.supervisor, **why),
        lambda: annul_sign_off(sign_off=signed, by=by, **why),
        lambda: close_as_it_stands(placement=over, by=by, **why),
    )
    for way in ways:
        with pytest.raises(PatientLikeError):
            way()
