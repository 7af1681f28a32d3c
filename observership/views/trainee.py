"""An applicant's own observerships, and the first step into a call."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from observership.domain.application import gaps
from observership.domain.lifecycle import ApplicationState, MatchState
from observership.models import Application, Call, Match, Placement
from observership.queries.applications import (
    applications_of,
    call_by_key,
    draft_of,
    earlier_application,
    is_open,
    live_application,
    open_calls,
)
from observership.queries.calls import next_call
from observership.services.application_copies import start_from_earlier
from observership.services.applications import CallClosedError, start_application
from observership.views.application_words import STATE_TAGS, deadline_words
from observership.views.trainee_frame import applicants_only, home, reader
from observership.views.trainee_steps import NextStep, next_step
from observership.views.trainee_ways import other_ways
from passport.people.models import Professional
from passport.people.queries.profiles import professional_of


@dataclass(frozen=True)
class Line:
    """One application with its state, what comes next, its open offer and its visits."""

    application: Application
    tag: str
    step: NextStep
    offer: Match | None
    goes_on: bool
    visits: tuple[Placement, ...]


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Own applications with offers and visits; calls that are open."""
    at, on = timezone.now(), timezone.localdate()
    professional = professional_of(request.user)
    lines = [_line(each, at, on) for each in applications_of(professional)] if professional else []
    applied = {line.application.call_id for line in lines if _counts(line.application)}
    calls = [call for call in open_calls(on) if call.pk not in applied]
    context = {
        "lines": lines,
        "calls": [{"call": call, "deadline": deadline_words(call.closes_on)} for call in calls],
        "next_call": None if calls or lines else next_call(on),
        "ways": other_ways(reader(request), on),
        "has_profile": professional is not None and professional.welcomed_at is not None,
    }
    return render(request, "observership/mine.html", context)


def _counts(application: Application) -> bool:
    return application.state != ApplicationState.WITHDRAWN


def _line(application: Application, at: datetime, on: date) -> Line:
    matches: list[Match] = getattr(application, "open_matches", [])
    offer = next((each for each in matches if each.state == MatchState.PROPOSED), None)
    is_draft = application.state == ApplicationState.DRAFT
    missing = len(gaps(draft_of(application, at))) if is_draft else 0
    open_now = is_open(application.call, on)
    return Line(
        application=application,
        tag=STATE_TAGS[ApplicationState(application.state)],
        step=next_step(application, missing=missing, call_open=open_now, offer=offer),
        offer=offer,
        goes_on=is_draft and open_now,
        visits=tuple(getattr(application, "visits", ())),
    )


@applicants_only
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, professional: Professional, key: str) -> HttpResponse:
    """What applying takes; sending the page begins a draft, or opens the one that is there."""
    call = call_by_key(key)
    if call is None:
        raise Http404
    existing = live_application(professional, call)
    if existing is not None:
        return home(existing)
    if request.method == "POST":
        return _begin(request, professional, call)
    on = timezone.localdate()
    context: dict[str, Any] = {
        "call": call,
        "deadline": deadline_words(call.closes_on),
        "open": is_open(call, on),
        "earlier": earlier_application(professional, call),
    }
    return render(request, "observership/application_start.html", context)


def _begin(request: HttpRequest, professional: Professional, call: Call) -> HttpResponse:
    at = timezone.now()
    earlier = earlier_application(professional, call) if "earlier" in request.POST else None
    try:
        if earlier is not None:
            started = start_from_earlier(earlier=earlier, call=call, at=at)
        else:
            started = start_application(trainee=professional, call=call, at=at)
    except CallClosedError:
        messages.warning(request, _("This call is not open. Nothing was started."))
        return redirect("observership:mine")
    messages.success(request, _("Your draft is there. Every section is saved by itself."))
    return home(started)
