"""Whom the mails about a placement go to."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import TypeAlias

from django.contrib.auth.models import Permission
from django.db.models import Q

from observership.models import Placement
from observership.queries.parts import receives_visitors, receiving_people
from passport.people.domain.roles import Membership
from passport.people.models import CentreMembership, Professional, User
from passport.people.queries.centres import held_on, leads_of

# A centre, and who supervises there if anybody does.
Post: TypeAlias = tuple[int, Professional | None]


def host_people(placement: Placement, on: date) -> list[Professional]:
    """The supervisor; the host's quality managers while nobody of today's members supervises."""
    supervisor = placement.supervisor
    if supervisor is not None and receives_visitors(supervisor.user, placement.host, on):
        return [supervisor]
    return leads_of(placement.host, on)


def supervised_now(placements: Collection[Placement], on: date) -> frozenset[int]:
    """Placements whose supervisor receives visitors at the host on a day; one query."""
    members = receiving_people(
        {each.host_id for each in placements},
        {each.supervisor_id for each in placements if each.supervisor_id},
        on,
    )
    return frozenset(
        each.pk for each in placements if (each.host_id, each.supervisor_id) in members
    )


def hosts_of(placements: Collection[Placement], on: date) -> dict[int, list[Professional]]:
    """The host's people of many placements, as host_people; two queries."""
    return answering({each.pk: (each.host_id, each.supervisor) for each in placements}, on)


def answering(posts: Mapping[int, Post], on: date) -> dict[int, list[Professional]]:
    """Who answers for each post on a day: who supervises, if still there, else the managers."""
    centres = {centre for centre, _ in posts.values()}
    leads = _leads_by_centre(centres, on)
    there = receiving_people(centres, {each.pk for _, each in posts.values() if each}, on)
    return {
        key: [each] if each and (centre, each.pk) in there else leads.get(centre, [])
        for key, (centre, each) in posts.items()
    }


def _leads_by_centre(centres: Collection[int], on: date) -> dict[int, list[Professional]]:
    """Quality managers of these centres on a day; one query."""
    rows = CentreMembership.objects.filter(
        held_on(on), centre__in=centres, kind=Membership.LEAD
    ).select_related("professional__user")
    found: dict[int, list[Professional]] = defaultdict(list)
    for row in rows.order_by("pk"):
        found[row.centre_id].append(row.professional)
    return dict(found)


def coordinators() -> list[User]:
    """Staff who may change placements."""
    permission = Permission.objects.filter(
        content_type__app_label="observership", codename="change_placement"
    )
    held = Q(groups__permissions__in=permission) | Q(user_permissions__in=permission)
    rows = User.objects.filter(held, is_active=True, is_staff=True)
    rows = rows.select_related("professional")
    return list(rows.distinct().order_by("email"))
