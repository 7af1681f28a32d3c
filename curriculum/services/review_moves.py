"""Moves that reviewers, the office and the daily run make: locked, with event and trail."""

from datetime import datetime

from curriculum.domain.add_ons import Actor, VersionState, may_move
from curriculum.models import AddOnVersion, VersionEvent
from curriculum.services.version_moves import VersionStateError
from passport.audit.services import record
from passport.people.models import User


def held(version: AddOnVersion) -> AddOnVersion:
    """The row as it is now, held until the transaction ends, also when its partner is suspended."""
    rows = AddOnVersion.objects.select_for_update(of=("self",))
    return rows.select_related(
        "add_on__module", "add_on__partner", "add_on__programme__product"
    ).get(pk=version.pk)


def move(row: AddOnVersion, to: VersionState, actor: Actor, at: datetime, reason: str = "") -> None:
    """Save the row in its new state, with its event; raises VersionStateError."""
    before = VersionState(row.state)
    if not may_move(before, to, actor):
        raise VersionStateError(before)
    row.state = to
    row.save()
    keep_event(row, before, at, reason)


def keep_event(row: AddOnVersion, before: str, at: datetime, reason: str = "") -> None:
    """What happened to a row as it stands; `before` is the state that it came from.

    It names nobody, since partners read it: who it was stands in the trail.
    """
    VersionEvent.objects.create(
        version=row, before=before, after=row.state, at=at, reason=reason,
        content_hash=row.content_hash,
    )  # fmt: skip


def note(
    action: str, row: AddOnVersion, at: datetime, by: User | None = None, **details: object
) -> None:
    """One line of the trail about a version; without a person it was the daily run."""
    record(
        action=f"version.{action}",
        subject=f"version:{row.public_id}",
        actor_id=by.public_id if by else None,
        at=at,
        details={
            "add_on": str(row.add_on.public_id), "number": row.number, "hash": row.content_hash,
            **details,
        },
    )  # fmt: skip
