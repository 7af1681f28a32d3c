"""The second step that a privileged sign-in needs: whether it was taken, and the way to it."""

from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from passport.people.permissions import showed_strong_method, strong_methods


def took_second_step(request: HttpRequest) -> bool:
    """Whether a passkey or a code of an authenticator app was shown in this session."""
    return showed_strong_method(get_authentication_records(request, request.user))


def lead_to_second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the method that was set up, or to set one up first."""
    methods = strong_methods(request.user)
    if not methods:
        messages.warning(request, _("Set up a passkey or an authenticator app first."))
        return redirect("mfa_index")
    has_app = Authenticator.Type.TOTP in methods
    page = reverse("mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn")
    target = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"{page}?{urlencode({'next': target})}")
