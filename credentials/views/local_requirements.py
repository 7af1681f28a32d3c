"""What a centre asks of its own people, apart from any standard."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from credentials.forms import LastDayForm, LocalRequirementForm
from credentials.models import LocalRequirement
from credentials.queries.attestations import (
    ended_local_requirements,
    local_requirements_on,
)
from credentials.queries.local_requirements import counts_of
from credentials.queries.standards import local_key
from credentials.services.local_requirements import (
    AskedAlreadyError,
    EndsTooEarlyError,
    add_local_requirement,
    end_local_requirement,
)
from passport.people.models import Centre, User
from passport.people.models.labels import ROLE_LABELS
from passport.people.views.access import centre_lead
from passport.standards.domain.roles import EVERYBODY


@centre_lead
@require_http_methods(["GET", "HEAD", "POST"])
def local_requirements(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Every requirement of the centre's own, who has shown it, and a new one."""
    form = LocalRequirementForm(request.POST or None)
    if form.is_valid() and _added(request, centre, form):
        return redirect("credentials:local_requirements", centre.public_id)
    on = timezone.localdate()
    counts = counts_of(centre, on)
    context = {
        "centre": centre,
        "section": "requirements",
        "asked": [
            {
                "row": row,
                "roles": roles_in_words(row.roles),
                "count": counts.get(local_key(row.public_id)),
            }
            for row in local_requirements_on(centre, on)
        ],
        "ended": list(ended_local_requirements(centre, on)),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "credentials/local_requirements.html", context, status=status)


def roles_in_words(codes: list[str]) -> str:
    """Roles as people call them, or everybody."""
    if EVERYBODY in codes:
        return _("Everybody")
    return ", ".join(str(label) for code, label in ROLE_LABELS.items() if code in codes)


def _added(request: HttpRequest, centre: Centre, form: LocalRequirementForm) -> bool:
    try:
        add_local_requirement(
            centre=centre, asked=form.asked, by=cast(User, request.user), at=timezone.now()
        )
    except AskedAlreadyError:
        form.add_error("label", _("You ask this already. Use other words, or end the other one."))
        return False
    messages.success(request, _("Added. It is asked from today on."))
    return True


@centre_lead
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, centre: Centre, requirement_id: UUID) -> HttpResponse:
    """No longer ask something after a day; what was attested stays."""
    today = timezone.localdate()
    rows = local_requirements_on(centre, today)
    requirement = get_object_or_404(rows, public_id=requirement_id)
    form = LastDayForm(request.POST or None, today=today)
    if form.is_valid() and _ended(request, requirement, form):
        return redirect("credentials:local_requirements", centre.public_id)
    context: dict[str, Any] = {
        "centre": centre,
        "section": "requirements",
        "requirement": requirement,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "credentials/local_requirement_end.html", context, status=status)


def _ended(request: HttpRequest, requirement: LocalRequirement, form: LastDayForm) -> bool:
    try:
        end_local_requirement(
            requirement=requirement,
            last_day=form.cleaned_data["last_day"],
            by=cast(User, request.user),
            at=timezone.now(),
        )
    except EndsTooEarlyError:
        form.add_error("last_day", _("Choose today or a later day."))
        return False
    messages.success(request, _("The last day is set. What was attested stays in the record."))
    return True
