"""Who has which part in a placement on a day: the one door to a placement."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from observership.domain.codes import Side
from observership.models import Placement
from observership.permissions import is_coordinator
from passport.people.domain.roles import Membership
from passport.people.models import Centre, CentreMembership, Professional, User
from passport.people.queries.centres import held_on, memberships_on

HOST_KINDS = (Membership.LEAD, Membership.SUPERVISOR)


def placements() -> QuerySet[Placement]:
    """Placements with everything that their pages name."""
    return Placement.objects.select_related(
        "application__call", "trainee__user", "host", "opening", "supervisor__user"
    )


def placement_and_side(user: User, public_id: UUID, on: date) -> tuple[Placement, Side] | None:
    """A placement and as what this person sees it on a day; None for everybody else."""
    found = placements().filter(public_id=public_id).first()
    if found is None:
        return None
    side = side_of(user, found, on)
    return (found, side) if side else None


def side_of(user: User, placement: Placement, on: date) -> Side | None:
    """Trainee, host (whoever receives visitors there on that day) or coordinator; else None.

    A supervisor who left the host sees nothing of its visits any more.
    """
    if placement.trainee is not None and placement.trainee.user_id == user.pk:
        return Side.TRAINEE
    if receives_visitors(user, placement.host, on):
        return Side.HOST
    return Side.COORDINATOR if is_coordinator(user) else None


def receiving_centres(person: Professional, on: date) -> QuerySet[Centre]:
    """Confirmed centres of which somebody is quality manager or supervisor on a day."""
    held = CentreMembership.objects.filter(held_on(on), professional=person, kind__in=HOST_KINDS)
    return Centre.objects.filter(confirmed_at__isnull=False, pk__in=held.values("centre"))


def receiving_people(
    centres: Collection[int], people: Collection[int], on: date
) -> frozenset[tuple[int, int]]:
    """Pairs of centre and person, by ids, of who receives visitors there on a day; one query."""
    rows = CentreMembership.objects.filter(
        held_on(on),
        centre__in=centres,
        centre__confirmed_at__isnull=False,
        professional__in=people,
        kind__in=HOST_KINDS,
    )
    return frozenset(rows.values_list("centre", "professional"))


def receives_visitors(user: User, centre: Centre, on: date) -> bool:
    """Whether somebody is a quality manager or supervisor of a confirmed centre on a day."""
    held = memberships_on(centre, on).filter(professional__user=user, kind__in=HOST_KINDS)
    return held.exists()
