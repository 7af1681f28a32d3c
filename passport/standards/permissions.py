"""Who may change frameworks: editors of standards; the programme itself, site administrators."""

from typing import TypeAlias

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from wagtail.permission_policies import ModelPermissionPolicy

from passport.people.models import User
from passport.standards.models import Clause, CrosswalkEntry, Framework, FrameworkKind, Requirement

Somebody: TypeAlias = "User | AbstractBaseUser | AnonymousUser"
EDITORS = "Standards editors"
IMPORT = ("standards.add_framework", "standards.change_framework", "standards.change_clause")


class StandardsPolicy(ModelPermissionPolicy):
    """Model permissions, and for single rows the rule that guards the passport programme."""

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        """Whether this person may do this with this row."""
        if not self.user_has_permission(user, action):
            return False
        return action == "view" or user.is_superuser or not is_guarded(instance)


def is_guarded(instance: Model) -> bool:
    """Whether a row decides about stamps: the passport programme, its clauses and requirements."""
    if isinstance(instance, Framework):
        return instance.kind == FrameworkKind.PASSPORT
    if isinstance(instance, Clause):
        return instance.framework_id is not None and is_guarded(instance.framework)
    if isinstance(instance, Requirement):
        return guards({instance.key})
    if isinstance(instance, CrosswalkEntry) and instance.later_id is not None:
        return is_guarded(instance.later)
    return False


def guards(keys: set[str]) -> bool:
    """Whether any of these requirements stands in the passport programme."""
    rows = Clause.objects.filter(framework__kind=FrameworkKind.PASSPORT, requirement__key__in=keys)
    return rows.exists()


def can_see_standards(user: Somebody) -> bool:
    """Open the back office of standards."""
    return isinstance(user, User) and user.is_active and user.has_perm("standards.view_framework")


def can_enter_numbers(user: Somebody, framework: Framework) -> bool:
    """Enter clause numbers of a framework."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.has_perm("standards.change_clause") and (
        user.is_superuser or not is_guarded(framework)
    )


def can_import(user: Somebody) -> bool:
    """Import a framework from a file."""
    return isinstance(user, User) and user.is_active and user.has_perms(IMPORT)
