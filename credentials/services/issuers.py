"""The groups that look after passports in the back office, and that see all centres together."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from credentials.permissions import COALITION, ISSUERS

_PERMISSIONS = (
    ("wagtailadmin", "access_admin"),
    ("credentials", "view_passport"),
    ("credentials", "view_edition"),
    ("credentials", "view_revocation"),
    ("credentials", "add_revocation"),
    ("credentials", "view_alarm"),
    ("credentials", "change_alarm"),
    ("credentials", "view_concern"),
    ("credentials", "view_recognition"),
    ("credentials", "add_recognitiondecision"),
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


@transaction.atomic
def ensure_coalition() -> Group:
    """The group Coalition, which sees the network view and nothing else."""
    group, _ = Group.objects.get_or_create(name=COALITION)
    group.permissions.set(
        Permission.objects.filter(
            content_type__app_label="credentials", codename="view_networksnapshot"
        )
    )
    return group
