"""Calendars hold days and centres, nobody's name, and answer without an account."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from observership.domain.candidates import Period
from observership.domain.codes import Side
from observership.domain.lifecycle import PlacementState
from observership.models import GuestLink
from observership.services.agreements import Author
from observership.services.calendar_links import make_calendar
from observership.services.changes import change_dates
from observership.services.placement_moves import move_placement
from tests.observership.placements.conftest import OPENED_AT
from tests.observership_factories import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
THEN = at("2026-05-07")


def address(world, person=None):
    """The path of a new calendar address."""
    person = person or world.placement.trainee
    return reverse("observership:calendar", args=[make_calendar(person=person, at=THEN)])


def events(content):
    """Title, first and last-but-one day of every event."""
    return {
        str(each["summary"]): (str(each["dtstart"].dt), str(each["dtend"].dt))
        for each in Calendar.from_ical(content).walk("VEVENT")
    }


def numbers(path):
    """The lasting numbers of the events behind an address."""
    found = Calendar.from_ical(Client().get(path).content)
    return {str(each["uid"]) for each in found.walk("VEVENT")}


def test_a_trainee_sees_the_visit_and_what_is_due(world):
    found = events(Client().get(address(world)).content)
    host = str(world.placement.host)
    assert found == {
        f"Observership at {host}": ("2026-06-01", "2026-06-06"),
        f"By today: Sign the agreement ({host})": ("2026-05-11", "2026-05-12"),
        f"By today: Finish the list before travelling ({host})": ("2026-05-25", "2026-05-26"),
        f"By today: Write the report ({host})": ("2026-06-19", "2026-06-20"),
    }


def test_a_supervisor_sees_a_visitor_without_a_name(world):
    content = Client().get(address(world, world.placement.supervisor)).content.decode()
    assert f"Visitor in {world.placement.opening.department}" in content
    for person in (world.placement.trainee, world.placement.supervisor):
        assert person.user.last_name not in content
        assert person.user.email not in content


def test_a_calendar_needs_no_account_and_leaves_no_cookie(world):
    answer = Client().get(address(world))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert dict(answer.cookies) == {}
    assert answer["Cache-Control"] == "no-store"


def test_the_numbers_of_events_stay_when_their_days_change(world):
    path = address(world)
    before = numbers(path)
    world.placement.starts_on = world.placement.starts_on.replace(day=2)
    world.placement.save()
    assert numbers(path) == before


def revisions(path):
    """Sequence and times of the entry of the visit behind an address."""
    found = Calendar.from_ical(Client().get(path).content).walk("VEVENT")
    (visit,) = [each for each in found if str(each["uid"]).partition("-visit@")[1]]
    return visit["sequence"], visit["last-modified"].dt, visit["dtstamp"].dt


def test_every_change_of_days_or_state_makes_a_newer_edition(world):
    path, host = address(world), Author(world.placement.supervisor.user, Side.HOST, "Rebuilding.")
    assert revisions(path) == (1, OPENED_AT, OPENED_AT)
    days = Period(date(2026, 6, 8), date(2026, 6, 12))
    change_dates(placement=world.placement, days=days, author=host, at=THEN)
    assert revisions(path) == (2, THEN, THEN)
    later = at("2026-05-08")
    move_placement(placement=world.placement, to=PlacementState.CANCELLED, at=later)
    assert revisions(path) == (3, later, later)


def test_a_visit_that_is_off_says_so(world):
    path = address(world)
    move_placement(placement=world.placement, to=PlacementState.CANCELLED, at=THEN)
    (event,) = Calendar.from_ical(Client().get(path).content).walk("VEVENT")
    assert str(event["status"]) == "CANCELLED"


def test_a_new_address_ends_the_old_one(world):
    old, new = address(world), address(world)
    assert (Client().get(old).status_code, Client().get(new).status_code) == (404, 200)


@pytest.mark.parametrize("token", ["nothing", "A" * 32])
def test_any_other_token_is_nothing(world, token):
    path = reverse("observership:calendar", args=[token])
    answer = Client().get(path)
    assert (answer.status_code, dict(answer.cookies)) == (404, {})


def test_the_address_is_shown_once_and_ends_when_it_is_ended(world):
    client, url = world.client("trainee"), reverse("observership:calendar_feed")
    shown = client.post(url, {"do": "make"}).content.decode()
    path = shown.split("/observership/calendar/")[1].split(".ics")[0]
    assert path not in client.get(url).content.decode()
    assert GuestLink.objects.filter(purpose="calendar", closed_at=None).count() == 1
    client.post(url, {"do": "close"})
    assert Client().get(f"/observership/calendar/{path}.ics").status_code == 404


def test_fetching_a_calendar_leaves_no_trace(world):
    path = address(world)
    before = list(GuestLink.objects.values_list())
    assert Client().get(path).status_code == 200
    assert list(GuestLink.objects.values_list()) == before


def test_one_visit_is_a_file_to_take_along(world):
    answer = world.client("host").get(world.url("placement_days"))
    assert "attachment" in answer["Content-Disposition"]
    assert len(events(answer.content)) == 4
