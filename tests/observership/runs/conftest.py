"""A call whose applications were read and whose order is fixed, and those who act in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from observership.domain.codes import Side
from observership.domain.wishes import Wish
from observership.models import Application, Call, Match, MatchRun, OpeningWindow, PriorityOrder
from observership.services.answers import accept_match
from observership.services.matching import ask_run, make_run
from observership.services.publishing import publish_run
from passport.people.models import User
from tests.factories import EPOCH
from tests.observership.runs.reading import browser, stop_clock
from tests.observership_factories import (
    make_application,
    make_call,
    make_coordinator,
    make_opening,
    make_window,
)

AT = datetime.fromisoformat("2026-05-04T09:00:00+00:00")


def quiet(*_: Any) -> None:
    """Progress that nobody watches."""


@dataclass
class Round:
    """A call with its coordinator, and the moment of the test."""

    call: Call
    coordinator: User
    at: datetime = AT
    applications: list[Application] = field(default_factory=list)

    def window(self, **fields: Any) -> OpeningWindow:
        return make_window(self.call, **fields)

    def apply(self, *ranks: OpeningWindow, **fields: Any) -> Application:
        """An eligible applicant who would rather go to these, the first most of all."""
        application = make_application(self.call, "eligible", **fields)
        for rank, window in enumerate(ranks, start=1):
            application.preferences.create(opening=window.opening, rank=rank)
        self.applications.append(application)
        return application

    def fix_order(self, *first: Application) -> PriorityOrder:
        """The order in which people applied, or the one that is given."""
        order = [*first, *(each for each in self.applications if each not in first)]
        return PriorityOrder.objects.create(
            call=self.call, numbers=[each.number for each in order], rule="As they came.",
            facts={}, fixed_by=self.coordinator, fixed_at=EPOCH,
        )  # fmt: skip

    def run(self, *, title: str = "", pins: Any = (), forbids: Any = ()) -> MatchRun:
        """A run that was asked for and made."""
        run = ask_run(
            call=self.call, title=title, pins=pins, forbids=forbids,
            by=self.coordinator, at=self.at,
        )  # fmt: skip
        make_run(run_id=run.pk, clock=lambda: self.at, progress=quiet)
        run.refresh_from_db()
        return run

    def publish(self, run: MatchRun | None = None) -> MatchRun:
        return publish_run(run=run or self.run(), by=self.coordinator, at=self.at)

    def offer(self, application: Application) -> Match:
        """The match of an applicant that was made last."""
        return application.matches.order_by("-pk").first()

    def accept(self, application: Application, *sides: Side) -> Match:
        """These sides say yes; both when none is named."""
        match = self.offer(application)
        for side in sides or (Side.TRAINEE, Side.HOST):
            match = accept_match(match=match, side=side, by=self.person(match, side), at=self.at)
        return match

    def person(self, match: Match, side: Side) -> User:
        if side is Side.TRAINEE:
            return match.application.trainee.user
        return match.window.opening.supervisor.user

    def later(self, **distance: int) -> datetime:
        self.at += timedelta(**distance)
        return self.at

    def places(self) -> dict[str, tuple[str, str]]:
        """Where every applicant stands: state and department of the open match."""
        found = {}
        for each in self.applications:
            each.refresh_from_db()
            match = each.matches.filter(state__in=["proposed", "accepted"]).first()
            found[each.number] = (each.state, match.window.opening.department if match else "")
        return found


def keep(application: Application, window: OpeningWindow, reason: str = "") -> Wish:
    """This pair, by the ids that a form sends."""
    return Wish(str(application.public_id), str(window.public_id), reason)


@pytest.fixture
def round_(db: None) -> Round:
    """A call without applications, and its coordinator."""
    return Round(make_call(), make_coordinator())


@pytest.fixture
def make_round(db: None) -> Callable[[], Round]:
    """Calls without applications, one after the other."""
    coordinator = make_coordinator()
    return lambda: Round(make_call(), coordinator)


@pytest.fixture
def market(round_: Round) -> Callable[..., Round]:
    """Two departments with a place each; three applicants who want the first, then the second."""

    def make(*, order: bool = True) -> Round:
        lyon = round_.window(opening=make_opening(department="Lyon"))
        bonn = round_.window(opening=make_opening(department="Bonn"))
        for _ in range(3):
            round_.apply(lyon, bonn)
        if order:
            round_.fix_order()
        return round_

    return make


@pytest.fixture
def published(market: Callable[..., Round], monkeypatch: pytest.MonkeyPatch) -> Round:
    """Three want Lyon before Bonn; the first has Lyon, the second Bonn, the third nothing."""
    stage = market()
    stop_clock(monkeypatch, stage.at)
    stage.publish()
    return stage


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
