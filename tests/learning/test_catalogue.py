"""The catalogue and a module's page."""

import re

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import approve, make_release, make_track, release_content
from tests.learning.conftest import sit

pytestmark = pytest.mark.django_db


def titles(response) -> list[str]:
    return [card.code for card in response.context["cards"]]


def test_a_visitor_sees_every_module_with_a_release(client):
    make_release("COR-04")
    make_release("NUR-01")
    assert titles(client.get("/learn/")) == ["COR-04", "NUR-01"]


def test_only_the_newest_release_of_a_module_is_listed(client):
    make_release("COR-04", title="Old title")
    make_release("COR-04", title="New title")
    page = client.get("/learn/")
    assert [card.title for card in page.context["cards"]] == ["New title"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=role", ["NUR-01"]),
        ("?role=ICU", ["COR-04"]),
        ("?q=thaw", ["NUR-01"]),
        ("?q=SYNDROME", ["COR-04"]),
        ("?q=thaw+syndrome", []),
        ("?kind=core&q=cor-04", ["COR-04"]),
        ("?kind=nonsense", ["COR-04", "NUR-01"]),
    ],
)
def test_filters_and_search_narrow_the_list(client, query, found):
    make_release("COR-04")
    make_release("NUR-01", content=release_content(summary="Thaw the bag safely."))
    make_track("ICU", core=("COR-04",))
    assert titles(client.get(f"/learn/{query}")) == found


def test_a_search_without_result_offers_all_modules(client, release):
    page = client.get("/learn/?q=zebra")
    assert "No module fits these words and filters" in page.content.decode()
    assert "Show all modules" in page.content.decode()


def test_an_empty_catalogue_says_so(client, db):
    assert "The modules will appear here" in client.get("/learn/").content.decode()


def test_cards_show_how_far_a_learner_is(reader, learner, now):
    sit(learner, make_release("COR-01"), right=4, at=now)
    sit(learner, make_release("COR-02"), right=0, at=now)
    make_release("COR-03")
    cards = reader.get("/learn/").context["cards"]
    assert [card.state for card in cards] == ["completed", "in_progress", "not_started"]


def test_pages_keep_the_filters(client):
    for number in range(26):
        make_release(f"COR-{number:02}")
    page = client.get("/learn/?kind=core")
    assert len(titles(page)) == 24
    assert 'href="?kind=core&amp;page=2"' in page.content.decode()
    assert len(titles(client.get("/learn/?kind=core&page=2"))) == 2


def test_the_list_costs_the_same_queries_for_three_modules_and_for_thirty(reader):
    counts = []
    for total in (1, 2, 27):  # the first round fills what the process keeps anyway
        for number in range(total):
            make_release(f"COR-{total}-{number}", kind="core")
        caches["local"].clear()
        with CaptureQueriesContext(connection) as queries:
            reader.get("/learn/")
        counts.append(len(queries))
    assert counts[1] == counts[2] <= 12


def test_a_module_page_says_what_it_teaches_and_how_it_is_passed(client, release):
    page = client.get("/learn/COR-04/").content.decode()
    for words in (
        "When do you suspect it?",
        "Suspect it",
        "4 questions, drawn anew",
        "Passed with 4 right answers (80 %)",
        "You may take the exam without reading.",
        "Demonstration: not clinically reviewed",
        "HT-14",
        "1.0, release 1",
        "https://doi.org/10.1016/j.bbmt.2018.12.758",
    ):
        assert words in page


def test_the_demonstration_banner_goes_with_the_clinical_review(client, release):
    approve(release)
    page = client.get("/learn/COR-04/").content.decode()
    assert "Demonstration: not clinically reviewed" not in page


def test_observed_tasks_are_said_to_be_observed_elsewhere(client):
    make_release("NUR-03", content=release_content(observed=["Two-person check"]))
    page = client.get("/learn/NUR-03/").content.decode()
    assert "Two-person check" in page
    assert "Practice is observed at your centre. This exam shows knowledge." in page


def test_a_module_without_exam_says_how_it_is_completed(client):
    make_release("COR-04", draw=0, exam=[])
    page = client.get("/learn/COR-04/").content.decode()
    assert "answered every practice question right at least once" in page
    assert client.get("/learn/COR-04/exam/").status_code == 302


def test_an_unknown_module_is_not_found(client, db):
    assert client.get("/learn/NO-99/").status_code == 404


def primary(client) -> tuple[str, str] | None:
    action = client.get("/learn/COR-04/").context["primary"]
    return action and (action.label, re.sub(r"[0-9a-f-]{36}", "ID", action.url))


def test_the_one_button_follows_the_learner(reader, learner, release, now):
    assert primary(reader) == ("Start reading", "/learn/COR-04/suspect/")
    reader.post("/learn/COR-04/suspect/")
    assert primary(reader) == ("Continue: Call", "/learn/COR-04/call/")
    reader.post("/learn/COR-04/call/")
    assert primary(reader) == ("Start the exam", "/learn/COR-04/exam/")
    reader.post("/learn/COR-04/exam/", {"alone": "on"})
    assert primary(reader) == ("Continue the exam", "/exam/ID/")
    attempt = learner.attempts.get()
    reader.post(f"/exam/{attempt.public_id}/submit/")
    sit(learner, release, right=4, at=now)
    assert primary(reader) is None
