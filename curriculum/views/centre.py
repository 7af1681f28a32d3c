"""Observed practice as a quality manager handles it: who may assess, who has shown what."""

from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from curriculum.forms import AnnulSignOffForm, AssessorForm
from curriculum.models import AssessorEndorsement, ObservationSignOff
from curriculum.queries.assessing import members_named
from curriculum.queries.assessors import TaskCell, assessors_of, member_tasks
from curriculum.queries.sign_offs import current_tasks
from curriculum.services.assessors import (
    AlreadyNamedError,
    AnnulledBeforeError,
    EndedBeforeError,
    OwnSignOffError,
    annul_sign_off,
    end_assessor,
    name_assessor,
)
from curriculum.views.people import member_or_404, picker, role_words, typed
from passport.dates import local_day
from passport.people.models import Centre, User
from passport.people.queries.centres import Member, member_of
from passport.people.queries.profiles import professional_of
from passport.people.views.access import centre_lead

PEOPLE_PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    """A member with every task; nobody takes the own sign-off back."""

    name: str
    roles: str
    cells: tuple[TaskCell, ...]
    may_annul: bool


@require_safe
@centre_lead
def assessors(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Who may assess what since when, and every member with the observed tasks."""
    on = local_day(timezone.now(), settings.TIME_ZONE)
    words = request.GET.get("q", "")
    tasks = current_tasks()
    members = members_named(centre, on, words)
    page = Paginator(members, PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
    reader = professional_of(request.user)
    context = {
        "centre": centre,
        "section": "practice",
        "named": assessors_of(centre, on),
        "tasks": tasks,
        "page": page,
        "people": [
            Row(
                name=line.member.name,
                roles=role_words(line.member.roles),
                cells=line.cells,
                may_annul=reader is None or line.member.id != reader.pk,
            )
            for line in member_tasks(centre, list(page.object_list), tasks, on)
        ],
        "words": words,
        "query": urlencode({"q": words}) if words else "",
    }
    return render(request, "curriculum/assessors.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@centre_lead
def add_assessor(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Choose a member, then what this member may assess."""
    on = local_day(timezone.now(), settings.TIME_ZONE)
    if request.GET.get("person"):
        member = member_or_404(centre, request.GET["person"], on)
        return _choose_scope(request, centre, member)
    context = {"centre": centre, "section": "practice", **picker(request, centre, on)}
    return render(request, "curriculum/assessors_add.html", context)


def _choose_scope(request: HttpRequest, centre: Centre, member: Member) -> HttpResponse:
    form = AssessorForm(typed(request), tasks=current_tasks())
    if form.is_valid():
        at = timezone.now()
        try:
            name_assessor(
                centre=centre,
                member=member,
                task=form.chosen,
                by=_lead(request),
                at=at,
                on=local_day(at, settings.TIME_ZONE),
            )
        except AlreadyNamedError:
            form.add_error("task", _("This colleague may assess this already."))
        else:
            messages.success(request, _("%(name)s may assess now.") % {"name": member.name})
            return redirect("curriculum:assessors", centre.public_id)
    context = {"centre": centre, "section": "practice", "member": member, "form": form}
    status = 422 if form.errors else 200
    return render(request, "curriculum/assessors_scope.html", context, status=status)


@require_POST
@centre_lead
def end(request: HttpRequest, centre: Centre, endorsement_id: UUID) -> HttpResponse:
    """Today is the last day on which this colleague may assess."""
    rows = AssessorEndorsement.objects.select_related("assessor__user")
    endorsement = get_object_or_404(rows, centre=centre, public_id=endorsement_id)
    at = timezone.now()
    try:
        end_assessor(
            endorsement=endorsement,
            by=_lead(request),
            at=at,
            on=local_day(at, settings.TIME_ZONE),
        )
    except EndedBeforeError:
        messages.info(request, _("This had been ended before."))
    else:
        name = {"name": endorsement.assessor}
        messages.success(request, _("Ended. Today is the last day for %(name)s.") % name)
    return redirect("curriculum:assessors", centre.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@centre_lead
def annul(request: HttpRequest, centre: Centre, sign_off_id: UUID) -> HttpResponse:
    """Take a sign-off of a present member back, with a reason that the member reads."""
    on = local_day(timezone.now(), settings.TIME_ZONE)
    rows = ObservationSignOff.objects.select_related("task", "learner__user", "assessor__user")
    sign_off = get_object_or_404(rows, centre=centre, public_id=sign_off_id)
    if member_of(centre, sign_off.learner.public_id, on) is None:
        raise Http404
    form = AnnulSignOffForm(typed(request))
    if form.is_valid():
        _annul(request, sign_off, form.cleaned_data["reason"])
        return redirect("curriculum:assessors", centre.public_id)
    context = {
        "centre": centre,
        "section": "practice",
        "sign_off": sign_off,
        "observed_on": local_day(sign_off.observed_at, settings.TIME_ZONE),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "curriculum/assessors_annul.html", context, status=status)


def _annul(request: HttpRequest, sign_off: ObservationSignOff, reason: str) -> None:
    try:
        annul_sign_off(
            sign_off=sign_off,
            reason=reason,
            by=_lead(request),
            at=timezone.now(),
            zone=settings.TIME_ZONE,
        )
    except OwnSignOffError:
        messages.error(request, _("Nobody takes the own sign-off back. Ask another lead."))
    except AnnulledBeforeError:
        messages.info(request, _("This sign-off had been taken back before."))
    else:
        messages.success(request, _("Taken back. Your colleague is told by mail."))


def _lead(request: HttpRequest) -> User:
    """The signed-in quality manager."""
    return cast(User, request.user)
