"""Writes what happens during a visit: day plan, log, ticks, items observed."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from observership.domain.codes import Side
from observership.domain.lifecycle import LIVE_PLACEMENTS
from observership.domain.screening import Hit, patient_like
from observership.domain.visit import Lines, PlannedDay
from observership.models import LogEntry, ObjectiveTick, ObservedItem, Placement, PlacementDay
from observership.queries.visits import OPEN_STATES, goals_agreed
from passport.dates import is_after, local_day, within
from passport.people.models import Professional, User


class VisitClosedError(ValueError):
    """The placement is not in a state in which this can be written."""


class NotADayOfVisitError(ValueError):
    """The day is not one of the visit, or it is still to come."""


class PatientLikeError(ValueError):
    """A text may be about a patient; `hits` says where, and it is kept only knowingly."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        super().__init__(", ".join(hit.what for hit in hits))
        self.hits = tuple(hits)


class NotTheSupervisorError(ValueError):
    """Somebody else supervises this visit."""


def screened(texts: Collection[str], *, near: date, knowingly: bool) -> None:
    """Raise PatientLikeError when a text may be about a patient and nobody confirmed it."""
    hits = [hit for text in texts for hit in patient_like(text, near=near)]
    if hits and not knowingly:
        raise PatientLikeError(hits)


def open_placement_row(placement: Placement, states: Collection[str] = OPEN_STATES) -> Placement:
    """The placement, locked; raises VisitClosedError in any other state, or once it is erased."""
    rows = Placement.objects.select_for_update(of=("self",)).select_related("opening", "trainee")
    locked = rows.get(pk=placement.pk)
    if locked.state not in states or locked.erased_at is not None:
        raise VisitClosedError(locked.state)
    return locked


@transaction.atomic
def save_days(*, placement: Placement, days: Sequence[PlannedDay], knowingly: bool = False) -> None:
    """Keep the host's plan, one row per day of the visit; days outside it are left out.

    Raises VisitClosedError, and PatientLikeError unless `knowingly`.
    """
    locked = open_placement_row(placement, LIVE_PLACEMENTS)
    texts = [text for day in days for text in (day.title, day.notes)]
    screened(texts, near=locked.starts_on, knowingly=knowingly)
    inside = [day for day in days if within(locked.starts_on, locked.ends_on, day.on)]
    for day in inside:
        PlacementDay.objects.update_or_create(
            placement=locked,
            on=day.on,
            defaults={"title": day.title, "notes": day.notes, "free": day.free},
        )
    locked.days.exclude(on__in=[day.on for day in inside]).delete()


@transaction.atomic
def write_log(
    *, placement: Placement, on: date, lines: Lines, at: datetime, knowingly: bool = False
) -> LogEntry:
    """Append three lines about a day; the newest of a day counts.

    Raises VisitClosedError, NotADayOfVisitError, and PatientLikeError unless `knowingly`.
    """
    locked = open_placement_row(placement)
    _refuse_other_days(locked, on, at)
    texts = (lines.saw, lines.learned, lines.will_use)
    screened(texts, near=locked.starts_on, knowingly=knowingly)
    return LogEntry.objects.create(
        placement=locked,
        on=on,
        saw=lines.saw,
        learned=lines.learned,
        will_use=lines.will_use,
        written_at=at,
    )


@transaction.atomic
def tick_objectives(
    *, placement: Placement, side: Side, met: Collection[str], by: User, at: datetime
) -> int:
    """Keep which agreed objectives a side calls met; how many ticks changed."""
    locked = open_placement_row(placement)
    changed = [
        goal
        for goal in goals_agreed(locked)
        if (goal.key in met) != (goal.host if side is Side.HOST else goal.trainee)
    ]
    for goal in changed:
        ObjectiveTick.objects.create(
            placement=locked, objective_key=goal.key, side=side, met=goal.key in met, by=by, at=at
        )
    return len(changed)


@transaction.atomic
def add_item(
    *,
    placement: Placement,
    on: date,
    text: str,
    objective_key: str = "",
    at: datetime,
    knowingly: bool = False,
) -> ObservedItem:
    """The trainee writes and signs what was watched; the supervisor confirms it later.

    Raises VisitClosedError, NotADayOfVisitError, and PatientLikeError unless `knowingly`.
    """
    locked = open_placement_row(placement)
    _refuse_other_days(locked, on, at)
    screened([text], near=locked.starts_on, knowingly=knowingly)
    known = {goal.key for goal in goals_agreed(locked)}
    return ObservedItem.objects.create(
        placement=locked,
        objective_key=objective_key if objective_key in known else "",
        text=text,
        on=on,
        trainee_signed_at=at,
    )


@transaction.atomic
def withdraw_item(*, item: ObservedItem, at: datetime) -> bool:
    """The trainee takes an item back; False when it is confirmed or taken back already."""
    open_placement_row(item.placement)
    free = ObservedItem.objects.filter(
        pk=item.pk, supervisor_signed_at__isnull=True, withdrawn_at__isnull=True
    )
    return bool(free.update(withdrawn_at=at))


@transaction.atomic
def confirm_items(
    *, placement: Placement, items: Collection[ObservedItem], supervisor: Professional, at: datetime
) -> int:
    """The supervisor signs items of a visit; how many, those signed or taken back left out.

    Raises VisitClosedError and NotTheSupervisorError.
    """
    locked = open_placement_row(placement)
    if locked.supervisor_id != supervisor.pk:
        raise NotTheSupervisorError
    free = ObservedItem.objects.filter(
        pk__in=[item.pk for item in items],
        placement=locked,
        supervisor_signed_at__isnull=True,
        withdrawn_at__isnull=True,
    )
    return free.update(supervisor=supervisor, supervisor_signed_at=at)


def _refuse_other_days(placement: Placement, on: date, at: datetime) -> None:
    today = local_day(at, settings.TIME_ZONE)
    if not within(placement.starts_on, placement.ends_on, on) or is_after(on, today):
        raise NotADayOfVisitError(on)
