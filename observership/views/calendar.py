"""Calendars: the address that programs fetch, the page that makes it, one file to take along."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from observership.domain.codes import Side
from observership.models import Placement
from observership.queries.calendars import calendar_placements, open_calendar_of
from observership.rendering.calendar import CONTENT_TYPE, calendar_of
from observership.services.calendar_links import calendar_person, close_calendar, make_calendar
from observership.views.access import placement_part, professional_or_404, trainees_only
from passport.people.models import Professional


@never_cache
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """A person's calendar behind its address, without an account; any other token is nothing."""
    person = calendar_person(token=token)
    if person is None:
        raise Http404
    with override(person.language):
        on = timezone.localdate()
        return _file(calendar_of(person, calendar_placements(person, on), on))


@trainees_only
@require_http_methods(["GET", "HEAD", "POST"])
def feed(request: HttpRequest, person: Professional) -> HttpResponse:
    """Make the address of the own calendar, which is shown once, or close it."""
    address = ""
    if request.method == "POST" and request.POST.get("do") == "close":
        close_calendar(person=person, at=timezone.now())
        messages.success(request, _("The address does not answer any more."))
        return redirect("observership:calendar_feed")
    if request.method == "POST":
        token = make_calendar(person=person, at=timezone.now())
        address = settings.PUBLIC_URL + reverse("observership:calendar", args=[token])
    context = {"link": open_calendar_of(person).first(), "address": address}
    response = render(request, "observership/placement_calendar.html", context)
    response["Cache-Control"] = "no-store"
    return response


@placement_part(Side.TRAINEE, Side.HOST)
@require_safe
def days(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """One placement as a file for a calendar."""
    person = professional_or_404(request)
    response = _file(calendar_of(person, [placement], timezone.localdate()))
    response["Content-Disposition"] = 'attachment; filename="observership.ics"'
    return response


def _file(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type=CONTENT_TYPE)
