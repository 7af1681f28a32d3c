"""The xAPI endpoint of cmi5 content, on its own origin behind the launch's token."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from curriculum.domain.package_trials import Blocked
from curriculum.domain.packages import PackageStandard
from curriculum.models import PackageRegistration
from curriculum.queries.packages import played_registration
from curriculum.scorm.xapi import BATCH, STATEMENT_BYTES, XapiAnswer, XapiRequest, answered
from curriculum.services import xapi_store
from curriculum.services.package_trials import note_blocked
from curriculum.services.play_limits import seconds_after_call
from curriculum.views.player import moment_of
from passport.content_host.routes import Violation
from passport.content_host.tokens import Launch

_BODY_MAX = min(STATEMENT_BYTES * BATCH, 2_000_000)
_HEADERS = ("x-experience-api-version", "content-type", "if-match", "if-none-match")


def serve_xapi(request: HttpRequest, launch: Launch, rest: str) -> HttpResponseBase:
    """Answer `<place of the unit>/fetch` and `<place of the unit>/<resource>`; else Http404."""
    place, _, resource = rest.partition("/")
    registration = registration_of(launch)
    if registration.package.standard != PackageStandard.CMI5 or not _is_place(place):
        raise Http404
    opened = xapi_store.opened_unit(registration, int(place), moment_of(launch))
    if opened is None:
        raise Http404
    at, method = timezone.now(), request.method or ""
    wait = seconds_after_call(registration=launch.registration, at=at)
    if wait:
        return _sent(answered(429, {"error": "too many calls"}, Retry_After=str(wait)))
    if resource.strip("/") == "fetch":
        given = xapi_store.fetch(opened=opened, method=method, secret=launch.token, at=at)
        return _sent(given)
    if _length(request) > _BODY_MAX:
        return _sent(answered(413, {"error": f"more than {_BODY_MAX} bytes"}))
    asked = XapiRequest(
        method=method, resource=resource, at=at, query=request.GET.dict(), body=request.body,
        headers={name: request.headers[name] for name in _HEADERS if name in request.headers},
    )  # fmt: skip
    authorization = request.headers.get("Authorization", "")
    return _sent(xapi_store.answer(opened=opened, request=asked, authorization=authorization))


def _is_place(place: str) -> bool:
    return place.isascii() and place.isdigit() and len(place) <= 4


def _length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdigit() else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def registration_of(launch: Launch) -> PackageRegistration:
    """The registration of a launch; Http404 when its package is not played any more."""
    found = played_registration(launch.registration, timezone.localdate())
    if found is None or found.package.sha256 != launch.sha256:
        raise Http404
    return found


def _sent(given: XapiAnswer) -> HttpResponse:
    response = HttpResponse(given.body, status=given.status, headers=given.headers)
    if "Content-Type" not in given.headers:
        del response["Content-Type"]
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def hear_violation(launch: Launch, violation: Violation) -> None:
    """A browser stopped content from doing something; trials and reviews keep it."""
    registration = played_registration(launch.registration, timezone.localdate())
    if registration is None or registration.package.sha256 != launch.sha256:
        return
    blocked = Blocked(violation.directive, violation.blocked, violation.document)
    note_blocked(registration=registration, blocked=blocked)
