"""Stands first: answers every request for a content host itself, and never anything else."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import override

from passport.content_host import answers, reports
from passport.content_host.addresses import is_content_side, label_asked, label_of
from passport.content_host.policy import content_headers
from passport.content_host.routes import Area, handler_for
from passport.content_host.tokens import (
    Launch,
    LaunchExpiredError,
    LaunchUnknownError,
    read_token,
)
from passport.sessions import is_running

Next = Callable[[HttpRequest], HttpResponseBase]
REPORT = ".report"
OPENED = "content_host.token"


class ContentHostMiddleware:
    """A content host knows no cookie or page of the platform, and the platform no file.

    Of the session that opened a launch it asks only whether it still runs. Whatever happens, the
    answer carries the content host's headers and no cookie.
    """

    def __init__(
        self, get_response: Next, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.get_response = get_response
        self.clock = clock
        self.answer = convert_exception_to_response(self._answer)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_content_side(request):
            return self.get_response(request)
        with override(settings.LANGUAGE_CODE):
            response = cast(HttpResponse, self.answer(request))
        response.cookies.clear()
        for name, value in content_headers(request.META.get(OPENED, "")).items():
            response[name] = value
        response.headers.setdefault("Cache-Control", "no-store")
        for name in ("Service-Worker-Allowed", "X-Frame-Options", "Vary"):
            response.headers.pop(name, None)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        """Refuse service workers and foreign hosts, open the token, ask who answers."""
        if request.headers.get("Service-Worker"):
            return answers.plain_page(403, "No service workers.")
        token, slash, path = request.path_info.removeprefix("/").partition("/")
        at = self.clock()
        try:
            launch = read_token(token, at=at)
        except LaunchUnknownError:
            return answers.not_known()
        except LaunchExpiredError:
            return answers.ended()
        if not slash or label_asked(request) != label_of(launch.sha256) or _is_odd(path):
            return answers.not_known()
        if launch.session and not is_running(launch.session, at):
            return answers.ended()
        request.META[OPENED] = token
        try:
            return _area_answer(request, launch, path)
        except Http404:
            return answers.not_known()


def _area_answer(request: HttpRequest, launch: Launch, path: str) -> HttpResponseBase:
    """What the area of a path answers; raises Http404 when nobody does."""
    first, _, rest = path.partition("/")
    if first == REPORT:
        return reports.receive(request, launch)
    area = Area(first) if first and first in set(Area) else Area.FILES
    handler = handler_for(area)
    if handler is None:
        raise Http404
    return handler(request, launch, path if area is Area.FILES else rest)


def _is_odd(path: str) -> bool:
    """Whether a path holds what no name in a package holds."""
    return "\\" in path or "\0" in path or not {".", ".."}.isdisjoint(path.split("/"))
