"""What the reviewers' pages share: who may enter, versions or 404, reasons in words."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from curriculum.domain.review import Reason
from curriculum.models import AddOnVersion
from curriculum.queries.independence import conflict_of
from curriculum.queries.review import may_enter_review, versions_for_review
from passport.people.models import User

View = Callable[..., HttpResponse]
REASONS: dict[Reason, Promise] = {
    Reason.PARTNER_MEMBER: _("You belong to a partner."),
    Reason.FORMER_MEMBER: _("You belonged to this partner within the last 12 months."),
    Reason.INTEREST: _("You declared an interest in this partner."),
    Reason.AUTHOR: _("You had a hand in this module."),
    Reason.UPLOADER: _("You uploaded a part of this module."),
    Reason.OTHER_REVIEWER: _("You fill one of its two seats already."),
    Reason.NOT_ASSIGNED: _("You have not taken this review."),
    Reason.NOT_IN_REVIEW: _("It is not in review now."),
    Reason.ALREADY_DECIDED: _("You decided on this content before."),
    Reason.CHECKLIST_OPEN: _("Items of the checklist are open. Save it with every item ticked."),
    Reason.CONTENT_CHANGED: _("The content is not what you read. Nothing was decided."),
}


def reviewer_only(view: View) -> View:
    """Decorator: product reviewers get in; for everybody else there is nothing here."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not may_enter_review(reviewer_in(request)):
            raise Http404
        return view(request, **kwargs)

    return guarded


def of_version(view: View) -> View:
    """Decorator: the same with the version in place of its id, for whoever is independent of it.

    Others get a 403 page that says why.
    """

    @reviewer_only
    @wraps(view)
    def guarded(request: HttpRequest, version_id: UUID, **kwargs: Any) -> HttpResponse:
        found = get_object_or_404(versions_for_review(), public_id=version_id)
        reason = conflict_of(reviewer_in(request), found, timezone.localdate())
        if reason is not None:
            return refused(request, found, reason)
        return view(request, found, **kwargs)

    return guarded


def refused(request: HttpRequest, version: AddOnVersion, reason: Reason) -> HttpResponse:
    """The page that says why somebody may not review this version."""
    context = framed("queue", version=version, reason=REASONS[reason])
    return render(request, "curriculum/review_refused.html", context, status=403)


def reviewer_in(request: HttpRequest) -> User:
    """Who asks; for signed-in people."""
    return cast(User, request.user)


def typed(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None when it was only asked for."""
    return request.POST if request.method == "POST" else None


def framed(section: str, **context: Any) -> dict[str, Any]:
    """The context of a page that extends review/base.html; `section` is queue or interests."""
    return {"section": section, **context}


def to_version(version: AddOnVersion, place: str = "") -> HttpResponse:
    """Back to the version, at a place of its page."""
    response = redirect("curriculum:review_version", version.public_id)
    if place:
        response["Location"] += f"#{place}"
    return response
