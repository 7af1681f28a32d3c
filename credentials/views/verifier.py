"""What somebody sees who checks a passport: no account, no cookie, one answer."""

from datetime import datetime

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from credentials.domain.verdict import Verdict, VerdictState
from credentials.forms import ConcernForm, NumberForm
from credentials.rendering.addresses import public_host
from credentials.rendering.answers import json_of, page_of, status_of
from credentials.services import checking, limits

THROTTLED = Verdict(state=VerdictState.THROTTLED)
JSON = "application/json"
OWN_PAGES = {None, "same-origin", "none"}


@require_safe
def verdict(request: HttpRequest, code: str) -> HttpResponse:
    """The answer to a scanned code, as a page or for a machine."""
    at, address = timezone.now(), get_adapter().get_client_ip(request)
    wait = limits.seconds_to_wait(address=address, at=at)
    answer = THROTTLED if wait else checking.check_code(code=code, at=at)
    if answer.state is VerdictState.UNKNOWN:
        wait = limits.seconds_after_miss(address=address, at=at)
        answer = THROTTLED if wait else answer
    return _answered(request, answer, at, wait)


@csrf_exempt  # nobody is signed in here, and no cookie is set; `posted` stands guard
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Check by number and family name."""
    form = NumberForm(posted(request))
    if not form.is_valid():
        return render(request, "credentials/check.html", {"form": form}, status=_status(form))
    at, address = timezone.now(), get_adapter().get_client_ip(request)
    wait = limits.seconds_after_lookup(address=address, at=at)
    answer = THROTTLED if wait else checking.check_number(**form.cleaned_data, at=at)
    context = {"form": form, "answer": page_of(answer, at, typed=True), "wait": wait}
    return render(request, "credentials/check.html", context, status=status_of(answer))


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def concern(request: HttpRequest) -> HttpResponse:
    """Report that something looked wrong."""
    form = ConcernForm(posted(request), initial={"number": request.GET.get("number", "")})
    if not form.is_valid():
        return render(request, "credentials/concern.html", {"form": form}, status=_status(form))
    at, address = timezone.now(), get_adapter().get_client_ip(request)
    wait = limits.seconds_after_concern(address=address, at=at)
    if wait:
        context = {"form": form, "wait_minutes": wait // 60 + 1}
        return render(request, "credentials/concern.html", context, status=429)
    checking.report_concern(**form.cleaned_data, at=at)
    return render(request, "credentials/concern_sent.html")


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent from a page of ours; None when the form is only asked for.

    Older browsers, and all on plain http, send no Sec-Fetch-Site; then Origin speaks, which our
    own pages give as "null" because they send no referrer.
    """
    if request.method != "POST":
        return None
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    own_origins = {None, "null", f"{request.scheme}://{request.get_host()}"}
    if site not in OWN_PAGES or (site is None and origin not in own_origins):
        raise PermissionDenied
    return request.POST


def _status(form: NumberForm | ConcernForm) -> int:
    return 422 if form.is_bound else 200


def _answered(request: HttpRequest, answer: Verdict, at: datetime, wait: int) -> HttpResponse:
    """The answer in the form that was asked for; nothing in the page depends on who asks."""
    response: HttpResponse
    if request.get_preferred_type(["text/html", JSON]) == JSON:
        response = JsonResponse(json_of(answer, at))
    else:
        context = {
            "answer": page_of(answer, at),
            "wait": wait,
            "issuer": settings.ISSUER,
            "public_host": public_host(),
        }
        response = HttpResponse(render_to_string("credentials/verdict.html", context))
    response.status_code = status_of(answer)
    if wait:
        response["Retry-After"] = str(wait)
    response["Vary"] = "Accept, Accept-Language"
    return response
