"""Pages of a placement: who reads what, who writes, and what is said when it does not fit."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from observership.domain.codes import Side
from observership.domain.lifecycle import PlacementState
from observership.domain.sign_off import Attestation, Attested
from observership.models import AccessNeeds, Agreement
from observership.queries.agreements import content_of, newest_agreement, signatures_of
from observership.services.agreements import Author
from observership.services.changes import Incident, report_incident
from observership.services.closing import close_as_it_stands
from observership.services.placement_moves import move_placement
from observership.services.sign_off import sign_off_placement
from tests.factories import make_user
from tests.observership_factories import at, make_supervisor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PAGES = ("placement", "agreement", "placement_tasks", "placement_funding", "placement_change")
CHANGES = ("dates", "cancel", "supervisor", "incident")
SIDES = ("trainee", "host", "coordinator")


@pytest.mark.parametrize("name", PAGES)
def test_each_side_reads_and_a_stranger_finds_nothing(world, name):
    url = world.url(name)
    assert [world.client(side).get(url).status_code for side in SIDES] == [200, 200, 200]
    stranger = Client()
    stranger.force_login(make_user())
    assert (stranger.get(url).status_code, Client().get(url).status_code) == (404, 302)


@pytest.mark.parametrize("kind", CHANGES)
def test_each_change_has_its_page(world, kind):
    asked = world.client("host").get(world.url("placement_change_form", kind))
    assert asked.status_code == 200


def test_a_trainee_names_no_supervisor(world):
    url = world.url("placement_change_form", "supervisor")
    assert world.client("trainee").get(url).status_code == 404


def test_the_next_step_and_whose_it_is_stand_on_the_page(world):
    words = world.client("trainee").get(world.url("placement")).content.decode()
    assert "Sign the agreement" in words
    assert "by 11 May 2026" in words
    assert "The home department signs." in words


def test_the_address_of_the_host_is_for_trainee_and_host(world):
    mail = world.placement.supervisor.user.email
    seen = [
        mail in world.client(side).get(world.url("placement")).content.decode() for side in SIDES
    ]
    assert seen == [True, True, False]


def test_the_address_of_the_head_is_not_for_the_host(world):
    seen = [
        "head@home.example.org" in world.client(side).get(world.url("placement")).content.decode()
        for side in SIDES
    ]
    assert seen == [True, False, True]


def test_an_incident_is_read_by_its_writer_and_coordinators(world):
    report_incident(
        placement=world.placement,
        kind=Incident.CONDUCT,
        words="Somebody shouted in the corridor.",
        reporter=Author(world.placement.trainee.user, Side.TRAINEE, ""),
        at=at("2026-05-07"),
    )
    seen = [
        "shouted" in world.client(side).get(world.url("placement")).content.decode()
        for side in SIDES
    ]
    assert seen == [True, False, True]


def _hash(world):
    return newest_agreement(world.placement).content_hash


def test_both_ends_sign_in_their_accounts(world):
    for side in ("trainee", "host"):
        sent = {"content_hash": _hash(world), "read": "on"}
        answer = world.client(side).post(world.url("agreement_sign"), sent)
        assert answer.status_code == 302
    assert set(signatures_of(newest_agreement(world.placement))) == {"trainee", "host"}


def test_nobody_signs_without_having_read(world):
    answer = world.client("trainee").post(
        world.url("agreement_sign"), {"content_hash": _hash(world)}
    )
    assert answer.status_code == 422
    assert "Tick that you read and agree." in answer.content.decode()


def test_a_coordinator_signs_nothing(world):
    sent = {"content_hash": _hash(world), "read": "on"}
    answer = world.client("coordinator").post(world.url("agreement_sign"), sent)
    assert answer.status_code == 403


def test_an_old_sign_in_is_asked_again_before_signing(world, settings):
    settings.EXAM_RECENT_SIGN_IN_HOURS = -1_000_000
    sent = {"content_hash": _hash(world), "read": "on"}
    answer = world.client("trainee").post(world.url("agreement_sign"), sent)
    assert "/accounts/reauthenticate/" in answer["Location"]
    assert signatures_of(newest_agreement(world.placement)) == {}


def test_who_read_an_older_version_is_told(world):
    sent = {"content_hash": "0" * 64, "read": "on"}
    answer = world.client("trainee").post(world.url("agreement_sign"), sent, follow=True)
    assert "There is a newer version." in answer.content.decode()


def test_a_new_version_is_made_on_its_page(world):
    key = world.placement.opening.objectives.order_by("key").first().key
    sent = {
        "objectives": [key],
        "rules": "Nine is fine.",
        "why": "Trains are late.",
        "content_hash": _hash(world),
    }
    answer = world.client("trainee").post(world.url("agreement_edit"), sent)
    assert answer.status_code == 302
    newest = newest_agreement(world.placement)
    assert (newest.version, newest.why) == (2, "Trains are late.")
    assert content_of(newest)["rules"] == "Nine is fine."


def test_a_version_without_objectives_is_said_at_the_field(world):
    answer = world.client("trainee").post(world.url("agreement_edit"), {"why": "No."})
    assert (answer.status_code, Agreement.objects.count()) == (422, 1)
    assert "Choose at least one objective." in answer.content.decode()


def test_a_line_is_ticked_by_its_side_only(world):
    task = world.placement.tasks.get(side="trainee", key="travel_booked")
    url = world.url("placement_task", task.public_id)
    assert world.client("host").post(url, {"do": "done"}).status_code == 404
    assert world.client("trainee").post(url, {"do": "done"}).status_code == 302
    task.refresh_from_db()
    assert task.done_by == world.placement.trainee.user


def test_an_own_line_comes_and_goes(world):
    client = world.client("host")
    client.post(world.url("placement_task_add"), {"label": "Order a white coat"})
    task = world.placement.tasks.get(label="Order a white coat")
    client.post(world.url("placement_task", task.public_id), {"do": "remove"})
    assert world.placement.tasks.filter(label="Order a white coat").count() == 0


def test_needs_are_kept_with_consent_and_read_by_both_ends_only(world):
    client, url = world.client("trainee"), world.url("placement_needs")
    assert client.post(url, {"text": "Gluten-free"}).status_code == 422
    client.post(url, {"text": "Gluten-free", "consent": "on"})
    seen = [
        "Gluten-free" in world.client(side).get(world.url("placement_tasks")).content.decode()
        for side in SIDES
    ]
    assert seen == [True, True, False]
    client.post(url, {"do": "delete"})
    assert AccessNeeds.objects.count() == 0


def test_coordinators_move_money_and_the_ends_read_it(world):
    step = world.placement.funding.get(payee="visitor", step=1)
    url = world.url("placement_payment", step.public_id)
    assert world.client("trainee").get(url).status_code == 403
    answer = world.client("coordinator").post(url, {"to": "released"}, follow=True)
    assert "Too early" in answer.content.decode()
    answer = world.client("coordinator").post(url, {"to": "withheld"})
    assert answer.status_code == 422
    answer = world.client("coordinator").post(
        url, {"to": "withheld", "note": "DE89 3704 0044 0532 0130 00"}
    )
    assert "We keep none." in answer.content.decode()
    world.client("coordinator").post(url, {"to": "withheld", "note": "Waits for papers."})
    shown = world.client("trainee").get(world.url("placement_funding")).content.decode()
    assert "Waits for papers." in shown


def test_days_that_do_not_fit_are_said_at_the_field(world):
    sent = {"first": "2026-06-01", "last": "2026-06-30", "why": "Longer."}
    answer = world.client("host").post(world.url("placement_change_form", "dates"), sent)
    assert answer.status_code == 422
    assert "The host receives visitors on other days only." in answer.content.decode()


def test_a_trainee_cancels_and_stays_in_the_call(world):
    sent = {"reason": "Ill.", "after": "stay"}
    answer = world.client("trainee").post(world.url("placement_change_form", "cancel"), sent)
    assert answer.status_code == 302
    assert (world.fresh().state, world.fresh().application.state) == ("cancelled", "eligible")


def _be(world, state):
    """The visit is agreed, and in this state on its first day."""
    for step in (PlacementState.AGREED, state):
        move_placement(placement=world.placement, to=step, at=at("2026-06-01"))


def test_a_change_that_came_too_late_keeps_what_was_typed(world):
    client, url = world.client("host"), world.url("placement_change_form", "cancel")
    move_placement(placement=world.placement, to=PlacementState.CANCELLED, at=at("2026-05-07"))
    answer = client.post(url, {"reason": "The ward is being rebuilt.", "after": "stay"})
    words = answer.content.decode()
    assert answer.status_code == 409
    assert "The placement moved on meanwhile. Nothing was saved." in words
    assert "The ward is being rebuilt." in words
    assert client.get(url).status_code == 404


def test_under_way_only_a_coordinator_extends_and_says_that_all_agreed(world, today):
    _be(world, PlacementState.UNDERWAY)
    today("2026-06-03")
    url, sent = world.url("placement_change_form", "dates"), {"last": "2026-06-08", "why": "More."}
    told = world.client("host").post(url, {**sent, "all_agreed": "on"})
    assert told.status_code == 422
    assert "Ask the coordinators to extend a visit that has begun." in told.content.decode()
    office = world.client("coordinator")
    assert "Ask all three first, then tick it." in office.post(url, sent).content.decode()
    assert office.post(url, {**sent, "all_agreed": "on"}).status_code == 302
    assert world.fresh().ends_on == date(2026, 6, 8)


def test_a_visit_that_is_signed_off_says_at_the_form_what_to_do(world, today):
    _be(world, PlacementState.UNDERWAY)
    today("2026-06-05")
    sign_off_placement(
        placement=world.placement,
        supervisor=world.placement.supervisor,
        attestation=Attestation(frozenset(Attested), 5),
        at=at("2026-06-05"),
    )
    client = world.client("host")
    cancelled = {"reason": "Ill.", "attended": "5"}
    for kind, sent in (("cancel", cancelled), ("dates", {"last": "2026-06-06", "why": "More."})):
        answer = client.post(world.url("placement_change_form", kind), sent)
        assert answer.status_code == 422
        assert "Ask a coordinator to withdraw the sign-off first." in answer.content.decode()


def test_paying_for_a_visit_without_a_report_asks_why(world):
    for state in (PlacementState.AGREED, PlacementState.UNDERWAY, PlacementState.REPORTING):
        move_placement(placement=world.placement, to=state, at=at("2026-05-07"))
    office = world.coordinator
    close_as_it_stands(placement=world.placement, by=office, reason="Left.", at=at("2026-05-07"))
    step = world.placement.funding.get(payee="host", step=2)
    client, url = world.client("coordinator"), world.url("placement_payment", step.public_id)
    answer = client.post(url, {"to": "released"})
    assert (answer.status_code, "Say why." in answer.content.decode()) == (422, True)
    assert client.post(url, {"to": "released", "note": "It kept its part."}).status_code == 302
    step.refresh_from_db()
    assert (step.state, step.note) == ("released", "It kept its part.")


def test_another_supervisor_is_named_by_the_host(world):
    after = make_supervisor(world.placement.host)
    sent = {"supervisor": str(after.public_id), "why": "On leave."}
    world.client("host").post(world.url("placement_change_form", "supervisor"), sent)
    assert world.fresh().supervisor == after


def test_words_about_a_patient_are_asked_about_before_they_are_kept(world):
    sent = {"kind": "data", "words": "Patient Novakova, born 3.4.1961, was named aloud."}
    url = world.url("placement_change_form", "incident")
    answer = world.client("trainee").post(url, sent)
    assert answer.status_code == 422
    assert world.placement.events.filter(kind="incident").count() == 0
    world.client("trainee").post(url, {**sent, "not_a_patient": "on"})
    assert world.placement.events.filter(kind="incident").count() == 1


def test_a_page_costs_as_much_with_a_long_history(world):
    client, url = world.client("trainee"), world.url("placement")
    client.get(url)
    counts = []
    for number in (1, 40):
        for _each in range(number):
            world.placement.events.create(kind="link_sent", at=at("2026-05-07"))
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]
