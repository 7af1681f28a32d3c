"""The group of people who may look after frameworks in the back office."""

from django.contrib.auth.models import Group

from passport.people.services.groups import ensure_group
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


def ensure_standards_editors() -> Group:
    """The group Standards editors with exactly its permissions; made when it is not there."""
    wanted = [
        f"standards.{action}_{model}" for model, actions in _MODELS.items() for action in actions
    ]
    return ensure_group(name=EDITORS, permissions=["wagtailadmin.access_admin", *wanted])
