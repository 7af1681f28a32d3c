"""Publishes one run of a call, once: offers to applicants and hosts, with time to answer."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from observership.domain.lifecycle import ApplicationState
from observership.domain.runs import (
    Change,
    changes_between,
    inputs_hash,
    kept_inputs,
    outcome_in,
)
from observership.models import Application, Call, MatchRun, RunKind
from observership.queries.applications import eligible_applications
from observership.queries.match_names import windows_named
from observership.queries.runs import published_run
from observership.services.application_moves import move_application
from observership.services.match_moves import propose
from observership.services.matching import (
    CallOverError,
    PublishedAlreadyError,
    lock_call,
    round_of_run,
)
from passport.audit.services import record
from passport.dates import is_after, local_day
from passport.jobs import services as jobs
from passport.people.models import User


class TooEarlyError(ValueError):
    """Places are announced on a day that was told to everybody; `publish_on` is that day."""

    def __init__(self, publish_on: date) -> None:
        super().__init__(publish_on.isoformat())
        self.publish_on = publish_on


class RunNotMadeError(ValueError):
    """A run that has no result yet is not published."""


class ReasonsMissingError(ValueError):
    """A published run says why each pair was kept or ruled out."""


class RoundChangedError(ValueError):
    """Since the run was made something changed that it was given; `changes` says what."""

    def __init__(self, changes: tuple[Change, ...]) -> None:
        super().__init__(str(changes))
        self.changes = changes


@transaction.atomic
def publish_run(*, run: MatchRun, by: User, at: datetime) -> MatchRun:
    """Make a run the one that counts: offers, states of applications, and word to everybody.

    Raises CallOverError, RunNotMadeError, PublishedAlreadyError, TooEarlyError,
    ReasonsMissingError, RoundChangedError.
    """
    call = lock_call(run.call)
    list(eligible_applications(call).select_for_update().order_by("pk").values_list("pk"))
    run = MatchRun.objects.select_for_update(of=("self",)).select_related("call").get(pk=run.pk)
    _check(run, call, local_day(at, settings.TIME_ZONE))
    run.kind, run.published_at, run.published_by = RunKind.PUBLISHED, at, by
    try:
        with transaction.atomic():
            run.save(update_fields=["kind", "published_at", "published_by"])
    except IntegrityError:
        raise PublishedAlreadyError from None
    _offer(run, by, at)
    record(
        action="matching_published",
        subject=f"match_run:{run.public_id}",
        at=at,
        actor_id=by.public_id,
        details={"call": call.key, "run": run.number, "inputs": run.inputs_hash},
    )
    jobs.ring("match_run_published", ids={"run_id": run.pk}, at=at, owner_id=by.public_id)
    return run


def changes_since(run: MatchRun, on: date) -> tuple[Change, ...]:
    """What of the round differs on a day from what the run was given."""
    now = kept_inputs(round_of_run(run, on))
    if run.inputs is None or inputs_hash(now) == run.inputs_hash:
        return ()
    return changes_between(run.inputs, now)


def lacks_reasons(run: MatchRun) -> bool:
    """Whether a pair was kept or ruled out without a reason."""
    return any(not each["reason"] for each in (*run.pins, *run.forbids))


def is_too_early(call: Call, on: date) -> bool:
    """Whether the day on which places are announced is still to come."""
    return is_after(call.publish_on, on)


def _check(run: MatchRun, call: Call, on: date) -> None:
    if call.ended_at is not None:
        raise CallOverError
    if run.result is None:
        raise RunNotMadeError
    if published_run(call) is not None:
        raise PublishedAlreadyError
    if is_too_early(call, on):
        raise TooEarlyError(call.publish_on)
    if lacks_reasons(run):
        raise ReasonsMissingError
    if changes := changes_since(run, on):
        raise RoundChangedError(changes)


def _offer(run: MatchRun, by: User, at: datetime) -> None:
    """Everybody in the round gets an offer, or hears that there is no place."""
    placed = outcome_in(run.result or {}).placed
    windows = windows_named(run.call)
    overrides = {pin["application"]: pin["reason"] for pin in run.pins if pin["broken"]}
    for application in eligible_applications(run.call).select_related("call"):
        key = str(application.public_id)
        if key in placed:
            window, override = windows[placed[key]], overrides.get(key, "")
            propose(
                run=run, application=application, window=window, at=at, by=by, override=override
            )
        settle(application=application, is_placed=key in placed, at=at)


def settle(*, application: Application, is_placed: bool, at: datetime, **fields: Any) -> None:
    """Move an application to what a run made of it, if it does not stand there already."""
    to = ApplicationState.OFFERED if is_placed else ApplicationState.NOT_PLACED
    if application.state != to:
        move_application(application=application, to=to, at=at, reasons=["matching"], **fields)
