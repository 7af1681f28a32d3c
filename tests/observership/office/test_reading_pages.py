"""A reader's pages: the queue, the declaration before anything is shown, scores, late ties."""

import pytest
from django.test import Client

from observership.domain.lifecycle import ApplicationState
from observership.models import Application, Call, CommitteeMember, CommitteeReview, PriorityOrder
from observership.services.committee import assign_by_hand
from passport.people.models import User
from tests.centre_factories import join, make_centre
from tests.factories import EPOCH, make_learner, make_user
from tests.observership_factories import make_application, make_call, make_opening
from tests.people.sign_in import strong_sign_in

WORDS = "We begin next year."


@pytest.fixture
def call(db) -> Call:
    return make_call()


@pytest.fixture
def application(call) -> Application:
    return make_application(
        call,
        ApplicationState.ELIGIBLE,
        number="pilot-001",
        sections={"me": {"motivation": WORDS}},
    )


def _member(call: Call, user: User | None = None) -> CommitteeMember:
    user = user or make_learner().user
    return CommitteeMember.objects.create(call=call, user=user, named_by=user, named_at=EPOCH)


@pytest.fixture
def reader(call) -> CommitteeMember:
    return _member(call)


@pytest.fixture
def browser(client, reader) -> Client:
    return strong_sign_in(client, reader.user)


@pytest.fixture
def review(application, reader) -> CommitteeReview:
    return assign_by_hand(application=application, member=reader, at=EPOCH)


@pytest.fixture
def address(review) -> str:
    return f"/committee/{review.public_id}/"


SCORES = {"score_need": 5, "score_plan": 3, "comment": "A clear plan."}


def test_the_queue_lists_what_waits(browser, review):
    page = browser.get("/committee/").content.decode()
    assert "pilot-001" in page
    assert "Nothing waits for you" not in page


def test_an_empty_queue_says_so(browser):
    assert "Nothing waits for you" in browser.get("/committee/").content.decode()


def test_a_stranger_finds_no_committee(call, address, client):
    stranger = strong_sign_in(client, make_user())
    assert stranger.get("/committee/").status_code == 404
    assert stranger.get(address).status_code == 404


def test_another_members_review_is_not_there(call, address):
    other = strong_sign_in(Client(), _member(call).user)
    assert other.get(address).status_code == 404
    assert other.post(address, {"tie": "no"}).status_code == 404


def test_who_left_reads_nothing_any_more(browser, reader, address):
    CommitteeMember.objects.filter(pk=reader.pk).update(left_at=EPOCH)
    assert browser.get(address).status_code == 404


def test_nothing_is_shown_before_the_declaration(browser, address):
    page = browser.get(address).content.decode()
    assert "Do you know the applicant" in page
    assert WORDS not in page


def test_scores_sent_before_the_declaration_are_not_taken(browser, address, review):
    assert browser.post(address, SCORES).status_code == 422
    review.refresh_from_db()
    assert (review.scores, review.submitted_at) == ({}, None)


def test_a_reader_declares_reads_and_scores(browser, address, review):
    browser.post(address, {"tie": "no"})
    assert WORDS in browser.get(address).content.decode()
    assert browser.post(address, SCORES)["Location"] == "/committee/"
    review.refresh_from_db()
    assert (review.scores, review.comment) == ({"need": 5, "plan": 3}, "A clear plan.")
    browser.post(address, {**SCORES, "score_need": 4})
    review.refresh_from_db()
    assert review.scores["need"] == 4


@pytest.mark.parametrize("wrong", [{"score_need": ""}, {"score_need": 6}, {"score_need": "x"}])
def test_every_criterion_is_asked_for(browser, address, review, wrong):
    browser.post(address, {"tie": "no"})
    response = browser.post(address, {**SCORES, **wrong})
    assert response.status_code == 422
    assert "A clear plan." in response.content.decode()


def test_a_comment_with_patient_data_is_asked_about(browser, address, review):
    browser.post(address, {"tie": "no"})
    comment = "Patient born 12.03.1961 was mentioned."
    assert browser.post(address, {**SCORES, "comment": comment}).status_code == 422
    sure = {**SCORES, "comment": comment, "not_a_patient": "on"}
    assert browser.post(address, sure).status_code == 302


def test_a_tie_needs_a_word_and_hands_the_review_on(browser, call, address, review):
    other = _member(call)
    assert browser.post(address, {"tie": "yes", "reason": " "}).status_code == 422
    browser.post(address, {"tie": "yes", "reason": "We trained together."})
    review.refresh_from_db()
    assert review.conflict_reason == "We trained together."
    assert review.application.reviews.get(conflict_at=None).reviewer == other.user
    assert browser.get(address).status_code == 404


def test_a_tie_seen_later_takes_the_scores_back(browser, address, review):
    browser.post(address, {"tie": "no"})
    browser.post(address, SCORES)
    assert browser.post(address, {"late_tie": "yes", "reason": ""}).status_code == 422
    browser.post(address, {"late_tie": "yes", "reason": "I know the head."})
    review.refresh_from_db()
    assert (review.scores, review.submitted_at, review.conflict_reason) == (
        {},
        None,
        "I know the head.",
    )


def test_who_joined_the_applicants_centre_is_stopped(browser, address, review, application):
    home = make_centre()
    join(home, application.trainee)
    join(home, review.reviewer.professional)
    response = browser.post(address, {"tie": "no"})
    assert response.status_code == 422
    assert "same centre as the applicant" in response.content.decode()


def test_a_later_tie_hides_the_application(browser, address, review, application):
    browser.post(address, {"tie": "no"})
    home = make_centre()
    join(home, application.trainee)
    join(home, review.reviewer.professional)
    page = browser.get(address).content.decode()
    assert "same centre as the applicant" in page
    assert WORDS not in page
    assert browser.post(address, {"tie": "no"}).status_code == 422
    browser.post(address, {"tie": "yes", "reason": "We work together now."})
    review.refresh_from_db()
    assert review.conflict_reason == "We work together now."


@pytest.mark.parametrize("state", [ApplicationState.WITHDRAWN, ApplicationState.INELIGIBLE])
def test_what_is_not_eligible_any_more_is_nobodys_to_read(browser, address, application, state):
    Application.objects.filter(pk=application.pk).update(state=state)
    assert browser.get(address).status_code == 404
    assert "pilot-001" not in browser.get("/committee/").content.decode()


def test_wishes_and_other_scores_are_not_shown(browser, call, address, review, application):
    opening = make_opening()
    application.preferences.create(opening=opening, rank=1)
    other = assign_by_hand(application=application, member=_member(call), at=EPOCH)
    CommitteeReview.objects.filter(pk=other.pk).update(comment="Other words.")
    browser.post(address, {"tie": "no"})
    page = browser.get(address).content.decode()
    assert opening.department not in page
    assert "Other words." not in page
    assert str(other.reviewer) not in page


def test_after_the_order_nothing_is_scored(browser, address, review, call):
    browser.post(address, {"tie": "no"})
    PriorityOrder.objects.create(
        call=call, numbers=[], rule="", facts={}, fixed_by=review.reviewer, fixed_at=EPOCH
    )
    page = browser.get(address).content.decode()
    assert "The order is fixed" in page
    assert WORDS not in page
    assert browser.post(address, SCORES).status_code == 422
    review.refresh_from_db()
    assert review.submitted_at is None


def test_the_queue_asks_the_same_for_any_number(browser, reader, call, django_assert_num_queries):
    for count in (1, 3):
        for _ in range(count):
            application = make_application(call, ApplicationState.ELIGIBLE)
            assign_by_hand(application=application, member=reader, at=EPOCH)
        browser.get("/committee/")
        with django_assert_num_queries(4):
            browser.get("/committee/")
