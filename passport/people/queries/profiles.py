"""Questions about people: profile, roles on a day, home centre, ways to sign in."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from passport.people.models import Centre, Professional, ProfessionalRole, User
from passport.people.queries.centres import held_on

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def professional_of(user: "AbstractBaseUser | AnonymousUser") -> Professional | None:
    """The professional behind a signed-in user; None for staff without a profile."""
    return getattr(user, "professional", None)


def _held(professional: Professional, on: date) -> QuerySet[ProfessionalRole]:
    return professional.roles.filter(held_on(on))


def current_roles(professional: Professional, on: date) -> tuple[str, ...]:
    """Codes of the roles held on a day, longest held first."""
    codes = _held(professional, on).order_by("starts_on", "pk").values_list("role", flat=True)
    return tuple(dict.fromkeys(codes))


def roles_ever(professional: Professional) -> tuple[str, ...]:
    """Codes of all roles ever held, first held first; not those that held on no day."""
    held = professional.roles.filter(cancelled_at__isnull=True)
    codes = held.order_by("starts_on", "pk").values_list("role", flat=True)
    return tuple(dict.fromkeys(codes))


def open_roles(professional: Professional) -> list[ProfessionalRole]:
    """Roles without a last day, with their centres."""
    rows = professional.roles.filter(ends_on__isnull=True)
    return list(rows.select_related("centre").order_by("starts_on", "pk"))


def home_centre(professional: Professional) -> Centre | None:
    """Centre of the role that was taken up last; None when no role names one."""
    centres = [row.centre for row in open_roles(professional) if row.centre is not None]
    return centres[-1] if centres else None


def confirmed_centres() -> QuerySet[Centre]:
    """Centres that may be offered to everybody."""
    return Centre.objects.filter(confirmed_at__isnull=False)


def centre_named(typed: str) -> Centre | None:
    """The confirmed centre whose name, or name and city, was typed; None if none or several."""
    name, _, city = typed.rpartition(", ")
    whole = Q(name__iexact=typed)
    with_city = Q(name__iexact=name, city__iexact=city)
    found = list(confirmed_centres().filter(whole | with_city)[:2])
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class SignInMethods:
    """What protects an account."""

    passkeys: int
    has_app: bool
    has_recovery_codes: bool
    has_password: bool


def sign_in_methods(user: User) -> SignInMethods:
    """Ways in which this person can prove who signs in."""
    types = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return SignInMethods(
        passkeys=types.count(Authenticator.Type.WEBAUTHN),
        has_app=Authenticator.Type.TOTP in types,
        has_recovery_codes=Authenticator.Type.RECOVERY_CODES in types,
        has_password=user.has_usable_password(),
    )
