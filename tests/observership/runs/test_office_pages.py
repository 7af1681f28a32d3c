"""Pages on which coordinators try, compare, publish, follow answers and propose by hand."""

import pytest

from observership.models import MatchRun
from observership.services.suggestions import suggest_window
from passport.jobs.models import Job
from tests.factories import make_user
from tests.observership.runs.conftest import keep
from tests.observership.runs.reading import browser, questions, rows, stop_clock, text_of
from tests.observership_factories import make_opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(market, monkeypatch):
    """The call of the market, with the clock on the day of publication."""
    found = market()
    stop_clock(monkeypatch, found.at)
    return found


@pytest.fixture
def office(stage):
    """The coordinator's browser."""
    return browser(stage.coordinator)


def page(stage, rest=""):
    return f"/placements/calls/{stage.call.key}/matching/{rest}"


def send(**fields):
    return {"title": "", **rows("pins"), **rows("forbids"), **fields}


@pytest.mark.parametrize("rest", ["", "1/", "1/publish/", "compare/", "propose/"])
def test_only_coordinators_see_the_matching(stage, rest):
    stage.run()
    assert browser(make_user(is_staff=True)).get(page(stage, rest)).status_code == 404


def test_before_the_order_is_fixed_the_page_says_so(market):
    stage = market(order=False)
    response = browser(stage.coordinator).get(page(stage))
    assert "The order that breaks ties is not fixed yet" in text_of(response)
    assert f"/placements/calls/{stage.call.key}/order/" in response.content.decode()
    assert "Run the matching" not in text_of(response)


def test_a_run_is_asked_for_and_shown_when_it_is_made(stage, office, run_jobs):
    response = office.post(page(stage), send(title="As it is"))
    assert response["Location"] == page(stage, "1/")
    assert "Waiting for its turn" in text_of(office.get(page(stage, "1/")))
    run_jobs()
    shown = text_of(office.get(page(stage, "1/")))
    first, _second, third = stage.applications
    assert "2 of 3" in shown
    assert f"{first.number} {first.trainee.user}" in shown
    assert "Wish number 1. Language in common: English." in shown
    assert "2 places were full." in shown
    assert shown.count("1 applicant ranked higher is placed here.") >= 2
    assert f"{third.number}" in shown


def test_the_result_is_read_by_department_too(stage, office):
    stage.run()
    shown = text_of(office.get(page(stage, "1/?by=department")))
    first, second, third = stage.applications
    assert "0 of 1 place free" in shown
    assert f"Here {first.number}" in shown
    assert f"Full {second.number}" in shown
    assert f"Full {third.number}" in shown


def test_pairs_are_kept_with_a_reason(stage, office):
    _lyon, bonn = stage.call.windows.order_by("pk")
    third = stage.applications[2]
    office.post(page(stage), send(**rows("pins", (third, bonn, "She is expected."))))
    assert MatchRun.objects.get().pins == [
        {
            "application": str(third.public_id), "window": str(bonn.public_id),
            "reason": "She is expected.", "broken": [],
        }
    ]  # fmt: skip


def test_a_pair_that_breaks_a_rule_names_the_rule_and_keeps_what_was_typed(stage, office):
    german = stage.window(opening=make_opening(languages=[{"code": "de", "level": "B2"}]))
    sent = send(title="Try", **rows("pins", (stage.applications[0], german, "")))
    response = office.post(page(stage), sent)
    assert response.status_code == 422
    shown = text_of(response)
    assert "This sets a rule aside: no language in common at the level asked. Say why." in shown
    assert 'value="Try"' in response.content.decode()
    assert MatchRun.objects.count() == 0


def test_half_a_pair_is_told_at_its_row(stage, office):
    response = office.post(page(stage), send(**rows("forbids", (stage.applications[0], None, ""))))
    assert response.status_code == 422
    assert "Ruled out pair 1, Place – Choose a place." in text_of(response)


def test_another_row_is_shown_when_it_is_asked_for(stage, office):
    sent = send(**rows("pins", (stage.applications[0], None, "")), more="pins")
    response = office.post(page(stage), sent)
    assert response.status_code == 200
    assert 'name="pins-1-application"' in response.content.decode()


def test_a_new_run_begins_with_the_pairs_of_another_one(stage, office):
    stage.run(title="Base", pins=[keep(stage.applications[2], stage.call.windows.first(), "Why.")])
    shown = office.get(page(stage, "?from=1")).content.decode()
    assert 'value="Why."' in shown
    assert 'value="Base"' in shown


def test_a_run_that_stopped_is_tried_again(stage, office):
    office.post(page(stage), send())
    Job.objects.filter(kind="match_run_asked").update(status="failed")
    assert "Try again" in text_of(office.get(page(stage, "1/")))
    office.post(page(stage, "1/retry/"))
    assert Job.objects.get(kind="match_run_asked").status == "waiting"


def test_two_runs_are_compared(stage, office):
    _first, second, third = stage.applications
    lyon = stage.call.windows.order_by("pk")[0]
    stage.run()
    stage.run(pins=[keep(third, lyon, "Why.")])
    shown = text_of(office.get(page(stage, "compare/?a=1&b=2")))
    assert "3 applicants go elsewhere" in shown
    assert "Applicants with a place 2 2 Without a place 1 1" in shown
    assert f"Their numbers {third.number} {second.number}" in shown
    assert "First wish fulfilled 33 % 33 %" in shown


def test_less_than_two_runs_are_not_compared(stage, office):
    assert "Two runs will be compared here" in text_of(office.get(page(stage, "compare/")))


def test_publishing_shows_what_happens_and_asks_once_more(stage, office):
    stage.run()
    shown = text_of(office.get(page(stage, "1/publish/")))
    assert "2 applicants are offered a place, and the hosts hear too." in shown
    assert "Both sides can answer until 11 May 2026." in shown
    assert f"Without a place: {stage.applications[2].number}" in shown
    response = office.post(page(stage, "1/publish/"), {})
    assert response.status_code == 422
    assert "Tick this to publish." in text_of(response)
    assert office.post(page(stage, "1/publish/"), {"sure": "on"})["Location"] == page(stage)
    assert MatchRun.objects.get().kind == "published"


def test_publishing_says_what_changed_since(stage, office):
    stage.run()
    first = stage.applications[0]
    first.any_host = False
    first.save()
    late = stage.apply()
    shown = text_of(office.get(page(stage, "1/publish/")))
    assert "Something changed since this run" in shown
    assert f"Application {first.number} changed." in shown
    assert f"Application {late.number} is new in the matching." in shown
    response = office.post(page(stage, "1/publish/"), {"sure": "on"})
    assert response.status_code == 422
    assert MatchRun.objects.get().kind == "trial"


def test_a_pair_without_a_reason_stops_publication(stage, office):
    stage.run(pins=[keep(stage.applications[2], stage.call.windows.first())])
    assert "A pair has no reason yet" in text_of(office.get(page(stage, "1/publish/")))


def test_a_run_that_is_not_made_has_no_page_for_publishing(stage, office):
    office.post(page(stage), send())
    assert office.get(page(stage, "1/publish/")).status_code == 404


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
