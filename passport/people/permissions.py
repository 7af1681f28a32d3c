"""Who counts as privileged, what they must have shown, who decides about centres and partners."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from wagtail.permission_policies import ModelPermissionPolicy

from passport.people.models import Centre, User

REGISTRARS = "Registrars"
PRODUCT_DESK = "Product desk"
STRONG_TYPES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_privileged(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Staff and superusers: their sign-in opens more than their own records."""
    return bool(
        user.is_authenticated
        and (getattr(user, "is_staff", False) or getattr(user, "is_superuser", False))
    )


def strong_methods(user: AbstractBaseUser | AnonymousUser) -> set[str]:
    """Which of passkey and authenticator app this person has set up."""
    found = Authenticator.objects.filter(user_id=user.pk, type__in=STRONG_TYPES)
    return set(found.values_list("type", flat=True))


def showed_strong_method(records: list[dict[str, Any]]) -> bool:
    """Whether allauth's records of a session hold a passkey or an authenticator code."""
    return any(
        record.get("method") == "mfa" and record.get("type") in STRONG_TYPES for record in records
    )


class CentrePolicy(ModelPermissionPolicy):
    """Staff look at centres and partners; what they decide has its own forms."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)


def can_register(user: AbstractBaseUser | AnonymousUser, centre: Centre, leads: set[int]) -> bool:
    """Confirm, rename and staff a centre: registrars, never their own; `leads` are users' keys."""
    return (
        isinstance(user, User)
        and user.is_active
        and user.has_perm("people.change_centre")
        and centre.registered_by_id != user.pk
        and user.pk not in leads
    )


def can_look_after(user: AbstractBaseUser | AnonymousUser, *, belongs: bool) -> bool:
    """Create and suspend partners: the product desk, unless one `belongs` to any partner."""
    return (
        isinstance(user, User)
        and user.is_active
        and user.has_perm("people.change_partner")
        and not belongs
    )
