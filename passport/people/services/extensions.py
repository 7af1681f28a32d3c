"""Adds roles and units to many members at once, and takes exactly that back."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from passport.people.models import Centre, CentreMembership, ProfessionalRole
from passport.people.services.marks import touch_centre
from passport.people.services.memberships import close_rows, lasting


@dataclass(frozen=True)
class Extension:
    """What one member gets: roles that were not held, and another unit if one is named."""

    professional_id: int
    roles: tuple[str, ...]
    unit: str
    unit_before: str


def extend(*, centre: Centre, changes: Sequence[Extension], on: date) -> None:
    """Add roles and set units, in the caller's transaction; nothing is taken away."""
    if not changes:
        return
    ProfessionalRole.objects.bulk_create(
        ProfessionalRole(
            professional_id=each.professional_id, centre=centre, role=role, starts_on=on
        )
        for each in changes
        for role in each.roles
    )
    _set_units(centre, on, ((each.professional_id, "", each.unit) for each in changes if each.unit))
    touch_centre(centre.pk)


def take_back(*, centre: Centre, changes: Sequence[Extension], at: datetime, on: date) -> None:
    """End the roles that were added; a unit goes back unless it was changed since."""
    if not changes:
        return
    added = {(each.professional_id, role) for each in changes for role in each.roles}
    people = {each.professional_id for each in changes}
    rows = ProfessionalRole.objects.filter(lasting(on), centre=centre, professional__in=people)
    mine = [row for row in rows if (row.professional_id, row.role) in added]
    close_rows(mine, at=at, on=on)
    units = ((each.professional_id, each.unit, each.unit_before) for each in changes if each.unit)
    _set_units(centre, on, units)
    touch_centre(centre.pk)


def _set_units(centre: Centre, on: date, units: Iterable[tuple[int, str, str]]) -> None:
    """Set the unit of members, for each pair of expected unit ("" for any) and new one."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for professional_id, expected, unit in units:
        groups[expected, unit].append(professional_id)
    for (expected, unit), people in groups.items():
        as_expected = Q(unit=expected) if expected else Q()
        rows = CentreMembership.objects.filter(lasting(on), as_expected, centre=centre)
        rows.filter(professional__in=people).update(unit=unit)
