"""What credentials add to the Wagtail admin."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from credentials.models import Alarm, Concern, Passport
from credentials.permissions import RecordPolicy
from credentials.viewsets import PassportGroup

for record in (Passport, Alarm, Concern):
    register_permission_policy(record, RecordPolicy(record))


@hooks.register("register_admin_viewset")
def passport_group() -> PassportGroup:
    """The menu entry Passports."""
    return PassportGroup()
