"""Asks for runs of the matching and makes them: what if these are kept and those ruled out."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from observership.domain.candidates import Round
from observership.domain.matching import match
from observership.domain.runs import inputs_hash, kept_inputs, kept_result
from observership.domain.wishes import (
    Refused,
    Wish,
    forbids_of,
    kept_forbid,
    kept_pin,
    pins_of,
    refused,
    wish_in,
)
from observership.models import Call, MatchRun
from observership.queries.rounds import round_of
from observership.queries.runs import next_number, order_of, published_run
from passport.audit.services import record
from passport.dates import local_day
from passport.jobs import services as jobs
from passport.people.models import User

Progress: TypeAlias = Callable[[str, int, int | None], None]


class OrderMissingError(ValueError):
    """Nothing is matched before the order that breaks ties is fixed."""


class PublishedAlreadyError(ValueError):
    """The places of a call were published; nothing is tried any more."""


class CallOverError(ValueError):
    """The call was ended."""


class NobodyToMatchError(ValueError):
    """No application of the call is eligible."""


class WishesRefusedError(ValueError):
    """Some pairs that were kept or ruled out cannot stand; `refused` says which and why."""

    def __init__(self, found: tuple[Refused, ...]) -> None:
        super().__init__(str(found))
        self.refused = found


def lock_call(call: Call) -> Call:
    """Every act that changes runs or matches of a call waits its turn here; inside a transaction.

    Others may go on naming the call in new rows.
    """
    return Call.objects.select_for_update(no_key=True).get(pk=call.pk)


@transaction.atomic
def ask_run(
    *,
    call: Call,
    title: str,
    pins: Sequence[Wish],
    forbids: Sequence[Wish],
    by: User,
    at: datetime,
) -> MatchRun:
    """Ask what the matching would come to; a job makes it.

    Raises CallOverError, OrderMissingError, PublishedAlreadyError, NobodyToMatchError,
    WishesRefusedError.
    """
    call = lock_call(call)
    _check_open(call)
    given = round_of(call, local_day(at, settings.TIME_ZONE))
    if not given.candidates:
        raise NobodyToMatchError
    if found := refused(pins, forbids, given):
        raise WishesRefusedError(found)
    run = MatchRun.objects.create(
        call=call,
        number=next_number(call),
        title=title,
        pins=[kept_pin(wish, given) for wish in pins],
        forbids=[kept_forbid(wish) for wish in forbids],
        asked_by=by,
        asked_at=at,
    )
    jobs.ring("match_run_asked", ids={"run_id": run.pk}, at=at, owner_id=by.public_id)
    record_overrides(run=run, by=by, at=at)
    return run


def _check_open(call: Call) -> None:
    """Raises CallOverError, OrderMissingError, PublishedAlreadyError."""
    if call.ended_at is not None:
        raise CallOverError
    if order_of(call) is None:
        raise OrderMissingError
    if published_run(call) is not None:
        raise PublishedAlreadyError


def record_overrides(*, run: MatchRun, by: User, at: datetime) -> None:
    """Note every pin that sets a rule aside."""
    for pin in run.pins:
        if pin["broken"]:
            record(
                action="matching_rule_set_aside",
                subject=f"match_run:{run.public_id}",
                at=at,
                actor_id=by.public_id,
                details={**pin, "call": run.call.key},
            )


def make_run(*, run_id: int, clock: Callable[[], datetime], progress: Progress) -> None:
    """Compute a run outside any transaction and keep what came out; one that was made stays.

    It stands for the day on which it was asked for, as do the rules that its pins set aside.
    """
    run = MatchRun.objects.select_related("call").get(pk=run_id)
    if run.result is not None:
        return
    progress(_("Gathering applications and places"), 0, 3)
    given = round_of_run(run, local_day(run.asked_at, settings.TIME_ZONE))
    inputs = kept_inputs(given)
    progress(_("Matching"), 1, 3)
    outcome = match(given)
    progress(_("Counting what came out"), 2, 3)
    _keep(run_id=run.pk, inputs=inputs, result=kept_result(given, outcome), at=clock())


def round_of_run(run: MatchRun, on: date) -> Round:
    """The round of a call on a day, with what a run keeps and rules out."""
    pins, forbids = ([wish_in(each) for each in kept] for kept in (run.pins, run.forbids))
    return round_of(run.call, on, pins_of(pins), forbids_of(forbids))


@transaction.atomic
def _keep(*, run_id: int, inputs: dict[str, Any], result: dict[str, Any], at: datetime) -> None:
    """Write a result once."""
    run = MatchRun.objects.select_for_update().get(pk=run_id)
    if run.result is None:
        run.inputs, run.inputs_hash = inputs, inputs_hash(inputs)
        run.result, run.made_at = result, at
        run.save()
