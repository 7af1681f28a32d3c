"""A centre's people on a day: the one door through which a centre sees anybody."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from passport.people.domain.roles import Membership
from passport.people.models import Centre, CentreMembership, Professional, ProfessionalRole


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


def held_on(on: date) -> Q:
    """Rows of memberships and roles that hold on a day; the last day is inclusive.

    What ended on the day on which it began holds on no day, so that leavers vanish at once.
    """
    period = Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    return period & Q(cancelled_at__isnull=True)


def memberships_on(centre: Centre, on: date) -> QuerySet[CentreMembership]:
    """Memberships that hold on a day; none in a centre that was not confirmed."""
    if centre.confirmed_at is None:
        return CentreMembership.objects.none()
    return CentreMembership.objects.filter(held_on(on), centre=centre)


def members_of(centre: Centre, on: date, ids: Collection[int] | None = None) -> tuple[Member, ...]:
    """Everybody who belongs to a centre on a day, by family name; two queries.

    With `ids` only those professionals. A centre that was not confirmed sees nobody.
    """
    rows = memberships_on(centre, on).select_related("professional__user")
    if ids is not None:
        rows = rows.filter(professional_id__in=ids)
    found: dict[int, list[CentreMembership]] = defaultdict(list)
    for row in rows.order_by(
        "professional__user__last_name", "professional__user__first_name", "pk"
    ):
        found[row.professional_id].append(row)
    roles = roles_at(centre, on, found)
    return tuple(_member(rows, roles.get(pk, ())) for pk, rows in found.items())


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


def _member(rows: list[CentreMembership], roles: tuple[str, ...]) -> Member:
    professional = rows[0].professional
    return Member(
        id=professional.pk,
        public_id=professional.public_id,
        given_names=professional.user.first_name,
        family_name=professional.user.last_name,
        email=professional.user.email,
        profession=professional.profession,
        kinds=tuple(row.kind for row in rows),
        unit=next((row.unit for row in rows if row.unit), ""),
        roles=roles,
        since=min(row.starts_on for row in rows),
    )


def centres_of(professional: Professional, on: date) -> QuerySet[CentreMembership]:
    """A professional's memberships on a day, with their centres."""
    rows = professional.memberships.filter(held_on(on)).select_related("centre")
    return rows.order_by("centre__name", "pk")


def led_centre(professional: Professional, public_id: UUID, on: date) -> Centre | None:
    """The centre with this id if this person is its quality manager on that day; else None."""
    return (
        Centre.objects.filter(
            public_id=public_id,
            memberships__in=CentreMembership.objects.filter(
                held_on(on), professional=professional, kind=Membership.LEAD
            ),
        )
        .distinct()
        .first()
    )


def leads_of(centre: Centre, on: date) -> list[Professional]:
    """Quality managers of a centre on a day, whether it was confirmed or not."""
    rows = CentreMembership.objects.filter(held_on(on), centre=centre, kind=Membership.LEAD)
    return [row.professional for row in rows.select_related("professional__user").order_by("pk")]
