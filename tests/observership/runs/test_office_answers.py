"""Pages on which coordinators follow answers and propose by hand; what their pages cost."""

from datetime import date

import pytest

from observership.services.retention import erase_due
from observership.services.suggestions import suggest_days, suggest_window
from passport.jobs.models import Job
from tests.observership.runs.reading import browser, page, questions, stop_clock, text_of
from tests.observership_factories import make_opening

pytestmark = pytest.mark.django_db


def test_answers_are_followed_after_publication(stage, office):
    stage.publish()
    match = stage.offer(stage.applications[0])
    other = stage.window(opening=match.window.opening, starts_on="2026-09-01", ends_on="2026-09-14")
    other.refresh_from_db()
    suggest_window(
        match=match, window=other, words="Better.", by=match.window.opening.supervisor.user,
        at=stage.at,
    )  # fmt: skip
    shown = text_of(office.get(page(stage)))
    assert "2 offers" in shown
    assert "nobody answered yet, time until 11 May 2026" in shown
    assert "The host would rather take the window 1 September 2026 to 14 September 2026" in shown
    assert "None is in this state now." in text_of(office.get(page(stage, "?state=declined")))
    office.post(page(stage, "again/"))
    assert Job.objects.filter(kind="match_freed").count() == 1


def test_answers_are_read_when_what_a_host_suggested_is_erased(stage, office):
    stage.publish()
    match = stage.offer(stage.applications[0])
    host = match.window.opening.supervisor.user
    suggest_days(match=match, first=date(2026, 6, 8), words="", by=host, at=stage.at)
    assert "8 June 2026" in text_of(office.get(page(stage)))
    stage.call.applications.update(state="withdrawn")
    erase_due(on=date(2030, 1, 1), at=stage.at)
    shown = text_of(office.get(page(stage)))
    assert ("2 offers" in shown, "8 June 2026" in shown) == (True, False)


def test_a_match_is_proposed_by_hand(stage, office):
    stage.publish()
    third = stage.applications[2]
    ulm = stage.window(opening=make_opening(department="Ulm"))
    sent = {"application": str(third.public_id), "window": str(ulm.public_id), "reason": "Asked."}
    assert office.post(page(stage, "propose/"), sent)["Location"] == page(stage)
    assert stage.places()[third.number] == ("offered", "Ulm")


def test_a_rule_that_a_proposal_sets_aside_is_shown_before(stage, office):
    stage.publish()
    third = stage.applications[2]
    ulm = stage.window(
        opening=make_opening(department="Ulm", languages=[{"code": "de", "level": "B2"}])
    )
    sent = {"application": str(third.public_id), "window": str(ulm.public_id), "reason": "Asked."}
    shown = text_of(office.post(page(stage, "propose/"), sent))
    rule = "This sets a rule aside: no language in common at the level asked."
    assert rule in shown
    assert stage.places()[third.number] == ("not_placed", "")
    office.post(page(stage, "propose/"), {**sent, "shown": rule})
    assert stage.places()[third.number] == ("offered", "Ulm")


def test_without_a_free_place_nothing_is_proposed(stage, office):
    stage.publish()
    assert "Every place of this call is offered or taken now." in text_of(
        office.get(page(stage, "propose/"))
    )


def grown(make_round, size):
    """A call with so many applicants and windows, its order fixed."""
    stage = make_round()
    for _ in range(size):
        stage.apply(stage.window())
    stage.fix_order()
    return stage


@pytest.mark.parametrize("rest", ["", "1/", "1/?by=department", "1/publish/", "compare/"])
def test_pages_of_runs_ask_the_same_for_any_size(make_round, monkeypatch, rest):
    counted = []
    for size in (1, 3):
        stage = grown(make_round, size)
        stop_clock(monkeypatch, stage.at)
        for _ in range(1 + size):
            stage.run()
        counted.append(questions(browser(stage.coordinator), page(stage, rest)))
    assert counted[0] == counted[1]


@pytest.mark.parametrize("rest", ["", "1/", "1/?by=department", "propose/"])
def test_pages_after_publication_ask_the_same_for_any_size(make_round, monkeypatch, rest):
    counted = []
    for size in (1, 3):
        stage = grown(make_round, size)
        stop_clock(monkeypatch, stage.at)
        stage.publish()
        stage.window()
        counted.append(questions(browser(stage.coordinator), page(stage, rest)))
    assert counted[0] == counted[1]
