"""Who may do what with passports: nobody, unless a function here says so."""

from typing import TypeAlias

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from wagtail.permission_policies import ModelPermissionPolicy

from credentials.models import Alarm, Passport, Recognition
from passport.people.models import User

Somebody: TypeAlias = "User | AbstractBaseUser | AnonymousUser"
ISSUERS = "Issuers"
COALITION = "Coalition"


class RecordPolicy(ModelPermissionPolicy):
    """Records are looked at by issuers; nobody adds, changes or deletes them by hand."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)


def can_carry(user: Somebody, passport: Passport) -> bool:
    """Show, copy and share a passport: its holder alone."""
    return user.is_authenticated and passport.holder.user_id == user.pk


def can_see_desk(user: Somebody) -> bool:
    """See passports with their evidence trail: issuers."""
    return isinstance(user, User) and user.is_active and user.has_perm("credentials.view_passport")


def can_decide(user: Somebody, passport: Passport) -> bool:
    """Withdraw, pause or reinstate: issuers, never about their own passport."""
    return (
        isinstance(user, User)
        and user.is_active
        and user.has_perm("credentials.add_revocation")
        and passport.holder.user_id != user.pk
    )


def can_acknowledge(user: Somebody, alarm: Alarm) -> bool:
    """Close an alarm: issuers, never about their own passport."""
    return (
        isinstance(user, User)
        and user.is_active
        and user.has_perm("credentials.change_alarm")
        and alarm.edition.passport.holder.user_id != user.pk
    )


def can_decide_claim(user: Somebody, claim: Recognition) -> bool:
    """Accept or refuse prior learning: issuers, never their own."""
    return (
        isinstance(user, User)
        and user.is_active
        and user.has_perm("credentials.add_recognitiondecision")
        and claim.professional.user_id != user.pk
    )


def can_see_network(user: Somebody) -> bool:
    """See the figures of all centres together: the coalition."""
    return (
        isinstance(user, User)
        and user.is_active
        and user.has_perm("credentials.view_networksnapshot")
    )
