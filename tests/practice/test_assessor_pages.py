"""What an assessor sees and does: choose a colleague and a task, tick, sign by form or script."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from curriculum.models import AssessorEndorsement, Observation
from passport.session_limits import SHARED_KEY
from tests.centre_factories import join, make_centre
from tests.practice.conftest import (
    TICKS,
    browser_of,
    endorse,
    make_task,
    person,
    queries_of,
    words_of,
)

pytestmark = pytest.mark.django_db
ASSESS = "/practice/assess/"
SCRIPT = {"HTTP_ACCEPT": "application/json"}


def page(name: str, observation) -> str:
    return reverse(f"curriculum:{name}", args=[observation.public_id])


@pytest.fixture
def ana(ward, clock):
    return browser_of(ward.ana)


def choosing(ward, learner) -> str:
    return f"{ASSESS}?centre={ward.centre.public_id}&person={learner.public_id}"


# --- choosing ---


def test_colleagues_are_listed_by_name_and_role_only(ward, ana):
    html = ana.get(ASSESS).content.decode()
    assert "Jana Learner" in html
    assert "Ward nurse" in html
    assert ward.jana.user.email not in html
    assert str(ward.ana.public_id) not in html


def test_a_search_finds_parts_of_the_name(ward, ana):
    assert "Jana Learner" in words_of(ana.get(ASSESS, {"q": "lea jan"}))
    words = words_of(ana.get(ASSESS, {"q": "zzz"}))
    assert "Nobody of this name" in words
    assert "Jana" not in words


def test_many_colleagues_come_page_by_page(ward, ana):
    for number in range(30):
        join(ward.centre, person("Somebody", f"Number{number:02}"))
    assert "Page 1 of 2" in words_of(ana.get(ASSESS))
    assert "Number29" in words_of(ana.get(ASSESS, {"page": 2}))


def test_choosing_a_task_opens_it_once(ward, ana, now):
    address = choosing(ward, ward.jana)
    assert "Task ice-score" in words_of(ana.get(address))
    answer = ana.post(address, {"task": "ice-score"})
    opened = Observation.objects.get()
    assert answer["Location"] == page("observation", opened)
    assert (opened.learner, opened.assessor, opened.opened_at) == (ward.jana, ward.ana, now)
    assert ana.post(address, {"task": "ice-score"})["Location"] == answer["Location"]


def test_a_missing_choice_is_said_at_its_field(ward, ana):
    answer = ana.post(choosing(ward, ward.jana), {})
    assert answer.status_code == 422
    assert "Choose a task." in words_of(answer)


def test_only_named_tasks_are_offered(ward, ana):
    make_task("thaw")
    AssessorEndorsement.objects.update(task=ward.task)
    assert "Task thaw" not in words_of(ana.get(choosing(ward, ward.jana)))
    assert ana.post(choosing(ward, ward.jana), {"task": "thaw"}).status_code == 422
    assert not Observation.objects.exists()


def test_a_refusal_is_said_in_words(ward, ana, now):
    ward.sign(ward.open(now), now)
    answer = ana.post(choosing(ward, ward.jana), {"task": "ice-score"})
    assert answer.status_code == 422
    assert "It waits for their confirmation." in words_of(answer)


def test_who_was_not_named_sees_no_colleague(ward, clock):
    words = words_of(browser_of(ward.jana).get(ASSESS))
    assert "You are not named as assessor" in words
    assert "Quinn" not in words


def test_people_and_centres_of_others_do_not_exist_here(ward, ana):
    other = make_centre()
    olga = join(other, person("Olga", "Elsewhere"))
    endorse(other, olga)
    for address in (
        choosing(ward, olga),
        f"{ASSESS}?centre={other.public_id}",
        f"{ASSESS}?centre={other.public_id}&person={olga.public_id}",
        f"{ASSESS}?centre=x",
        f"{ASSESS}?person=x",
    ):
        assert ana.get(address).status_code == 404
        assert ana.post(address, {"task": "ice-score"}).status_code == 404


def test_a_list_of_three_costs_as_much_as_a_list_of_one(ward, ana):
    before = queries_of(ana, ASSESS)
    for number in range(3):
        join(ward.centre, person("Somebody", f"Number{number}"))
    assert queries_of(ana, ASSESS) == before


# --- ticking and signing ---


def test_the_page_marks_what_must_be_seen_in_words(ward, ana, now):
    html = ana.get(page("observation", ward.open(now))).content.decode()
    assert html.count("data-critical") == 2
    assert html.count("Must be seen") == 2
    assert html.count('type="checkbox"') == 3
    assert "data-shared" not in html


def test_a_shared_computer_is_told_to_the_script(ward, ana, now):
    session = ana.session
    session[SHARED_KEY] = True
    session.save()
    assert "data-shared" in ana.get(page("observation", ward.open(now))).content.decode()


def test_signing_by_form_waits_for_the_learner(ward, ana, now):
    opened = ward.open(now)
    answer = ana.post(page("sign", opened), {"ticks": TICKS}, follow=True)
    assert "Waits for Jana Learner to confirm" in words_of(answer)
    opened.refresh_from_db()
    assert (opened.signed_at, opened.received_at) == (now, now)


def test_a_missing_step_is_named_and_the_ticks_are_kept(ward, ana, now):
    opened = ward.open(now)
    answer = ana.post(page("sign", opened), {"ticks": ["add"]})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#step-ask">' in html
    assert '<a href="#step-add">' not in html
    assert html.count(" checked") == 1
    opened.refresh_from_db()
    assert opened.signed_at is None


def test_a_script_hears_the_same_answer_twice(ward, ana, clock, now):
    opened = ward.open(now)
    clock.at = now + timedelta(hours=2)
    said = {"ticks": TICKS, "signed_at": "2026-11-21T09:05:00.250Z"}
    first = ana.post(page("sign", opened), said, **SCRIPT)
    clock.at = now + timedelta(hours=3)
    again = ana.post(page("sign", opened), {**said, "ticks": ["ask", "add", "say"]}, **SCRIPT)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert first.json()["message"] == "Signed. Jana Learner confirms in the own account."
    opened.refresh_from_db()
    assert opened.signed_at == datetime.fromisoformat("2026-11-21T09:05:00.250+00:00")
    assert opened.received_at == now + timedelta(hours=2)
    assert opened.ticks == TICKS


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        ({"ticks": ["ask"]}, 422, "Tick every step"),
        ({"ticks": ["ask", "x"]}, 422, "does not fit this task"),
        ({"ticks": TICKS, "signed_at": "soon"}, 422, "does not fit this task"),
        ({"ticks": TICKS, "signed_at": "2026-11-21T08:59:00Z"}, 422, "before the task was opened"),
        ({"ticks": TICKS, "signed_at": "2026-11-21T09:07:00Z"}, 422, "ahead"),
    ],
)
def test_a_script_hears_why_not(ward, ana, now, said, status, words):
    answer = ana.post(page("sign", ward.open(now)), said, **SCRIPT)
    assert answer.status_code == status
    assert words in answer.json()["message"]


def test_what_arrives_after_a_week_is_refused(ward, clock, now):
    opened = ward.open(now)
    clock.at = now + timedelta(days=7, minutes=6)
    said = {"ticks": TICKS, "signed_at": "2026-11-21T09:05:00Z"}
    answer = browser_of(ward.ana).post(page("sign", opened), said, **SCRIPT)
    assert answer.status_code == 422
    assert "more than 7 days ago" in answer.json()["message"]


def test_what_the_learner_closed_meanwhile_is_a_conflict(ward, ana, now):
    opened = ward.open(now)
    browser_of(ward.jana).post(page("close", opened))
    answer = ana.post(page("sign", opened), {"ticks": TICKS}, **SCRIPT)
    assert (answer.status_code, answer.json()["message"]) == (
        409,
        "This task was closed before. Open it anew.",
    )


def test_an_ended_session_is_said_to_a_script_and_leads_a_person_to_sign_in(ward, now, clock):
    opened = ward.open(now)
    answer = Client().post(page("sign", opened), {"ticks": TICKS}, **SCRIPT)
    assert (answer.status_code, answer.json()) == (401, {"message": "Sign in to send."})
    assert Client().post(page("sign", opened))["Location"].startswith("/accounts/login/")
    opened.refresh_from_db()
    assert opened.signed_at is None


def test_the_learner_cannot_sign(ward, now, clock):
    opened = ward.open(now)
    jana = browser_of(ward.jana)
    answer = jana.post(page("sign", opened), {"ticks": TICKS}, **SCRIPT)
    assert (answer.status_code, answer.json()["message"]) == (
        422,
        "Only the person concerned can do this.",
    )


def test_not_yet_closes_without_a_trace(ward, ana, now):
    opened = ward.open(now)
    ana.post(page("close", opened))
    opened.refresh_from_db()
    assert (opened.closed_at, opened.signed_at, opened.ticks) == (now, None, [])


def test_the_own_page_lists_what_is_open(ward, ana, now):
    ward.open(now)
    words = words_of(ana.get("/practice/"))
    assert "Jana Learner at Fictional Hospital, Sampletown, opened on" in words
    assert "Assess a colleague" in words
