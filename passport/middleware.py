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
    """The back office answers on its own host only, where one is configured."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = request.get_host().split(":")[0]
        if settings.ADMIN_HOST and (host == settings.ADMIN_HOST) != request.path.startswith(
            (ADMIN_PREFIX, "/accounts/", "/static/")
        ):
            if request.path.startswith(("/accounts/", "/static/")):
                return self.get_response(request)
            raise Http404
        return self.get_response(request)


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
