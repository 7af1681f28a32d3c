"""Writes who belongs to a centre: rows begin and end on days and are never deleted."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from passport.audit.services import record
from passport.dates import is_after, local_day
from passport.people.domain.roles import Membership, Terms, kinds_held
from passport.people.models import Centre, CentreMembership, Professional, ProfessionalRole, User
from passport.people.queries.centres import leads_of
from passport.people.services.centre_notices import tell_ended, tell_left
from passport.people.services.marks import touch_centre

ONE_DAY = timedelta(days=1)


class LastLeadError(Exception):
    """A centre keeps one quality manager."""


class NoMemberError(Exception):
    """The person left in the meantime; nobody is listed again without being asked."""


def begin(*, centre: Centre, professional: Professional, terms: Terms, on: date) -> None:
    """Add what is missing of a membership and its roles, in the caller's transaction."""
    for kind in kinds_held(terms.kind):
        CentreMembership.objects.get_or_create(
            centre=centre,
            professional=professional,
            kind=kind,
            ends_on=None,
            defaults={"starts_on": on, "unit": terms.unit},
        )
    if terms.unit:
        _open_rows(centre, professional, on).update(unit=terms.unit)
    for role in terms.roles:
        ProfessionalRole.objects.get_or_create(
            centre=centre,
            professional=professional,
            role=role,
            ends_on=None,
            defaults={"starts_on": on},
        )
    touch_centre(centre.pk)


@transaction.atomic
def change_membership(
    *, centre: Centre, professional: Professional, terms: Terms, by: User, at: datetime
) -> None:
    """Kind, roles at this centre and unit as given; roles held elsewhere stay.

    Raises NoMemberError, and LastLeadError when nobody would be quality manager.
    """
    on = local_day(at, settings.TIME_ZONE)
    _lock(centre)
    if not _open_rows(centre, professional, on).exists():
        raise NoMemberError
    if terms.kind != Membership.LEAD:
        _keep_a_lead(centre, professional, on)
    rows = _open_rows(centre, professional, on)
    close_rows(rows.exclude(kind__in=kinds_held(terms.kind)), at=at, on=on)
    roles = ProfessionalRole.objects.filter(lasting(on), centre=centre, professional=professional)
    close_rows(roles.exclude(role__in=terms.roles), at=at, on=on)
    begin(centre=centre, professional=professional, terms=terms, on=on)
    rows.update(unit=terms.unit)
    _record("membership.changed", centre, professional, by, at, terms)


@transaction.atomic
def end_membership(*, centre: Centre, professional: Professional, by: User, at: datetime) -> None:
    """The quality manager ends a membership; raises LastLeadError for the last one."""
    _end(centre, professional, at)
    _record("membership.ended", centre, professional, by, at)
    tell_ended(centre=centre, professional=professional, at=at)


@transaction.atomic
def leave_centre(*, centre: Centre, professional: Professional, at: datetime) -> None:
    """The person leaves; raises LastLeadError for the last quality manager."""
    _end(centre, professional, at)
    _record("membership.left", centre, professional, professional.user, at)
    tell_left(centre=centre, professional=professional, at=at)


@transaction.atomic
def end_lead(*, centre: Centre, professional: Professional, by: User, at: datetime) -> None:
    """Staff take the quality manager's task from somebody, who stays a member.

    Staff may end the last one too: a centre that nobody should lead must not wait.
    """
    on = local_day(at, settings.TIME_ZONE)
    _lock(centre)
    rows = _open_rows(centre, professional, on)
    unit = rows.values_list("unit", flat=True).first() or ""
    close_rows(rows.filter(kind=Membership.LEAD), at=at, on=on)
    begin(centre=centre, professional=professional, terms=Terms(unit=unit), on=on)
    _record("centre.lead_ended", centre, professional, by, at)


@transaction.atomic
def appoint_lead(*, centre: Centre, professional: Professional, by: User, at: datetime) -> None:
    """Staff make somebody quality manager of a centre."""
    on = local_day(at, settings.TIME_ZONE)
    begin(centre=centre, professional=professional, terms=Terms(kind=Membership.LEAD), on=on)
    _record("centre.lead_appointed", centre, professional, by, at)


def _end(centre: Centre, professional: Professional, at: datetime) -> None:
    """Close memberships and roles; the learning plan keeps the roles, without the centre."""
    on = local_day(at, settings.TIME_ZONE)
    _lock(centre)
    _keep_a_lead(centre, professional, on)
    close_rows(_open_rows(centre, professional, on), at=at, on=on)
    roles = ProfessionalRole.objects.filter(lasting(on), centre=centre, professional=professional)
    codes = list(roles.values_list("role", flat=True))
    close_rows(roles, at=at, on=on)
    elsewhere = professional.roles.filter(ends_on__isnull=True).values_list("role", flat=True)
    for role in set(codes) - set(elsewhere):
        ProfessionalRole.objects.create(professional=professional, role=role, starts_on=on)
    touch_centre(centre.pk)


def _record(
    action: str,
    centre: Centre,
    professional: Professional,
    by: User,
    at: datetime,
    terms: Terms | None = None,
) -> None:
    details: dict[str, object] = {"professional": str(professional.public_id)}
    if terms is not None:
        details |= {"kind": str(terms.kind), "roles": list(terms.roles)}
    record(
        action=action,
        subject=f"centre:{centre.public_id}",
        at=at,
        actor_id=by.public_id,
        details=details,
    )


def _lock(centre: Centre) -> None:
    Centre.objects.select_for_update().get(pk=centre.pk)


def _keep_a_lead(centre: Centre, professional: Professional, on: date) -> None:
    leads = {lead.pk for lead in leads_of(centre, on)}
    if leads == {professional.pk}:
        raise LastLeadError


def lasting(on: date) -> Q:
    """Rows that hold today or will hold later."""
    return Q(cancelled_at__isnull=True) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def _open_rows(centre: Centre, professional: Professional, on: date) -> QuerySet[CentreMembership]:
    return CentreMembership.objects.filter(lasting(on), centre=centre, professional=professional)


def close_rows(
    rows: Iterable[CentreMembership | ProfessionalRole], *, at: datetime, on: date
) -> None:
    """End rows so that they no longer hold today.

    The last day is inclusive, hence yesterday. What began today holds on no day at all.
    """
    for row in rows:
        if is_after(on, row.starts_on):
            row.ends_on = on - ONE_DAY
        else:
            row.ends_on, row.cancelled_at = row.starts_on, at
        row.save(update_fields=["ends_on", "cancelled_at"])
