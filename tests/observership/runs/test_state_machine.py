"""Applications, offers and placements under random acts of everybody: nothing breaks or sticks."""

from contextlib import suppress
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from observership.domain.codes import Side
from observership.domain.lifecycle import (
    APPLICATION_MOVES,
    FUNDING_MOVES,
    MATCH_MOVES,
    OPEN_MATCHES,
    PLACEMENT_MOVES,
    ApplicationState,
    FundingState,
    IllegalMoveError,
    MatchState,
    PlacementState,
)
from observership.models import Application, Match, OpeningWindow
from observership.services.answers import (
    MatchClosedError,
    WindowFullError,
    accept_match,
    decline_match,
    lapse_matches,
    release_match,
)
from observership.services.applications import HasOfferError, withdraw_application
from observership.services.changes import Cancelling, PlacementOverError, cancel_placement
from observership.services.overrides import NotInMatchingError, WindowOverError, propose_match
from observership.services.reruns import rerun_call
from observership.services.suggestions import DatesRefusedError, suggest_days
from tests.observership.runs.conftest import AT, Round
from tests.observership.runs.invariants import (
    applications_stand_where_their_matches_say,
    events_tell_the_states,
    no_place_is_given_twice,
    nothing_that_was_refused_is_offered_again,
)
from tests.observership_factories import make_call, make_coordinator, make_opening

REFUSALS = (
    MatchClosedError, WindowFullError, IllegalMoveError, HasOfferError, DatesRefusedError,
    NotInMatchingError, PlacementOverError, WindowOverError,
)  # fmt: skip
PEOPLE = 4
who = st.integers(0, PEOPLE - 1)
sides = st.sampled_from([Side.TRAINEE, Side.HOST])
FINAL = (ApplicationState.PLACED, ApplicationState.NOT_PLACED, ApplicationState.WITHDRAWN)

pytestmark = pytest.mark.django_db


def published_round() -> Round:
    """Four applicants and four places of three departments, with wishes that meet."""
    stage = Round(make_call(answer_days=3), make_coordinator())
    lyon = stage.window(opening=make_opening(department="Lyon"))
    bonn = stage.window(opening=make_opening(department="Bonn"), places=2)
    later = {"starts_on": date(2026, 7, 1), "ends_on": date(2026, 7, 20)}
    rome = stage.window(opening=make_opening(department="Rome"), **later)
    stage.apply(lyon, bonn)
    stage.apply(lyon, rome, any_host=False)
    stage.apply(bonn, lyon)
    stage.apply(rome)
    stage.fix_order()
    stage.publish()
    return stage


class Observerships(RuleBasedStateMachine):
    """Everybody acts at random; what is refused changes nothing."""

    stage: Round

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.stage.at = AT
        self.moved_by_hand: set[tuple[int, int]] = set()

    def teardown(self) -> None:
        """Left alone, everything comes to an end; then the next example begins afresh."""
        try:
            self._let_go()
        finally:
            transaction.savepoint_rollback(self.savepoint)

    def _let_go(self) -> None:
        for _ in range(12):
            rerun_call(call_id=self.stage.call.pk, at=self.stage.at)
            if not Match.objects.filter(state=MatchState.PROPOSED).exists():
                break
            lapse_matches(at=self.stage.later(days=5))
        assert {each.state for each in Application.objects.all()} <= set(FINAL)
        assert not Match.objects.filter(state=MatchState.PROPOSED).exists()
        self.everything_holds()

    def _application(self, number: int) -> Application:
        application = self.stage.applications[number]
        application.refresh_from_db()
        return application

    def _match(self, number: int) -> Match | None:
        return self.stage.offer(self.stage.applications[number])

    # --- acts ---

    @rule(number=who, side=sides)
    def accept(self, number: int, side: Side) -> None:
        match = self._match(number)
        if match is None:
            return
        expected = self._after_yes(match, side)
        with suppress(*REFUSALS):
            person = self.stage.person(match, side)
            match = accept_match(match=match, side=side, by=person, at=self.stage.at)
        match.refresh_from_db()
        assert match.state == expected

    def _after_yes(self, match: Match, side: Side) -> str:
        """What the model says a yes leads to; windows here are never overbooked."""
        if match.state != MatchState.PROPOSED or self.stage.at > match.answer_by:
            return match.state
        said = {
            Side.TRAINEE: match.trainee_accepted_at is not None,
            Side.HOST: match.host_accepted_at is not None,
            side: True,
        }
        return MatchState.ACCEPTED if all(said.values()) else MatchState.PROPOSED

    @rule(number=who, side=sides, stay=st.booleans(), soon=st.booleans())
    def decline(self, number: int, side: Side, stay: bool, soon: bool) -> None:
        match = self._match(number)
        if match is None:
            return
        is_open = match.state == MatchState.PROPOSED and self.stage.at <= match.answer_by
        before = match.state
        with suppress(*REFUSALS):
            decline_match(
                match=match, side=side, by=self.stage.person(match, side), reason="No.",
                stay=stay, at=self.stage.at,
            )  # fmt: skip
        match.refresh_from_db()
        assert match.state == (MatchState.DECLINED if is_open else before)
        if soon:
            self.match_again()

    @rule(number=who, day=st.integers(1, 30))
    def suggest(self, number: int, day: int) -> None:
        match = self._match(number)
        if match is None:
            return
        with suppress(*REFUSALS):
            suggest_days(
                match=match, first=match.window.starts_on.replace(day=day), words="",
                by=self.stage.person(match, Side.HOST), at=self.stage.at,
            )  # fmt: skip

    @rule(number=who, stay=st.booleans())
    def cancel(self, number: int, stay: bool) -> None:
        application = self._application(number)
        placement = application.placements.order_by("-pk").first()
        if placement is None:
            return
        with suppress(*REFUSALS):
            cancel_placement(
                placement=placement, side=Side.TRAINEE, by=application.trainee.user,
                said=Cancelling("Ill.", stay=stay), at=self.stage.at,
            )  # fmt: skip

    @rule(number=who)
    def release_what_was_not_accepted(self, number: int) -> None:
        match = self._match(number)
        if match is None or match.state == MatchState.ACCEPTED:
            return
        with pytest.raises(IllegalMoveError):
            release_match(match=match, at=self.stage.at)

    @rule(number=who)
    def withdraw(self, number: int) -> None:
        with suppress(*REFUSALS):
            withdraw_application(
                application=self._application(number), reason="No.", at=self.stage.at
            )

    @rule(number=who, window=st.integers(0, 2))
    def propose_by_hand(self, number: int, window: int) -> None:
        application = self._application(number)
        chosen = OpeningWindow.objects.order_by("pk")[window]
        with suppress(*REFUSALS):
            propose_match(
                application=application, window=chosen, reason="Asked.",
                by=self.stage.coordinator, at=self.stage.at,
            )  # fmt: skip
            self.moved_by_hand.add((application.pk, chosen.opening_id))

    @rule()
    def look_for_free_places(self) -> None:
        self.match_again()

    def match_again(self) -> None:
        """As the job does that an answer rings."""
        before = {each.application_id: each for each in self._open()}
        rerun_call(call_id=self.stage.call.pk, at=self.stage.at)
        after = {each.application_id: each for each in self._open()}
        for application, match in before.items():
            assert self._is_no_worse(match, after[application])

    def _open(self) -> list[Match]:
        rows = Match.objects.filter(state__in=OPEN_MATCHES)
        return list(rows.select_related("application", "window"))

    def _is_no_worse(self, before: Match, after: Match) -> bool:
        """The same row with the same deadline, or one that was wanted at least as much."""
        if before.pk == after.pk:
            return before.answer_by == after.answer_by
        if before.trainee_accepted_at or before.host_accepted_at:
            return False
        ranks = dict(before.application.preferences.values_list("opening", "rank"))
        last = len(ranks) + 1
        now, then = (ranks.get(each.window.opening_id, last) for each in (after, before))
        return now <= then

    @rule(days=st.integers(1, 6))
    def days_pass(self, days: int) -> None:
        self.stage.later(days=days)

    @precondition(lambda self: Match.objects.filter(state=MatchState.PROPOSED).exists())
    @rule()
    def let_lapse(self) -> None:
        overdue = Match.objects.filter(state="proposed", answer_by__lt=self.stage.at).count()
        assert lapse_matches(at=self.stage.at) == overdue

    # --- what always holds ---

    @invariant()
    def everything_holds(self) -> None:
        matches = list(Match.objects.select_related("window", "application").order_by("pk"))
        no_place_is_given_twice(matches)
        applications_stand_where_their_matches_say(matches)
        events_tell_the_states(matches)
        nothing_that_was_refused_is_offered_again(matches, self.moved_by_hand)


def test_nothing_breaks_and_nothing_sticks_whatever_everybody_does():
    Observerships.stage = published_round()
    run_state_machine_as_test(
        Observerships,
        settings=settings(
            max_examples=20,
            stateful_step_count=15,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],  # 15 steps are read without being made fewer
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize(
    ("moves", "ends"),
    [
        (APPLICATION_MOVES, {ApplicationState.WITHDRAWN}),
        (
            MATCH_MOVES,
            {MatchState.DECLINED, MatchState.LAPSED, MatchState.SUPERSEDED, MatchState.ENDED},
        ),
        (PLACEMENT_MOVES, {PlacementState.CLOSED, PlacementState.CANCELLED}),
        (FUNDING_MOVES, {FundingState.PAID}),
    ],
)
def test_every_state_that_is_no_end_leads_to_one(moves, ends):
    assert {state for state, onward in moves.items() if not onward} == ends
    leading = set(ends)
    while grown := {each for each, onward in moves.items() if onward & leading} - leading:
        leading |= grown
    assert leading == set(moves)
