"""What observerships came to: for coordinators everything, for the public a summary."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from observership.models import Call
from observership.queries.outcomes import calls_with_placements, live_summary, outcomes_of
from observership.rendering.outcomes import mean_rows, money_rows, pictures_of, summary_rows
from observership.services.outcomes import (
    FileKind,
    export_outcomes,
    publish_summary,
    withdraw_summary,
)
from observership.views.access import coordinators_only
from observership.views.visit_frame import user_of
from passport.dates import local_day

_TYPES = {
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@coordinators_only
@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    """Funnel, money, dates, map, changes and ratings of one call, or of all."""
    call = _call(request.GET.get("call", ""))
    found = outcomes_of(call)
    context = {
        "section": "outcomes",
        "calls": calls_with_placements(),
        "chosen": call,
        "outcomes": found,
        "pictures": pictures_of(found),
        "money": money_rows(found),
        "means": mean_rows(found.means),
        "summary": live_summary(call) if call else None,
    }
    return render(request, "observership/outcomes.html", context)


def _call(key: str) -> Call | None:
    """The call that was asked for; raises Http404 for one that is none."""
    return get_object_or_404(Call, key=key) if key else None


@coordinators_only
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The same numbers as a file. It is an export, so it is asked for by a form and noted."""
    asked = request.POST.get("kind", "")
    if asked not in set(FileKind):
        raise Http404
    kind, at = FileKind(asked), timezone.now()
    call = _call(request.POST.get("call", ""))
    content = export_outcomes(call=call, kind=kind, by=user_of(request), at=at)
    response = HttpResponse(content, content_type=_TYPES[kind])
    day = local_day(at, settings.TIME_ZONE).isoformat()
    name = f"outcomes-{call.key if call else 'all'}-{day}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@coordinators_only
@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Publish the summary of a call as it stands today."""
    call = get_object_or_404(Call, key=request.POST.get("call", ""))
    publish_summary(call=call, by=user_of(request), at=timezone.now())
    messages.success(request, _("Published. Everybody can read the summary now."))
    return redirect(f"{reverse('observership:outcomes')}?call={call.key}")


@coordinators_only
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take the summary of a call off the public page."""
    call = get_object_or_404(Call, key=request.POST.get("call", ""))
    withdraw_summary(call=call, by=user_of(request), at=timezone.now())
    messages.success(request, _("The summary is no longer public."))
    return redirect(f"{reverse('observership:outcomes')}?call={call.key}")


@require_safe
def summary(request: HttpRequest, key: str) -> HttpResponse:
    """What a call came to, for everybody; counts only."""
    call = get_object_or_404(Call, key=key)
    found = live_summary(call)
    if found is None:
        raise Http404
    context = {"call": call, "summary": found, "rows": summary_rows(found.counts)}
    return render(request, "observership/outcomes_summary.html", context)
