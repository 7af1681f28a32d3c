"""Groups of the back office and what their members may do."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction


@transaction.atomic
def ensure_group(*, name: str, permissions: Iterable[str], exactly: bool = True) -> Group:
    """The group with these permissions ("app.codename"); made when it is not there.

    With `exactly` it loses every other; else staff may give it more.
    """
    group, _ = Group.objects.get_or_create(name=name)
    wanted = [_permission(each) for each in permissions]
    if exactly:
        group.permissions.set(wanted)
    else:
        group.permissions.add(*wanted)
    return group


def _permission(name: str) -> Permission:
    app, _, codename = name.partition(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)
