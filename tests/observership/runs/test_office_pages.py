"""Pages on which coordinators try, compare, publish, follow answers and propose by hand."""

from datetime import date

import pytest

from observership.models import MatchRun
from passport.jobs.models import Job
from tests.factories import make_user
from tests.observership.runs.conftest import keep
from tests.observership.runs.reading import browser, page, rows, stop_clock, text_of
from tests.observership_factories import make_opening

pytestmark = pytest.mark.django_db


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


def test_every_place_of_an_applicant_has_a_page(stage, office):
    for number in range(14):
        opening = make_opening(department=f"Ward {number:02}", roles=["NUR"])
        stage.window(opening=opening)
    stage.run()
    first, _second, third = stage.applications
    where = page(stage, f"1/applicants/{third.public_id}/")
    response = office.get(page(stage, "1/"))
    assert where in response.content.decode()
    assert f"4 more places {third.number}" in text_of(response)
    shown = text_of(office.get(where))
    assert f"Every place for {third.number} 2 places were full. 14 were not possible." in shown
    assert f"{third.number} {third.trainee.user}, {third.centre_name}" in shown
    assert "Full Wish number 1. 1 applicant ranked higher is placed here." in shown
    role = "Not possible Role: this department does not receive this role: Treating physician."
    assert [shown.count(f"Ward {number:02}") for number in range(14)] == [1] * 14
    assert shown.count(role) == 14
    placed = text_of(office.get(page(stage, f"1/applicants/{first.public_id}/")))
    assert "Why Lyon" in placed
    assert "Here Wish number 1. Language in common: English." in placed


def test_who_was_not_in_a_run_has_no_page_there(stage, office):
    stage.run()
    late = stage.apply()
    assert office.get(page(stage, f"1/applicants/{late.public_id}/")).status_code == 404
    first = stage.applications[0]
    assert office.get(page(stage, f"2/applicants/{first.public_id}/")).status_code == 404


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


def test_publishing_waits_for_the_day_that_was_told(stage, office):
    stage.run()
    stage.call.publish_on = date(2026, 5, 5)
    stage.call.save()
    shown = text_of(office.get(page(stage, "1/publish/")))
    assert (
        "It is too early to publish Places of this call are announced on 5 May 2026."
        " Publish them then, or change that day."
    ) in shown
    assert "Publish the places" not in shown
    assert office.post(page(stage, "1/publish/"), {"sure": "on"}).status_code == 422
    assert MatchRun.objects.get().kind == "trial"


def test_days_that_are_over_are_not_proposed(stage, office, monkeypatch):
    stage.publish()
    window = stage.window(opening=make_opening(department="Ulm"))
    stop_clock(monkeypatch, stage.later(days=34))
    sent = {
        "application": str(stage.applications[2].public_id),
        "window": str(window.public_id),
        "reason": "She asked for it.",
        "shown": "This sets a rule aside: no days in common that are long enough.",
    }
    response = browser(stage.coordinator).post(page(stage, "propose/"), sent)
    assert response.status_code == 422
    assert "These days are over before both sides can have answered." in text_of(response)


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
