"""Until a clinician approved a task, its learner, assessor and quality manager are told so."""

import pytest
from django.urls import reverse

from curriculum.models import ObservedTask
from tests.factories import approve_task
from tests.practice.conftest import browser_of, make_task, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PRACTICE = "/practice/"
WORDS = "Demonstration: not clinically reviewed"


def said(browser, address) -> int:
    """How often a page says it."""
    return words_of(browser.get(address)).count(WORDS)


def test_the_learner_reads_it_on_each_task_until_it_is_approved(ward, now):
    jana = browser_of(ward.jana)
    other = make_task("thaw")
    assert said(jana, PRACTICE) == 2
    approve_task(other)
    assert said(jana, PRACTICE) == 1
    ward.sign_off(now)
    assert said(jana, PRACTICE) == 1
    approve_task(ward.task)
    assert said(jana, PRACTICE) == 0


def test_a_sign_off_of_a_version_that_nobody_approved_says_so_when_the_task_is_approved(ward, now):
    ward.sign_off(now)
    ObservedTask.objects.update(version="1.1")
    approve_task(ObservedTask.objects.get())
    words = words_of(browser_of(ward.jana).get(PRACTICE))
    assert f"last valid day 21 November 2027 {WORDS}" in words
    assert words.count(WORDS) == 1


def test_both_read_it_while_the_task_is_watched_and_afterwards(ward, now):
    opened = ward.open(now)
    address = reverse("curriculum:observation", args=[opened.public_id])
    both = [browser_of(ward.ana), browser_of(ward.jana)]
    assert [said(browser, address) for browser in both] == [1, 1]
    ward.sign(opened, now)
    assert [said(browser, address) for browser in both] == [1, 1]
    confirm = reverse("curriculum:confirm", args=[opened.public_id])
    answer = words_of(both[1].post(confirm, follow=True))
    assert "Confirmed. A clinician has not approved this task yet." in answer
    assert [said(browser, address) for browser in both] == [1, 1]
    ObservedTask.objects.update(version="1.1")
    approve_task(ObservedTask.objects.get())
    assert [said(browser, address) for browser in both] == [1, 1]
    approve_task(ward.task)
    assert [said(browser, address) for browser in both] == [0, 0]


def test_what_was_approved_counts_from_the_confirmation_on(ward, now):
    approve_task(ward.task)
    signed = ward.sign(ward.open(now), now)
    confirm = reverse("curriculum:confirm", args=[signed.public_id])
    answer = words_of(browser_of(ward.jana).post(confirm, follow=True))
    assert "Confirmed. Your sign-off counts from now on." in answer


def test_the_assessor_reads_which_tasks_are_not_approved_before_choosing(ward):
    approve_task(make_task("thaw"))
    place, learner = ward.centre.public_id, ward.jana.public_id
    address = f"/practice/assess/?centre={place}&person={learner}"
    ana = browser_of(ward.ana)
    words = words_of(ana.get(address))
    assert f"{WORDS} No clinician has approved these tasks yet: Task ice-score." in words
    approve_task(ward.task)
    assert said(ana, address) == 0


def test_the_quality_manager_reads_it_beside_each_sign_off(ward, now):
    ward.sign_off(now)
    quinn, address = browser_of(ward.quinn), f"/centre/{ward.centre.public_id}/assessors/"
    assert said(quinn, address) == 1
    approve_task(ward.task)
    assert said(quinn, address) == 0
