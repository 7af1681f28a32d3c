"""The group of people who may look after frameworks in the back office."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from passport.standards.permissions import EDITORS

_MODELS = {
    "framework": ("view", "add", "change"),
    "requirement": ("view", "add", "change"),
    "clause": ("view", "add", "change", "delete"),
    "crosswalkentry": ("view", "add", "change", "delete"),
    "certification": ("view", "add", "change", "delete"),
    "jurisdiction": ("view", "add", "change"),
    "product": ("view", "add", "change"),
}


@transaction.atomic
def ensure_standards_editors() -> Group:
    """The group Standards editors with exactly its permissions; made when it is not there."""
    group, _ = Group.objects.get_or_create(name=EDITORS)
    wanted = [("wagtailadmin", "access_admin")] + [
        ("standards", f"{action}_{model}")
        for model, actions in _MODELS.items()
        for action in actions
    ]
    group.permissions.set(
        Permission.objects.get(content_type__app_label=app, codename=codename)
        for app, codename in wanted
    )
    return group
