"""Whom the mails about a placement go to."""

from datetime import date

from django.contrib.auth.models import Permission
from django.db.models import Q

from observership.models import Placement
from observership.queries.parts import receives_visitors
from passport.people.models import Professional, User
from passport.people.queries.centres import leads_of


def host_people(placement: Placement, on: date) -> list[Professional]:
    """The supervisor; the host's quality managers while nobody of today's members supervises."""
    supervisor = placement.supervisor
    if supervisor is not None and receives_visitors(supervisor.user, placement.host, on):
        return [supervisor]
    return leads_of(placement.host, on)


def coordinators() -> list[User]:
    """Staff who may change placements."""
    permission = Permission.objects.filter(
        content_type__app_label="observership", codename="change_placement"
    )
    held = Q(groups__permissions__in=permission) | Q(user_permissions__in=permission)
    rows = User.objects.filter(held, is_active=True, is_staff=True)
    rows = rows.select_related("professional")
    return list(rows.distinct().order_by("email"))
