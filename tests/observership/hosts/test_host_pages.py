"""A host's desk in the browser: who enters, what it shows, what its forms take and refuse."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from observership.models import Opening
from tests.centre_factories import join, make_centre
from tests.factories import make_learner
from tests.observership.hosts.conftest import desk_of
from tests.observership_factories import (
    make_application,
    make_match,
    make_objective,
    make_opening,
    make_placement,
    make_supervisor,
    make_trainee,
    make_window,
)
from tests.people.sign_in import strong_sign_in

pytestmark = pytest.mark.django_db


def opening_form(host, **fields):
    return {
        "department": "Fictional Day Clinic",
        "supervisor": str(host.supervisor.public_id),
        "setting": "adult",
        "roles": ["PHY"],
        "language_1": "en",
        "level_1": "B2",
        "language_2": "fr",
        "level_2": "B1",
        "paperwork": ["insurance"],
        "days": "Ward round: 8 o'clock\n\nApheresis",
        **fields,
    }


# --- who enters ---


@pytest.mark.parametrize("name", ["host", "host_visits", "host_applicants", "opening_new"])
def test_supervisors_and_leads_enter_and_nobody_else(host, lead, name):
    assert host.get(name).status_code == 200
    assert strong_sign_in(Client(), lead.user).get(host.path(name)).status_code == 200
    elsewhere = make_centre()
    for stranger in (join(host.centre), make_learner(), make_supervisor(elsewhere)):
        assert strong_sign_in(Client(), stranger.user).get(host.path(name)).status_code == 404
    assert Client().get(host.path(name)).status_code == 302


def test_another_centres_opening_and_window_are_not_there(host, call):
    other = make_window(call)
    for name, args in (
        ("opening", [other.opening.public_id]),
        ("windows", [other.opening.public_id]),
        ("window", [other.opening.public_id, other.public_id]),
        ("window", [host.opening.public_id, other.public_id]),
        ("host_applicant", [other.opening.public_id, make_application(call).public_id]),
    ):
        assert host.get(name, *args).status_code == 404
    assert host.post("window_close", host.opening.public_id, other.public_id).status_code == 404
    assert host.post("opening_pause", other.opening.public_id).status_code == 404


def test_what_changes_something_is_posted(host):
    for name in ("opening_pause", "windows_copy"):
        assert host.get(name, host.opening.public_id).status_code == 405


def test_supervisors_see_the_desk_alone_and_leads_the_workspace(host, lead):
    mine = host.read("host")
    assert "Evidence packs" not in mine
    theirs = strong_sign_in(Client(), lead.user).get(host.path("host")).content.decode()
    assert "Evidence packs" in theirs
    assert f'href="{host.path("host")}" aria-current="page"' in theirs


def test_supervisors_find_the_desk_among_their_centres(host):
    assert host.path("host") in host.client.get("/centres/").content.decode()


# --- desk ---


def test_a_desk_without_openings_says_what_to_do(host):
    host.opening.delete()
    text = host.read("host")
    assert "Say when you could host" in text
    assert host.path("opening_new") in text
    assert "None has been agreed yet." in text


def test_the_desk_shows_windows_with_what_is_taken(host, call):
    window = make_window(call, host.opening, places=3)
    make_placement(window=window)
    make_match(make_application(call, "offered"), window)
    text = host.read("host")
    assert "3 places, 1 agreed, 1 offered, 1 free" in text
    assert "When you host" in text


def test_windows_that_overlap_are_named(host, call):
    make_window(call, host.opening)
    make_window(call, host.opening, starts_on=date(2026, 6, 10), ends_on=date(2026, 6, 20))
    assert "On 10 June 2026 to 14 June 2026 two windows are open." in host.read("host")


def test_an_offer_leads_to_its_answer_with_a_name(host, call, now):
    trainee = make_trainee(first_name="Tereza", last_name="Traineeova")
    applied = make_application(call, "offered", trainee=trainee)
    made = make_match(applied, make_window(call, host.opening), answer_by=now + timedelta(days=7))
    text = host.read("host")
    assert "Tereza Traineeova" in text
    assert host.path("host_match", made.public_id) in text


def test_an_offer_whose_time_is_over_has_no_name_any_more(host, call):
    trainee = make_trainee(first_name="Tereza", last_name="Traineeova")
    applied = make_application(call, "offered", trainee=trainee)
    made = make_match(applied, make_window(call, host.opening))
    text = host.read("host")
    assert "Time is over" in text
    assert str(applied.number) in text
    assert "Traineeova" not in text + host.read("host_match", made.public_id)


def test_offers_of_other_centres_and_old_ones_are_not_shown(host, call):
    make_match(make_application(call, "offered"), make_window(call))
    make_match(
        make_application(call), make_window(call, host.opening), "declined", declined_by="trainee"
    )
    assert "Proposed visitors" not in host.read("host")


def test_visits_are_listed(host, call):
    placement = make_placement(window=make_window(call, host.opening))
    for name in ("host", "host_visits"):
        text = host.read(name)
        assert f"/observership/placements/{placement.public_id}/" in text
        assert "Being prepared" in text


def test_the_desk_costs_the_same_for_one_and_for_many(host, call):
    make_placement(window=make_window(call, host.opening))
    make_match(make_application(call, "offered"), make_window(call, make_opening(host.centre)))
    host.get("host")
    with CaptureQueriesContext(connection) as few:
        host.get("host")
    for number in range(6):
        opening = make_opening(host.centre, supervisor=host.supervisor)
        days = {"starts_on": date(2026, 7, 1 + number), "ends_on": date(2026, 7, 20)}
        window = make_window(call, opening, places=2, **days)
        make_placement(window=window)
        make_match(make_application(call, "offered"), window)
    with CaptureQueriesContext(connection) as many:
        host.get("host")
    assert len(many) == len(few)


# --- openings ---


def test_a_department_is_described_and_asked_for_dates(host, call):
    goal = make_objective(title="Watch an infusion")
    response = host.post("opening_new", **opening_form(host, objectives=[str(goal.pk)]))
    made = Opening.objects.get(department="Fictional Day Clinic")
    assert response.redirect_chain == [(host.path("windows", made.public_id), 302)]
    assert made.day_plan == [
        {"title": "Ward round", "notes": "8 o'clock"},
        {"title": "Apheresis", "notes": ""},
    ]
    assert made.languages == [{"code": "en", "level": "B2"}, {"code": "fr", "level": "B1"}]
    assert (made.supervisor, list(made.objectives.all())) == (host.supervisor, [goal])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"department": ""}, "Enter the department."),
        ({"roles": []}, "Choose at least one."),
        ({"language_1": "", "level_1": "", "language_2": "", "level_2": ""}, "Name a language"),
        ({"level_1": ""}, "Choose how well visitors must speak it."),
        ({"language_2": "en"}, "You named this language before."),
        ({"supervisor": "00000000-0000-4000-8000-000000000000"}, "Select a valid choice"),
        ({"department": "Fictional Haematology"}, "described this department already"),
        ({"days": "x" * 201}, "One line is too long."),
        ({"days": "day\n" * 21}, "Plan 20 days at the most"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(host, fields, said):
    response = host.post("opening_new", **opening_form(host, house_rules="Bring shoes", **fields))
    text = response.content.decode()
    assert response.status_code == 422
    assert said in text
    assert 'class="error-summary"' in text
    assert "Bring shoes" in text
    assert Opening.objects.count() == 1


def test_a_description_is_changed(host):
    text = host.read("opening", host.opening.public_id)
    assert "Fictional Haematology" in text
    assert "Ward round" in text
    host.post("opening", host.opening.public_id, **opening_form(host))
    host.opening.refresh_from_db()
    assert host.opening.department == "Fictional Day Clinic"


def test_who_left_the_centre_is_replaced_before_anything_is_saved(host, lead):
    host.supervisor.memberships.update(ends_on=date(2026, 1, 20))
    browser = desk_of(host.centre, lead, host.opening)
    response = browser.post("opening", host.opening.public_id, **opening_form(host))
    assert response.status_code == 422
    form = opening_form(host, supervisor=str(lead.public_id))
    browser.post("opening", host.opening.public_id, **form)
    host.opening.refresh_from_db()
    assert host.opening.supervisor == lead


def test_an_opening_is_paused_and_goes_on(host):
    assert (
        "Paused. Nobody new"
        in host.post("opening_pause", host.opening.public_id, answer="pause").content.decode()
    )
    assert "Paused since 1 February 2026" in host.read("host")
    host.post("opening_pause", host.opening.public_id, answer="resume")
    host.opening.refresh_from_db()
    assert host.opening.paused_at is None
