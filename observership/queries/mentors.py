"""Questions about mentoring: what waits for somebody, who may be a mentor."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from observership.domain.codes import Side
from observership.domain.lifecycle import PlacementState
from observership.models import Mentorship, Placement
from observership.queries.parts import (
    HOST_KINDS,
    placement_and_side,
    placements,
    receiving_centres,
)
from passport.people.models import Professional, User
from passport.people.queries.centres import memberships_on


def asked_of(person: Professional, on: date) -> QuerySet[Mentorship]:
    """Mentoring that a mentor has not answered yet; none of a host that this person left."""
    rows = Mentorship.objects.filter(
        mentor=person,
        mentor_agreed_at__isnull=True,
        ended_at__isnull=True,
        placement__host__in=receiving_centres(person, on),
    )
    return rows.select_related("placement__trainee__user", "placement__host").order_by("asked_at")


def possible_mentors(placement: Placement, on: date) -> list[Professional]:
    """Who receives visitors at the host on a day, the trainee left out, by name."""
    held = memberships_on(placement.host, on).filter(kind__in=HOST_KINDS)
    rows = held.exclude(professional=placement.trainee).select_related("professional__user")
    people = {row.professional_id: row.professional for row in rows}
    return sorted(people.values(), key=str)


def mentoring_and_side(user: User, public_id: UUID, on: date) -> tuple[Placement, Side] | None:
    """A placement and as what somebody sees its mentoring on a day; None for everybody else.

    A mentor who left the host sees nothing else of it, and answers and ends the mentoring still.
    """
    if found := placement_and_side(user, public_id, on):
        return found
    mine = Mentorship.objects.filter(mentor__user=user, ended_at__isnull=True)
    rows = placements().filter(public_id=public_id, mentorships__in=mine)
    left = rows.filter(state=PlacementState.CLOSED).first()
    return (left, Side.HOST) if left else None


def part_of(mentorship: Mentorship, user_id: int) -> Side | None:
    """As what somebody is in a mentoring: the trainee, or the mentor as its host side."""
    trainee = mentorship.placement.trainee
    if trainee is not None and trainee.user_id == user_id:
        return Side.TRAINEE
    return Side.HOST if mentorship.mentor.user_id == user_id else None
