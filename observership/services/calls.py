"""Creates, changes and ends calls, as far as what was promised to applicants allows."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from observership.domain.calls import DATES, Frozen, days_in_order, refused_changes
from observership.domain.lifecycle import (
    LIVE_PLACEMENTS,
    ApplicationState,
    MatchState,
)
from observership.models import Application, Call, Match, Placement
from observership.queries.office import stage_now
from observership.services.application_moves import move_application
from observership.services.call_pages import ensure_call_page
from observership.services.office_notices import tell_call_ended
from passport.audit.services import record
from passport.dates import local_day
from passport.people.models import User


class CallExistsError(ValueError):
    """Another call has this key."""


class CallDatesError(ValueError):
    """A day of a call does not come after the one before it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class CallFrozenError(ValueError):
    """Fields that may not be changed any more, each with the reason."""

    def __init__(self, fields: Mapping[str, Frozen]) -> None:
        super().__init__(", ".join(fields))
        self.fields = dict(fields)


class CallEndedError(ValueError):
    """The call has ended before."""


class CallBusyError(ValueError):
    """Applications, offers or placements of a call still wait for somebody."""


@dataclass(frozen=True)
class CallFacts:
    """What is written down of a call; the names are those of its columns."""

    title: str
    opens_on: date
    closes_on: date
    publish_on: date
    visits_from: date
    visits_until: date
    days_min: int = 5
    days_max: int = 14
    roles: list[str] = field(default_factory=lambda: ["PHY"])
    visitor_amount: int = 0
    host_amount: int = 0
    currency: str = "EUR"
    first_step_percent: int = 50
    answer_days: int = 7
    criteria: list[dict[str, Any]] = field(default_factory=list)
    eligibility: dict[str, Any] = field(default_factory=dict)
    priority: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def create_call(*, key: str, facts: CallFacts, by: User, at: datetime) -> Call:
    """A new call, not open before its first day; raises CallExistsError, CallDatesError."""
    if Call.objects.filter(key=key).exists():
        raise CallExistsError(key)
    _check_days(facts)
    call = Call.objects.create(key=key, created_by=by, created_at=at, **asdict(facts))
    ensure_call_page(call, at)
    _kept("call_created", call, by, at, {})
    return call


@transaction.atomic
def change_call(*, call: Call, facts: CallFacts, by: User, at: datetime) -> Call:
    """Write what may still change; raises CallFrozenError, CallDatesError and changes nothing."""
    locked = Call.objects.select_for_update().get(pk=call.pk)
    stage = stage_now(locked, local_day(at, settings.TIME_ZONE))
    then = asdict(facts)
    changed = [name for name, value in then.items() if getattr(locked, name) != value]
    dates = {name: (getattr(locked, name), then[name]) for name in DATES}
    refused = refused_changes(stage, changed, dates)
    if refused:
        raise CallFrozenError(refused)
    _check_days(facts)
    for name in changed:
        setattr(locked, name, then[name])
    if changed:
        locked.save(update_fields=changed)
        _kept("call_changed", locked, by, at, {"fields": changed, "stage": stage})
    return locked


@transaction.atomic
def end_call(*, call: Call, reason: str, by: User, at: datetime) -> Call:
    """End a call for good: who still hoped for a place is told that there is none.

    Drafts stay with their authors. Raises CallEndedError; CallBusyError while an application
    waits for a decision, an offer for an answer, or a visit goes on.
    """
    locked = Call.objects.select_for_update().get(pk=call.pk)
    if locked.ended_at is not None:
        raise CallEndedError
    if _is_busy(locked):
        raise CallBusyError
    hoping = Application.objects.filter(call=locked, state=ApplicationState.ELIGIBLE)
    for application in hoping.select_related("call", "trainee__user"):
        move_application(
            application=application,
            to=ApplicationState.NOT_PLACED,
            at=at,
            by=by,
            reasons=["call_ended"],
        )
        tell_call_ended(application, at)
    locked.ended_at = at
    locked.save(update_fields=["ended_at"])
    _kept("call_ended", locked, by, at, {"reason": reason})
    return locked


def _check_days(facts: CallFacts) -> None:
    wrong = days_in_order({name: getattr(facts, name) for name in DATES})
    if wrong:
        raise CallDatesError(wrong)


def _is_busy(call: Call) -> bool:
    waiting = (ApplicationState.SUBMITTED, ApplicationState.OFFERED)
    return (
        Application.objects.filter(call=call, state__in=waiting).exists()
        or Match.objects.filter(application__call=call, state=MatchState.PROPOSED).exists()
        or Placement.objects.filter(application__call=call, state__in=LIVE_PLACEMENTS).exists()
    )


def _kept(action: str, call: Call, by: User, at: datetime, details: dict[str, Any]) -> None:
    record(
        action=action,
        subject=f"call:{call.public_id}",
        at=at,
        actor_id=by.public_id,
        details={"key": call.key, **details},
    )
