"""Pages of a visit: who reads, who writes, and what happens to what was typed."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from observership.models import LogEntry, ObservedItem, PlacementDay
from tests.factories import make_user
from tests.observership.visits.conftest import make_visit
from tests.observership.visits.pages import client_of, set_day, url_of
from tests.observership_factories import make_coordinator, make_supervisor
from tests.people.sign_in import strong_sign_in

pytestmark = pytest.mark.django_db
PAGES = ("visit_days", "visit_log", "visit_objectives", "visit_items", "sign_off", "report")
LINES = {"on": "2026-06-02", "saw": "Ward round", "learned": "Grading", "will_use": "A card"}


@pytest.fixture(autouse=True)
def _on_tuesday(monkeypatch, settings):
    """The second day of the visit."""
    set_day(monkeypatch, settings, "2026-06-02")


@pytest.mark.parametrize("name", PAGES)
def test_each_side_reads_and_a_stranger_finds_nothing(visit, name):
    office = strong_sign_in(Client(), make_coordinator())
    for client in (client_of(visit.trainee), client_of(visit.supervisor), office):
        assert client.get(url_of(name, visit)).status_code == 200
    assert client_of(make_user()).get(url_of(name, visit)).status_code == 404
    assert Client().get(url_of(name, visit)).status_code == 302


def test_the_host_writes_the_plan_and_the_trainee_reads_it(visit):
    sent = {"2026-06-02-title": "Apheresis", "2026-06-02-notes": "8:00", "2026-06-04-free": "on"}
    assert client_of(visit.supervisor).post(url_of("visit_days", visit), sent).status_code == 302
    assert [(day.on.day, day.title, day.free) for day in PlacementDay.objects.all()] == [
        (1, "", False),
        (2, "Apheresis", False),
        (3, "", False),
        (4, "", True),
        (5, "", False),
    ]
    client_of(visit.trainee).post(url_of("visit_days", visit), {"2026-06-02-title": "Free"})
    page = client_of(visit.trainee).get(url_of("visit_days", visit)).content.decode()
    assert "Apheresis" in page
    assert '<form class="form day-plan"' not in page


def test_lines_are_saved_and_shown(visit):
    trainee = client_of(visit.trainee)
    assert trainee.post(url_of("visit_log", visit), LINES).status_code == 302
    assert LogEntry.objects.get().saw == "Ward round"
    assert (
        "Ward round" in client_of(visit.supervisor).get(url_of("visit_log", visit)).content.decode()
    )
    again = trainee.get(url_of("visit_log", visit) + "?on=2026-06-02").content.decode()
    assert again.count("Ward round") == 2


def test_lines_about_a_patient_are_asked_about_with_what_was_found(visit):
    trainee, told = client_of(visit.trainee), {**LINES, "saw": "MRN 004711, J.N., 54"}
    asked = trainee.post(url_of("visit_log", visit), told)
    page = asked.content.decode()
    assert (asked.status_code, LogEntry.objects.count()) == (422, 0)
    assert "MRN 004711" in page
    assert "J.N., 54" in page
    sure = trainee.post(url_of("visit_log", visit), {**told, "not_a_patient": "on"})
    assert (sure.status_code, LogEntry.objects.count()) == (302, 1)


def test_the_host_cannot_write_into_the_log(visit):
    client_of(visit.supervisor).post(url_of("visit_log", visit), LINES)
    assert LogEntry.objects.count() == 0


def test_a_day_to_come_cannot_be_logged(visit):
    late = client_of(visit.trainee).post(url_of("visit_log", visit), {**LINES, "on": "2026-06-03"})
    assert (late.status_code, LogEntry.objects.count()) == (422, 0)


def test_both_tick_and_a_colleague_of_the_supervisor_only_reads(visit):
    url = url_of("visit_objectives", visit)
    for person in (visit.trainee, visit.supervisor, make_supervisor(visit.host)):
        client_of(person).post(url, {"met": ["consent-talk"]})
    assert visit.ticks.count() == 2


def test_an_item_goes_from_the_trainee_to_the_supervisors_page_and_back(visit):
    trainee, supervisor = client_of(visit.trainee), client_of(visit.supervisor)
    sent = {"text": "Thaw", "on": "2026-06-01", "objective": "apheresis-day"}
    assert trainee.post(url_of("visit_items", visit), sent).status_code == 302
    item = ObservedItem.objects.get()
    waiting = supervisor.get(reverse("observership:supervising")).content.decode()
    assert str(item.public_id) in waiting
    chosen = {"items": [str(item.public_id)], "all": "1"}
    signed = supervisor.post(url_of("confirm_items", visit), chosen)
    item.refresh_from_db()
    assert (signed["Location"], item.supervisor) == (
        reverse("observership:supervising"),
        visit.supervisor,
    )
    assert str(item.public_id) not in supervisor.get(signed["Location"]).content.decode()


def test_what_is_said_counts_what_was_signed_not_what_was_sent(visit):
    trainee, supervisor = client_of(visit.trainee), client_of(visit.supervisor)
    for text in ("Thaw", "Board", "Infusion"):
        sent = {"text": text, "on": "2026-06-01", "objective": ""}
        trainee.post(url_of("visit_items", visit), sent)
    ids = [str(item.public_id) for item in ObservedItem.objects.all()]
    url = url_of("confirm_items", visit)
    assert "1 item confirmed." in supervisor.post(url, {"items": ids[:1]}, follow=True).text
    assert "2 items confirmed." in supervisor.post(url, {"items": ids}, follow=True).text
    assert "0 items confirmed." in supervisor.post(url, {"items": ids}, follow=True).text


def test_an_old_sign_in_is_asked_again_before_items_are_confirmed(visit, settings):
    sent = {"text": "Thaw", "on": "2026-06-01", "objective": ""}
    client_of(visit.trainee).post(url_of("visit_items", visit), sent)
    item = ObservedItem.objects.get()
    settings.EXAM_RECENT_SIGN_IN_HOURS = -1_000_000
    url = url_of("confirm_items", visit)
    answer = client_of(visit.supervisor).post(url, {"items": [str(item.public_id)]})
    assert "/accounts/reauthenticate/" in answer["Location"]
    item.refresh_from_db()
    assert item.supervisor_signed_at is None


def test_nobody_else_confirms_or_takes_back(visit):
    client_of(visit.trainee).post(
        url_of("visit_items", visit), {"text": "Thaw", "on": "2026-06-01", "objective": ""}
    )
    item = ObservedItem.objects.get()
    colleague = client_of(make_supervisor(visit.host))
    chosen = {"items": [str(item.public_id)]}
    assert colleague.post(url_of("confirm_items", visit), chosen).status_code == 404
    assert client_of(visit.trainee).post(url_of("confirm_items", visit), chosen).status_code == 403
    back = url_of("withdraw_item", visit, item.public_id)
    assert colleague.post(back).status_code == 403
    other = make_visit()
    foreign = url_of("withdraw_item", other, item.public_id)
    assert client_of(other.trainee).post(foreign).status_code == 404
    assert client_of(visit.trainee).post(back).status_code == 302
    item.refresh_from_db()
    assert item.withdrawn_at is not None


def test_the_supervising_page_asks_the_same_of_the_database_for_one_visit_and_for_nine(visit):
    supervisor = client_of(visit.supervisor)
    url = reverse("observership:supervising")
    supervisor.get(url)
    with CaptureQueriesContext(connection) as one:
        supervisor.get(url)
    for _ in range(8):
        make_visit(supervisor=visit.supervisor, host=visit.host)
    with CaptureQueriesContext(connection) as nine:
        page = supervisor.get(url).content.decode()
    assert (page.count("<section"), len(nine)) == (9, len(one))
