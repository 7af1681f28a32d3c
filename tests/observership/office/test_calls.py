"""Calls are created, changed as far as nobody was promised anything, and ended."""

from dataclasses import replace
from datetime import date

import pytest

from observership.domain.calls import Frozen, Stage, Standing, ToDo, days_in_order, next_to_do
from observership.domain.lifecycle import ApplicationState
from observership.models import Call
from observership.queries.office import stage_now
from observership.services.calls import (
    CallBusyError,
    CallDatesError,
    CallEndedError,
    CallExistsError,
    CallFacts,
    CallFrozenError,
    change_call,
    create_call,
    end_call,
)
from passport.audit.models import AuditEntry
from passport.notices.models import Notice
from tests.observership_factories import (
    CRITERIA,
    at,
    make_application,
    make_call,
    make_coordinator,
    make_match,
    make_run,
    make_window,
)

FACTS = CallFacts(
    title="Fictional call",
    opens_on=date(2026, 1, 1),
    closes_on=date(2026, 3, 31),
    publish_on=date(2026, 5, 4),
    visits_from=date(2026, 6, 1),
    visits_until=date(2026, 9, 30),
    visitor_amount=2000,
    criteria=CRITERIA,
    priority={"bands": [4.0], "seed": "fictional seed"},
)
BEFORE, OPEN, CLOSED = at("2025-12-01"), at("2026-02-01"), at("2026-04-10")


@pytest.fixture
def boss(db):
    return make_coordinator()


@pytest.fixture
def call(boss) -> Call:
    return create_call(key="pilot", facts=FACTS, by=boss, at=BEFORE)


def test_a_call_is_written_down_and_kept_in_the_trail(call, boss):
    assert (call.title, call.roles, call.created_by) == ("Fictional call", ["PHY"], boss)
    assert AuditEntry.objects.get().action == "call_created"


def test_a_key_names_one_call(call, boss):
    with pytest.raises(CallExistsError):
        create_call(key="pilot", facts=FACTS, by=boss, at=BEFORE)


def test_days_come_one_after_the_other(boss):
    facts = replace(FACTS, publish_on=date(2026, 3, 31))
    with pytest.raises(CallDatesError) as error:
        create_call(key="pilot", facts=facts, by=boss, at=BEFORE)
    assert error.value.name == "publish_on"
    assert Call.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "day", "wrong"),
    [
        ("closes_on", date(2026, 1, 1), None),
        ("closes_on", date(2025, 12, 31), "closes_on"),
        ("visits_from", date(2026, 5, 4), "visits_from"),
        ("visits_until", date(2026, 6, 1), None),
    ],
)
def test_days_may_be_the_same_where_a_period_is_one_day(name, day, wrong):
    days = {
        field: getattr(FACTS, field)
        for field in ("opens_on", "closes_on", "publish_on", "visits_from", "visits_until")
    }
    assert days_in_order({**days, name: day}) == wrong


def test_before_it_opens_everything_may_change(call, boss):
    facts = replace(FACTS, opens_on=date(2026, 1, 15), visitor_amount=1, criteria=[])
    changed = change_call(call=call, facts=facts, by=boss, at=BEFORE)
    assert (changed.visitor_amount, changed.criteria) == (1, [])


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"visitor_amount": 1}, {"visitor_amount": Frozen.OPENED}),
        ({"criteria": []}, {"criteria": Frozen.OPENED}),
        ({"priority": {"seed": "x"}}, {"priority": Frozen.OPENED}),
        ({"closes_on": date(2026, 3, 1)}, {"closes_on": Frozen.EARLIER}),
    ],
)
def test_once_it_is_open_nothing_that_was_promised_changes(call, boss, fields, why):
    with pytest.raises(CallFrozenError) as error:
        change_call(call=call, facts=replace(FACTS, title="New", **fields), by=boss, at=OPEN)
    assert error.value.fields == why
    assert Call.objects.get().title == "Fictional call"


def test_while_it_is_open_it_may_stay_open_longer(call, boss):
    facts = replace(FACTS, closes_on=date(2026, 4, 15))
    assert change_call(call=call, facts=facts, by=boss, at=OPEN).closes_on == date(2026, 4, 15)


def test_a_closed_call_does_not_open_again(call, boss):
    facts = replace(FACTS, closes_on=date(2026, 4, 15))
    with pytest.raises(CallFrozenError) as error:
        change_call(call=call, facts=facts, by=boss, at=CLOSED)
    assert error.value.fields == {"closes_on": Frozen.CLOSED}


def test_after_publication_nothing_changes(call, boss):
    make_run(call, kind="published", published_at=CLOSED, made_at=CLOSED, result={})
    with pytest.raises(CallFrozenError) as error:
        change_call(call=call, facts=replace(FACTS, title="New"), by=boss, at=CLOSED)
    assert error.value.fields == {"title": Frozen.PUBLISHED}


def test_a_change_of_nothing_leaves_no_trace(call, boss):
    change_call(call=call, facts=FACTS, by=boss, at=CLOSED)
    assert [entry.action for entry in AuditEntry.objects.all()] == ["call_created"]


def test_an_ended_call_tells_who_still_hoped(call, boss):
    application = make_application(call, ApplicationState.ELIGIBLE)
    end_call(call=call, reason="No hosts.", by=boss, at=CLOSED)
    application.refresh_from_db()
    assert application.state == ApplicationState.NOT_PLACED
    assert Notice.objects.get(kind="observership_call_ended").context["call"] == "Fictional call"
    assert stage_now(Call.objects.get(), CLOSED.date()) is Stage.ENDED
    with pytest.raises(CallEndedError):
        end_call(call=call, reason="Again.", by=boss, at=CLOSED)


def test_drafts_stay_when_a_call_ends(call, boss):
    draft = make_application(call, ApplicationState.DRAFT)
    end_call(call=call, reason="No hosts.", by=boss, at=CLOSED)
    draft.refresh_from_db()
    assert draft.state == ApplicationState.DRAFT


def test_a_call_does_not_end_while_somebody_waits(call, boss):
    make_application(call, ApplicationState.SUBMITTED)
    with pytest.raises(CallBusyError):
        end_call(call=call, reason="No.", by=boss, at=CLOSED)


def test_a_call_does_not_end_while_an_offer_is_open(call, boss):
    make_match(make_application(call, ApplicationState.OFFERED), make_window(call))
    with pytest.raises(CallBusyError):
        end_call(call=call, reason="No.", by=boss, at=CLOSED)


def test_a_call_made_by_hand_is_open_on_its_days(db):
    call = make_call()
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1))
    assert [stage_now(call, day) for day in days] == [
        Stage.PLANNED,
        Stage.OPEN,
        Stage.OPEN,
        Stage.CHOOSING,
    ]


@pytest.mark.parametrize(
    ("standing", "todo"),
    [
        (Standing(Stage.PLANNED), ToDo.INVITE_HOSTS),
        (Standing(Stage.PLANNED, windows=1), ToDo.WAIT_OPEN),
        (Standing(Stage.OPEN, windows=1), ToDo.NAME_COMMITTEE),
        (Standing(Stage.OPEN, windows=1, members=3), ToDo.WAIT_CLOSE),
        (Standing(Stage.CHOOSING, submitted=1, eligible=9), ToDo.DECIDE),
        (Standing(Stage.CHOOSING, eligible=9), ToDo.NAME_COMMITTEE),
        (Standing(Stage.CHOOSING, eligible=9, members=2, unread=3), ToDo.ASSIGN),
        (Standing(Stage.CHOOSING, eligible=9, members=2, reviews_open=3), ToDo.AWAIT_REVIEWS),
        (Standing(Stage.CHOOSING, eligible=9, members=2), ToDo.FIX_ORDER),
        (Standing(Stage.CHOOSING, eligible=9, members=2, has_order=True), ToDo.MATCH),
        (Standing(Stage.CHOOSING), ToDo.END),
        (Standing(Stage.PUBLISHED, offered=1, live=2), ToDo.AWAIT_ANSWERS),
        (Standing(Stage.PUBLISHED, live=2), ToDo.FOLLOW_VISITS),
        (Standing(Stage.PUBLISHED), ToDo.END),
        (Standing(Stage.ENDED, live=2), ToDo.NOTHING),
    ],
)
def test_each_standing_has_a_next_thing_to_do(standing, todo):
    assert next_to_do(standing) is todo
