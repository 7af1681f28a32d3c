"""What stands between every request and its view: hosts, second steps, caches."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control

Next = Callable[[HttpRequest], HttpResponse]
ADMIN_PREFIX = "/admin/"
CHECK_PREFIXES = ("/v/", "/V/")
SHARED_PREFIXES = ("/accounts/", "/static/", "/styles/", "/theme/", "/documents/", "/media/")
# Wagtail's admin still holds inline scripts and styles, so its policy is looser than ours.
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'self'; "
    "form-action 'self'"
)


class PublicCheckMiddleware:
    """The verdict needs neither session nor cookie, language nor user: it skips them all."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(CHECK_PREFIXES):
            response["Cache-Control"] = "no-store"
            response["Referrer-Policy"] = "no-referrer"
            response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response


class AdminHostMiddleware:
    """The back office answers on its own host only, where one is configured, and has its own CSP."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        back_office = request.path.startswith(ADMIN_PREFIX)
        if settings.ADMIN_HOST:
            on_admin_host = request.get_host().split(":")[0] == settings.ADMIN_HOST
            shared = request.path.startswith(SHARED_PREFIXES)
            if back_office != on_admin_host and not (on_admin_host and shared):
                raise Http404
        response = self.get_response(request)
        if back_office:
            response["Content-Security-Policy"] = ADMIN_POLICY
        return response


class PrivilegedSecondStepMiddleware:
    """Staff without passkey or authenticator app are led to set one up before anything else."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        free = request.path.startswith(("/accounts/", "/static/", "/theme/"))
        if user.is_authenticated and user.is_staff and not free and not is_mfa_enabled(user):
            return redirect("mfa_index")
        return self.get_response(request)


class PrivatePagesMiddleware:
    """Pages of a signed-in person are kept by no cache."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            patch_cache_control(response, private=True, no_store=True)
        return response
