"""The office's pages: calls, applications, committee and order, for coordinators alone."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from observership.domain.lifecycle import ApplicationState
from observership.models import Call, CommitteeMember, CommitteeReview, PriorityOrder
from tests.factories import EPOCH, make_user
from tests.observership_factories import make_application, make_call, make_window
from tests.people.sign_in import strong_sign_in

TODAY = date(2026, 11, 22)


@pytest.fixture
def closed(db) -> Call:
    """A call that closed last week."""
    today = timezone.localdate()
    return make_call(
        key="pilot",
        title="Fictional pilot",
        opens_on=today - timedelta(days=60),
        closes_on=today - timedelta(days=7),
        publish_on=today + timedelta(days=30),
        visits_from=today + timedelta(days=60),
        visits_until=today + timedelta(days=160),
        priority={"bands": [4.0], "seed": "fictional"},
    )


@pytest.fixture
def application(closed):
    return make_application(
        closed,
        ApplicationState.ELIGIBLE,
        number="pilot-001",
        sections={"me": {"motivation": "We begin <b>next</b> year."}},
    )


def _address(name: str, application=None) -> str:
    base = "/placements/calls/"
    return {
        "calls": base,
        "new": f"{base}new/",
        "call": f"{base}pilot/",
        "change": f"{base}pilot/change/",
        "applications": f"{base}pilot/applications/",
        "application": f"{base}pilot/applications/{application and application.public_id}/",
        "committee": f"{base}pilot/committee/",
        "order": f"{base}pilot/order/",
    }[name]


PAGES = ("calls", "new", "call", "change", "applications", "application", "committee", "order")


@pytest.mark.parametrize("name", PAGES)
def test_a_coordinator_reads_every_page(office, application, name):
    response = office.get(_address(name, application))
    assert response.status_code == 200
    assert response.content.count(b"<h1") == 1


@pytest.mark.parametrize("name", PAGES)
def test_for_anybody_else_there_is_nothing(client, application, name):
    stranger = strong_sign_in(client, make_user(is_staff=True))
    assert stranger.get(_address(name, application)).status_code == 404
    assert Client().get(_address(name, application)).status_code == 302


def test_an_empty_office_leads_to_a_first_call(office):
    assert b"Write down the first call" in office.get("/placements/calls/").content


def _typed(**fields) -> dict:
    today = timezone.localdate()
    days = {
        "opens_on": 10,
        "closes_on": 40,
        "publish_on": 70,
        "visits_from": 90,
        "visits_until": 200,
    }
    return {
        "title": "Fictional call",
        "key": "second",
        **{name: (today + timedelta(days=number)).isoformat() for name, number in days.items()},
        "roles": ["PHY"],
        "days_min": 5, "days_max": 14, "visitor_amount": 2000, "host_amount": 1000,
        "currency": "EUR", "first_step_percent": 50, "answer_days": 7,
        "criterion_1": "Need", "weight_1": 2, "criterion_3": "Plan",
        "emerging_max": 20, "level": "B2", "months_between": 24, "letter": "on",
        "bands": "3; 4", "seed": "fictional seed",
        **fields,
    }  # fmt: skip


def test_a_call_is_written_down(office):
    response = office.post("/placements/calls/new/", _typed())
    assert response["Location"] == "/placements/calls/second/"
    call = Call.objects.get()
    assert call.criteria == [
        {"key": "need", "title": "Need", "weight": 2},
        {"key": "plan", "title": "Plan", "weight": 1},
    ]
    assert call.priority == {"bands": [4.0, 3.0], "seed": "fictional seed"}
    assert call.eligibility == {
        "emerging_max": 20, "level": "B2", "languages": [], "letter": True, "months_between": 24,
    }  # fmt: skip


def test_a_call_names_the_languages_that_count(office):
    office.post("/placements/calls/new/", _typed(languages=["en", "fr"]))
    assert Call.objects.get().eligibility["languages"] == ["en", "fr"]
    page = office.get("/placements/calls/second/change/").content.decode()
    assert re.findall(r'name="languages" value="(\w+)"[^>]* checked', page) == ["en", "fr"]


def test_the_languages_of_an_open_call_stay(office, closed):
    closed.eligibility = {"languages": ["en"]}
    closed.save()
    days = ("opens_on", "closes_on", "publish_on", "visits_from", "visits_until")
    kept = {name: getattr(closed, name).isoformat() for name in days}
    office.post(_address("change"), _typed(title="Renamed", languages=["fr"], **kept))
    closed.refresh_from_db()
    assert (closed.title, closed.eligibility) == ("Renamed", {"languages": ["en"]})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": ""}, "Enter a title."),
        ({"closes_on": "2020-01-01"}, "This day must come after the one before it."),
        ({"bands": "9"}, "Enter scores over 1 and up to 5"),
        ({"bands": "nan"}, "Enter scores over 1 and up to 5"),
        ({"days_max": 2}, "The longest visit is shorter than the shortest."),
        ({"criterion_2": "need"}, "Two criteria have the same name."),
        ({"key": "new"}, "Choose another short name."),
        ({"key": "pilot"}, "Another call has this short name."),
    ],
)
def test_what_does_not_fit_is_said_and_kept(office, closed, fields, said):
    response = office.post("/placements/calls/new/", _typed(**fields))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert "fictional seed" in response.content.decode()
    assert Call.objects.count() == 1


def test_a_call_is_changed_before_it_opens(office):
    office.post("/placements/calls/new/", _typed())
    response = office.post("/placements/calls/second/change/", _typed(visitor_amount=2500))
    assert response["Location"] == "/placements/calls/second/"
    assert Call.objects.get().visitor_amount == 2500


def test_what_is_frozen_is_shown_and_not_taken(office, closed):
    page = office.get(_address("change")).content.decode()
    assert page.count("The call has closed. What is grey stays as it is.") == 1
    response = office.post(_address("change"), _typed(title="Renamed", visitor_amount=1))
    assert response.status_code in (302, 422)
    closed.refresh_from_db()
    assert closed.visitor_amount == 2000


def test_a_title_changes_after_the_call_closed(office, closed):
    days = ("opens_on", "closes_on", "publish_on", "visits_from", "visits_until")
    kept = {name: getattr(closed, name).isoformat() for name in days}
    assert office.post(_address("change"), _typed(title="Renamed", **kept)).status_code == 302
    closed.refresh_from_db()
    assert closed.title == "Renamed"
    assert closed.eligibility == {}


def test_a_call_ends_with_a_reason(office, closed):
    assert office.post("/placements/calls/pilot/end/", {"reason": ""}).status_code == 422
    office.post("/placements/calls/pilot/end/", {"reason": "No hosts."})
    closed.refresh_from_db()
    assert closed.ended_at is not None


def test_the_call_says_what_is_next(office, closed, application):
    make_window(closed, starts_on=closed.visits_from, ends_on=closed.visits_until)
    page = office.get(_address("call")).content.decode()
    assert "Name the committee that reads the applications." in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"pilot-001", "pilot-002"}),
        ("?state=eligible", {"pilot-001"}),
        ("?country=PL", {"pilot-002"}),
        ("?number=002", {"pilot-002"}),
        ("?country=XX", {"pilot-001", "pilot-002"}),
        ("?state=placed", set()),
    ],
)
def test_applications_are_found(office, closed, application, query, found):
    make_application(closed, ApplicationState.SUBMITTED, number="pilot-002", country="PL")
    make_application(closed, ApplicationState.DRAFT)
    page = office.get(_address("applications") + query)
    assert {each.number for each in page.context["page"]} == found


def test_typed_text_is_shown_as_text(office, application):
    page = office.get(_address("application", application)).content.decode()
    assert "We begin &lt;b&gt;next&lt;/b&gt; year." in page


def test_eligibility_is_set_aside_with_a_note(office, application):
    address = _address("application", application)
    assert office.post(address, {"to": "ineligible", "note": ""}).status_code == 422
    office.post(address, {"to": "ineligible", "note": "The centre is larger than it said."})
    application.refresh_from_db()
    assert application.state == ApplicationState.INELIGIBLE
    assert application.events.get().note == "The centre is larger than it said."


def test_a_decision_that_is_not_offered_is_refused(office, application):
    address = _address("application", application)
    assert office.post(address, {"to": "placed", "note": "Why not."}).status_code == 422


def test_an_application_of_another_call_is_not_here(office, application):
    make_call(key="other")
    address = f"/placements/calls/other/applications/{application.public_id}/"
    assert office.get(address).status_code == 404


def test_the_committee_is_named_and_shares_out(office, application):
    for number in range(3):
        make_user(email=f"reader{number}@example.org")
        office.post(_address("committee"), {"email": f"reader{number}@example.org"})
    assert office.post(_address("committee"), {"email": "nobody@example.org"}).status_code == 422
    office.post("/placements/calls/pilot/committee/share/", {"each": 2})
    assert application.reviews.count() == 2
    member = CommitteeMember.objects.exclude(user__in=application.reviews.values("reviewer")).get()
    office.post(f"{_address('application', application)}give/", {"member": member.pk})
    assert application.reviews.count() == 3
    review = application.reviews.get(reviewer=member.user)
    office.post(f"/placements/calls/pilot/reviews/{review.public_id}/take/")
    office.post(f"/placements/calls/pilot/committee/{member.pk}/leave/")
    assert application.reviews.count() == 2
    assert CommitteeMember.objects.filter(left_at=None).count() == 2


def test_the_order_is_fixed_with_a_reason_for_what_is_missing(office, application):
    assert office.post(_address("order"), {"sure": "on"}).status_code == 422
    office.post(_address("order"), {"sure": "on", "without_reviews": "No time was left."})
    assert PriorityOrder.objects.get().numbers == ["pilot-001"]
    page = office.get(_address("order")).content.decode()
    assert "No time was left." in page
    assert office.get(_address("committee")).status_code == 200
    assert office.get(_address("application", application)).status_code == 200


LISTS = ("calls", "applications", "committee", "order")


def _fill(boss, count: int) -> None:
    """Calls with applications that are read by members."""
    for number in range(count):
        key = "pilot" if not Call.objects.exists() else f"more-{Call.objects.count()}-{number}"
        make_call(key=key)
    for call in Call.objects.all():
        for _ in range(count):
            CommitteeReview.objects.create(
                application=make_application(call, ApplicationState.ELIGIBLE),
                reviewer=make_user(),
                assigned_at=EPOCH,
            )
            CommitteeMember.objects.create(
                call=call, user=make_user(), named_by=boss, named_at=EPOCH
            )


def test_lists_ask_the_same_for_any_number(office, boss, django_assert_max_num_queries):
    asked = {}
    for count in (1, 3, 10):
        _fill(boss, count)
        for name in LISTS:
            office.get(_address(name))
            with django_assert_max_num_queries(15) as queries:
                office.get(_address(name))
            asked.setdefault(name, []).append(len(queries))
    assert {name: len(set(numbers)) for name, numbers in asked.items()} == dict.fromkeys(LISTS, 1)
