"""The group of people who run observerships."""

from django.contrib.auth.models import Group

from observership.permissions import COORDINATORS
from passport.people.services.groups import ensure_group

_PERMISSIONS = (
    "wagtailadmin.access_admin",
    "observership.view_call",
    "observership.change_call",
    "observership.view_placement",
    "observership.change_placement",
)


def ensure_coordinators() -> Group:
    """The group Observership coordinators with at least its permissions; made when missing."""
    return ensure_group(name=COORDINATORS, permissions=_PERMISSIONS, exactly=False)
