"""Writes the lists before a visit, and what a trainee needs for access or diet."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from observership.domain.codes import Side
from observership.domain.lifecycle import UNTIL_VISIT_ENDS
from observership.domain.placement_lists import OWN, is_own
from observership.models import AccessNeeds, Placement, PlacementTask
from observership.services.agreements import settle
from passport.people.models import User

OWN_LINES_MAX = 20


class ListClosedError(ValueError):
    """The visit is over: its lists stay as they are."""


class TooManyLinesError(ValueError):
    """As many own lines as a list may have stand on it."""


class NotOwnLineError(ValueError):
    """Only lines that somebody wrote are taken off; others are not needed at most."""


@transaction.atomic
def tick_task(*, task: PlacementTask, done: bool, by: User, at: datetime) -> PlacementTask:
    """Tick a line or take the tick back; the host's last line may make the placement agreed.

    Raises ListClosedError.
    """
    row = _locked(task)
    if done != (row.done_at is not None):
        row.done_at, row.done_by = (at, by) if done else (None, None)
        row.save(update_fields=["done_at", "done_by"])
        settle(placement=row.placement, at=at)
    return row


@transaction.atomic
def need_task(*, task: PlacementTask, needed: bool, at: datetime) -> PlacementTask:
    """Say that a line is not needed, or is after all. Raises ListClosedError."""
    row = _locked(task)
    row.needed = needed
    row.save(update_fields=["needed"])
    settle(placement=row.placement, at=at)
    return row


@transaction.atomic
def add_task(*, placement: Placement, side: Side, label: str) -> PlacementTask:
    """Add an own line to a side's list. Raises ListClosedError, TooManyLinesError."""
    locked = _open(placement)
    rows = PlacementTask.objects.filter(placement=locked, side=side)
    last = rows.aggregate(last=Max("position"))["last"] or 0
    if rows.filter(key__startswith=OWN).count() >= OWN_LINES_MAX:
        raise TooManyLinesError
    return PlacementTask.objects.create(
        placement=locked,
        side=side,
        key=f"{OWN}{uuid.uuid4().hex[:12]}",
        label=label,
        position=last + 1,
    )


@transaction.atomic
def remove_task(*, task: PlacementTask, at: datetime) -> None:
    """Take an own line off the list. Raises ListClosedError, NotOwnLineError."""
    row = _locked(task)
    if not is_own(row.key):
        raise NotOwnLineError
    row.delete()
    settle(placement=row.placement, at=at)


@transaction.atomic
def keep_needs(*, placement: Placement, text: str, at: datetime) -> AccessNeeds:
    """Keep what a trainee needs, with the moment of consent. Raises ListClosedError."""
    found, _made = AccessNeeds.objects.update_or_create(
        placement=_open(placement), defaults={"text": text, "consented_at": at}
    )
    return found


@transaction.atomic
def drop_needs(*, placement: Placement) -> None:
    """The trainee takes the consent back: what was written is deleted at once."""
    AccessNeeds.objects.filter(placement=placement).delete()


def _open(placement: Placement) -> Placement:
    locked = Placement.objects.select_for_update().get(pk=placement.pk)
    if locked.state not in UNTIL_VISIT_ENDS:
        raise ListClosedError(locked.state)
    return locked


def _locked(task: PlacementTask) -> PlacementTask:
    """A line with its placement, both locked; raises ListClosedError."""
    placement = _open(task.placement)
    row = PlacementTask.objects.select_for_update().get(pk=task.pk)
    row.placement = placement
    return row
