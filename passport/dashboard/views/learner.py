"""My plan: what a learner does next, across all apps."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from credentials import api as credentials
from curriculum import api as curriculum
from passport.people.domain.roles import Role
from passport.people.models.labels import ROLE_LABELS
from passport.people.queries.profiles import current_roles, professional_of


@dataclass(frozen=True)
class Part:
    """One stamp's worth of modules with the words and colour it is shown in."""

    plan: curriculum.PlanPart
    kind: str
    title: str


def _part(part: curriculum.PlanPart) -> Part:
    if part.key not in ROLE_LABELS:
        return Part(plan=part, kind="core", title=gettext("Core"))
    return Part(plan=part, kind="role", title=str(ROLE_LABELS[Role(part.key)]))


@login_required
def plan(request: HttpRequest) -> HttpResponse:
    """The learner's home."""
    learner = professional_of(request.user)
    if learner is None or learner.welcomed_at is None:
        return redirect("wagtailadmin_home" if request.user.is_staff else "people:welcome_start")
    now = timezone.localtime()
    roles = current_roles(learner, now.date())
    record = curriculum.plan_of(learner.pk, roles, learner.language, now)
    parts = [_part(part) for part in record.parts if part.modules]
    shown = {part.plan.key for part in parts}
    return render(
        request,
        "dashboard/plan.html",
        {
            "hour": now.hour,
            "parts": parts,
            "next": record.next,
            "roles": [ROLE_LABELS[Role(role)] for role in roles],
            "roles_without_track": [ROLE_LABELS[Role(role)] for role in roles if role not in shown],
            "products": curriculum.product_plan_of(learner, now.date()),
            "passport": credentials.passport_of(learner.pk, now.date()),
        },
    )
