"""Where allauth meets our User: which second step, where to land, whose computer it is."""

import time
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.account.models import Login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passport.people.models import User
from passport.people.permissions import STRONG_TYPES, is_privileged, strong_methods
from passport.people.queries.areas import with_areas
from passport.people.queries.partners import has_portal, with_portal, with_review
from passport.people.queries.profiles import professional_of
from passport.prepared import Prepared
from passport.session_limits import SHARED_KEY

JUST_NOW = timedelta(minutes=15)
TRUST_STAGE = "allauth.mfa.stages.TrustStage"
_SIGNED_IN: Prepared[User] = Prepared(
    lambda pk: with_areas(
        with_review(with_portal(User.objects.select_related("professional")))
    ).filter(pk=pk),
    User._meta.pk,
)


class AccountBackend(AuthenticationBackend):
    """Reads a signed-in user with what nearly every page needs: professional, portal, review."""

    def get_user(self, user_id: int) -> User | None:
        """The active user behind a session; None when there is none."""
        found = _SIGNED_IN.rows(user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None


class AccountAdapter(DefaultAccountAdapter):
    """Names come from our own sign-up form; allauth keeps the rest."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy(
            "Email and password do not match. Check both, or choose a new password."
        ),
        "too_many_login_attempts": gettext_lazy(
            "Too many tries. Wait a few minutes, then sign in again."
        ),
        "incorrect_code": gettext_lazy("This code is not right. Use the newest one."),
    }

    def is_login_by_code_required(self, login: Login) -> bool:
        """A mailed code is the second step of those who have no stronger one."""
        if login.signup or strong_methods(login.user):
            return False
        return super().is_login_by_code_required(login)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Remember whether the sign-in page was told that others use this computer."""
        if request.POST.get("shared_computer"):
            request.session[SHARED_KEY] = True
        return super().pre_login(request, user, **kwargs)

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in; on a shared computer the cookie ends with the browser."""
        shared = request.session.get(SHARED_KEY, False)
        super().login(request, user)
        if shared:
            request.session[SHARED_KEY] = True
            request.session.set_expiry(0)

    def get_login_stages(self) -> list[str]:
        """On a shared computer no browser is trusted for the next sign-in."""
        stages = super().get_login_stages()
        if not self.request.session.get(SHARED_KEY, False):
            return stages
        return [stage for stage in stages if stage != TRUST_STAGE]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Changes to an account ask again who it is, unless the sign-in was just now."""
        records = get_authentication_records(self.request, self.request.user)
        fresh = bool(records) and time.time() - records[-1]["at"] < JUST_NOW.total_seconds()
        return not fresh and super().is_reauthentication_required(app=app)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Plan; without one the back office for staff, the portal for partners, else welcome."""
        professional = professional_of(request.user)
        if professional is None and is_privileged(request.user):
            return reverse("wagtailadmin_home")
        if professional is None and has_portal(request.user.pk):
            return reverse("people:partners")
        if professional is None or professional.welcomed_at is None:
            return reverse("people:welcome_start")
        return reverse("dashboard:plan")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """A new account is welcomed."""
        return reverse("people:welcome_start")


class SecondStepAdapter(DefaultMFAAdapter):
    """Names of passkeys, and which of them may go."""

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """Passkey 1, Passkey 2."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last strong method stays with staff and with whoever has no password."""
        user = authenticator.user
        others = Authenticator.objects.filter(user=user, type__in=STRONG_TYPES)
        is_last = not others.exclude(pk=authenticator.pk).exists()
        return not (is_last and (is_privileged(user) or not user.has_usable_password()))

    def _get_site_name(self) -> str:
        return settings.WAGTAIL_SITE_NAME
