"""Registrars' views: confirm or rename a centre, appoint or end a quality manager."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from passport.people.forms.centres import CentreForm, ConfirmForm, LeadForm, facts_of
from passport.people.models import Centre, Professional, User
from passport.people.models.countries import COUNTRY_NAMES
from passport.people.permissions import can_register
from passport.people.queries.centres import leads_of
from passport.people.services.memberships import appoint_lead, end_lead
from passport.people.services.registry import (
    AlreadyConfirmedError,
    CentreExistsError,
    confirm_centre,
    rename_centre,
)
from passport.people.views.frame import typed


def shown(user: User, centre: Centre) -> dict[str, Any]:
    """What a registrar sees of a centre beside what is written down: no more people than leads."""
    leads = leads_of(centre, timezone.localdate())
    return {
        "leads": leads,
        "country": COUNTRY_NAMES.get(centre.country, centre.country),
        "may_decide": can_register(user, centre, {lead.user_id for lead in leads}),
    }


def _registrar(request: HttpRequest, pk: int) -> tuple[User, Centre]:
    """Who decides, and about which centre; never about the own one."""
    centre = get_object_or_404(Centre, pk=pk)
    leads = {lead.user_id for lead in leads_of(centre, timezone.localdate())}
    if not isinstance(request.user, User) or not can_register(request.user, centre, leads):
        raise PermissionDenied
    return request.user, centre


def _page(request: HttpRequest, centre: Centre, form: forms.Form, action: Promise) -> HttpResponse:
    context = {
        "form": form,
        "centre": centre,
        "action": action,
        "page_title": action,
        "page_subtitle": str(centre),
    }
    return TemplateResponse(request, "people/office/decide.html", context)


def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a centre, saying how its official contact was reached."""
    registrar, centre = _registrar(request, pk)
    form = ConfirmForm(typed(request))
    if not form.is_valid():
        return _page(request, centre, form, gettext_lazy("Confirm this centre"))
    note = form.cleaned_data["note"]
    try:
        confirm_centre(centre=centre, note=note, by=registrar, at=timezone.now())
    except AlreadyConfirmedError:
        messages.warning(request, _("Somebody confirmed it before you."))
    else:
        messages.success(request, _("Confirmed. Its quality manager is told."))
    return redirect("centres:inspect", centre.pk)


def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct name, place and official contact."""
    registrar, centre = _registrar(request, pk)
    form = CentreForm(typed(request), initial=facts_of(centre))
    if form.is_valid():
        try:
            rename_centre(centre=centre, facts=form.facts, by=registrar, at=timezone.now())
        except CentreExistsError:
            form.add_error("name", _("Another centre has this name at this place."))
        else:
            messages.success(request, _("Saved."))
            return redirect("centres:inspect", centre.pk)
    return _page(request, centre, form, gettext_lazy("Rename this centre"))


def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Make somebody quality manager of a centre; never oneself."""
    registrar, centre = _registrar(request, pk)
    form = LeadForm(typed(request))
    if form.is_valid() and form.professional is not None:
        if form.professional.user_id == registrar.pk:
            form.add_error("email", _("You cannot appoint yourself. Ask another registrar."))
        else:
            return _led(request, appoint_lead, form.professional, centre)
    return _page(request, centre, form, gettext_lazy("Appoint a quality manager"))


@require_POST
def end(request: HttpRequest, pk: int, lead_id: int) -> HttpResponse:
    """Take the task from a quality manager, who stays a member."""
    centre = _registrar(request, pk)[1]
    leads = {lead.pk for lead in leads_of(centre, timezone.localdate())}
    lead = get_object_or_404(Professional.objects.filter(pk__in=leads), pk=lead_id)
    return _led(request, end_lead, lead, centre)


def _led(
    request: HttpRequest, act: Callable[..., None], lead: Professional, centre: Centre
) -> HttpResponse:
    registrar = _registrar(request, centre.pk)[0]
    act(centre=centre, professional=lead, by=registrar, at=timezone.now())
    messages.success(request, _("Saved."))
    return redirect("centres:inspect", centre.pk)
