"""The groups that look after passports in the back office, and that see all centres together."""

from django.contrib.auth.models import Group

from credentials.permissions import COALITION, ISSUERS
from passport.people.services.groups import ensure_group

_PERMISSIONS = (
    "wagtailadmin.access_admin",
    "credentials.view_passport",
    "credentials.view_edition",
    "credentials.view_revocation",
    "credentials.add_revocation",
    "credentials.view_alarm",
    "credentials.change_alarm",
    "credentials.view_concern",
    "credentials.view_recognition",
    "credentials.add_recognitiondecision",
)


def ensure_issuers() -> Group:
    """The group Issuers with exactly its permissions; made when it is not there."""
    return ensure_group(name=ISSUERS, permissions=_PERMISSIONS)


def ensure_coalition() -> Group:
    """The group Coalition, which sees the network view and nothing else."""
    return ensure_group(name=COALITION, permissions=["credentials.view_networksnapshot"])
