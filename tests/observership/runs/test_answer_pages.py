"""Pages on which trainee and host read why, and answer."""

import pytest
from django.test import Client

from observership.domain.codes import Side
from observership.models import HostPreference, Match, Placement
from observership.services.answers import decline_match
from observership.services.reruns import rerun_call
from tests.factories import EPOCH
from tests.observership.runs.conftest import keep
from tests.observership.runs.reading import (
    browser,
    desk,
    host,
    offer,
    questions,
    reasons,
    shown_offer,
    stop_clock,
    text_of,
    trainee,
)
from tests.observership_factories import (
    at,
    make_application,
    make_call,
    make_opening,
    make_placement,
    make_trainee,
)

pytestmark = pytest.mark.django_db


def test_an_offer_says_where_when_why_and_until_when(published):
    shown = shown_offer(published.applications[0])
    assert "A place for you: Lyon" in shown
    assert "between 1 June 2026 and 14 June 2026" in shown
    assert (
        "You can answer until 11 May 2026, 23:59 Brussels time. That is 7 days from now." in shown
    )
    assert "Wish number 1. Language in common: English." in shown
    assert "Lower on the list Ranked lower than the place above." in shown


def test_an_offer_says_what_the_host_offers_and_asks(published):
    opening = published.applications[0].matches.get().window.opening
    opening.house_rules, opening.paperwork = "Be there at eight.", ["insurance"]
    opening.save()
    shown = shown_offer(published.applications[0])
    assert "Asked for before the first day Proof of insurance House rules Be there at" in shown


def test_an_offer_says_why_not_the_place_that_was_wanted_more(published):
    shown = shown_offer(published.applications[1])
    assert "A place for you: Bonn" in shown
    assert "Full Wish number 1. 1 applicant ranked higher is placed here." in shown


GROUNDS = {
    "Rennes": {"languages": [{"code": "fr", "level": "B2"}]},
    "Kinderhaus": {"setting": "paediatric"},
    "Nurses": {"roles": ["NUR"]},
}


@pytest.fixture
def turned_away(market, monkeypatch):
    """An applicant for whom nothing is left, each place on another ground."""
    stage = market()
    stop_clock(monkeypatch, stage.at)
    third = stage.applications[2]
    third.languages = [{"code": "en", "level": "C1"}, {"code": "fr", "level": "A2"}]
    third.save()
    for name, fields in GROUNDS.items():
        stage.window(opening=make_opening(department=name, **fields))
    stage.window(
        opening=make_opening(department="Late"), starts_on="2026-09-01", ends_on="2026-09-14"
    )
    refusing = stage.window(opening=make_opening(department="Refusing"))
    ruled = stage.window(opening=make_opening(department="Ruled"))
    HostPreference.objects.create(
        opening=refusing.opening, application=third, refused=True, reason="A secret of ours.",
        by=stage.coordinator, at=EPOCH,
    )  # fmt: skip
    stage.publish(stage.run(forbids=[keep(third, ruled, "A tie is known.")]))
    return third


def test_every_ground_against_a_place_is_told_in_words(turned_away):
    shown = text_of(trainee(turned_away).get(reasons(turned_away)))
    assert "There is no place for you at the moment" in shown
    assert "Language: French B2 is needed; the application says French A2." in shown
    assert "Patients: Children and adolescents there, Adults in the application." in shown
    assert "Role: this department does not receive this role: Treating physician." in shown
    assert "Dates: no 5 days in a row in common." in shown
    assert "The host said that it cannot receive this applicant." in shown
    assert "secret" not in shown
    assert "Ruled out The coordinators ruled it out. Reason: A tie is known." in shown
    assert shown.count("1 applicant ranked higher is placed here.") == 2


def test_before_publication_there_are_no_reasons(market, monkeypatch):
    stage = market()
    stop_clock(monkeypatch, stage.at)
    stage.run()
    first = stage.applications[0]
    shown = text_of(trainee(first).get(reasons(first)))
    assert "Places of this call are announced on 4 May 2026." in shown


def test_offers_and_reasons_are_for_their_applicant_alone(published):
    first, second, third = published.applications
    match = published.offer(first)
    for other in (trainee(second), browser(published.coordinator)):
        assert other.get(offer(match)).status_code == 404
        assert other.post(offer(match, "accept/")).status_code == 404
        assert other.post(offer(match, "decline/")).status_code == 404
        assert other.get(reasons(third if other is None else first)).status_code == 404
    assert Client().get(offer(match)).status_code == 302


@pytest.mark.parametrize("rest", ["accept/", "decline/"])
def test_looking_at_an_address_answers_nothing(published, rest):
    match = published.offer(published.applications[0])
    assert trainee(match.application).get(offer(match, rest)).status_code == 405
    assert host(match).get(desk(match, rest)).status_code == 405


def test_both_say_yes_and_land_at_the_placement(published):
    first = published.applications[0]
    match = published.offer(first)
    client = trainee(first)
    assert client.post(offer(match, "accept/"))["Location"] == offer(match)
    shown = text_of(client.get(offer(match)))
    assert "You accepted. The other side still answers." in shown
    assert "Accept this place" not in shown
    response = host(match).post(desk(match, "accept/"))
    placement = Placement.objects.get()
    assert response["Location"] == f"/observership/placements/{placement.public_id}/"
    assert "Both sides accepted" in text_of(client.get(offer(match)))


def test_a_no_needs_a_reason_and_keeps_what_was_typed(published):
    first = published.applications[0]
    match = published.offer(first)
    response = trainee(first).post(offer(match, "decline/"), {"reason": "My leave was cut."})
    assert response.status_code == 422
    assert "Say whether you stay in the call." in text_of(response)
    assert "My leave was cut." in text_of(response)
    assert Match.objects.get(pk=match.pk).state == "proposed"


@pytest.mark.parametrize(("then", "state"), [("stay", "eligible"), ("leave", "withdrawn")])
def test_a_no_keeps_or_ends_the_application(published, then, state):
    first = published.applications[0]
    match = published.offer(first)
    sent = {"reason": "My leave was cut.", "then": then}
    response = trainee(first).post(offer(match, "decline/"), sent)
    first.refresh_from_db()
    assert first.state == state
    lands = reasons(first) if then == "stay" else "/observership/"
    assert response["Location"] == lands
    assert "You declined." in text_of(trainee(first).get(offer(match)))


def test_after_a_no_and_a_rerun_the_reasons_say_so(published):
    first, second, _third = published.applications
    published.accept(second, Side.HOST)
    match = published.offer(first)
    decline_match(
        match=match, side=Side.HOST, by=published.coordinator, reason="No.", stay=True,
        at=published.at,
    )  # fmt: skip
    rerun_call(call_id=published.call.pk, at=published.at)
    shown = text_of(trainee(first).get(reasons(first)))
    assert "Ruled out It was offered before, and nothing came of it." in shown
    assert "Full Wish number 2. 1 place is accepted already." in shown
    shown = text_of(trainee(first).get(offer(match)))
    assert "This offer is closed The other side declined." in shown


def test_an_answer_after_the_deadline_changes_nothing(published, monkeypatch):
    match = published.offer(published.applications[0])
    published.at = match.answer_by
    stop_clock(monkeypatch, published.later(seconds=1))
    client = trainee(match.application)
    client.post(offer(match, "accept/"))
    shown = text_of(client.get(offer(match)))
    assert "The time to answer is over." in shown
    assert "Accept this place" not in shown
    assert Match.objects.get(pk=match.pk).trainee_accepted_at is None


def test_a_place_that_is_taken_is_told_and_nothing_is_half_written(published):
    first, second, _third = published.applications
    published.accept(first)
    match = published.offer(second)
    match.window = published.offer(first).window
    match.save()
    published.accept(second, Side.HOST)
    response = trainee(second).post(offer(match, "accept/"), follow=True)
    assert "All places of these dates are taken." in text_of(response)
    match.refresh_from_db()
    assert (match.state, match.trainee_accepted_at) == ("proposed", None)


def test_another_visit_on_these_days_is_told_with_what_to_do(published):
    first = published.applications[0]
    elsewhere = make_application(make_call(), "placed", trainee=first.trainee)
    make_placement(elsewhere.call, application=elsewhere)
    match = published.offer(first)
    shown = text_of(trainee(first).post(offer(match, "accept/"), follow=True))
    assert (
        "You have another visit on these days. Move or cancel that one first, or decline this one."
    ) in shown
    shown = text_of(host(match).post(desk(match, "accept/"), follow=True))
    assert "The applicant has another visit on these days. Suggest other days, or decline." in shown


def test_an_offer_without_days_that_are_left_says_so(published):
    match = published.offer(published.applications[0])
    Match.objects.update(answer_by=at("2026-06-10"))
    for client, accept in (
        (trainee(match.application), offer(match, "accept/")),
        (host(match), desk(match, "accept/")),
    ):
        shown = text_of(client.post(accept, follow=True))
        assert (
            "No days of this offer are left. Decline it: then we look for another place." in shown
        )
    assert Match.objects.get(pk=match.pk).state == "proposed"


def test_a_rule_that_was_set_aside_is_read_by_both(market, monkeypatch):
    stage = market()
    stop_clock(monkeypatch, stage.at)
    german = stage.window(opening=make_opening(languages=[{"code": "de", "level": "B2"}]))
    third = stage.applications[2]
    stage.publish(stage.run(pins=[keep(third, german, "An interpreter comes along.")]))
    match = stage.offer(third)
    for shown in (shown_offer(third), text_of(host(match).get(desk(match)))):
        assert "A rule was set aside" in shown
        assert "An interpreter comes along." in shown


def test_somebody_without_a_profile_sees_no_offer(published):
    match = published.offer(published.applications[0])
    stranger = make_trainee()
    client = Client()
    client.force_login(stranger.user)
    assert client.get(offer(match)).status_code == 404


@pytest.mark.parametrize("kind", ["offer", "reasons", "host"])
def test_pages_ask_the_same_for_any_size(make_round, monkeypatch, kind):
    counted = []
    for size in (1, 3):
        stage = make_round()
        stop_clock(monkeypatch, stage.at)
        for _ in range(size):
            stage.apply(stage.window())
        stage.fix_order()
        stage.publish()
        match = stage.offer(stage.applications[0])
        address, client = {
            "offer": (offer(match), trainee(match.application)),
            "reasons": (reasons(match.application), trainee(match.application)),
            "host": (desk(match), host(match)),
        }[kind]
        counted.append(questions(client, address))
    assert counted[0] == counted[1]
