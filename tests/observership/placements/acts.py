"""Everything that people may do about one placement, each act in one word."""

from datetime import timedelta

from observership.domain.after_visit import QUESTIONS
from observership.domain.candidates import Period
from observership.domain.codes import SIGNING_SIDES, Side
from observership.domain.lifecycle import FundingState
from observership.domain.next_steps import Step
from observership.domain.sign_off import Attestation, Attested
from observership.domain.visit import Lines
from observership.models import Placement
from observership.queries.agreements import newest_agreement
from observership.queries.visits import sign_off_of
from observership.services.agreements import (
    Author,
    change_agreement,
    sign_agreement,
    sign_for_home,
)
from observership.services.changes import (
    Cancelling,
    cancel_placement,
    change_dates,
    replace_supervisor,
)
from observership.services.checklists import tick_task
from observership.services.closing import close_as_it_stands
from observership.services.funding import Payment, move_funding
from observership.services.placements import begin_and_end_visits
from observership.services.reports import hand_in_report, rate_visit, save_report
from observership.services.sign_off import annul_sign_off, refuse_sign_off, sign_off_placement
from observership.services.visits import write_log
from tests.observership_factories import at, make_coordinator, make_supervisor

WHOLE = Attestation(frozenset(Attested), 1)


class Acts:
    """The people of a placement, and the day on which they act."""

    def __init__(self, placement, day):
        self.placement, self.day = placement, day
        self.office = make_coordinator()
        self.hosts = [placement.supervisor, make_supervisor(placement.host)]
        self.keys = [each.key for each in placement.opening.objectives.all()]

    @property
    def now(self):
        """The placement as it is now."""
        return Placement.objects.get(pk=self.placement.pk)

    @property
    def at(self):
        return at(self.day.isoformat())

    def author(self, side):
        people = {Side.TRAINEE: self.placement.trainee, Side.HOST: self.now.supervisor}
        user = people[side].user if side in people else self.office
        return Author(user, side, "It suits better.")

    def be(self, day):
        """It is this day, or already later."""
        self.day = max(self.day, day)
        begin_and_end_visits(on=self.day, at=self.at)

    def sign(self, side):
        read = newest_agreement(self.placement).content_hash
        given = {"placement": self.placement, "content_hash": read, "at": self.at}
        if side is Side.HOME:
            sign_for_home(name="Prof. Head", **given)
        else:
            sign_agreement(side=side, by=self.author(side).user, **given)

    def agree(self):
        self.tick(Side.HOST, done=True)
        for side in SIGNING_SIDES:
            self.sign(side)

    def tick(self, side, done):
        by = self.author(side).user
        for task in self.placement.tasks.filter(side=side):
            tick_task(task=task, done=done, by=by, at=self.at)

    def change(self, side, number):
        chosen, author = self.keys[:number], self.author(side)
        change_agreement(
            placement=self.placement, objectives=chosen, rules="", author=author, at=self.at
        )

    def move(self, side, first, length):
        days = Period(first, first + timedelta(days=length - 1))
        author = self.author(side)
        change_dates(
            placement=self.placement, days=days, author=author, at=self.at, all_agreed=True
        )

    def supervise(self, number):
        person, author = self.hosts[number], self.author(Side.HOST)
        replace_supervisor(placement=self.placement, supervisor=person, author=author, at=self.at)

    def cancel(self, side, attended=0):
        by, said = self.author(side).user, Cancelling(reason="Ill.", attended=attended)
        cancel_placement(placement=self.placement, side=side, by=by, said=said, at=self.at)

    def log(self, day):
        self.be(day)
        write_log(placement=self.placement, on=day, lines=Lines("a", "b", "c"), at=self.at)

    def attest(self):
        by = self.now.supervisor
        sign_off_placement(placement=self.placement, supervisor=by, attestation=WHOLE, at=self.at)

    def refuse(self):
        by = self.now.supervisor
        refuse_sign_off(placement=self.placement, supervisor=by, reason="Away.", at=self.at)

    def annul(self):
        found = sign_off_of(self.placement)
        annul_sign_off(sign_off=found, by=self.office, reason="Wrong person.", at=self.at)

    def report(self):
        for part, said in (("seen", {"seen": "Much"}), ("plans", ["A card at the bed"])):
            save_report(placement=self.placement, part=part, said=said, at=self.at)
        by = self.placement.trainee.user
        hand_in_report(placement=self.placement, by=by, at=self.at)

    def rate(self, side):
        scores, by = dict.fromkeys(QUESTIONS[side], 4), self.author(side).user
        rate_visit(
            placement=self.placement, side=side, scores=scores, comment="", by=by, at=self.at
        )

    def close(self):
        close_as_it_stands(
            placement=self.placement, by=self.office, reason="Trainee left.", at=self.at
        )

    def money(self, step, to):
        said = Payment(reference="GC-2026-17", note="Asked for.")
        move_funding(step=step, to=to, by=self.office, at=self.at, said=said)

    def release(self, number):
        for step in self.placement.funding.filter(step=number, state=FundingState.PLANNED):
            self.money(step, FundingState.RELEASED)

    def pay(self):
        for step in self.placement.funding.filter(state=FundingState.RELEASED):
            self.money(step, FundingState.PAID)

    def do(self, step):
        """What a next step asks for, by those whose step it is."""
        acts = {
            Step.SIGN: lambda: [self.sign(side) for side in step.whose],
            Step.PREPARE_HOST: lambda: self.tick(Side.HOST, done=True),
            Step.PREPARE_TRAVEL: lambda: self.tick(Side.TRAINEE, done=True),
            Step.NEW_DATES: lambda: self.cancel(Side.COORDINATOR),
            Step.ARRIVE: lambda: self.be(step.due_on),
            Step.WRITE_LOG: lambda: self._log_from(step.due_on),
            Step.SIGN_OFF: lambda: self._attest_afterwards(),
            Step.WRITE_REPORT: self.report,
            Step.RATE: lambda: [self.rate(side) for side in step.whose],
            Step.CLOSE: self.close,
            Step.RELEASE_FIRST: lambda: self.release(1),
            Step.RELEASE_SECOND: lambda: self.release(2),
            Step.PAY: self.pay,
        }
        acts[step.code]()

    def _log_from(self, day):
        for number in range((self.now.ends_on - day).days + 1):
            self.log(day + timedelta(days=number))

    def _attest_afterwards(self):
        self.be(self.now.ends_on + timedelta(days=1))
        self.attest()
