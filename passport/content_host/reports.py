"""Reports of a browser about what a package was stopped from doing: read, counted, bounded."""

import json
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse

from passport.content_host.routes import Violation, report_handler
from passport.content_host.tokens import Launch

_HOUR = 3600
_TEXT_MAX = 200


def receive(request: HttpRequest, launch: Launch) -> HttpResponse:
    """204 whatever was sent; at most CONTENT_REPORTS_PER_HOUR per registration are told on."""
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    violation = _read(request, launch)
    handler = report_handler()
    if violation and handler and _is_within_limit(launch):
        handler(launch, violation)
    return HttpResponse(status=204)


def _read(request: HttpRequest, launch: Launch) -> Violation | None:
    """The violation in a body of the right size and shape."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or not 0 < int(length) <= settings.CONTENT_REPORT_BYTES_MAX:
        return None
    try:
        report = json.loads(request.body)["csp-report"]
        directive = report.get("effective-directive") or report.get("violated-directive", "")
        return Violation(
            directive=_short(directive),
            blocked=_place(report.get("blocked-uri", "")),
            document=_inside(report.get("document-uri", ""), launch),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _place(address: Any) -> str:
    """Scheme and host of what was reached for, or the word a browser says instead."""
    parts = urlsplit(_short(address))
    return f"{parts.scheme}://{parts.hostname}" if parts.hostname else parts.path or parts.scheme


def _inside(address: Any, launch: Launch) -> str:
    """Name of the file in which it happened; the token before it is nobody's business."""
    path = urlsplit(address if isinstance(address, str) else "").path
    return _short(path.removeprefix(f"/{launch.token}/"))


def _short(value: Any) -> str:
    return value[:_TEXT_MAX] if isinstance(value, str) else ""


def _is_within_limit(launch: Launch) -> bool:
    """Whether this registration was told of seldom enough in this hour, in this process."""
    cache, key = caches["local"], f"content-reports:{launch.sha256}:{launch.registration}"
    cache.add(key, 0, _HOUR)
    return cache.incr(key) <= settings.CONTENT_REPORTS_PER_HOUR
