"""Writes partners and who belongs to them: rows begin and end on days and are never deleted."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from passport.audit.services import record
from passport.dates import is_after, local_day
from passport.people.models import Partner, PartnerKind, PartnerMembership, User
from passport.people.queries.partner_invitations import open_invitations_of
from passport.people.queries.partners import managers_of_partner, partner_named
from passport.people.services.memberships import ONE_DAY, lasting
from passport.people.services.partner_notices import (
    tell_partner_ended,
    tell_partner_left,
    tell_partner_standing,
)


@dataclass(frozen=True)
class PartnerFacts:
    """What is written down of a partner."""

    name: str
    country: str
    contact_email: str


class PartnerExistsError(Exception):
    """A partner of this name exists."""


class PartnerSuspendedError(Exception):
    """The partner is suspended: nothing is written until the desk lifts it."""


class AlreadyDoneError(Exception):
    """Somebody else did so before."""


class LastManagerError(Exception):
    """A partner keeps one manager."""


class NoPartnerMemberError(Exception):
    """The person left in the meantime."""


@transaction.atomic
def create_partner(*, facts: PartnerFacts, by: User, at: datetime) -> Partner:
    """A new partner without members; raises PartnerExistsError."""
    if partner_named(facts.name) is not None:
        raise PartnerExistsError
    partner = Partner(**vars(facts), created_by=by, created_at=at)
    _save(partner)
    _record("partner.created", partner, by, at)
    return partner


@transaction.atomic
def correct_partner(*, partner: Partner, facts: PartnerFacts, by: User, at: datetime) -> None:
    """Staff correct name, country and official contact; raises PartnerExistsError."""
    before = {"name": partner.name, "country": partner.country}
    same = partner_named(facts.name)
    if same is not None and same.pk != partner.pk:
        raise PartnerExistsError
    for field, value in vars(facts).items():
        setattr(partner, field, value)
    _save(partner)
    _record("partner.corrected", partner, by, at, {"before": before})


@transaction.atomic
def suspend_partner(*, partner: Partner, reason: str, by: User, at: datetime) -> None:
    """From now on its people only read; raises AlreadyDoneError."""
    partner = locked(partner)
    if partner.suspended_at is not None:
        raise AlreadyDoneError
    partner.suspended_at, partner.suspension_reason = at, reason
    partner.save(update_fields=["suspended_at", "suspension_reason"])
    _record("partner.suspended", partner, by, at, {"reason": reason})
    tell_partner_standing(partner=partner, suspended=True, reason=reason, at=at)


@transaction.atomic
def lift_suspension(*, partner: Partner, reason: str, by: User, at: datetime) -> None:
    """Its people may write again; raises AlreadyDoneError."""
    partner = locked(partner)
    if partner.suspended_at is None:
        raise AlreadyDoneError
    partner.suspended_at, partner.suspension_reason = None, ""
    partner.save(update_fields=["suspended_at", "suspension_reason"])
    _record("partner.suspension_lifted", partner, by, at, {"reason": reason})
    tell_partner_standing(partner=partner, suspended=False, reason="", at=at)


def start_membership(*, partner: Partner, user: User, kind: str, on: date) -> PartnerMembership:
    """Somebody belongs to a partner from a day, in the caller's transaction."""
    return PartnerMembership.objects.create(partner=partner, user=user, kind=kind, starts_on=on)


@transaction.atomic
def change_kind(*, membership: PartnerMembership, kind: str, by: User, at: datetime) -> None:
    """Editor becomes manager or the other way round, from today.

    Raises PartnerSuspendedError, NoPartnerMemberError, and LastManagerError when nobody would
    be manager.
    """
    on = local_day(at, settings.TIME_ZONE)
    partner, held = _opened(membership, on)
    if held.kind == kind:
        return
    if kind != PartnerKind.MANAGER:
        _let_go(partner, held.user, at, on)
    _close(held, at=at, on=on)
    start_membership(partner=partner, user=held.user, kind=kind, on=on)
    _record("partner.kind_changed", partner, by, at, {**_about(held.user), "kind": kind})


@transaction.atomic
def end_partner_membership(*, membership: PartnerMembership, by: User, at: datetime) -> None:
    """A manager ends a membership, at once; raises as changing does."""
    partner, user = _ended(membership, at)
    _record("partner.membership_ended", partner, by, at, _about(user))
    tell_partner_ended(partner=partner, user=user, at=at)


@transaction.atomic
def leave_partner(*, membership: PartnerMembership, at: datetime) -> None:
    """The person leaves, at once; raises as changing does."""
    partner, user = _ended(membership, at)
    _record("partner.membership_left", partner, user, at)
    tell_partner_left(partner=partner, user=user, at=at)


def locked(partner: Partner) -> Partner:
    """The partner's row for this transaction alone."""
    return Partner.objects.select_for_update().get(pk=partner.pk)


def lasting_memberships(partner: Partner, on: date) -> QuerySet[PartnerMembership]:
    """Memberships of a partner that hold today or will hold later."""
    return PartnerMembership.objects.filter(lasting(on), partner=partner)


def _opened(membership: PartnerMembership, on: date) -> tuple[Partner, PartnerMembership]:
    """Partner, locked, and the row as it is now."""
    partner = locked(membership.partner)
    if partner.suspended_at is not None:
        raise PartnerSuspendedError
    held = lasting_memberships(partner, on).select_related("user").filter(pk=membership.pk).first()
    if held is None:
        raise NoPartnerMemberError
    return partner, held


def _ended(membership: PartnerMembership, at: datetime) -> tuple[Partner, User]:
    on = local_day(at, settings.TIME_ZONE)
    partner, held = _opened(membership, on)
    _let_go(partner, held.user, at, on)
    for row in lasting_memberships(partner, on).filter(user=held.user):
        _close(row, at=at, on=on)
    return partner, held.user


def _let_go(partner: Partner, user: User, at: datetime, on: date) -> None:
    """Whoever stops being manager leaves another one, and no open invitation behind."""
    if {each.pk for each in managers_of_partner(partner, on)} == {user.pk}:
        raise LastManagerError
    open_invitations_of(partner).filter(invited_by=user).update(withdrawn_at=at)


def _close(row: PartnerMembership, *, at: datetime, on: date) -> None:
    """End a row so that it no longer holds today: its last day was yesterday, or there is none."""
    if is_after(on, row.starts_on):
        row.ends_on = on - ONE_DAY
    else:
        row.ends_on, row.cancelled_at = row.starts_on, at
    row.save(update_fields=["ends_on", "cancelled_at"])


def _save(partner: Partner) -> None:
    """Save; somebody may have taken the name since we looked."""
    try:
        with transaction.atomic():
            partner.save()
    except IntegrityError:
        raise PartnerExistsError from None


def _about(user: User) -> dict[str, object]:
    return {"person": str(user.public_id)}


def _record(
    action: str, partner: Partner, by: User, at: datetime, details: dict[str, object] | None = None
) -> None:
    subject = f"partner:{partner.public_id}"
    record(action=action, subject=subject, at=at, actor_id=by.public_id, details=details)
