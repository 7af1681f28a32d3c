"""The demonstration's pilot goes the way that people go, and stands where it should today."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from observership import api
from observership.models import Application, Call, Match, MatchRun, Placement, SignOff
from observership.services.demonstration import WATCHED
from tests.centre_factories import join, make_centre
from tests.factories import make_user
from tests.observership.visits.pages import set_day
from tests.observership_factories import (
    make_coordinator,
    make_objective,
    make_supervisor,
    make_trainee,
)
from tests.people.sign_in import strong_sign_in

pytestmark = pytest.mark.django_db
LINK = re.compile(
    r'href="(/(?:observership|placements|committee|centre/[0-9a-f-]{36}/observerships)/[^"#]*)'
)
STARTS = {
    "coordinator": ["/placements/"],
    "committee": ["/committee/"],
    "hosts": ["/observership/supervising/"],
    "trainees": [],
}
TODAY = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
HOSTS = (
    ("FR", "Lyon", "fr", (-60, 40)),
    ("DE", "Munich", "de", (-2,)),
    ("IT", "Milan", "it", (20, 45)),
)
TRAINEES = (("CZ", "fr", -60, 5), ("RO", "de", -2, 12), ("PL", "it", 20, 5), ("IE", "fr", 40, 10))


def host(country, city, language, starts):
    centre = make_centre(country=country, city=city)
    return api.SampleHost(centre, make_supervisor(centre), "Haematology", language, starts)


def trainee(country, language, starts, length):
    person = make_trainee(country=country)
    join(make_centre(country=country), person, roles=("PHY",))
    return api.SampleTrainee(person, language, starts, length, f"Prof. Fictional {country}")


@pytest.fixture
def played(db):
    for key in WATCHED:
        make_objective(key)
    pilot = api.SamplePilot(
        coordinator=make_coordinator(),
        committee=(make_user(), make_user()),
        hosts=tuple(host(*each) for each in HOSTS),
        trainees=tuple(trainee(*each) for each in TRAINEES),
    )
    api.pilot_for_demo(pilot, TODAY)
    return pilot


def test_four_trainees_are_at_four_points_of_the_way(played):
    rows = Placement.objects.order_by("starts_on").values_list(
        "application__country", "host__country", "state", "outcome"
    )
    assert list(rows) == [
        ("CZ", "FR", "closed", "signed_off"),
        ("RO", "DE", "underway", ""),
        ("PL", "IT", "agreed", ""),
        ("IE", "IT", "preparing", ""),
    ]
    assert set(Application.objects.values_list("state", flat=True)) == {"placed"}


def test_the_host_that_declined_makes_a_re_match(played):
    rows = Match.objects.filter(application__country="IE").order_by("pk")
    assert [(row.window.opening.centre.country, row.state) for row in rows] == [
        ("FR", "declined"),
        ("IT", "accepted"),
    ]
    assert list(MatchRun.objects.order_by("number").values_list("kind", flat=True)) == [
        "published",
        "rerun",
    ]


def test_the_visit_that_is_over_left_a_sign_off_a_report_and_a_mentor(played):
    (sign_off,) = SignOff.objects.all()
    assert (sign_off.days_attended, len(sign_off.objectives)) == (5, len(WATCHED))
    over = Placement.objects.get(state="closed")
    assert over.report.submitted_at is not None
    assert sorted(over.ratings.values_list("side", flat=True)) == ["host", "trainee"]
    assert list(over.follow_ups.values_list("months", flat=True)) == [3, 6, 12]
    assert over.mentorships.get().mentor_agreed_at is not None
    assert list(over.funding.values_list("payee", "step", "state")) == [
        ("host", 1, "released"),
        ("host", 2, "released"),
        ("visitor", 1, "paid"),
        ("visitor", 2, "paid"),
    ]


def test_a_second_call_is_open_with_every_host(played):
    call = Call.objects.get(key="next")
    assert call.opens_on <= TODAY.date() <= call.closes_on
    countries = call.windows.values_list("opening__centre__country", flat=True)
    assert sorted(countries) == ["DE", "FR", "IT"]
    assert api.has_calls() is True


# --- every page that somebody can reach ---


def opened(client: Client, starts: list[str]) -> dict[str, int]:
    """Follow every link into observerships from where somebody begins; states by address."""
    found: dict[str, int] = {}
    waiting = list(starts)
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        response = client.get(path)
        found[path] = response.status_code
        if "html" in response.headers.get("Content-Type", ""):
            waiting += LINK.findall(response.content.decode())
    return found


@pytest.mark.parametrize(
    ("whose", "least"), [("coordinator", 40), ("committee", 6), ("hosts", 25), ("trainees", 16)]
)
def test_every_page_that_a_person_of_the_pilot_can_reach_opens(
    played, whose, least, monkeypatch, settings
):
    set_day(monkeypatch, settings, f"{TODAY:%Y-%m-%d}")
    given = getattr(played, whose)
    for each in given if isinstance(given, tuple) else (given,):
        person = getattr(each, "supervisor", getattr(each, "professional", each))
        client = strong_sign_in(Client(), getattr(person, "user", person))
        starts = ["/observership/", *STARTS[whose]]
        if whose == "hosts":
            starts.append(f"/centre/{each.centre.public_id}/observerships/")
        states = opened(client, starts)
        assert {path: state for path, state in states.items() if state not in (200, 302)} == {}
        assert len(states) >= least, sorted(states)
