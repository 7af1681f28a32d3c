"""A centre's people on a day: the one door through which a centre sees anybody."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from passport.people.domain.roles import Membership
from passport.people.models import Centre, CentreMembership, Professional, ProfessionalRole
from passport.prepared import Prepared


@dataclass(frozen=True)
class Member:
    """One person as a centre sees them; `id` is the professional's, `roles` are held there."""

    id: int
    public_id: UUID
    given_names: str
    family_name: str
    email: str
    profession: str
    kinds: tuple[str, ...]
    unit: str
    roles: tuple[str, ...]
    since: date

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given_names} {self.family_name}".strip()


def held_on(on: Any) -> Q:
    """Rows of memberships and roles that hold on a day; the last day is inclusive.

    What ended on the day on which it began holds on no day, so that leavers vanish at once. `on`
    is a date, or stands for one in a prepared query.
    """
    period = Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    return period & Q(cancelled_at__isnull=True)


OfPerson = tuple[int, UUID, str, str, str, str]
_OF_MEMBERSHIP = ("kind", "unit", "starts_on")
_OF_PERSON = (  # in the order of Member
    "professional_id",
    "professional__public_id",
    "professional__user__first_name",
    "professional__user__last_name",
    "professional__user__email",
    "professional__profession",
)
_LED: Prepared[Centre] = Prepared(
    lambda public_id, professional, on: Centre.objects.filter(
        public_id=public_id,
        memberships__in=CentreMembership.objects.filter(
            held_on(on), professional=professional, kind=Membership.LEAD
        ),
    ).distinct(),
    Centre.public_id,
    CentreMembership.professional,
    CentreMembership.starts_on,
)


def memberships_on(centre: Centre, on: date) -> QuerySet[CentreMembership]:
    """Memberships that hold on a day; none in a centre that was not confirmed."""
    if centre.confirmed_at is None:
        return CentreMembership.objects.none()
    return CentreMembership.objects.filter(held_on(on), centre=centre)


def members_of(centre: Centre, on: date, ids: Collection[int] | None = None) -> tuple[Member, ...]:
    """Everybody who belongs to a centre on a day, by family name; two queries.

    With `ids` only those professionals. A centre that was not confirmed sees nobody.
    """
    rows = memberships_on(centre, on)
    if ids is not None:
        rows = rows.filter(professional_id__in=ids)
    order = "professional__user__last_name", "professional__user__first_name", "pk"
    people: dict[int, OfPerson] = {}
    held: dict[int, list[tuple[str, str, date]]] = defaultdict(list)
    for row in rows.order_by(*order).values_list(*_OF_MEMBERSHIP, *_OF_PERSON):
        pk = row[len(_OF_MEMBERSHIP)]
        people[pk] = row[len(_OF_MEMBERSHIP) :]
        held[pk].append(row[: len(_OF_MEMBERSHIP)])
    roles = roles_at(centre, on, people)
    return tuple(_member(person, held[pk], roles.get(pk, ())) for pk, person in people.items())


def member_of(centre: Centre, public_id: UUID, on: date) -> Member | None:
    """One member by public id; None for anybody who is not a member on that day."""
    found = Professional.objects.filter(public_id=public_id).values_list("pk", flat=True)
    members = members_of(centre, on, list(found))
    return members[0] if members else None


def roles_at(centre: Centre, on: date, ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Role codes that people hold at a centre on a day, by professional."""
    rows = ProfessionalRole.objects.filter(held_on(on), centre=centre, professional__in=set(ids))
    found = defaultdict(list)
    order = rows.order_by("starts_on", "pk").values_list("professional_id", "role")
    for professional_id, role in order:
        found[professional_id].append(role)
    return {pk: tuple(dict.fromkeys(codes)) for pk, codes in found.items()}


def _member(person: OfPerson, held: list[tuple[str, str, date]], roles: tuple[str, ...]) -> Member:
    kinds, units, days = zip(*held, strict=True)
    return Member(*person, kinds, next(filter(None, units), ""), roles, min(days))


def centres_of(professional: Professional, on: date) -> QuerySet[CentreMembership]:
    """A professional's memberships on a day, with their centres."""
    rows = professional.memberships.filter(held_on(on)).select_related("centre")
    return rows.order_by("centre__name", "pk")


def led_centre(professional: Professional, public_id: UUID, on: date) -> Centre | None:
    """The centre with this id if this person is its quality manager on that day; else None."""
    return next(iter(_LED.rows(public_id, professional.pk, on)), None)


def leads_of(centre: Centre, on: date) -> list[Professional]:
    """Quality managers of a centre on a day, whether it was confirmed or not."""
    rows = CentreMembership.objects.filter(held_on(on), centre=centre, kind=Membership.LEAD)
    return [row.professional for row in rows.select_related("professional__user").order_by("pk")]
