"""Moves a version from state to state, each time with its event and its line in the trail."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from curriculum.domain.add_ons import EDITABLE, Actor, Missing, VersionState, may_move
from curriculum.models import AddOnVersion, VersionEvent
from curriculum.services.add_on_notices import tell_reviewers_submitted
from curriculum.services.version_checks import check_of, content_hash_of
from passport.audit.services import record
from passport.dates import local_day
from passport.people.models import User
from passport.people.queries.partners import is_manager
from passport.people.services.partners import PartnerSuspendedError


class VersionStateError(Exception):
    """The version is in a state in which this cannot be done."""


class NotManagerError(Exception):
    """Only a manager of the partner does this."""


class NotCompleteError(Exception):
    """Something is missing; `missing` says what."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


def locked_version(version: AddOnVersion) -> AddOnVersion:
    """The row as it is now, held until the transaction ends; raises PartnerSuspendedError."""
    rows = AddOnVersion.objects.select_for_update(of=("self",))
    row = rows.select_related(
        "add_on__module", "add_on__partner", "add_on__programme__product"
    ).get(pk=version.pk)
    if row.add_on.partner.suspended_at is not None:
        raise PartnerSuspendedError
    return row


def locked_draft(version: AddOnVersion) -> AddOnVersion:
    """The same for a version that may be changed; raises VersionStateError too."""
    row = locked_version(version)
    if row.state not in EDITABLE:
        raise VersionStateError(row.state)
    return row


def audit(action: str, version: AddOnVersion, by: User, at: datetime, **details: object) -> None:
    """One line of the trail about a version."""
    record(
        action=f"version.{action}",
        subject=f"version:{version.public_id}",
        actor_id=by.public_id,
        at=at,
        details={
            "add_on": str(version.add_on.public_id), "number": version.number, **details,
        },
    )  # fmt: skip


def begin(version: AddOnVersion, by: User, at: datetime) -> None:
    """The first event of a new draft, in the caller's transaction."""
    VersionEvent.objects.create(version=version, after=version.state, by=by, at=at)
    audit("opened", version, by, at)


def _move(row: AddOnVersion, to: VersionState, by: User, at: datetime, action: str) -> None:
    before = VersionState(row.state)
    if not may_move(before, to, Actor.PARTNER):
        raise VersionStateError(before)
    row.state = to
    row.save()
    VersionEvent.objects.create(
        version=row, before=before, after=to, by=by, at=at, content_hash=row.content_hash
    )
    audit(action, row, by, at, before=str(before), after=str(to), hash=row.content_hash)


@transaction.atomic
def submit_version(*, version: AddOnVersion, by: User, at: datetime) -> AddOnVersion:
    """A manager hands a version to the reviewers; from now on its bytes are bound by their hash.

    Raises NotManagerError, VersionStateError, NotCompleteError, PartnerSuspendedError.
    """
    on, row = local_day(at, settings.TIME_ZONE), locked_draft(version)
    if not is_manager(by, row.add_on.partner, on):
        raise NotManagerError
    if missing := check_of(row, on).missing:
        raise NotCompleteError(missing)
    row.content_hash = content_hash_of(row)
    row.submitted_by, row.submitted_at = by, at
    _move(row, VersionState.IN_REVIEW, by, at, "submitted")
    tell_reviewers_submitted(version=row, at=at)
    return row


@transaction.atomic
def take_back(*, version: AddOnVersion, by: User, at: datetime) -> AddOnVersion:
    """A manager takes a version back from review; it is a draft again, open reviews end.

    Raises NotManagerError, VersionStateError, PartnerSuspendedError.
    """
    row = locked_version(version)
    _only_manager(row, by, at)
    _move(row, VersionState.DRAFT, by, at, "taken_back")
    row.content_hash, row.submitted_by, row.submitted_at = "", None, None
    row.save(update_fields=["content_hash", "submitted_by", "submitted_at"])
    row.assignments.filter(released_at__isnull=True).update(released_at=at)
    return row


@transaction.atomic
def give_up(*, version: AddOnVersion, by: User, at: datetime) -> AddOnVersion:
    """A manager gives a draft up for good; a new one may then be opened.

    Raises NotManagerError, VersionStateError, PartnerSuspendedError.
    """
    row = locked_draft(version)
    _only_manager(row, by, at)
    row.retired_at = at
    _move(row, VersionState.RETIRED, by, at, "given_up")
    return row


def _only_manager(row: AddOnVersion, by: User, at: datetime) -> None:
    if not is_manager(by, row.add_on.partner, local_day(at, settings.TIME_ZONE)):
        raise NotManagerError
