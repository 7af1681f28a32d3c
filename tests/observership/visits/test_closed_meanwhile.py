"""What was typed stays on the page when the visit closed, or somebody was faster."""

from html import escape

import pytest

from observership.domain.codes import Side
from observership.models import LogEntry, ObservedItem, Placement, PlacementDay
from observership.services.reports import hand_in_report, rate_visit, save_report
from tests.observership.visits.conftest import make_visit
from tests.observership.visits.pages import client_of, set_day, url_of
from tests.observership.visits.test_pages_after import RATED
from tests.observership.visits.test_sign_off import SIGNED_AT, _report, _sign
from tests.observership_factories import at, make_supervisor

pytestmark = pytest.mark.django_db
TYPED = "Half an evening's words"
CLOSED = "This visit is not open for that now. Nothing changed."
LINES = {"on": "2026-06-02", "saw": TYPED, "learned": "Grading", "will_use": ""}
PLANS = {"part": "plans", "plan_1": TYPED, "plan_2": "", "plan_3": ""}


@pytest.fixture(autouse=True)
def _after_the_visit(monkeypatch, settings):
    set_day(monkeypatch, settings, "2026-06-08")


def _closed(placement):
    Placement.objects.filter(pk=placement.pk).update(
        state="closed", closed_at=SIGNED_AT, outcome="signed_off"
    )
    return placement


def _kept_on_page(person, name, placement, sent, said=CLOSED, more=()):
    """Nothing is saved, it is said why, and the text can be copied."""
    answer = client_of(person).post(url_of(name, placement, *more), sent)
    page = answer.text
    assert (answer.status_code, said in page, escape(TYPED) in page) == (422, True, True)


def test_lines_of_the_log(over):
    _kept_on_page(over.trainee, "visit_log", _closed(over), LINES)
    assert LogEntry.objects.count() == 0


def test_an_item_that_was_watched(over):
    sent = {"text": TYPED, "on": "2026-06-02", "objective": ""}
    _kept_on_page(over.trainee, "visit_items", _closed(over), sent)
    assert ObservedItem.objects.count() == 0


def test_the_plan_of_the_days(over):
    _kept_on_page(over.supervisor, "visit_days", _closed(over), {"2026-06-02-title": TYPED})
    assert PlacementDay.objects.count() == 0


def test_the_report_of_a_visit_that_was_closed_as_it_stood(over):
    _kept_on_page(over.trainee, "report", _closed(over), PLANS)


@pytest.mark.parametrize("sent", [PLANS, {"part": "seen", "seen": TYPED, "different": ""}])
def test_a_report_that_was_handed_in(over, sent):
    _report(over)
    said = "The report was handed in before. Nothing changed."
    _kept_on_page(over.trainee, "report", over, sent, said)
    over.report.refresh_from_db()
    assert over.report.answers["plans"] == ["A card at the bed"]
    again = client_of(over.trainee).get(url_of("report", over)).text
    assert "Handed in on 8 June 2026" in again
    assert "Hand in the report" not in again


def test_a_rating_that_a_colleague_gave_first(over):
    scores = {key: int(value) for key, value in RATED["host"].items()}
    colleague = make_supervisor(over.host)
    rate_visit(
        placement=over, side=Side.HOST, scores=scores, comment="First", by=colleague.user,
        at=SIGNED_AT,
    )  # fmt: skip
    said = "This visit was rated before. Nothing changed."
    _kept_on_page(over.supervisor, "rating", over, {**RATED["host"], "comment": TYPED}, said)
    assert over.ratings.get().comment == "First"


def test_a_rating_before_the_last_day(monkeypatch, settings):
    set_day(monkeypatch, settings, "2026-06-02")
    visit = make_visit()
    _kept_on_page(visit.trainee, "rating", visit, {**RATED["trainee"], "comment": TYPED})
    assert visit.ratings.count() == 0


def test_what_changed_at_home(over, monkeypatch, settings):
    _sign(over)
    save_report(placement=over, part="seen", said={"seen": "Much"}, at=SIGNED_AT)
    save_report(placement=over, part="plans", said=["A card"], at=SIGNED_AT)
    hand_in_report(placement=over, by=over.trainee.user, at=SIGNED_AT)
    set_day(monkeypatch, settings, "2026-09-10")
    over.follow_ups.update(answered_at=at("2026-09-09"))
    sent = {"plan_0": "started", "first_patient": "yes", "team_trained": "yes", "words": TYPED}
    said = "This was answered before, or cannot be answered now."
    _kept_on_page(over.trainee, "follow_up", over, sent, said, [3])
