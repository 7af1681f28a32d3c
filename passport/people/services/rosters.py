"""Writes rosters: kept for a preview, confirmed, carried out as a whole, undone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from passport.audit.services import record
from passport.dates import local_day
from passport.jobs.models import Job
from passport.jobs.services import ring
from passport.people.domain.invitations import DAY
from passport.people.domain.roles import Terms
from passport.people.domain.roster import Outcome, Row
from passport.people.models import Centre, Invitation, RosterImport, User
from passport.people.queries.invitations import UNANSWERED
from passport.people.queries.rosters import Known, known_at, outcomes
from passport.people.services.extensions import Extension, extend, take_back
from passport.people.services.invitations import Invitee, drafted

Kept = dict[str, Any]


class RosterDoneError(Exception):
    """The roster was confirmed or undone before."""


@transaction.atomic
def keep_roster(
    *, centre: Centre, file_name: str, rows: Sequence[Row], by: User, at: datetime
) -> RosterImport:
    """Keep what was read, with what each row would do; nobody is asked or changed yet.

    Lists that nobody confirmed within a day are forgotten: they name people who are not members.
    """
    centre.roster_imports.filter(applied_at__isnull=True, uploaded_at__lt=at - DAY).delete()
    known = known_at(centre, at, local_day(at, settings.TIME_ZONE))
    kept = [
        {
            "line": row.line,
            "email": row.email,
            "given": row.given,
            "family": row.family,
            "roles": list(row.roles),
            "unit": row.unit,
            "errors": [[str(fault), text] for fault, text in row.faults],
            "outcome": str(outcome),
        }
        for row, outcome in zip(rows, outcomes(rows, known), strict=True)
    ]
    return RosterImport.objects.create(
        centre=centre, file_name=file_name[:200], rows=kept, uploaded_by=by, uploaded_at=at
    )


@transaction.atomic
def confirm_roster(*, roster: RosterImport, by: User, at: datetime) -> Job:
    """Let a job carry the roster out once the time to undo has passed."""
    roster = _locked(roster)
    if roster.applied_at is not None:
        raise RosterDoneError
    roster.applied_at = at
    roster.save(update_fields=["applied_at"])
    _record("roster.confirmed", roster, by, at)
    later = at + timedelta(seconds=settings.ROSTER_UNDO_SECONDS)
    ids = {"roster_id": str(roster.public_id)}
    return ring("roster_confirmed", ids=ids, at=later, owner_id=by.public_id)


@transaction.atomic
def carry_out(*, roster: RosterImport, at: datetime) -> int:
    """Write every invitation and change at once; returns how many invitations wait then.

    What each row does is decided anew: people may have joined since the preview. Doing it twice
    changes nothing; an undone roster does nothing.
    """
    roster = _locked(roster)
    if roster.undone_at is not None:
        return 0
    if not any("done" in row for row in roster.rows):
        Centre.objects.select_for_update().get(pk=roster.centre_id)
        known = known_at(roster.centre, at, local_day(at, settings.TIME_ZONE))
        kept = [row for row in roster.rows if not row["errors"]]
        found = outcomes([_row(each) for each in kept], known)
        for each, outcome in zip(kept, found, strict=True):
            each["outcome"] = str(outcome)
        _invite(roster, [row for row in kept if row["outcome"] == Outcome.INVITE], at)
        _change(roster, [row for row in kept if row["outcome"] == Outcome.CHANGE], known, at)
        roster.save(update_fields=["rows"])
    return roster.invitations.filter(UNANSWERED, sent_at__isnull=True).count()


@transaction.atomic
def undo_roster(*, roster: RosterImport, by: User, at: datetime) -> None:
    """Withdraw the roster's unanswered invitations, sent or not, and take its changes back.

    Whoever accepted stays. Raises RosterDoneError for a roster not confirmed, or undone before.
    """
    roster = _locked(roster)
    if roster.applied_at is None or roster.undone_at is not None:
        raise RosterDoneError
    roster.undone_at = at
    roster.save(update_fields=["undone_at"])
    roster.invitations.filter(UNANSWERED).update(withdrawn_at=at)
    changed = [_change_of(row) for row in roster.rows if "before" in row]
    take_back(centre=roster.centre, changes=changed, at=at, on=local_day(at, settings.TIME_ZONE))
    _record("roster.undone", roster, by, at)


def _invite(roster: RosterImport, rows: list[Kept], at: datetime) -> None:
    """Write the invitations, unsent; those to the same addresses that ran out are withdrawn."""
    addresses = [row["email"] for row in rows]
    expired = Invitation.objects.filter(UNANSWERED, centre=roster.centre, email__in=addresses)
    expired.update(withdrawn_at=at)
    Invitation.objects.bulk_create(
        drafted(
            centre=roster.centre,
            invitee=Invitee(
                email=row["email"],
                given_names=row["given"],
                family_name=row["family"],
                terms=Terms(roles=tuple(row["roles"]), unit=row["unit"]),
            ),
            by=roster.uploaded_by,
            at=at,
            roster=roster,
        )
        for row in rows
    )
    for row in rows:
        row["done"] = True


def _change(roster: RosterImport, rows: list[Kept], known: Known, at: datetime) -> None:
    """Add the roles and name the unit of each row, and remember how it was."""
    for row in rows:
        member = known.members[row["email"]]
        row["person"] = member.id
        row["before"] = {"roles": list(member.roles), "unit": member.unit}
        row["done"] = True
    changes = [_change_of(row) for row in rows]
    extend(centre=roster.centre, changes=changes, on=local_day(at, settings.TIME_ZONE))


def _change_of(row: Kept) -> Extension:
    added = tuple(code for code in row["roles"] if code not in row["before"]["roles"])
    return Extension(
        professional_id=row["person"],
        roles=added,
        unit=row["unit"],
        unit_before=row["before"]["unit"],
    )


def _row(kept: Kept) -> Row:
    return Row(
        line=kept["line"],
        email=kept["email"],
        given=kept["given"],
        family=kept["family"],
        roles=tuple(kept["roles"]),
        unit=kept["unit"],
    )


def _locked(roster: RosterImport) -> RosterImport:
    rows = RosterImport.objects.select_for_update(of=("self",))
    return rows.select_related("centre", "uploaded_by").get(pk=roster.pk)


def _record(action: str, roster: RosterImport, by: User, at: datetime) -> None:
    counts: dict[str, int] = {}
    for row in roster.rows:
        counts[row["outcome"]] = counts.get(row["outcome"], 0) + 1
    record(
        action=action,
        subject=f"roster:{roster.public_id}",
        at=at,
        actor_id=by.public_id,
        details={"centre": str(roster.centre.public_id), "rows": counts},
    )
