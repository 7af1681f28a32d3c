"""The applicant's pages: own ones only, plain steps, typed text kept, nothing lost when closed."""

import pytest

from observership.domain.codes import Section
from observership.domain.lifecycle import ApplicationState
from observership.models import Application
from observership.services.application_moves import move_application
from observership.services.applications import submit_application
from observership.services.eligibility import assess_application
from tests.factories import make_learner, make_user
from tests.observership.applications.conftest import OPEN, page_of, read
from tests.observership_factories import (
    at,
    make_application,
    make_call,
    make_match,
    make_placement,
    make_window,
)

AFTER = at("2026-04-02")
MINE = "/observership/"


@pytest.fixture(autouse=True)
def _day(clock):
    """It is the second of February 2026."""


def test_whoever_has_nothing_is_led_to_the_open_calls(jana, world):
    page = jana.get(MINE)
    assert "You have none yet" in read(page)
    assert f"/observership/apply/{world.call.key}/" in page.content.decode()


def test_without_an_open_call_the_next_one_is_named(jana, clock):
    clock.moment = at("2025-11-01")
    assert "Fictional call" in (text := read(jana.get(MINE)))
    assert "opens on 1 January 2026" in text


def test_staff_without_a_profile_see_the_page_and_how_to_get_one(client, world):
    client.force_login(make_user())
    page = client.get(MINE)
    assert "Tell us what you do" in read(page)
    assert f"/observership/apply/{world.call.key}/" not in page.content.decode()
    answer = client.get(f"/observership/apply/{world.call.key}/")
    assert (answer.status_code, answer["Location"]) == (302, "/plan/")


def test_a_visitor_signs_in_and_comes_back_to_the_call(client, world):
    path = f"/observership/apply/{world.call.key}/"
    assert client.get(path)["Location"] == f"/accounts/login/?next={path}"


def test_starting_makes_a_draft_once_and_reading_makes_none(jana, world):
    path = f"/observership/apply/{world.call.key}/"
    assert "fill in what your profile says" in read(jana.get(path))
    assert not Application.objects.exists()
    first = jana.post(path)
    made = Application.objects.get()
    assert first["Location"] == page_of(made)
    assert jana.get(path)["Location"] == page_of(made)
    assert jana.get("/observership/apply/nothing/").status_code == 404


def test_a_closed_call_starts_nothing_and_says_so(jana, world, clock):
    clock.moment = AFTER
    path = f"/observership/apply/{world.call.key}/"
    assert "This call is not open" in read(jana.get(path))
    assert "Nothing was started" in read(jana.post(path, follow=True))
    assert not Application.objects.exists()


def test_an_earlier_application_is_offered_to_start_from(jana, world, whole, clock):
    later = make_call(
        opens_on=AFTER.date(), closes_on=at("2026-05-31").date(),
        publish_on=at("2026-06-30").date(),
        visits_from=at("2026-08-01").date(), visits_until=at("2026-12-31").date(),
    )  # fmt: skip
    clock.moment = AFTER
    path = f"/observership/apply/{later.key}/"
    assert f"Use it for {later.title}" in read(jana.get(page_of(whole)))
    assert f"You wrote an application for {world.call.title}" in read(jana.get(path))
    jana.post(path, {"earlier": "1"})
    assert Application.objects.get(call=later).sections["me"]["motivation"] == "To learn"


def test_the_task_list_says_minutes_states_and_the_deadline_with_its_zone(jana, draft):
    text = read(jana.get(page_of(draft)))
    assert "Submit it by 31 March 2026, 23:59 Brussels time" in text
    assert "0 of 6 sections complete" in text
    assert "About me about 5 minutes Not started" in text
    assert "Where I would rather go about 5 minutes Optional" in text


def test_submitting_names_each_missing_thing_with_a_link_to_its_section(jana, draft):
    answer = jana.post(page_of(draft, "submit/"))
    assert "10 answers are missing" in read(answer, 422)
    page = answer.content.decode()
    for section in Section:
        assert page_of(draft, f"{section}/") in page
    assert Application.objects.get().state == "draft"


def test_a_whole_draft_is_submitted_decided_and_read(jana, whole):
    assert "Everything is there" in read(jana.get(page_of(whole)))
    assert "Submitted." in read(jana.post(page_of(whole, "submit/"), follow=True))
    assess_application(application=whole, at=OPEN)
    text = read(jana.get(page_of(whole)))
    for words in ("Eligible", "Application sample-2026-001", "To learn", "Places are announced"):
        assert words in text
    assert jana.get(page_of(whole, "me/"))["Location"] == page_of(whole)


def test_a_call_that_closes_before_submitting_keeps_the_draft_and_says_so(jana, whole, clock):
    clock.moment = AFTER
    text = read(jana.post(page_of(whole, "submit/"), follow=True))
    assert "This call is closed. Your draft is kept" in text
    assert "Submit application" not in text
    assert Application.objects.get().state == "draft"
    assert "kept for the next call" in read(jana.get(MINE))


def test_reasons_against_are_read_with_what_can_be_done_and_a_correction_begins(jana, whole):
    whole.languages = [{"code": "en", "level": "A2"}]
    whole.save()
    submit_application(application=whole, at=OPEN)
    assess_application(application=whole, at=OPEN)
    text = read(jana.get(page_of(whole)))
    assert "Language Not met No language reaches the level" in text
    assert "Change it while the call is open" in text
    answer = jana.post(page_of(whole, "reopen/"), follow=True)
    assert "It is a draft again" in read(answer)
    states = sorted(Application.objects.values_list("state", flat=True))
    assert states == ["draft", "withdrawn"]


def test_withdrawing_asks_why(jana, whole):
    assert "Say in a few words" in read(jana.post(page_of(whole, "withdraw/"), {}), 422)
    jana.post(page_of(whole, "withdraw/"), {"reason": "A new post"})
    assert Application.objects.get().state == "withdrawn"
    assert "You withdrew this application" in read(jana.get(MINE))


def test_an_offer_is_linked_and_not_withdrawn_from(jana, world):
    application = make_application(world.call, "offered", trainee=world.trainee)
    match = make_match(application, make_window(world.call))
    for path in (MINE, page_of(application)):
        assert f"/observership/matches/{match.public_id}/" in jana.get(path).content.decode()
    assert "withdraw/" not in jana.get(page_of(application)).content.decode()
    answer = jana.post(page_of(application, "withdraw/"), {"reason": "No"}, follow=True)
    assert "Decline or cancel it instead" in read(answer)


def test_what_the_matching_did_is_no_reason_of_the_rules(jana, whole):
    jana.post(page_of(whole, "submit/"))
    assess_application(application=whole, at=OPEN)
    to = ApplicationState.NOT_PLACED
    move_application(application=whole, to=to, at=OPEN, reasons=["matching"])
    assert "Time since the last visit" in read(jana.get(page_of(whole)))


def test_a_placement_is_linked(jana, world):
    application = make_application(world.call, "placed", trainee=world.trainee)
    placement = make_placement(world.call, application=application)
    assert f"/observership/placements/{placement.public_id}/" in jana.get(MINE).content.decode()


def test_everybody_else_finds_nothing(client, world, whole):
    client.force_login(make_learner(make_user()).user)
    for rest in ("", "me/", "letter/", "preferences/", "withdraw/"):
        assert client.get(page_of(whole, rest)).status_code == 404
    for rest in ("submit/", "reopen/", "withdraw/", "letter/resend/"):
        assert client.post(page_of(whole, rest)).status_code == 404
    client.logout()
    assert client.get(page_of(whole)).status_code == 302


def test_what_changes_something_is_only_sent(jana, whole):
    for rest in ("submit/", "reopen/", "letter/resend/"):
        assert jana.get(page_of(whole, rest)).status_code == 405
    assert jana.get(page_of(whole, "nothing/")).status_code == 404


@pytest.mark.parametrize("many", [1, 3, 30])
def test_own_observerships_ask_the_same_few_questions_for_any_number(
    jana, world, many, django_assert_max_num_queries
):
    for _number in range(many):
        make_application(make_call(), "draft", trainee=world.trainee)
        placed = make_application(make_call(), "placed", trainee=world.trainee)
        make_placement(placed.call, application=placed)
    with django_assert_max_num_queries(14):
        jana.get(MINE)
