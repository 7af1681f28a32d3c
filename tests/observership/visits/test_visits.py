"""During a visit: plan, log, ticks and items, each by whom it is for and while it is time."""

from datetime import date

import pytest

from observership.domain.codes import Side
from observership.domain.lifecycle import PlacementState
from observership.domain.visit import Lines, PlannedDay
from observership.models import LogEntry, ObjectiveTick, PlacementDay
from observership.queries.visits import days_of, goals_agreed, items_of, log_of
from observership.services.visits import (
    NotADayOfVisitError,
    NotTheSupervisorError,
    PatientLikeError,
    VisitClosedError,
    add_item,
    confirm_items,
    save_days,
    tick_objectives,
    withdraw_item,
    write_log,
)
from tests.observership.visits.conftest import make_visit
from tests.observership_factories import at, make_supervisor

pytestmark = pytest.mark.django_db
LINES = Lines("Ward round", "Grade twice a day", "A card at the bed")


def test_a_plan_begins_with_the_template_and_free_weekends():
    placement = make_visit(ends_on=date(2026, 6, 8))
    placement.opening.day_plan = [{"title": "Ward round", "notes": "8:00"}, {"title": "Board"}]
    assert [(day.on.day, day.title, day.free) for day in days_of(placement)] == [
        (1, "Ward round", False),
        (2, "Board", False),
        (3, "", False),
        (4, "", False),
        (5, "", False),
        (6, "", True),
        (7, "", True),
        (8, "", False),
    ]


def test_what_the_host_saved_stands_and_days_that_left_the_visit_go(visit):
    outside = PlannedDay(date(2026, 6, 6), "Too late", "", False)
    save_days(placement=visit, days=[PlannedDay(date(2026, 6, 5), "Lab", "", False), outside])
    save_days(placement=visit, days=[PlannedDay(date(2026, 6, 2), "Apheresis", "8:00", False)])
    assert list(PlacementDay.objects.values_list("on", "title")) == [
        (date(2026, 6, 2), "Apheresis")
    ]
    assert days_of(visit)[1] == PlannedDay(date(2026, 6, 2), "Apheresis", "8:00", False, True)


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_the_plan_of_a_visit_that_is_over_stays(state):
    placement = make_visit(
        state, closed_at=at("2026-06-20"), outcome="signed_off" if state == "closed" else ""
    )
    with pytest.raises(VisitClosedError):
        save_days(placement=placement, days=[])


def test_a_log_is_appended_and_the_newest_of_a_day_counts(visit):
    first = date(2026, 6, 1)
    write_log(placement=visit, on=first, lines=LINES, at=at("2026-06-01"))
    write_log(placement=visit, on=first, lines=Lines("Lab", "Thaw"), at=at("2026-06-02"))
    write_log(placement=visit, on=date(2026, 6, 2), lines=LINES, at=at("2026-06-02"))
    assert [(row.on.day, row.saw) for row in log_of(visit)] == [(2, "Ward round"), (1, "Lab")]
    assert LogEntry.objects.count() == 3


@pytest.mark.parametrize("day", [date(2026, 5, 31), date(2026, 6, 6), date(2026, 6, 3)])
def test_a_log_is_of_a_day_of_the_visit_that_has_come(visit, day):
    with pytest.raises(NotADayOfVisitError):
        write_log(placement=visit, on=day, lines=LINES, at=at("2026-06-02"))


def test_a_line_about_a_patient_is_kept_only_knowingly(visit):
    lines = Lines("J.N., 54, born 3.5.1961", "Grade early")
    with pytest.raises(PatientLikeError) as refused:
        write_log(placement=visit, on=date(2026, 6, 1), lines=lines, at=at("2026-06-01"))
    assert [hit.text for hit in refused.value.hits] == ["J.N., 54", "born 3.5.1961"]
    assert LogEntry.objects.count() == 0
    kept = write_log(
        placement=visit, on=date(2026, 6, 1), lines=lines, at=at("2026-06-01"), knowingly=True
    )
    assert kept.saw == "J.N., 54, born 3.5.1961"


@pytest.mark.parametrize("state", [PlacementState.PREPARING, PlacementState.AGREED])
def test_nothing_is_logged_before_a_visit_begins(state):
    placement = make_visit(state)
    with pytest.raises(VisitClosedError):
        write_log(placement=placement, on=date(2026, 6, 1), lines=LINES, at=at("2026-06-01"))


def test_each_side_ticks_for_itself_and_can_take_a_tick_back(visit):
    trainee, host = visit.trainee.user, visit.supervisor.user
    when = at("2026-06-02")
    both = {"consent-talk", "apheresis-day", "unknown"}
    assert tick_objectives(placement=visit, side=Side.TRAINEE, met=both, by=trainee, at=when) == 2
    assert (
        tick_objectives(placement=visit, side=Side.HOST, met={"consent-talk"}, by=host, at=when)
        == 1
    )
    one = {"apheresis-day"}
    assert tick_objectives(placement=visit, side=Side.TRAINEE, met=one, by=trainee, at=when) == 1
    assert tick_objectives(placement=visit, side=Side.TRAINEE, met=one, by=trainee, at=when) == 0
    assert [(goal.key, goal.trainee, goal.host) for goal in goals_agreed(visit)] == [
        ("consent-talk", False, True),
        ("apheresis-day", True, False),
    ]
    assert ObjectiveTick.objects.count() == 4


def _item(visit, text="Thaw and infusion", **more):
    return add_item(placement=visit, on=date(2026, 6, 1), text=text, at=at("2026-06-01"), **more)


def test_an_item_is_signed_by_the_trainee_and_then_by_the_supervisor(visit):
    item = _item(visit, objective_key="apheresis-day")
    count = confirm_items(
        placement=visit, items=[item], supervisor=visit.supervisor, at=at("2026-06-02")
    )
    (kept,) = items_of(visit)
    assert (count, kept.supervisor, kept.supervisor_signed_at, kept.objective_key) == (
        1,
        visit.supervisor,
        at("2026-06-02"),
        "apheresis-day",
    )
    again = confirm_items(
        placement=visit, items=[item], supervisor=visit.supervisor, at=at("2026-06-03")
    )
    assert again == 0


def test_an_item_of_another_visit_is_not_confirmed_with_this_one(visit):
    other = _item(make_visit())
    count = confirm_items(
        placement=visit, items=[other], supervisor=visit.supervisor, at=at("2026-06-02")
    )
    other.refresh_from_db()
    assert (count, other.supervisor_signed_at) == (0, None)


def test_nobody_but_the_supervisor_confirms(visit):
    colleague = make_supervisor(visit.host)
    with pytest.raises(NotTheSupervisorError):
        confirm_items(
            placement=visit, items=[_item(visit)], supervisor=colleague, at=at("2026-06-02")
        )


def test_an_item_can_be_taken_back_until_it_is_confirmed(visit):
    taken, kept = _item(visit), _item(visit, "Board")
    assert withdraw_item(item=taken, at=at("2026-06-02")) is True
    assert withdraw_item(item=taken, at=at("2026-06-02")) is False
    confirm_items(
        placement=visit, items=[taken, kept], supervisor=visit.supervisor, at=at("2026-06-02")
    )
    assert withdraw_item(item=kept, at=at("2026-06-02")) is False
    assert [item.text for item in items_of(visit)] == ["Board"]


def test_an_objective_that_was_not_agreed_is_not_named_at_an_item(visit):
    assert _item(visit, objective_key="other").objective_key == ""


def test_an_item_about_a_patient_is_kept_only_knowingly(visit):
    with pytest.raises(PatientLikeError):
        _item(visit, "MRN 004711, thaw")
    assert _item(visit, "MRN 004711, thaw", knowingly=True).text == "MRN 004711, thaw"
