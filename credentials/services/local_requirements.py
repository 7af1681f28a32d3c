"""A centre asks something of its own people, or no longer asks it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from credentials.models import LocalRequirement
from passport.audit.services import record
from passport.dates import is_after, local_day
from passport.people.models import Centre, User
from passport.people.services.marks import touch_centre


@dataclass(frozen=True)
class Asked:
    """What is asked: in which words, of which roles, how it is shown, how long it holds."""

    label: str
    roles: Sequence[str]
    evidence_kind: str
    validity_months: int | None = None


class AskedAlreadyError(ValueError):
    """The centre asks something with the same words already."""


class EndsTooEarlyError(ValueError):
    """The last day lies before the first, or in the past."""


@transaction.atomic
def add_local_requirement(
    *, centre: Centre, asked: Asked, by: User, at: datetime
) -> LocalRequirement:
    """Ask something from today on. Raises AskedAlreadyError."""
    Centre.objects.select_for_update().get(pk=centre.pk)
    open_ones = LocalRequirement.objects.filter(centre=centre, ends_on=None)
    if open_ones.filter(label__iexact=asked.label).exists():
        raise AskedAlreadyError
    requirement = LocalRequirement.objects.create(
        centre=centre,
        label=asked.label,
        roles=list(asked.roles),
        evidence_kind=asked.evidence_kind,
        validity_months=asked.validity_months,
        starts_on=local_day(at, settings.TIME_ZONE),
        created_by=by,
        created_at=at,
    )
    _changed(requirement, "local_requirement_added", by, at)
    return requirement


@transaction.atomic
def end_local_requirement(
    *, requirement: LocalRequirement, last_day: date, by: User, at: datetime
) -> LocalRequirement:
    """Ask it up to and with a day, today at the earliest. Raises EndsTooEarlyError."""
    requirement = LocalRequirement.objects.select_for_update().get(pk=requirement.pk)
    today = local_day(at, settings.TIME_ZONE)
    if is_after(today, last_day) or is_after(requirement.starts_on, last_day):
        raise EndsTooEarlyError
    requirement.ends_on = last_day
    requirement.save(update_fields=["ends_on"])
    _changed(requirement, "local_requirement_ended", by, at)
    return requirement


def _changed(requirement: LocalRequirement, action: str, by: User, at: datetime) -> None:
    touch_centre(requirement.centre_id)
    record(
        action=action,
        subject=f"local_requirement:{requirement.public_id}",
        at=at,
        actor_id=by.public_id,
        details={"last_day": requirement.ends_on.isoformat()} if requirement.ends_on else {},
    )
