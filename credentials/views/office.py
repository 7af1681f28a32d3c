"""Issuers' views: withdraw, pause or reinstate a passport, close an alarm."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from credentials.forms import ReasonForm
from credentials.models import Alarm, Passport, StandingChange
from credentials.permissions import can_acknowledge, can_decide
from credentials.services.alarms import acknowledge_alarm
from credentials.services.revoking import StandingUnchangedError, change_standing
from passport.people.models import User

ACTIONS = {
    StandingChange.REVOKED: gettext_lazy("Withdraw"),
    StandingChange.PAUSED: gettext_lazy("Pause"),
    StandingChange.REINSTATED: gettext_lazy("Reinstate"),
}


def issuer(request: HttpRequest) -> User:
    """Who is signed in to the back office."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def decide(request: HttpRequest, pk: int, change: str) -> HttpResponse:
    """Decide about a passport, with a reason that its holder reads."""
    passport = get_object_or_404(Passport.objects.select_related("holder__user"), pk=pk)
    if change not in StandingChange.values:
        raise Http404
    if not can_decide(request.user, passport):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        return _decided(request, passport, StandingChange(change), form.cleaned_data["reason"])
    context = {
        "form": form,
        "passport": passport,
        "action": ACTIONS[StandingChange(change)],
        "page_title": ACTIONS[StandingChange(change)],
        "page_subtitle": passport.number,
    }
    return TemplateResponse(request, "credentials/office/decide.html", context)


def _decided(
    request: HttpRequest, passport: Passport, change: StandingChange, reason: str
) -> HttpResponse:
    try:
        change_standing(
            passport=passport, change=change, reason=reason, by=issuer(request), at=timezone.now()
        )
    except StandingUnchangedError:
        messages.warning(request, _("Somebody decided before you. Please look again."))
    else:
        messages.success(request, _("Recorded. The next check says so, and the holder is told."))
    return redirect("passports:inspect", passport.pk)


@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an alarm, so that issuing may go on."""
    alarms = Alarm.objects.select_related("edition__passport__holder")
    alarm = get_object_or_404(alarms, pk=pk)
    if not can_acknowledge(request.user, alarm):
        raise PermissionDenied
    acknowledge_alarm(alarm=alarm, by=issuer(request), at=timezone.now())
    messages.success(request, _("The alarm is closed."))
    return redirect("alarms:inspect", alarm.pk)
