"""When an approved version goes live, what became of it, and when it is no longer offered."""

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from curriculum.domain.add_ons import VersionState
from curriculum.forms.review import PublishedFilter, PublishForm, RetireForm, UnsafeForm
from curriculum.models import AddOnVersion
from curriculum.queries.published import is_markable, published_versions
from curriculum.queries.review import decisions_on, reasons_of
from curriculum.services.publication_checks import (
    ApprovedContentChangedError,
    NotApprovedError,
    NothingExaminedError,
    PackageUnusableError,
    VersionEndedError,
    last_day_of,
)
from curriculum.services.publication_effect import effect_of
from curriculum.services.publishing import (
    PublishDayError,
    mark_unsafe,
    plan_publication,
    retire_version,
)
from curriculum.services.reviewing import NotIndependentError
from curriculum.services.version_moves import VersionStateError
from curriculum.views.review_frame import (
    REASONS,
    framed,
    of_version,
    refused,
    reviewer_in,
    reviewer_only,
    to_version,
    typed,
)
from passport.people.services.partners import PartnerSuspendedError

PLACES = (VersionState.APPROVED, VersionState.LIVE)
PAGE_SIZE = 25


@reviewer_only
@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """Every version that is live or was, where reviewers find what has to be retired."""
    user, on = reviewer_in(request), timezone.localdate()
    form = PublishedFilter(request.GET or None)
    words, state = form.wanted
    page = Paginator(published_versions(words, state), PAGE_SIZE).get_page(request.GET.get("page"))
    reasons = reasons_of(page.object_list, user, on)
    words_of = {key: REASONS[reason] if reason else None for key, reason in reasons.items()}
    lines = [(each, words_of[each.pk], last_day_of(each)) for each in page.object_list]
    context = framed(
        "published", form=form, page=page, lines=lines, filtered=bool(words or state),
        query=urlencode({"q": words, "state": state}),
    )  # fmt: skip
    return render(request, "curriculum/review_published.html", context)


@of_version
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, version: AddOnVersion) -> HttpResponse:
    """Choose the day; beside it what publishing does to those who hold the stamp."""
    if version.state != VersionState.APPROVED:
        messages.info(request, _("Only what two reviewers approved is published."))
        return to_version(version)
    on = timezone.localdate()
    form = PublishForm(typed(request), initial={"on": (version.publish_on or on).isoformat()})
    if form.is_valid():
        answer = _planned(request, version, form)
        if answer is not None:
            return answer
    context = framed(
        "queue", version=version, form=form, effect=effect_of(version, on),
        decisions=decisions_on(version), last_day=last_day_of(version), today=on,
    )  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "curriculum/review_publish.html", context, status=status)


def _planned(request: HttpRequest, version: AddOnVersion, form: PublishForm) -> HttpResponse | None:
    """Publish or plan; None with the reason in the form."""
    reasons = {
        PublishDayError: _("Choose today or a later day, not after its last day."),
        VersionStateError: _("It is no longer approved. Nothing changed."),
        ApprovedContentChangedError: _("The content is not what was approved. Nothing changed."),
        NotApprovedError: _("Two approvals of exactly this content are missing."),
        PackageUnusableError: _("A package or picture is missing or changed. Nothing changed."),
        NothingExaminedError: _("It has no exam of its own, so nobody could earn a stamp by it."),
        VersionEndedError: _("Its approval or its label has ended."),
        PartnerSuspendedError: _("Its partner is suspended. Nothing is published meanwhile."),
    }
    day: date = form.cleaned_data["on"]
    try:
        done = plan_publication(version=version, on=day, by=reviewer_in(request), at=timezone.now())
    except NotIndependentError as error:
        return refused(request, version, error.reason)
    except tuple(reasons) as error:
        form.add_error("on", reasons[type(error)])
        return None
    live = done.state == VersionState.LIVE
    messages.success(request, _("It is live.") if live else _("The day is kept."))
    return redirect("curriculum:review_queue")


@of_version
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: HttpRequest, version: AddOnVersion) -> HttpResponse:
    """From now on it is not offered; stamps that were earned stay."""
    if version.state not in PLACES:
        messages.info(request, _("Only approved and live versions are retired."))
        return to_version(version)
    form = RetireForm(typed(request))
    if form.is_valid():
        try:
            retire_version(
                version=version, by=reviewer_in(request), at=timezone.now(), **form.cleaned_data
            )
        except VersionStateError:
            messages.info(request, _("It had been retired before."))
        else:
            messages.success(request, _("It is retired. Stamps that were earned stay."))
        return to_version(version)
    context = framed("queue", version=version, form=form)
    status = 422 if form.is_bound else 200
    return render(request, "curriculum/review_retire.html", context, status=status)


@of_version
@require_http_methods(["GET", "HEAD", "POST"])
def unsafe(request: HttpRequest, version: AddOnVersion) -> HttpResponse:
    """A version that is not offered any more was not safe: no exam in it earns anything now."""
    form = UnsafeForm(typed(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            mark_unsafe(version=version, reason=reason, by=reviewer_in(request), at=timezone.now())
        except VersionStateError:
            return _not_to_be_marked(request, version)
        messages.success(request, _("It is taken back for safety. Stamps that were earned stay."))
        return to_version(version)
    if not is_markable(version):
        return _not_to_be_marked(request, version)
    context = framed("published", version=version, form=form)
    status = 422 if form.is_bound else 200
    return render(request, "curriculum/review_unsafe.html", context, status=status)


def _not_to_be_marked(request: HttpRequest, version: AddOnVersion) -> HttpResponse:
    messages.info(
        request, _("Only a version that was live, and is retired, is taken back for safety, once.")
    )
    return to_version(version)
