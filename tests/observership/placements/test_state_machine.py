"""In whatever order people act, a placement goes on or ends, and always says what is next."""

from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from observership.domain.candidates import Period
from observership.domain.codes import Side
from observership.domain.lifecycle import LIVE_PLACEMENTS, PLACEMENT_MOVES, PlacementState
from observership.models import Placement
from observership.queries.agreements import missing_of, newest_agreement
from observership.queries.steps import steps_of
from observership.services.agreements import (
    AgreementClosedError,
    Author,
    NotReadyError,
    change_agreement,
    sign_agreement,
    sign_for_home,
)
from observership.services.changes import (
    Cancelling,
    DatesRefusedError,
    PlacementOverError,
    cancel_placement,
    change_dates,
)
from observership.services.checklists import ListClosedError, tick_task
from observership.services.placements import begin_and_end_visits
from tests.observership.placements.conftest import opened
from tests.observership_factories import at

ENDS = st.sampled_from([Side.TRAINEE, Side.HOST])


class OnePlacement(RuleBasedStateMachine):
    """A placement, the day, and everything that people may do about it."""

    @initialize()
    def begin(self):
        self.placement = opened()
        self.day = date(2026, 5, 7)
        self.states = [PlacementState.PREPARING]
        self.keys = [each.key for each in self.placement.opening.objectives.all()]

    def _author(self, side):
        person = self.placement.trainee if side is Side.TRAINEE else self.placement.supervisor
        return Author(person.user, side, "It suits better.")

    @property
    def _now(self):
        return at(self.day.isoformat())

    @rule(side=st.sampled_from([Side.TRAINEE, Side.HOST, Side.HOME]))
    def sign(self, side):
        read = newest_agreement(self.placement).content_hash
        given = {"placement": self.placement, "content_hash": read, "at": self._now}
        with suppress(AgreementClosedError, NotReadyError):
            if side is Side.HOME:
                sign_for_home(name="Prof. Head", **given)
            else:
                sign_agreement(side=side, by=self._author(side).user, **given)

    @rule(done=st.booleans())
    def work_through_the_hosts_list(self, done):
        with suppress(ListClosedError):
            for task in self.placement.tasks.filter(side="host"):
                tick_task(task=task, done=done, by=self._author(Side.HOST).user, at=self._now)

    @rule(side=ENDS, number=st.integers(1, 2))
    def change_the_agreement(self, side, number):
        with suppress(AgreementClosedError):
            change_agreement(
                placement=self.placement,
                objectives=self.keys[:number],
                rules="",
                author=self._author(side),
                at=self._now,
            )

    @rule(side=ENDS, first=st.integers(1, 10), length=st.integers(5, 9))
    def move_the_days(self, side, first, length):
        begins = date(2026, 6, first)
        days = Period(begins, begins + timedelta(days=length - 1))
        with suppress(PlacementOverError, DatesRefusedError):
            change_dates(
                placement=self.placement, days=days, author=self._author(side), at=self._now
            )

    @rule(side=ENDS)
    def cancel_sometimes(self, side):
        if self.day.day % 7:
            return
        with suppress(PlacementOverError):
            cancel_placement(
                placement=self.placement,
                side=side,
                by=self._author(side).user,
                said=Cancelling(reason="Ill."),
                at=self._now,
            )

    @rule(days=st.integers(1, 12))
    def wait(self, days):
        self.day += timedelta(days=days)
        begin_and_end_visits(on=self.day, at=self._now)

    @invariant()
    def it_says_what_is_next_and_moved_by_the_table(self):
        now = Placement.objects.get(pk=self.placement.pk)
        step = steps_of([now], self.day)[now.pk]
        assert (step is not None) or now.state not in LIVE_PLACEMENTS
        moves = list(
            now.events.filter(kind__in=list(PlacementState))
            .order_by("at", "pk")
            .values_list("kind", flat=True)
        )
        for before, after in pairwise(moves):
            assert PlacementState(after) in PLACEMENT_MOVES[PlacementState(before)]
        assert moves[-1] == now.state

    @invariant()
    def what_is_agreed_misses_no_signature(self):
        now = Placement.objects.get(pk=self.placement.pk)
        if now.state == PlacementState.AGREED:
            assert set(missing_of(now)) <= {"host_list"}

    @invariant()
    def the_place_is_taken_unless_it_was_given_back(self):
        now = Placement.objects.get(pk=self.placement.pk)
        begun = now.events.filter(kind=PlacementState.UNDERWAY).exists()
        off = now.state == PlacementState.CANCELLED
        assert now.match.state == ("ended" if off and not begun else "accepted")


@pytest.mark.django_db
def test_no_order_of_acts_leads_into_a_dead_end():
    run_state_machine_as_test(
        OnePlacement,
        settings=settings(
            max_examples=15,
            stateful_step_count=15,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
