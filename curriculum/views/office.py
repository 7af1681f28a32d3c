"""Staff's views: a page's preview, a clinical review of a release or a task, an annulment."""

from typing import Any, cast

from django import forms
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from curriculum.models import Completion, ModulePage, ModuleRelease, ObservedTask
from curriculum.permissions import ANNUL, REVIEW, can_review, can_review_task
from curriculum.queries.task_reviews import versions_of
from curriculum.rendering.preview import preview_of
from curriculum.services.annulments import AlreadyAnnulledError, annul_completion
from curriculum.services.reviews import record_clinical_review, record_task_review
from passport.people.models import User


class ReviewForm(forms.Form):
    """A clinician's decision."""

    approved = forms.TypedChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            ("yes", gettext_lazy("Approved for training")),
            ("no", gettext_lazy("Not approved")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    open_points = forms.CharField(
        label=gettext_lazy("Open points"),
        help_text=gettext_lazy("What must be settled later; needed when not approved."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=4000,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("approved") is False and not cleaned.get("open_points"):
            self.add_error("open_points", _("Say what keeps you from approving."))
        return cleaned


class AnnulmentForm(forms.Form):
    """Why a completion is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Kept for good, together with your name. No patient data."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )


def preview(request: HttpRequest, page: ModulePage) -> HttpResponse:
    """The reader's look of an unpublished page, with the key of every question."""
    return TemplateResponse(
        request, "curriculum/module_preview.html", {"preview": preview_of(page)}
    )


@permission_required(REVIEW, raise_exception=True)
def record_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a clinical review on a release that somebody else wrote."""
    release = get_object_or_404(ModuleRelease, pk=pk)
    reviewer = cast(User, request.user)
    if not can_review(reviewer, release):
        raise PermissionDenied
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        record_clinical_review(release=release, reviewer=reviewer, at=now(), **form.cleaned_data)
        messages.success(request, _("The clinical review was recorded."))
        return redirect("modulerelease:inspect", release.pk)
    intro = _("The review stands on this release for good. A new release needs a new one.")
    return _review_page(request, form, str(release), intro)


@permission_required(REVIEW, raise_exception=True)
def record_review_of_task(request: HttpRequest, pk: int, version: str) -> HttpResponse:
    """Record a clinical review on one version of an observed task."""
    task = get_object_or_404(ObservedTask.objects.select_related("module"), pk=pk)
    reviewer = cast(User, request.user)
    if not can_review_task(reviewer, task):
        raise PermissionDenied
    if version not in {sheet.version for sheet in versions_of(task)}:
        raise Http404
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decision = form.cleaned_data
        record_task_review(task=task, version=version, reviewer=reviewer, at=now(), **decision)
        messages.success(request, _("The clinical review was recorded."))
        return redirect("observedtask:inspect", task.pk)
    what = _("%(task)s, version %(version)s") % {"task": task, "version": version}
    intro = _("The review stands on this version for good. A new version needs a new one.")
    return _review_page(request, form, what, intro)


def _review_page(request: HttpRequest, form: ReviewForm, what: str, intro: str) -> HttpResponse:
    """The decision on something, as a page."""
    title = _("Record clinical review")
    context = {
        "form": form,
        "header_title": title,
        "page_title": title,
        "page_subtitle": what,
        "intro": intro,
        "submit": _("Record the review"),
    }
    return TemplateResponse(request, "curriculum/office/form.html", context)


@permission_required(ANNUL, raise_exception=True)
def annul(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a completion back, with a reason."""
    completion = get_object_or_404(Completion.objects.select_related("learner__user"), pk=pk)
    form = AnnulmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            annul_completion(
                completion=completion, by=cast(User, request.user), at=now(), **form.cleaned_data
            )
            messages.success(request, _("The completion was annulled."))
        except AlreadyAnnulledError:
            messages.warning(request, _("The completion had been annulled before."))
        return redirect("completion:inspect", completion.pk)
    context = {
        "form": form,
        "header_title": _("Annul completion"),
        "page_title": _("Annul completion"),
        "page_subtitle": f"{completion.learner}: {completion.module}",
        "intro": _("The learner's passport is assessed anew. The completion stays on record."),
        "submit": _("Annul the completion"),
    }
    return TemplateResponse(request, "curriculum/office/form.html", context)
