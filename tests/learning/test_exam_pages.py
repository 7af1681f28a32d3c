"""The exam by plain forms: statement, questions, review, submit, outcome, refusals."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from curriculum.models import Attempt, Completion, SavedAnswer
from passport.people.models import User
from tests.factories import make_learner, make_release
from tests.learning.conftest import answer, right_options, sign_in, sit, wrong_option

pytestmark = pytest.mark.django_db
START = "/learn/COR-04/exam/"
JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture
def attempt(reader, release) -> Attempt:
    reader.post(START, {"alone": "on"})
    return Attempt.objects.get()


def url(attempt: Attempt, end: str = "") -> str:
    return f"/exam/{attempt.public_id}/{end}"


def test_the_statement_names_the_rules(reader, release):
    page = reader.get(START).content.decode()
    for words in (
        "You get 4 questions and pass with 4 right answers (80 %).",
        "There is no time limit.",
        "After 3 attempts that are not yet passed the exam pauses for 24 hours.",
        "I take this exam myself, without help from others.",
        "3 attempts left before a pause.",
    ):
        assert words in page


def test_nobody_starts_without_the_statement(reader, release):
    page = reader.post(START, {})
    assert page.status_code == 422
    assert "Please confirm that you take this exam yourself." in page.content.decode()
    assert not Attempt.objects.exists()


def test_starting_leads_to_the_first_question_and_again_to_the_first_open_one(reader, release):
    first = reader.post(START, {"alone": "on"})
    attempt = Attempt.objects.get()
    assert first.url == url(attempt, "1/")
    reader.post(url(attempt, "1/"), {"option": right_options(attempt, 1)})
    assert reader.post(START, {"alone": "on"}).url == url(attempt, "2/")
    assert Attempt.objects.count() == 1


def test_an_old_sign_in_is_asked_again_and_keeps_its_place(client, learner, release):
    User.objects.update(date_joined=timezone.now() - timedelta(days=30))
    sign_in(client, learner, seconds_ago=4 * 3600 + 5)
    answer = client.post(START, {"alone": "on"})
    assert answer.url == f"/accounts/reauthenticate/?next={START.replace('/', '%2F')}"
    assert not Attempt.objects.exists()
    back = client.post(answer.url, {"password": "correct horse battery"})
    assert back.url == url(Attempt.objects.get(), "1/")


def test_an_exam_passes_without_any_script(reader, learner, attempt):
    page = reader.get(url(attempt, "1/")).content.decode()
    assert "Question 1 of 4" in page
    for position in range(1, 5):
        shown = reader.get(url(attempt, f"{position}/")).context["question"]
        right = right_options(attempt, position)
        assert set(right) <= {option.id for option in shown.options}
        going = reader.post(url(attempt, f"{position}/"), {"option": right, "go": "next"})
    assert going.url == url(attempt)
    assert "Every question has an answer" in reader.get(url(attempt)).content.decode()
    assert reader.post(url(attempt, "submit/")).url == url(attempt, "result/")
    page = reader.get(url(attempt, "result/")).content.decode()
    for words in (
        "You have completed this module",
        "You answered 4 of 4 questions right; 4 are needed.",
        "2 of 2 right",
        "Back to my plan",
    ):
        assert words in page
    assert Completion.objects.get().learner == learner


def test_back_saves_as_well(reader, attempt):
    chosen = wrong_option(attempt, 2)
    going = reader.post(url(attempt, "2/"), {"option": chosen, "flagged": "on", "go": "back"})
    assert going.url == url(attempt, "1/")
    saved = SavedAnswer.objects.get()
    assert (saved.position, saved.chosen, saved.flagged) == (2, list(chosen), True)


def test_the_review_list_names_open_and_flagged_questions(reader, attempt):
    reader.post(url(attempt, "1/"), {"option": right_options(attempt, 1)})
    reader.post(url(attempt, "2/"), {"flagged": "on"})
    page = reader.get(url(attempt))
    assert [line.position for line in page.context["missing"]] == [2, 3, 4]
    assert [line.flagged for line in page.context["lines"]] == [False, True, False, False]
    assert "3 questions have no answer yet" in page.content.decode()


def test_a_choice_by_script_is_kept_with_its_time(reader, attempt):
    saved = reader.post(
        url(attempt, "1/"), {"option": right_options(attempt, 1), "sequence": 1}, **JSON
    )
    kept = SavedAnswer.objects.get()
    assert saved.json() == {
        "saved": timezone.localtime(kept.saved_at).strftime("%H:%M"),
        "sequence": 1,
        "newer": False,
    }


def test_a_late_repeat_does_not_win_over_a_newer_choice(reader, attempt):
    newer, older = right_options(attempt, 1), wrong_option(attempt, 1)
    reader.post(url(attempt, "1/"), {"option": newer, "sequence": 3}, **JSON)
    late = reader.post(url(attempt, "1/"), {"option": older, "sequence": 2}, **JSON)
    assert (late.json()["newer"], late.json()["sequence"]) == (True, 3)
    assert SavedAnswer.objects.get().chosen == list(newer)


@pytest.mark.parametrize(
    "data", [{"option": "made-up"}, {"option": ["a", "b"]}, {"sequence": "0"}, {"sequence": "x"}]
)
def test_an_unknown_option_is_refused_with_a_clear_page(reader, attempt, data):
    answer = reader.post(url(attempt, "1/"), data)
    assert answer.status_code == 400
    assert "This answer could not be saved" in answer.content.decode()
    assert not SavedAnswer.objects.exists()


def test_an_answer_after_submitting_is_a_conflict(reader, attempt):
    reader.post(url(attempt, "submit/"))
    data = {"option": right_options(attempt, 1)}
    late = reader.post(url(attempt, "1/"), data)
    assert late.status_code == 409
    assert "This exam was already submitted" in late.content.decode()
    assert reader.post(url(attempt, "1/"), data, **JSON).status_code == 409
    assert reader.get(url(attempt, "1/")).url == url(attempt, "result/")


def test_a_second_press_of_submit_shows_the_same_outcome(reader, attempt):
    for position in range(1, 5):
        reader.post(url(attempt, f"{position}/"), {"option": right_options(attempt, position)})
    for _ in range(2):
        assert reader.post(url(attempt, "submit/")).url == url(attempt, "result/")
    assert Completion.objects.count() == 1


@pytest.mark.parametrize(
    ("method", "end"),
    [("get", ""), ("get", "1/"), ("post", "1/"), ("post", "submit/"), ("get", "result/")],
)
def test_anothers_attempt_does_not_exist(client, attempt, method, end):
    sign_in(client, make_learner())
    assert getattr(client, method)(url(attempt, end)).status_code == 404
    attempt.refresh_from_db()
    assert attempt.submitted_at is None


@pytest.mark.parametrize("position", [0, 5])
def test_a_question_beyond_the_draw_is_not_found(reader, attempt, position):
    assert reader.get(url(attempt, f"{position}/")).status_code == 404


def test_a_result_waits_for_submitting(reader, attempt):
    assert reader.get(url(attempt, "result/")).url == url(attempt)


def test_an_attempt_not_passed_names_what_to_read_again(reader, learner, release, now):
    attempt = sit(learner, release, right=0, at=timezone.now())
    page = reader.get(url(attempt, "result/")).content.decode()
    assert "Not yet passed" in page
    assert re.search(r'Read again:\s*<a href="/learn/COR-04/suspect/">Suspect it</a>', page)
    assert "You have 2 attempts left before a pause" in page


def test_a_pause_says_when_it_ends_and_what_to_read(reader, learner, release):
    at = timezone.now()
    for minutes in range(3):
        sit(learner, release, right=0, at=at + timedelta(minutes=minutes))
    page = reader.get(START).content.decode()
    assert "The exam is paused" in page
    assert "Start the exam" not in page
    assert [each.slug for each in reader.get(START).context["reread"]] == ["suspect", "call"]
    refused = reader.post(START, {"alone": "on"})
    assert "The exam is paused" in refused.content.decode()


def test_a_running_exam_stays_on_its_release(reader, learner, attempt):
    make_release("COR-04", title="Newer", exam=[], draw=0)
    answer(attempt, right=4, at=timezone.now())
    assert "Exam: Module COR-04" in reader.get(url(attempt, "1/")).content.decode()
    reader.post(url(attempt, "submit/"))
    assert reader.get(url(attempt, "result/")).status_code == 200
    assert Completion.objects.get().release == attempt.release


def test_saving_an_answer_costs_few_queries(reader, attempt, django_assert_max_num_queries):
    data = {"option": right_options(attempt, 1), "sequence": 1}
    with django_assert_max_num_queries(10):
        reader.post(url(attempt, "1/"), data, **JSON)
