"""Whom the mails about a placement go to."""

from collections.abc import Collection
from datetime import date

from django.contrib.auth.models import Permission
from django.db.models import Q

from observership.models import Placement
from observership.queries.parts import receives_visitors, receiving_people
from observership.queries.waiting import leads_by_centre
from passport.people.models import Professional, User
from passport.people.queries.centres import leads_of


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
    supervised = supervised_now(placements, on)
    leads = leads_by_centre({each.host_id for each in placements}, on)
    return {
        each.pk: [each.supervisor]
        if each.supervisor is not None and each.pk in supervised
        else leads.get(each.host_id, [])
        for each in placements
    }


def coordinators() -> list[User]:
    """Staff who may change placements."""
    permission = Permission.objects.filter(
        content_type__app_label="observership", codename="change_placement"
    )
    held = Q(groups__permissions__in=permission) | Q(user_permissions__in=permission)
    rows = User.objects.filter(held, is_active=True, is_staff=True)
    rows = rows.select_related("professional")
    return list(rows.distinct().order_by("email"))
