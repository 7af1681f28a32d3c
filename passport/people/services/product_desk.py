"""The group of people who look after partners in the back office."""

from django.contrib.auth.models import Group

from passport.people.permissions import PRODUCT_DESK
from passport.people.services.groups import ensure_group

_PERMISSIONS = ("wagtailadmin.access_admin", "people.view_partner", "people.change_partner")


def ensure_product_desk() -> Group:
    """The group Product desk with at least its permissions; made when it is not there."""
    return ensure_group(name=PRODUCT_DESK, permissions=_PERMISSIONS, exactly=False)
