"""What a learner sees and does: own tasks, what waits, who may assess, confirm, decline."""

from datetime import timedelta

import pytest
from django.urls import reverse

from curriculum.models import AssessorEndorsement, ObservationSignOff, SignOffAnnulment
from passport.people.models import CentreMembership
from tests.centre_factories import join, make_centre, make_framework
from tests.practice.conftest import (
    browser_of,
    endorse,
    make_task,
    person,
    queries_of,
    words_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PRACTICE = "/practice/"


def page(name: str, observation) -> str:
    return reverse(f"curriculum:{name}", args=[observation.public_id])


@pytest.fixture
def jana(ward):
    return browser_of(ward.jana)


def test_the_page_names_tasks_of_the_roles_and_who_may_assess(ward, jana):
    make_task("thaw", roles=["LAB"])
    words = words_of(jana.get(PRACTICE))
    assert "Task ice-score" in words
    assert "Task thaw" not in words
    assert "Fictional Hospital, Sampletown Not yet" in words
    assert "Ana Assessor – all tasks" in words
    assert "Assess a colleague" not in words


def test_an_assessor_of_one_task_is_named_with_it(ward, jana):
    AssessorEndorsement.objects.update(task=ward.task)
    assert "Ana Assessor – Task ice-score" in words_of(jana.get(PRACTICE))


def test_who_left_the_centre_is_not_named_as_assessor(ward, jana, now):
    CentreMembership.objects.filter(professional=ward.ana).update(
        ends_on=now.date() - timedelta(days=1)
    )
    words = words_of(jana.get(PRACTICE))
    assert "Ana Assessor" not in words
    assert "Nobody is named yet" in words


def test_without_a_centre_the_page_leads_to_centres(ward):
    words = words_of(browser_of(person("Nora", "Alone")).get(PRACTICE))
    assert "You belong to no confirmed centre yet" in words
    assert "No observed task for your roles" in words


def test_a_sign_off_shows_when_by_whom_and_how_long_it_holds(ward, jana, now):
    ward.sign_off(now - timedelta(days=30))
    words = words_of(jana.get(PRACTICE))
    assert "Signed off 22 October 2026, by Ana Assessor last valid day 22 October 2027" in words


def test_a_framework_of_practice_says_how_long_a_sign_off_holds(ward, jana, now):
    make_framework(
        "practice",
        {"task.ice-score": {"validity_months": 1}},
        kind="practice",
        grace_days=30,
    )
    ward.sign_off(now - timedelta(days=40))
    assert "Renewal due 12 October 2026, by Ana Assessor" in words_of(jana.get(PRACTICE))


def test_a_sign_off_counts_at_its_own_centre_only(ward, jana, now):
    other = make_centre(name="Invented Clinic")
    join(other, ward.jana)
    ward.sign_off(now)
    words = words_of(jana.get(PRACTICE))
    assert "Fictional Hospital, Sampletown Signed off" in words
    assert "Invented Clinic, Sampletown Not yet" in words


def test_what_was_taken_back_no_longer_counts(ward, jana, now):
    sign_off = ward.sign_off(now)
    SignOffAnnulment.objects.create(
        sign_off=sign_off, reason="Wrong day", annulled_at=now, annulled_by=ward.quinn.user
    )
    assert "Fictional Hospital, Sampletown Not yet" in words_of(jana.get(PRACTICE))
    shown = words_of(jana.get(page("observation", sign_off.observation)))
    assert "Taken back on 21 November 2026 Wrong day" in shown


def test_what_waits_comes_first_and_is_confirmed_on_its_own_page(ward, jana, now):
    signed = ward.sign(ward.open(now), now)
    words = words_of(jana.get(PRACTICE))
    assert words.index("Waits for your confirmation") < words.index("Tasks for your roles")
    shown = jana.get(page("observation", signed))
    assert "Ana Assessor signed on" in words_of(shown)
    assert page("confirm", signed) in shown.content.decode()
    answer = jana.post(page("confirm", signed), follow=True)
    assert "Signed off on 21 November 2026" in words_of(answer)
    assert ObservationSignOff.objects.get().confirmed_at == now
    jana.post(page("confirm", signed))
    assert ObservationSignOff.objects.count() == 1


def test_before_the_signature_there_is_nothing_to_confirm(ward, jana, now):
    opened = ward.open(now)
    shown = jana.get(page("observation", opened))
    assert "Not signed yet" in words_of(shown)
    assert page("confirm", opened) not in shown.content.decode()
    answer = jana.post(page("confirm", opened), follow=True)
    assert "Your assessor has not signed yet." in words_of(answer)


def test_declining_closes_and_confirming_afterwards_says_so(ward, jana, now):
    signed = ward.sign(ward.open(now), now)
    jana.post(page("close", signed))
    assert "Closed on 21 November 2026" in words_of(jana.get(page("observation", signed)))
    answer = jana.post(page("confirm", signed), follow=True)
    assert "This task was closed before." in words_of(answer)
    assert not ObservationSignOff.objects.exists()


def test_closing_what_both_confirmed_says_that_it_stays(ward, jana, now):
    observation = ward.sign_off(now).observation
    answer = jana.post(page("close", observation), follow=True)
    assert "It cannot be closed any more." in words_of(answer)


@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("get", "observation"),
        ("post", "sign"),
        ("post", "confirm"),
        ("post", "close"),
    ],
)
def test_a_stranger_and_the_lead_meet_nothing_here(ward, now, method, name):
    signed = ward.sign(ward.open(now), now)
    for somebody in (join(make_centre(), person("Olga", "Stranger")), ward.quinn):
        answer = getattr(browser_of(somebody), method)(page(name, signed))
        assert answer.status_code == 404
        assert "Jana" not in answer.content.decode()
    signed.refresh_from_db()
    assert (signed.confirmed_at, signed.closed_at) == (None, None)


def test_the_assessor_cannot_confirm_for_the_learner(ward, now):
    signed = ward.sign(ward.open(now), now)
    ana = browser_of(ward.ana)
    assert page("confirm", signed) not in ana.get(page("observation", signed)).content.decode()
    answer = ana.post(page("confirm", signed), follow=True)
    assert "Only the person concerned can do this." in words_of(answer)
    assert not ObservationSignOff.objects.exists()


def test_the_page_costs_the_same_for_one_row_and_three(ward, jana, now):
    counts = []
    for number in range(3):
        task = make_task(f"task-{number}")
        other = make_centre()
        join(other, ward.jana)
        join(other, ward.ana)
        endorse(other, ward.ana)
        ward.sign_off(now - timedelta(days=5), task=task, centre=other)
        ward.sign(ward.open(now, task=task), now)
        counts.append(queries_of(jana, PRACTICE))
    assert counts[0] == counts[2]
    assert counts[2] <= 20
