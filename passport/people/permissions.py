"""Who counts as privileged, and what a privileged person must have shown at sign-in."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

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
