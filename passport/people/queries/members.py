"""The lists of a centre's people page: members found by name, unit and role, and leavers."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet

from passport.people.models import Centre, CentreMembership, Professional
from passport.people.queries.centres import held_on, memberships_on, roles_at


@dataclass(frozen=True)
class Found:
    """Professionals who fit, by family name, and every unit of the centre."""

    ids: list[int]
    units: list[str]


def plain(text: str) -> str:
    """A text as it is searched: no capitals, no accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))


def find_members(centre: Centre, on: date, *, name: str, unit: str, role: str) -> Found:
    """Members whose name holds every word, in a unit, with a role; two queries."""
    values = (
        memberships_on(centre, on)
        .order_by("pk")
        .values_list(
            "professional_id",
            "unit",
            "professional__user__last_name",
            "professional__user__first_name",
        )
    )
    names: dict[int, tuple[str, str]] = {}
    units: dict[int, str] = {}
    for pk, its_unit, last, first in values:
        names[pk] = plain(last), plain(first)
        units[pk] = units.get(pk) or its_unit
    roles = roles_at(centre, on, names) if role else {}
    words = plain(name).split()
    ids = [
        pk
        for pk, name_of in sorted(names.items(), key=lambda pair: (pair[1], pair[0]))
        if all(word in " ".join(name_of) for word in words)
        and (not unit or units[pk] == unit)
        and (not role or role in roles.get(pk, ()))
    ]
    return Found(ids=ids, units=sorted({each for each in units.values() if each}, key=plain))


def units_of(centre: Centre, on: date) -> list[str]:
    """Every unit that a member works in."""
    rows = memberships_on(centre, on).exclude(unit="")
    return sorted(set(rows.values_list("unit", flat=True)), key=plain)


def leavers_of(centre: Centre, on: date) -> QuerySet[Professional]:
    """Who belonged to a centre and does no longer, with the last day in `last_day`.

    No more than a name and a day is shown of them.
    """
    if centre.confirmed_at is None:
        return Professional.objects.none()
    held = CentreMembership.objects.filter(held_on(on), centre=centre)
    gone = Professional.objects.filter(memberships__centre=centre).exclude(
        pk__in=held.values("professional")
    )
    last = gone.annotate(last_day=Max("memberships__ends_on"))
    return last.select_related("user").order_by("-last_day", "user__last_name", "pk")
