"""Several people answer at the same moment; on PostgreSQL with row locks of several connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from observership.domain.codes import Side
from observership.domain.lifecycle import IllegalMoveError
from observership.models import Match, MatchRun, Placement
from observership.services.answers import (
    MatchClosedError,
    WindowFullError,
    accept_match,
    decline_match,
    lapse_matches,
    release_match,
)
from observership.services.placements import OwnVisitError
from observership.services.publishing import PublishedAlreadyError, publish_run
from observership.services.reruns import rerun_call
from tests.observership.runs.conftest import AT, Round
from tests.observership_factories import make_call, make_coordinator, make_opening

REFUSALS = (
    MatchClosedError, WindowFullError, OwnVisitError, PublishedAlreadyError, IllegalMoveError,
)  # fmt: skip


@pytest.fixture
def stage(copied_db, django_db_blocker):
    """Three who want Lyon before Bonn, in a database with real commits."""
    with django_db_blocker.unblock():
        found = Round(make_call(), make_coordinator())
        lyon, bonn = (
            found.window(opening=make_opening(department=name)) for name in ("Lyon", "Bonn")
        )
        for _ in range(3):
            found.apply(lyon, bonn)
        found.fix_order()
        yield found


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Do all of it at the same moment: what each came to, "done" or the refusal's name."""
    together = Barrier(len(acts))

    def do(act: Callable[[], Any]) -> str:
        together.wait(timeout=20)
        try:
            act()
        except REFUSALS as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(do, acts))


def yes(stage: Round, match: Match, side: Side) -> Callable[[], Any]:
    person = stage.person(match, side)
    return lambda: accept_match(match=match, side=side, by=person, at=AT)


def consistent() -> None:
    """Every accepted match has its placement and no window has more of them than places."""
    accepted = list(Match.objects.filter(state="accepted").order_by("pk"))
    assert [each.pk for each in accepted] == [
        each.match_id for each in Placement.objects.exclude(state="cancelled").order_by("match")
    ]
    windows = [each.window_id for each in accepted]
    assert all(windows.count(each.window_id) <= each.window.places for each in accepted)


@pytest.mark.parametrize("_time", range(3))
def test_both_sides_at_once_make_one_placement(stage, _time):
    stage.publish()
    match = stage.offer(stage.applications[0])
    said = at_once(yes(stage, match, Side.TRAINEE), yes(stage, match, Side.HOST))
    assert (said, Placement.objects.count()) == (["done", "done"], 1)
    consistent()


@pytest.mark.parametrize("_time", range(3))
def test_the_last_place_is_taken_once(stage, _time):
    stage.publish()
    first, second, _third = stage.applications
    lyon = stage.offer(first).window
    Match.objects.filter(application=second).update(window=lyon)
    for each in (first, second):
        stage.accept(each, Side.HOST)
    offers = [stage.offer(each) for each in (first, second)]
    said = at_once(*(yes(stage, each, Side.TRAINEE) for each in offers))
    assert (said, Placement.objects.count()) == (["WindowFullError", "done"], 1)
    consistent()


@pytest.mark.parametrize("_time", range(3))
def test_two_calls_at_once_place_somebody_once_on_the_same_days(stage, _time):
    stage.publish()
    first = stage.applications[0]
    other = Round(make_call(), stage.coordinator)
    again = other.apply(other.window(), trainee=first.trainee)
    other.fix_order()
    other.publish()
    offers = [stage.accept(first, Side.TRAINEE), other.accept(again, Side.TRAINEE)]
    said = at_once(*(yes(stage, each, Side.HOST) for each in offers))
    assert (said, Placement.objects.count()) == (["OwnVisitError", "done"], 1)
    consistent()


def test_a_yes_and_a_no_at_once_come_to_one_of_them(stage):
    stage.publish()
    match = stage.offer(stage.applications[0])
    stage.accept(match.application, Side.TRAINEE)
    host = stage.person(match, Side.HOST)
    said = at_once(
        yes(stage, match, Side.HOST),
        lambda: decline_match(match=match, side=Side.HOST, by=host, reason="No.", stay=True, at=AT),
    )
    assert said == ["MatchClosedError", "done"]
    match.refresh_from_db()
    assert (match.state == "accepted") == Placement.objects.exists()
    consistent()


def test_a_call_is_published_once_however_many_press(stage):
    runs = [stage.run(), stage.run()]
    said = at_once(
        *(lambda run=run: publish_run(run=run, by=stage.coordinator, at=AT) for run in runs)
    )
    assert said == ["PublishedAlreadyError", "done"]
    assert MatchRun.objects.filter(kind="published").count() == 1
    assert Match.objects.count() == 2


def test_answers_reruns_and_lapses_at_once_leave_everything_consistent(stage):
    stage.publish()
    first, second, third = stage.applications
    match = stage.accept(first)
    bonn = stage.offer(second)
    stage.accept(second, Side.HOST)
    said = at_once(
        lambda: release_match(match=match, at=AT),
        lambda: rerun_call(call_id=stage.call.pk, at=AT),
        lambda: rerun_call(call_id=stage.call.pk, at=AT),
        yes(stage, bonn, Side.TRAINEE),
        lambda: lapse_matches(at=AT),
    )
    assert said == ["done"] * 5
    Placement.objects.filter(match=match).update(state="cancelled", closed_at=AT)
    rerun_call(call_id=stage.call.pk, at=AT)
    assert stage.places() == {
        first.number: ("not_placed", ""),
        second.number: ("placed", "Bonn"),
        third.number: ("offered", "Lyon"),
    }
    numbers = list(MatchRun.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    consistent()
