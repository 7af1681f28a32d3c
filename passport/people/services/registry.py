"""Writes the registry of centres: registered by its first quality manager, confirmed by staff."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from passport.audit.services import record
from passport.dates import local_day
from passport.people.domain.roles import Membership, Terms
from passport.people.models import Centre, Professional, User
from passport.people.queries.registry import centres_waiting_of, is_unclaimed, same_centre
from passport.people.services.centre_notices import tell_confirmed, tell_registered
from passport.people.services.memberships import begin

WAITING_MAX = 3


@dataclass(frozen=True)
class CentreFacts:
    """What is written down of a centre."""

    name: str
    city: str
    country: str
    contact_email: str


class CentreExistsError(Exception):
    """A centre of this name at this place is registered already."""


class TooManyWaitingError(Exception):
    """Somebody registered several centres that wait to be confirmed."""


class AlreadyConfirmedError(Exception):
    """Somebody else confirmed the centre before."""


@transaction.atomic
def register_centre(*, by: Professional, facts: CentreFacts, at: datetime) -> Centre:
    """A new centre, not confirmed, with this person as its quality manager.

    A centre that somebody only named in the own profile is taken over. Raises
    CentreExistsError, TooManyWaitingError.
    """
    User.objects.select_for_update().get(pk=by.user_id)
    if centres_waiting_of(by.user) >= WAITING_MAX:
        raise TooManyWaitingError
    centre = same_centre(facts.name, facts.city, facts.country)
    if centre is None:
        centre = Centre(name=facts.name, city=facts.city, country=facts.country)
    elif not is_unclaimed(centre):
        raise CentreExistsError
    centre.contact_email = facts.contact_email
    centre.registered_by, centre.registered_at = by.user, at
    _save(centre)
    on = local_day(at, settings.TIME_ZONE)
    begin(centre=centre, professional=by, terms=Terms(kind=Membership.LEAD), on=on)
    _record("centre.registered", centre, by.user, at)
    tell_registered(centre=centre, by=by, at=at)
    return centre


@transaction.atomic
def confirm_centre(*, centre: Centre, note: str, by: User, at: datetime) -> None:
    """Staff reached the official contact, as `note` says; from now on the centre sees people."""
    centre = Centre.objects.select_for_update().get(pk=centre.pk)
    if centre.confirmed_at is not None:
        raise AlreadyConfirmedError
    centre.confirmed_at, centre.confirmed_by = at, by
    centre.mark += 1
    centre.save(update_fields=["confirmed_at", "confirmed_by", "mark"])
    _record("centre.confirmed", centre, by, at, {"reason": note})
    tell_confirmed(centre=centre, at=at)


@transaction.atomic
def rename_centre(*, centre: Centre, facts: CentreFacts, by: User, at: datetime) -> None:
    """Staff correct what is written down of a centre; raises CentreExistsError."""
    before = {"name": centre.name, "city": centre.city, "country": centre.country}
    same = same_centre(facts.name, facts.city, facts.country)
    if same is not None and same.pk != centre.pk:
        raise CentreExistsError
    for field, value in vars(facts).items():
        setattr(centre, field, value)
    _save(centre)
    _record("centre.renamed", centre, by, at, {"before": before})


def _save(centre: Centre) -> None:
    """Save; somebody may have taken the name since we looked."""
    try:
        with transaction.atomic():
            centre.save()
    except IntegrityError:
        raise CentreExistsError from None


def _record(
    action: str, centre: Centre, by: User, at: datetime, details: dict[str, object] | None = None
) -> None:
    subject = f"centre:{centre.public_id}"
    record(action=action, subject=subject, at=at, actor_id=by.public_id, details=details)
