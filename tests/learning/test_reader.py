"""The reader: text, checks, vignettes, the way on, and what it costs."""

import pytest
from django.core.cache import caches

from curriculum.models import ChapterRead, Completion, PracticeAnswer
from tests.factories import make_learner, make_release, make_user

pytestmark = pytest.mark.django_db
HTMX = {"headers": {"HX-Request": "true"}}


def page(client, slug: str = "suspect", query: str = "") -> str:
    return client.get(f"/learn/COR-04/{slug}/{query}").content.decode()


def test_a_chapter_shows_its_place_text_and_references(reader, release):
    text = page(reader)
    for words in (
        "Chapter 1 of 2",
        "about 6 minutes",
        "Fever comes first",
        '<div class="reference-note" popover id="ref-1"',
        "https://doi.org/10.1016/j.bbmt.2018.12.758",
        "Next: Call",
        "Demonstration: not clinically reviewed",
    ):
        assert words in text


def test_a_visitor_is_asked_to_sign_in_and_comes_back(client, release):
    answer = client.get("/learn/COR-04/suspect/")
    assert answer.url == "/accounts/login/?next=/learn/COR-04/suspect/"


def test_staff_who_do_not_learn_are_led_to_their_own_start(client, release):
    client.force_login(make_user())
    assert client.get("/learn/COR-04/suspect/").url == "/plan/"


def test_an_unknown_chapter_is_not_found(reader, release):
    assert reader.get("/learn/COR-04/nothing/").status_code == 404


def test_next_marks_the_chapter_read_and_goes_on(reader, learner, release):
    assert reader.post("/learn/COR-04/suspect/").url == "/learn/COR-04/call/"
    assert reader.post("/learn/COR-04/call/").url == "/learn/COR-04/exam/"
    assert set(ChapterRead.objects.values_list("learner", "chapter")) == {
        (learner.pk, "suspect"),
        (learner.pk, "call"),
    }


def test_reading_changes_nothing(reader, release):
    page(reader)
    assert not ChapterRead.objects.exists()
    assert not PracticeAnswer.objects.exists()


def test_before_an_answer_no_explanation_is_in_the_page(reader, release):
    text = page(reader)
    assert "P1 right" in text
    assert "P1 why" not in text


def test_an_answer_brings_every_explanation_in_its_place(reader, release):
    answer = reader.post("/learn/COR-04/check/P1/", {"chosen": "0", "confidence": "sure"})
    assert answer.url == "/learn/COR-04/suspect/#check-P1"
    text = page(reader)
    for words in ("Not this time.", "You felt: Sure.", "P1 why wrong", "P1 why right"):
        assert words in text


def test_a_script_gets_the_check_alone(reader, release):
    answer = reader.post(
        "/learn/COR-04/check/P1/", {"chosen": "1", "confidence": "guess"}, **HTMX
    ).content.decode()
    assert answer.lstrip().startswith("<div")
    assert "That is right." in answer
    assert "<html" not in answer


def test_a_check_may_be_answered_again(reader, release):
    reader.post("/learn/COR-04/check/P1/", {"chosen": "0", "confidence": "sure"})
    text = page(reader, query="?again=P1")
    assert "P1 why" not in text
    assert "Show the answer" in text
    reader.post("/learn/COR-04/check/P1/", {"chosen": "1", "confidence": "sure"})
    assert "That is right." in page(reader)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"confidence": "sure"}, "Choose an answer first."),
        ({"chosen": "1"}, "Say how sure you are."),
    ],
)
def test_an_incomplete_answer_is_named_and_not_kept(reader, release, data, words):
    answer = reader.post("/learn/COR-04/check/P1/", data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    piece = reader.post("/learn/COR-04/check/P1/", data, **HTMX)
    assert (piece.status_code, words in piece.content.decode()) == (200, True)
    assert not PracticeAnswer.objects.exists()


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("check/P1/", {"chosen": "7", "confidence": "sure"}, 400),
        ("check/P1/", {"chosen": "x", "confidence": "sure"}, 422),
        ("check/P9/", {"chosen": "0", "confidence": "sure"}, 404),
        ("check/E01/", {"chosen": "0", "confidence": "sure"}, 404),
        ("vignette/V1/", {"stage": "1", "chosen": "7"}, 400),
        ("vignette/V9/", {"stage": "1", "chosen": "0"}, 404),
    ],
)
def test_made_up_answers_are_refused(reader, release, path, data, status):
    assert reader.post(f"/learn/COR-04/{path}", data).status_code == status
    assert not PracticeAnswer.objects.exists()


def test_a_vignette_unfolds_only_as_decisions_are_taken(reader, release):
    text = page(reader, "call")
    assert "She shivers." in text
    assert ("She is cold." in text, "Stage one why" in text) == (False, False)

    answer = reader.post("/learn/COR-04/vignette/V1/", {"stage": "1", "chosen": "1"})
    assert answer.url == "/learn/COR-04/call/#vignette-V1"
    text = page(reader, "call")
    assert ("She is cold." in text, "Stage one why not" in text) == (True, True)
    assert ("Stage two why" in text, "The team called early." in text) == (False, False)

    piece = reader.post("/learn/COR-04/vignette/V1/", {"stage": "2", "chosen": "0"}, **HTMX)
    assert "The team called early." in piece.content.decode()


def test_pressing_decide_twice_decides_one_stage(reader, release):
    for _ in range(2):
        reader.post("/learn/COR-04/vignette/V1/", {"stage": "1", "chosen": "0"})
    assert list(PracticeAnswer.objects.values_list("key", flat=True)) == ["V1.1"]


def test_the_last_right_practice_answer_completes_a_module_without_exam(reader, learner):
    make_release("COR-04", draw=0, exam=[])
    right = {"chosen": "1", "confidence": "sure"}
    reader.post("/learn/COR-04/check/P1/", right)
    piece = reader.post("/learn/COR-04/check/P2/", right, **HTMX).content.decode()
    assert "You have completed this module" in piece
    assert Completion.objects.get().learner == learner
    assert "Finish this module" in page(reader, "call")


def test_one_learner_does_not_see_anothers_answers(reader, client, release):
    reader.post("/learn/COR-04/check/P1/", {"chosen": "0", "confidence": "sure"})
    client.force_login(make_learner().user)
    assert "P1 why" not in page(client)


def test_a_chapter_costs_few_queries_first_and_later(reader, release, django_assert_num_queries):
    reader.get("/learn/")  # the session is known after a first page
    caches["local"].clear()
    with django_assert_num_queries(7):
        page(reader)
    with django_assert_num_queries(4):
        page(reader)
