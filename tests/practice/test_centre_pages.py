"""What a quality manager sees and does: who may assess, who has shown what, taking back."""

from datetime import timedelta

import pytest
from django.urls import reverse

from curriculum.models import AssessorEndorsement, SignOffAnnulment
from passport.people.models import CentreMembership
from tests.centre_factories import join, make_centre, make_lead
from tests.practice.conftest import browser_of, make_task, person, queries_of, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def page(name: str, centre, *args) -> str:
    return reverse(f"curriculum:{name}", args=[centre.public_id, *args])


@pytest.fixture
def quinn(ward):
    return browser_of(ward.quinn)


def test_the_page_says_who_may_assess_and_who_has_shown_what(ward, quinn, now):
    ward.sign_off(now)
    ward.sign(ward.open(now, learner=ward.quinn), now)
    words = words_of(quinn.get(page("assessors", ward.centre)))
    assert "Ana Assessor all tasks 5 January 2026 End" in words
    assert "Jana Learner Ward nurse Signed off 21 November 2026, by Ana Assessor" in words
    assert "Quinn Lead Quality manager Waits for confirmation" in words
    assert "Ana Assessor Ward nurse Not yet" in words


def test_an_empty_list_explains_who_may_assess(ward, quinn):
    AssessorEndorsement.objects.all().delete()
    words = words_of(quinn.get(page("assessors", ward.centre)))
    assert "Nobody may assess yet" in words
    assert "You may name yourself." in words


def test_leavers_vanish_from_the_page(ward, quinn, now):
    ward.sign_off(now)
    CentreMembership.objects.exclude(professional=ward.quinn).update(
        ends_on=now.date() - timedelta(days=1)
    )
    words = words_of(quinn.get(page("assessors", ward.centre)))
    assert "Jana" not in words
    assert "Ana" not in words


def test_a_search_narrows_the_people(ward, quinn):
    words = words_of(quinn.get(page("assessors", ward.centre), {"q": "jan"}))
    assert "Jana Learner" in words
    assert "Ana Assessor Ward nurse" not in words


def test_naming_an_assessor_for_one_task(ward, quinn, now):
    address = page("add_assessor", ward.centre)
    assert "Jana Learner" in words_of(quinn.get(address))
    chosen = f"{address}?person={ward.jana.public_id}"
    assert "All tasks" in words_of(quinn.get(chosen))
    answer = quinn.post(chosen, {"task": "ice-score"}, follow=True)
    assert "Jana Learner may assess now." in words_of(answer)
    row = AssessorEndorsement.objects.get(assessor=ward.jana)
    assert (row.task, row.starts_on, row.endorsed_by) == (ward.task, now.date(), ward.quinn.user)


def test_naming_for_all_tasks_and_twice(ward, quinn):
    chosen = f"{page('add_assessor', ward.centre)}?person={ward.quinn.public_id}"
    assert quinn.post(chosen, {"task": "all"}).status_code == 302
    assert AssessorEndorsement.objects.get(assessor=ward.quinn).task is None
    answer = quinn.post(chosen, {"task": "all"})
    assert answer.status_code == 422
    assert "This colleague may assess this already." in words_of(answer)


def test_a_missing_choice_is_said_at_its_field(ward, quinn):
    chosen = f"{page('add_assessor', ward.centre)}?person={ward.jana.public_id}"
    answer = quinn.post(chosen, {})
    assert answer.status_code == 422
    assert "Choose what this colleague may assess." in words_of(answer)


def test_nobody_of_another_centre_is_named(ward, quinn):
    stranger = join(make_centre(), person("Olga", "Elsewhere"))
    for someone in (stranger.public_id, "x"):
        chosen = f"{page('add_assessor', ward.centre)}?person={someone}"
        assert quinn.get(chosen).status_code == 404
        assert quinn.post(chosen, {"task": "all"}).status_code == 404


def test_ending_says_which_day_is_the_last(ward, quinn, now):
    endorsement = AssessorEndorsement.objects.get()
    address = page("end_assessor", ward.centre, endorsement.public_id)
    words = words_of(quinn.post(address, follow=True))
    assert "Ended. Today is the last day for Ana Assessor." in words
    assert "until 21 November 2026" in words
    assert "This had been ended before." in words_of(quinn.post(address, follow=True))


def test_a_sign_off_is_taken_back_with_a_reason(ward, quinn, now):
    sign_off = ward.sign_off(now)
    address = page("annul_sign_off", ward.centre, sign_off.public_id)
    assert address in quinn.get(page("assessors", ward.centre)).content.decode()
    assert "Jana Learner, seen on 21 November 2026 by Ana Assessor" in words_of(quinn.get(address))
    answer = quinn.post(address, {"reason": " "})
    assert answer.status_code == 422
    assert "Say why the sign-off is taken back." in words_of(answer)
    answer = quinn.post(address, {"reason": "Another person was watched"}, follow=True)
    assert "Taken back." in words_of(answer)
    assert SignOffAnnulment.objects.get().annulled_by == ward.quinn.user
    again = quinn.post(address, {"reason": "Once more"}, follow=True)
    assert "This sign-off had been taken back before." in words_of(again)


def test_nobody_takes_the_own_sign_off_back(ward, quinn, now):
    sign_off = ward.sign_off(now, learner=ward.quinn)
    address = page("annul_sign_off", ward.centre, sign_off.public_id)
    assert address not in quinn.get(page("assessors", ward.centre)).content.decode()
    answer = quinn.post(address, {"reason": "I do not like it"}, follow=True)
    assert "Nobody takes the own sign-off back." in words_of(answer)
    assert not SignOffAnnulment.objects.exists()


def test_the_sign_off_of_a_leaver_is_out_of_reach(ward, quinn, now):
    sign_off = ward.sign_off(now)
    CentreMembership.objects.filter(professional=ward.jana).update(
        ends_on=now.date() - timedelta(days=1)
    )
    address = page("annul_sign_off", ward.centre, sign_off.public_id)
    assert quinn.get(address).status_code == 404


@pytest.mark.parametrize("who", ["stranger", "other_lead", "member"])
def test_nobody_but_the_own_lead_enters(ward, now, who):
    sign_off, endorsement = ward.sign_off(now), AssessorEndorsement.objects.get()
    people = {
        "stranger": person("Olga", "Stranger"),
        "other_lead": make_lead(make_centre()),
        "member": ward.ana,
    }
    browser = browser_of(people[who])
    for name, args, posts in (
        ("assessors", (), False),
        ("add_assessor", (), True),
        ("end_assessor", (endorsement.public_id,), True),
        ("annul_sign_off", (sign_off.public_id,), True),
    ):
        address = page(name, ward.centre, *args)
        answers = [browser.post(address, {"task": "all", "reason": "x"})] if posts else []
        answers += [] if name == "end_assessor" else [browser.get(address)]
        for answer in answers:
            assert answer.status_code == 404
            assert "Jana" not in answer.content.decode()
    endorsement.refresh_from_db()
    assert endorsement.ends_on is None


def test_a_lead_reaches_nothing_of_another_centre_through_the_own(ward, now):
    other = make_centre()
    browser = browser_of(make_lead(other))
    sign_off, endorsement = ward.sign_off(now), AssessorEndorsement.objects.get()
    for name, thing in (("end_assessor", endorsement), ("annul_sign_off", sign_off)):
        answer = browser.post(page(name, other, thing.public_id), {"reason": "x"})
        assert answer.status_code == 404


def test_the_page_costs_the_same_for_one_person_and_four(ward, quinn, now):
    address = page("assessors", ward.centre)
    ward.sign_off(now)
    before = queries_of(quinn, address)
    for number in range(3):
        learner = join(ward.centre, person("Somebody", f"Number{number}"))
        ward.sign_off(now, learner=learner)
        ward.sign(ward.open(now, task=make_task(f"task-{number}"), learner=learner), now)
    assert queries_of(quinn, address) == before
