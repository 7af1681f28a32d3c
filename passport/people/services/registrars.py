"""The group of people who confirm centres in the back office."""

from django.contrib.auth.models import Group

from passport.people.permissions import REGISTRARS
from passport.people.services.groups import ensure_group

_PERMISSIONS = ("wagtailadmin.access_admin", "people.view_centre", "people.change_centre")


def ensure_registrars() -> Group:
    """The group Registrars with at least its permissions; made when it is not there."""
    return ensure_group(name=REGISTRARS, permissions=_PERMISSIONS, exactly=False)
