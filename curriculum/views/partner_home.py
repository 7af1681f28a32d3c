"""A partner's home: its modules by state, what ends next, new add-ons and versions."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from curriculum.forms.partner_add_ons import AddOnForm, LanguageForm
from curriculum.queries.add_ons import (
    HomeLine,
    for_partner,
    home_lines,
    open_findings,
    programmes_to_offer,
    versions_of,
)
from curriculum.services.add_ons import (
    ProgrammeNotOfferedError,
    VersionOpenError,
    open_add_on,
    open_version,
)
from curriculum.views.partner_frame import add_on_or_404, member, typed
from passport.dates import is_after
from passport.people.models import Partner
from passport.people.services.partners import PartnerSuspendedError
from passport.people.views.partner_access import partner_member, portal

SOON = timedelta(days=90)


@partner_member
@require_safe
def home(request: HttpRequest, partner: Partner) -> HttpResponse:
    """Modules by state, what ends next, changes of the label, open findings."""
    door, today = for_partner(partner), timezone.localdate()
    lines = home_lines(door)
    context = portal(
        request,
        partner,
        "modules",
        lines=[_line(line, today) for line in lines],
        changes=[
            (line.add_on, change)
            for line in lines
            for change in line.changes
            if not is_after(today, change.due_on)
        ],
        findings=open_findings(door),
        programmes=programmes_to_offer(partner, today).exists(),
    )
    return render(request, "curriculum/partner_home.html", context)


def _line(line: HomeLine, today: date) -> dict[str, Any]:
    ends = line.ends_on
    soon = ends is not None and not is_after(ends, today + SOON)
    return {"add_on": line.add_on, "versions": line.versions, "ends_on": ends, "soon": soon}


@partner_member
@require_http_methods(["GET", "HEAD", "POST"])
def new_add_on(request: HttpRequest, partner: Partner) -> HttpResponse:
    """Begin a product module."""
    programmes = programmes_to_offer(partner, timezone.localdate())
    form = AddOnForm(typed(request), programmes=programmes)
    if form.is_valid():
        return _opened(request, partner, form)
    context = portal(request, partner, "modules", form=form)
    status = 422 if form.is_bound else 200
    return render(request, "curriculum/partner_add_on_new.html", context, status=status)


def _opened(request: HttpRequest, partner: Partner, form: AddOnForm) -> HttpResponse:
    try:
        add_on = open_add_on(
            partner=partner,
            programme=form.chosen,
            title=form.cleaned_data["title"],
            by=member(request),
            at=timezone.now(),
        )
    except ProgrammeNotOfferedError:
        messages.info(request, _("You have a module for this product already."))
        return redirect("curriculum:partner_home", partner.public_id)
    except PartnerSuspendedError:
        raise Http404 from None
    messages.success(request, _("The module is there. Open its first version."))
    return redirect("curriculum:partner_add_on", partner.public_id, add_on.public_id)


@partner_member
@require_safe
def add_on(request: HttpRequest, partner: Partner, add_on_id: UUID) -> HttpResponse:
    """One module: its versions, signed rules and changes of the label."""
    door, found = for_partner(partner), add_on_or_404(partner, add_on_id)
    context = portal(
        request,
        partner,
        "modules",
        add_on=found,
        versions=versions_of(door, found),
        rules=door.rules.filter(add_on=found).order_by("-number"),
        changes=door.label_changes.filter(add_on=found).select_related("version"),
    )
    return render(request, "curriculum/partner_add_on.html", context)


@partner_member
@require_http_methods(["GET", "HEAD", "POST"])
def new_version(request: HttpRequest, partner: Partner, add_on_id: UUID) -> HttpResponse:
    """Begin a version in a language."""
    found = add_on_or_404(partner, add_on_id)
    form = LanguageForm(typed(request))
    if form.is_valid():
        try:
            version = open_version(
                add_on=found,
                language=form.cleaned_data["language"],
                by=member(request),
                at=timezone.now(),
            )
        except VersionOpenError:
            form.add_error("language", _("A version in this language is on its way. Open it."))
        except PartnerSuspendedError:
            raise Http404 from None
        else:
            messages.success(request, _("The draft is open. The list says what is missing."))
            return redirect("curriculum:partner_version", partner.public_id, version.public_id)
    context = portal(request, partner, "modules", add_on=found, form=form)
    status = 422 if form.is_bound else 200
    return render(request, "curriculum/partner_version_new.html", context, status=status)
