"""Editors' views: the curriculum map of a framework, a review of one alignment."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from curriculum.models import ModuleAlignment, TaskAlignment
from curriculum.permissions import can_judge, can_see_map
from curriculum.queries.map import (
    MODULE,
    TASK,
    Column,
    CurriculumMap,
    first_to_map,
    frameworks_to_map,
    map_of,
)
from curriculum.services.alignments import Alignment, own_requirement, review_alignment
from passport.people.models import User
from passport.standards.models import AlignmentStrength, Clause, Relation


class JudgementForm(forms.Form):
    """How far an alignment carries, and why."""

    strength = forms.ChoiceField(
        label=gettext_lazy("How far it supports the requirement"),
        choices=AlignmentStrength.choices,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("What in the text shows it, or what is missing."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Say why you judge so.")},
    )

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_own:
            self.fields["strength"] = forms.ChoiceField(
                label=self.fields["strength"].label,
                choices=[(AlignmentStrength.FULL, gettext_lazy("Full"))],
                widget=forms.RadioSelect,
                help_text=gettext_lazy("Everything shows its own requirement in full."),
            )


def _reader(request: HttpRequest) -> User:
    """Who is signed in and may see the map."""
    if not isinstance(request.user, User) or not can_see_map(request.user):
        raise PermissionDenied
    return request.user


def curriculum_map(request: HttpRequest) -> HttpResponse:
    """Requirements by modules and tasks, with what is missing."""
    _reader(request)
    choices = frameworks_to_map()
    chosen = request.GET.get("framework")
    framework = next((row for row in choices if row.key == chosen), None)
    if chosen and framework is None:
        raise Http404
    framework = framework or first_to_map(choices)
    context = {
        "page_title": _("Curriculum map"),
        "header_title": _("Curriculum map"),
        "page_subtitle": str(framework or ""),
        "choices": choices,
        "framework": framework,
    }
    if framework:
        context |= _shown(map_of(framework, settings.TIME_ZONE))
    return TemplateResponse(request, "curriculum/office/map.html", context)


def _shown(found: CurriculumMap) -> dict[str, Any]:
    """The map with the addresses of its parts."""
    relations = dict(Relation.choices)
    return {
        "map": found,
        "columns": [(each, _address(each)) for each in found.columns],
        "unused": [(each, _address(each)) for each in found.unused],
        "recheck": [
            (each, _review_address(each.kind, each.alignment_id), relations[each.change])
            for each in found.recheck
        ],
    }


def _address(column: Column) -> str:
    """Where a module is written, or what a task says; empty for a module without a page."""
    if column.kind == TASK:
        return reverse("observedtask:inspect", args=[column.pk])
    return reverse("wagtailadmin_pages:edit", args=[column.page_id]) if column.page_id else ""


def _review_address(kind: str, pk: int) -> str:
    return reverse("curriculum_map:review", args=[kind, pk])


def review(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Look at one alignment and, as a reviewer who did not write it, judge it."""
    user = _reader(request)
    if kind not in (MODULE, TASK):
        raise Http404
    alignment = _alignment(kind, pk)
    may_judge = can_judge(user, alignment)
    if request.method == "POST" and not may_judge:
        raise PermissionDenied
    is_own = alignment.requirement.key == own_requirement(alignment)
    initial = {"strength": alignment.strength, "reason": alignment.reason}
    form = JudgementForm(request.POST or None, initial=initial, is_own=is_own)
    if request.method == "POST" and form.is_valid():
        review_alignment(alignment=alignment, by=user, at=now(), **form.cleaned_data)
        messages.success(request, _("Your judgement was recorded."))
        return redirect(reverse("curriculum_map:index"))
    context = {
        "page_title": _("Review an alignment"),
        "header_title": _("Review an alignment"),
        "page_subtitle": alignment.requirement.label,
        "alignment": alignment,
        "thing": alignment.task if isinstance(alignment, TaskAlignment) else alignment.module,
        "clauses": Clause.objects.filter(requirement=alignment.requirement_id)
        .select_related("framework")
        .order_by("framework__title", "framework__edition"),
        "form": form if may_judge else None,
    }
    return TemplateResponse(request, "curriculum/office/map_review.html", context)


def _alignment(kind: str, pk: int) -> Alignment:
    if kind == TASK:
        tasks = TaskAlignment.objects.select_related("requirement", "reviewed_by", "task__module")
        return get_object_or_404(tasks, pk=pk)
    modules = ModuleAlignment.objects.select_related("requirement", "reviewed_by", "module")
    return get_object_or_404(modules, pk=pk)
