"""Pages that belong to no app: health, errors, language and theme."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

THEMES = ("system", "light", "dark")
YEAR = 365 * 24 * 3600


def healthz(request: HttpRequest) -> JsonResponse:
    """Answers when web and database are up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came without its token: nothing was saved, say how to go on."""
    return render(request, "403_csrf.html", status=403)


def _back(request: HttpRequest) -> str:
    """Where the person came from, if that is one of our own pages."""
    target = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if allowed else "/"


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or the system's theme in a cookie, so that the server draws it."""
    theme = request.POST.get("theme", "system")
    response = HttpResponseRedirect(_back(request))
    if theme in THEMES:
        response.set_cookie(
            "theme", theme, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return response
