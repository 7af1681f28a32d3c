"""In whatever order people act, a placement goes on or ends, and always says what is next."""

from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from observership.domain.codes import Side
from observership.domain.lifecycle import (
    LIVE_PLACEMENTS,
    PLACEMENT_MOVES,
    VISIT_BEGUN,
    FundingState,
    IllegalMoveError,
    PlacementState,
)
from observership.domain.next_steps import Step
from observership.models import SignOff
from observership.queries.agreements import missing_of
from observership.queries.steps import all_steps_of
from observership.services.agreements import AgreementClosedError, NotReadyError
from observership.services.changes import (
    DatesRefusedError,
    DaysAttendedError,
    NotAMemberError,
    PlacementOverError,
    SignedOffError,
)
from observership.services.checklists import ListClosedError
from observership.services.funding import TooEarlyError
from observership.services.reports import HandedInError
from observership.services.sign_off import AlreadySignedOffError
from observership.services.visits import VisitClosedError
from tests.observership.placements.acts import Acts
from tests.observership.placements.conftest import opened

ENDS = st.sampled_from([Side.TRAINEE, Side.HOST])
OPENED, LAST_DAY = date(2026, 5, 7), date(2026, 6, 5)
MOST_ACTS = 30
REFUSALS = (
    AgreementClosedError, NotReadyError, ListClosedError, PlacementOverError, DatesRefusedError,
    SignedOffError, DaysAttendedError, NotAMemberError, VisitClosedError, AlreadySignedOffError,
    HandedInError, IllegalMoveError, TooEarlyError,
)  # fmt: skip


class OnePlacement(RuleBasedStateMachine):
    """A placement, the day, and everything that people may do about it."""

    reached: set[str]

    @initialize(
        day=st.sampled_from([LAST_DAY, OPENED, LAST_DAY + timedelta(days=3)]), signed=st.booleans()
    )
    def begin(self, day, signed):
        self.acts = Acts(opened(), OPENED)
        if day > OPENED:
            self.acts.agree()
            self.acts.be(day)
        if day > OPENED and signed:
            self.acts.attest()

    def teardown(self):
        """Whoever does what comes next brings a placement to its end, and its money too."""
        for _each in range(MOST_ACTS):
            waiting = [step for step in self._steps() if step.code is not Step.FOLLOW_UP]
            if not waiting:
                break
            self.acts.do(waiting[0])
        assert (waiting, self.acts.now.state in LIVE_PLACEMENTS) == ([], False)

    def _steps(self):
        now = self.acts.now
        self.reached.add(now.state)
        return all_steps_of([now], self.acts.day)[now.pk]

    @rule(side=st.sampled_from([Side.TRAINEE, Side.HOST, Side.HOME]))
    def sign(self, side):
        with suppress(*REFUSALS):
            self.acts.sign(side)

    @rule(done=st.booleans())
    def work_through_the_hosts_list(self, done):
        with suppress(*REFUSALS):
            self.acts.tick(Side.HOST, done)

    @precondition(lambda self: self.state == PlacementState.PREPARING)
    @rule()
    def agree(self):
        self.acts.agree()

    @rule(side=ENDS, number=st.integers(1, 2))
    def change_the_agreement(self, side, number):
        with suppress(*REFUSALS):
            self.acts.change(side, number)

    @rule(side=st.sampled_from([*Side]), day=st.integers(1, 10), length=st.integers(3, 9))
    def move_the_days(self, side, day, length):
        begun = self.state == PlacementState.UNDERWAY
        first = self.acts.now.starts_on if begun else date(2026, 6, day)
        with suppress(*REFUSALS):
            self.acts.move(side, first, length)

    @rule(number=st.integers(0, 1))
    def name_another_supervisor(self, number):
        with suppress(*REFUSALS):
            self.acts.supervise(number)

    @precondition(lambda self: self.state in VISIT_BEGUN)
    @rule(attests=st.booleans())
    def answer_for_the_visit(self, attests):
        with suppress(*REFUSALS):
            self.acts.attest() if attests else self.acts.refuse()

    @precondition(lambda self: self.state in VISIT_BEGUN)
    @rule()
    def report(self):
        with suppress(*REFUSALS):
            self.acts.report()

    @precondition(lambda self: self.attested)
    @rule()
    def take_the_sign_off_back(self):
        self.acts.annul()

    @precondition(lambda self: self.state == PlacementState.REPORTING)
    @rule()
    def close_it_as_it_stands(self):
        self.acts.close()

    @rule(number=st.integers(0, 3), to=st.sampled_from(FundingState))
    def move_money(self, number, to):
        with suppress(*REFUSALS):
            self.acts.money(self.acts.placement.funding.all()[number], to)

    @rule(side=ENDS, attended=st.integers(0, 3))
    def cancel_sometimes(self, side, attended):
        if self.acts.day.day % 7 and self.state != PlacementState.UNDERWAY:
            return
        with suppress(*REFUSALS):
            self.acts.cancel(side, attended)

    @rule(days=st.sampled_from([1, 4, 25]))
    def wait(self, days):
        self.acts.be(self.acts.day + timedelta(days=days))

    @invariant()
    def it_says_what_is_next_and_moved_by_the_table(self):
        steps, now = self._steps(), self.acts.now
        self.state = now.state
        assert steps != () or now.state not in LIVE_PLACEMENTS
        moves = list(
            now.events.filter(kind__in=list(PlacementState))
            .order_by("at", "pk")
            .values_list("kind", flat=True)
        )
        for before, after in pairwise(moves):
            assert PlacementState(after) in PLACEMENT_MOVES[PlacementState(before)]
        assert moves[-1] == now.state
        begun = PlacementState.UNDERWAY in moves
        off = now.state == PlacementState.CANCELLED
        assert now.match.state == ("ended" if off and not begun else "accepted")

    @invariant()
    def what_is_agreed_misses_no_signature(self):
        if self.state == PlacementState.AGREED:
            assert set(missing_of(self.acts.now)) <= {"host_list"}

    @invariant()
    def what_is_attested_took_place_on_these_days(self):
        now = self.acts.now
        rows = SignOff.objects.filter(placement_public_id=now.public_id, annulment__isnull=True)
        signed = rows.values_list("starts_on", "ends_on").first()
        self.attested = signed is not None
        if self.attested:
            assert (signed, now.state in VISIT_BEGUN) == ((now.starts_on, now.ends_on), True)


@pytest.mark.django_db
def test_no_order_of_acts_leads_into_a_dead_end():
    OnePlacement.reached = set()
    run_state_machine_as_test(
        OnePlacement,
        settings=settings(
            max_examples=8,
            stateful_step_count=10,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],  # so few steps are read without being made fewer
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert OnePlacement.reached == set(PlacementState)
