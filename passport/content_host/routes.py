"""Who answers below /<token>/ on a content host: apps register here, the middleware asks here."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpRequest, HttpResponseBase

from passport.content_host.tokens import Launch

Handler = Callable[[HttpRequest, Launch, str], HttpResponseBase]


class Area(StrEnum):
    """First path segment after the token; FILES is every other path."""

    FILES = ""
    PLAYER = ".player"
    XAPI = ".xapi"
    COMMIT = ".commit"


@dataclass(frozen=True)
class Violation:
    """What a browser stopped a package from doing: the rule, and what it reached for."""

    directive: str
    blocked: str
    document: str


ReportHandler = Callable[[Launch, Violation], None]

_handlers: dict[Area, Handler] = {}
_report_handlers: list[ReportHandler] = []


def register(area: Area, handler: Handler) -> None:
    """Let `handler(request, launch, rest of the path)` answer for an area; the last one counts.

    It runs before sessions, cookies and tokens of forms exist, and raises Http404 for what is
    not there.
    """
    _handlers[area] = handler


def handler_for(area: Area) -> Handler | None:
    """Who answers for an area; None while nobody does."""
    return _handlers.get(area)


def register_reports(handler: ReportHandler) -> None:
    """Let `handler(launch, violation)` hear of what a package was stopped from doing."""
    _report_handlers[:] = [handler]


def report_handler() -> ReportHandler | None:
    """Who hears of violations; None while nobody does."""
    return _report_handlers[0] if _report_handlers else None
