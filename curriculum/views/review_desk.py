"""One version side by side: its text as learners will read it, and what a reviewer decides."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from curriculum.domain.add_ons import VersionState
from curriculum.domain.review import open_items
from curriculum.forms.review import ChecklistForm, CommentForm, TakeForm, VerdictForm
from curriculum.models import AddOnVersion, ReviewAssignment
from curriculum.queries.add_ons import approved_before, reviewer_numbers
from curriculum.queries.published import is_markable
from curriculum.queries.review import decisions_on, earlier_decisions, own_seat, thread_of
from curriculum.services.reviewing import (
    MayNotDecideError,
    NotIndependentError,
    decide,
    save_checklist,
    settle_comment,
    write_comment,
)
from curriculum.services.version_checks import VersionCheck, check_of
from curriculum.services.version_comparison import changes_since
from curriculum.services.version_moves import VersionStateError
from curriculum.views.package_words import told
from curriculum.views.partner_words import (
    anchor_words,
    anchors_of,
    area_words,
    part_words,
    promotion_sentence,
)
from curriculum.views.review_frame import (
    REASONS,
    framed,
    of_version,
    refused,
    reviewer_in,
    to_version,
    typed,
)
from curriculum.views.review_sheet import sheet_of
from passport.people.services.partners import PartnerSuspendedError


@of_version
@require_safe
def version(request: HttpRequest, version: AddOnVersion) -> HttpResponse:
    """Text, questions with their key, packages and declarations; checklist and thread."""
    return _desk(request, version)


def _desk(
    request: HttpRequest, version: AddOnVersion, status: int = 200, **forms: Any
) -> HttpResponse:
    """The page of a version; `forms` replaces the comment or the checklist that was sent."""
    check = check_of(version, timezone.localdate())
    seat = own_seat(version, reviewer_in(request))
    anchors = anchors_of(check.bundle, list(check.used))
    before = approved_before(version)
    context = framed(
        "published" if version.live_at else "queue",
        version=version,
        seat=seat,
        is_open=seat is not None and not hasattr(seat, "decision"),
        in_review=version.state == VersionState.IN_REVIEW,
        sheet=sheet_of(version, check.bundle, before),
        check=check,
        findings=_findings(check),
        packages=[
            (line, [told(each) for each in line.package.findings.all()]) for line in check.used
        ],
        thread=_thread(version, anchors),
        earlier=earlier_decisions(version),
        before=before,
        markable=is_markable(version),
        take_form=TakeForm(),
        checklist_form=_checklist(version, seat),
        comment_form=CommentForm(anchors=anchors.items()),
    )
    return render(request, "curriculum/review_version.html", {**context, **forms}, status=status)


def _findings(check: VersionCheck) -> list[dict[str, Any]]:
    """What the automatic rules found, with the place in the module."""
    texts = [
        {"level": each.level, "where": each.file,
         "text": promotion_sentence(str(each.rule), each.details)}
        for each in check.promotion
    ]  # fmt: skip
    faults = [
        {"level": "fix", "where": each.where or each.file, "text": each.sentence}
        for each in check.faults
    ]
    return [*faults, *texts]


def _thread(version: AddOnVersion, anchors: dict[str, str]) -> list[dict[str, Any]]:
    """Comments with the place they are about; reviewers stand there as the partner sees them."""
    numbers = reviewer_numbers(version)
    return [
        {
            "comment": row,
            "who": _("Partner")
            if row.from_partner
            else _("Reviewer %(number)s") % {"number": numbers[row.author_id]},
            "about": anchors.get(row.anchor) or anchor_words(row.anchor),
        }
        for row in thread_of(version)
    ]


def _checklist(version: AddOnVersion, seat: ReviewAssignment | None) -> ChecklistForm:
    ticked = list(seat.checklist) if seat else []
    asked = open_items((), bool(version.authority_agreed))
    return ChecklistForm(asked=asked, initial={"items": ticked})


@of_version
@require_safe
def changes(request: HttpRequest, version: AddOnVersion) -> HttpResponse:
    """What changed since the version that was approved last."""
    before = approved_before(version)
    parts = changes_since(before, version)
    areas = [
        (area_words(area), [(part_words(each), each) for each in parts if each.area == area])
        for area in dict.fromkeys(each.area for each in parts)
    ]
    context = framed("queue", version=version, before=before, areas=areas)
    return render(request, "curriculum/review_changes.html", context)


@of_version
@require_POST
def checklist(request: HttpRequest, version: AddOnVersion) -> HttpResponse:
    """Keep what was confirmed so far."""
    seat = own_seat(version, reviewer_in(request))
    if seat is None:
        return _not_yours(request, version)
    form = ChecklistForm(request.POST, asked=open_items((), bool(version.authority_agreed)))
    if not form.is_valid():
        return _desk(request, version, 422, checklist_form=form)
    try:
        save_checklist(assignment=seat, ticked=form.ticked, at=timezone.now())
    except MayNotDecideError as error:
        messages.warning(request, str(REASONS[error.reason]))
    else:
        messages.success(request, _("The checklist is saved."))
    return to_version(version, "checklist")


def _not_yours(request: HttpRequest, version: AddOnVersion) -> HttpResponse:
    messages.warning(request, _("You have not taken this review."))
    return to_version(version)


@of_version
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, version: AddOnVersion) -> HttpResponse:
    """Write to the partner about a place of the version, or about all of it."""
    if request.method != "POST":
        return to_version(version, "comments")
    check = check_of(version, timezone.localdate())
    anchors = anchors_of(check.bundle, list(check.used))
    form = CommentForm(request.POST, anchors=anchors.items())
    if not form.is_valid():
        return _desk(request, version, 422, comment_form=form)
    try:
        write_comment(
            version=version, by=reviewer_in(request), at=timezone.now(), **form.cleaned_data
        )
    except NotIndependentError as error:
        return refused(request, version, error.reason)
    except VersionStateError:
        messages.warning(request, _("It is retired; nothing more is written about it."))
    else:
        messages.success(request, _("The partner can read it now, without your name."))
    return to_version(version, "comments")


@of_version
@require_POST
def settle(request: HttpRequest, version: AddOnVersion, comment_id: UUID) -> HttpResponse:
    """Settle a comment, or open it again."""
    comment = get_object_or_404(version.comments, public_id=comment_id)
    settled = request.POST.get("settled") == "yes"
    settle_comment(comment=comment, settled=settled, by=reviewer_in(request), at=timezone.now())
    messages.success(request, _("Settled.") if settled else _("Open again."))
    return to_version(version, "comments")


@of_version
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, version: AddOnVersion) -> HttpResponse:
    """Approve exactly this content, or ask for changes."""
    seat = own_seat(version, reviewer_in(request))
    if seat is None or hasattr(seat, "decision") or version.state != VersionState.IN_REVIEW:
        messages.info(request, _("There is nothing for you to decide here now."))
        return to_version(version)
    form = VerdictForm(typed(request))
    if form.is_valid() and _decided(request, version, form):
        return redirect("curriculum:review_queue")
    asked = open_items((), bool(version.authority_agreed))
    missing = [item for item in asked if item not in seat.checklist]
    context = framed(
        "queue", version=version, form=form, asked=len(asked), missing=len(missing),
        unsettled=version.comments.filter(settled_at__isnull=True).count(),
        others=len(decisions_on(version)),
    )  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(request, "curriculum/review_decide.html", context, status=status)


def _decided(request: HttpRequest, version: AddOnVersion, form: VerdictForm) -> bool:
    """Write the decision; False with the reason in the form."""
    approve = form.cleaned_data["decision"] == "approve"
    try:
        decide(
            version=version, approve=approve, reason=form.cleaned_data["reason"],
            by=reviewer_in(request), at=timezone.now(),
        )  # fmt: skip
    except MayNotDecideError as error:
        form.add_error(None, str(REASONS[error.reason]))
        return False
    except PartnerSuspendedError:
        form.add_error(None, _("Its partner is suspended. Nothing is decided meanwhile."))
        return False
    messages.success(request, _("Your decision is kept."))
    return True
