"""The group of people who confirm centres in the back office."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from passport.people.permissions import REGISTRARS

_PERMISSIONS = (
    ("wagtailadmin", "access_admin"),
    ("people", "view_centre"),
    ("people", "change_centre"),
)


@transaction.atomic
def ensure_registrars() -> Group:
    """The group Registrars with at least its permissions; made when it is not there."""
    group, _ = Group.objects.get_or_create(name=REGISTRARS)
    group.permissions.add(
        *(
            Permission.objects.get(content_type__app_label=app, codename=codename)
            for app, codename in _PERMISSIONS
        )
    )
    return group
