"""The group of people who may look after passports in the back office."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from credentials.permissions import ISSUERS

_PERMISSIONS = (
    ("wagtailadmin", "access_admin"),
    ("credentials", "view_passport"),
    ("credentials", "view_edition"),
    ("credentials", "view_revocation"),
    ("credentials", "add_revocation"),
    ("credentials", "view_alarm"),
    ("credentials", "change_alarm"),
    ("credentials", "view_concern"),
)


@transaction.atomic
def ensure_issuers() -> Group:
    """The group Issuers with exactly its permissions; made when it is not there."""
    group, _ = Group.objects.get_or_create(name=ISSUERS)
    group.permissions.set(
        Permission.objects.get(content_type__app_label=app, codename=codename)
        for app, codename in _PERMISSIONS
    )
    return group
