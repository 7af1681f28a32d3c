"""What stands between every request and its view: hosts, second steps, caches."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.handlers.exception import convert_exception_to_response, response_for_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, is_valid_path, resolve, reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _

from passport.people.permissions import is_privileged, strong_methods
from passport.second_step import lead_to_second_step, took_second_step
from passport.session_limits import SHARED_KEY, limits_for

Next = Callable[[HttpRequest], HttpResponse]
ADMIN_PREFIX = "/admin/"
# Areas that show other people: passkey or authenticator, short rest, whoever asks.
PRIVILEGED_PREFIXES = (
    ADMIN_PREFIX,
    "/centre/",
    "/network/",
    "/partner/",
    "/review/",
    "/placements/",
    "/committee/",
)
ACCOUNT_PREFIX = "/accounts/"
CHECK_PREFIXES = (
    "/v/",
    "/V/",
    "/verify/",
    "/packs/",
    "/PACKS/",
    "/inspect/",
    "/observership/calendar/",
)
CHECK_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
QUIET_PREFIXES = (*CHECK_PREFIXES, "/static/", "/styles/", "/theme/", "/language/", "/healthz")
SECOND_STEP_PAGES = ("mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_logout")
SEEN_KEY = "session_seen"
SHARED_PREFIXES = ("/accounts/", "/static/", "/styles/", "/theme/", "/documents/", "/media/")
# Wagtail's admin still holds inline scripts and styles, so its policy is looser than ours.
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'self'; "
    "form-action 'self'"
)


class PublicCheckMiddleware:
    """Checks and calendars need no session, cookie or user: their views answer here, before those.

    The reader's language comes from the browser. The pages run no script, so their policy is
    stricter than that of the site; refusals carry it too.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.answer = convert_exception_to_response(_answer)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = request.get_host().split(":")[0]
        if not request.path_info.startswith(CHECK_PREFIXES) or host == settings.ADMIN_HOST:
            return self.get_response(request)
        response = cast(HttpResponse, self.answer(request))
        response.cookies.clear()  # Django's error pages would set the one of forms
        for name, value in CHECK_HEADERS.items():
            response[name] = value
        if not response.streaming:
            response["Content-Length"] = str(len(response.content))
        return response


def _answer(request: HttpRequest) -> HttpResponse:
    """What the view behind the address says, in the language of the browser.

    Who left out the last slash in typing is led on, as everywhere on the site.
    """
    try:
        view = request.resolver_match = resolve(request.path_info)
    except Resolver404:
        if request.method == "GET" and is_valid_path(f"{request.path_info}/"):
            return redirect(request.get_full_path(force_append_slash=True), permanent=True)
        raise
    with override(get_language_from_request(request)):
        response: HttpResponse = view.func(request, *view.args, **view.kwargs)
    return response


class AdminHostMiddleware:
    """The back office has its own policy and, where one is configured, its own host only."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        back_office = request.path_info.startswith(ADMIN_PREFIX)
        if self._is_elsewhere(request, back_office):
            response = response_for_exception(request, Http404())
        else:
            response = self.get_response(request)
        if back_office:
            response["Content-Security-Policy"] = ADMIN_POLICY
        return response

    def _is_elsewhere(self, request: HttpRequest, back_office: bool) -> bool:
        """Whether the address belongs to the other host."""
        if not settings.ADMIN_HOST:
            return False
        on_admin_host = request.get_host().split(":")[0] == settings.ADMIN_HOST
        shared = request.path_info.startswith(SHARED_PREFIXES)
        return back_office != on_admin_host and not (on_admin_host and shared)


def _is_privileged(request: HttpRequest) -> bool:
    """Whether this person, or the area that is asked for, opens more than own records."""
    return is_privileged(request.user) or request.path_info.startswith(PRIVILEGED_PREFIXES)


class SessionLimitsMiddleware:
    """Ends a session that rested or lasted too long, and says so at the next page."""

    def __init__(
        self, get_response: Next, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.get_response = get_response
        self.clock = clock

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(QUIET_PREFIXES) or not request.user.is_authenticated:
            return self.get_response(request)
        if self._is_over(request):
            logout(request)
            messages.info(request, _("You were signed out after a time without activity."))
            return redirect_to_login(request.path if request.method == "GET" else "/")
        return self.get_response(request)

    def _is_over(self, request: HttpRequest) -> bool:
        """Compare with the limits; note the visit once a minute, so that reading stays cheap."""
        at, session = self.clock().timestamp(), request.session
        started_at, seen_at = session.get(SEEN_KEY, (at, 0))
        if not seen_at:
            session[SEEN_KEY] = (at, at)
            return False
        limits = limits_for(
            settings.SESSION_LIMITS,
            privileged=_is_privileged(request),
            shared=session.get(SHARED_KEY, False),
        )
        if limits.are_over(
            started_at=datetime.fromtimestamp(started_at, UTC),
            seen_at=datetime.fromtimestamp(seen_at, UTC),
            at=datetime.fromtimestamp(at, UTC),
        ):
            return True
        if at - seen_at >= 60:
            session[SEEN_KEY] = (started_at, at)
        return False


class PrivilegedSecondStepMiddleware:
    """Whoever is privileged must have shown a passkey or authenticator code in this session.

    A mailed code, a recovery code or a trusted browser never opens a privileged area. The back
    office and the workspaces of centres count as such whoever asks for them. Pages that are
    privileged for some of their readers only lead there themselves.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if (
            request.path_info.startswith(QUIET_PREFIXES)
            or not user.is_authenticated
            or not _is_privileged(request)
            or took_second_step(request)
            or self._is_on_the_way(request)
        ):
            return self.get_response(request)
        return lead_to_second_step(request)

    def _is_on_the_way(self, request: HttpRequest) -> bool:
        """Whether this is the page of the second step, or one on which to set it up first."""
        if not strong_methods(request.user):
            return request.path_info.startswith(ACCOUNT_PREFIX)
        return request.path in {reverse(name) for name in SECOND_STEP_PAGES}


class PrivatePagesMiddleware:
    """Pages of a signed-in person are kept by no cache."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response and request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response
