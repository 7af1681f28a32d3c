"""What waits for whom: the next step of each placement, in a constant number of queries."""

from collections.abc import Collection, Iterable
from datetime import date

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from observership.domain.codes import Side
from observership.domain.lifecycle import (
    LIVE_PLACEMENTS,
    OPEN_PAYMENTS,
    FundingState,
    PlacementState,
)
from observership.domain.next_steps import NextStep, PlacementFacts, next_step, steps
from observership.domain.reminders import OpenStep, Owner
from observership.models import FollowUp, FundingStep, Placement
from observership.queries.placement_people import coordinators, hosts_of, supervised_now
from observership.queries.step_facts import Rows, rows_of
from observership.queries.step_paths import step_path
from observership.queries.waiting import (
    open_answers,
    open_letters,
    open_reviews,
    owners_of,
    user_owner,
)
from passport.dates import earliest, local_day


def steps_of(placements: Collection[Placement], on: date) -> dict[int, NextStep | None]:
    """The next step of each placement by primary key; None for what has ended."""
    return {pk: next_step(facts, on) for pk, facts in facts_of(placements, on).items()}


def all_steps_of(placements: Collection[Placement], on: date) -> dict[int, tuple[NextStep, ...]]:
    """Everything that waits in each placement, the next step first."""
    return {pk: steps(facts, on) for pk, facts in facts_of(placements, on).items()}


def facts_of(placements: Collection[Placement], on: date) -> dict[int, PlacementFacts]:
    """What the next steps depend on, by primary key."""
    rows, supervised = rows_of(placements), supervised_now(placements, on)
    return {each.pk: _facts(each, rows, each.pk in supervised) for each in placements}


def _facts(placement: Placement, rows: Rows, supervised: bool) -> PlacementFacts:
    pk = placement.pk
    return PlacementFacts(
        state=placement.state,
        since=local_day(placement.state_since, settings.TIME_ZONE),
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
        supervisor=supervised,
        objectives=rows.objectives.get(pk, 0),
        home_head=bool(placement.home_email),
        signed=rows.signed.get(pk, frozenset()),
        written_on=rows.written.get(pk),
        host_open=rows.open_tasks.get((pk, "host"), 0),
        trainee_open=rows.open_tasks.get((pk, "trainee"), 0),
        log_days=rows.log_days(placement),
        logged=rows.logged.get(pk, frozenset()),
        answered=pk in rows.answered,
        reported=pk in rows.reported,
        rated=rows.rated.get(pk, frozenset()),
        planned=_planned(rows.funding.get(pk, ())),
        released_on=_released_on(rows.funding.get(pk, ())),
        follow_ups=rows.follow_ups.get(pk, ()),
    )


def _planned(payments: Iterable[tuple[int, str, date]]) -> frozenset[int]:
    return frozenset(step for step, state, _on in payments if state == FundingState.PLANNED)


def _released_on(payments: Iterable[tuple[int, str, date]]) -> date | None:
    return earliest([on for _step, state, on in payments if state == FundingState.RELEASED])


def open_steps(on: date) -> tuple[OpenStep, ...]:
    """Everything that waits for somebody: in placements, for answers, letters and reviews.

    A follow-up waits from its day on. The home department has no account: what waits for its
    signature is the trainee's to ask for; its own mail goes out with a new link.
    """
    found = list(_with_steps())
    waiting = all_steps_of(found, on)
    people = _People(found, on)
    of_placements = (
        OpenStep(
            subject=f"placement:{each.public_id}",
            step=str(step.code),
            due_on=step.due_on,
            owners=people.of(each, step),
            about=f"{each.opening.department}, {each.host}",
            path=step_path(each, step),
        )
        for each in found
        for step in waiting[each.pk]
    )
    return (*of_placements, *open_answers(on), *open_letters(), *open_reviews())


def _with_steps() -> Iterable[Placement]:
    """Live placements, and ended ones of which something is still to come."""
    money = FundingStep.objects.filter(placement=OuterRef("pk"), state__in=OPEN_PAYMENTS)
    follow_up = FollowUp.objects.filter(placement=OuterRef("pk"), answered_at__isnull=True)
    ended = Q(state__in=[PlacementState.CLOSED, PlacementState.CANCELLED])
    rows = Placement.objects.filter(
        Q(state__in=LIVE_PLACEMENTS) | (ended & (Exists(money) | Exists(follow_up))),
        erased_at__isnull=True,
    )
    joined = rows.select_related("trainee__user", "supervisor__user", "host", "opening")
    return joined.order_by("starts_on", "pk")


class _People:
    """Whom to write to, for many placements."""

    def __init__(self, placements: Collection[Placement], on: date) -> None:
        self._hosts = hosts_of(placements, on)
        self._coordinators = tuple(user_owner(each) for each in coordinators())

    def of(self, placement: Placement, step: NextStep) -> tuple[Owner, ...]:
        """The owners of a step."""
        sides = {Side.TRAINEE if side is Side.HOME else side for side in step.whose}
        return tuple(owner for side in Side if side in sides for owner in self._at(placement, side))

    def _at(self, placement: Placement, side: Side) -> tuple[Owner, ...]:
        if side is Side.COORDINATOR:
            return self._coordinators
        if side is Side.TRAINEE:
            return owners_of([placement.trainee])
        return owners_of(self._hosts[placement.pk])
