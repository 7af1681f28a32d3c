"""My plan: what a learner does next, across all apps."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from credentials import api as credentials
from curriculum import api as curriculum
from passport.people.models.labels import ROLE_LABELS
from passport.people.queries import current_roles, professional_of


@dataclass(frozen=True)
class Part:
    """One stamp's worth of modules, as the plan shows it."""

    key: str
    kind: str
    title: str
    modules: tuple
    done: int

    @property
    def total(self) -> int:
        return len(self.modules)

    @property
    def minutes_left(self) -> int:
        return sum(module.minutes for module in self.modules if module.state != "completed")


def _parts(plan: "curriculum.PlanRecord") -> list[Part]:
    """The plan's modules by stamp, core first."""
    keys = dict.fromkeys(module.part for module in plan.modules)
    parts = []
    for key in keys:
        modules = tuple(module for module in plan.modules if module.part == key)
        parts.append(
            Part(
                key=key,
                kind="core" if key == "core" else "role",
                title="" if key == "core" else str(ROLE_LABELS.get(key, key)),
                modules=modules,
                done=sum(module.state == "completed" for module in modules),
            )
        )
    return parts


@login_required
def plan(request: HttpRequest) -> HttpResponse:
    """The learner's home."""
    learner = professional_of(request.user)
    if learner is None or learner.welcomed_at is None:
        return redirect("wagtailadmin_home" if request.user.is_staff else "people:welcome_start")
    now = timezone.localtime()
    roles = current_roles(learner, now.date())
    record = curriculum.plan_of(learner.pk, roles, learner.language)
    parts = _parts(record)
    return render(
        request,
        "dashboard/plan.html",
        {
            "hour": now.hour,
            "parts": parts,
            "next": record.next,
            "roles": [ROLE_LABELS[role] for role in roles],
            "roles_without_track": [
                ROLE_LABELS[role] for role in roles if role not in {part.key for part in parts}
            ],
            "passport": credentials.passport_of(learner.pk, now.date()),
        },
    )
