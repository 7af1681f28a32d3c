"""A reader of the committee: what waits, the declaration, the application, the scores."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from observership.domain.committee import Tie
from observership.forms.committee import ReviewForm, TieForm
from observership.models import CommitteeReview
from observership.queries.committee import (
    order_of_call,
    review_for,
    reviews_for,
    sits_in_a_committee,
    tie_between,
)
from observership.queries.office import letter_of
from observership.services.committee import (
    NotDeclaredError,
    OrderFixedError,
    ScoresError,
    TiedError,
    declare_free,
    declare_tie,
    submit_review,
)
from observership.views.coordinator_reading import groups_of, letter_shown
from observership.views.coordinator_words import TIE_WORDS
from passport.people.models import User

View = Callable[..., HttpResponse]
QUEUE = "observership:committee"


def members_only(view: View) -> View:
    """Decorator: members of a committee; for anybody else the page does not exist."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not sits_in_a_committee(_user(request)):
            raise Http404
        return view(request, **kwargs)

    return guarded


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


@members_only
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for this reader, and what is handed in."""
    rows = list(reviews_for(_user(request)).order_by("assigned_at", "application__number"))
    context = {
        "waiting": [row for row in rows if row.submitted_at is None],
        "done": [row for row in rows if row.submitted_at is not None],
    }
    return render(request, "observership/committee.html", context)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """First the question about ties, then the application with its scores."""
    found = review_for(_user(request), review_id)
    if found is None:
        raise Http404
    if order_of_call(found.application.call) is not None:
        return _closed(request, found)
    if found.declared_at is None:
        return _declaration(request, found)
    tie = tie_between(found.reviewer, found.application, timezone.localdate())
    return _tied(request, found, tie) if tie else _reading(request, found)


def _closed(request: HttpRequest, found: CommitteeReview) -> HttpResponse:
    """After the order nobody of the committee reads an application; the own scores stay."""
    form = ReviewForm(call=found.application.call)
    given = [(field.label, found.scores.get(field.name[6:])) for field in form][:-1]
    context = {"review": found, "application": found.application, "given": given}
    status = 422 if request.method == "POST" else 200
    return render(request, "observership/committee_closed.html", context, status=status)


def _tied(request: HttpRequest, found: CommitteeReview, tie: Tie) -> HttpResponse:
    """A tie that came about after the declaration: nothing is shown, somebody else reads."""
    form = TieForm(initial={"tie": "yes"}) if request.method != "POST" else TieForm(request.POST)
    if form.is_bound and form.is_valid() and (response := _declared(request, found, form)):
        return response
    context = {
        "review": found,
        "application": found.application,
        "form": form,
        "tie": TIE_WORDS[tie],
    }
    status = 422 if form.is_bound else 200
    return render(request, "observership/committee_tie.html", context, status=status)


def _declaration(request: HttpRequest, found: CommitteeReview) -> HttpResponse:
    form = TieForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (response := _declared(request, found, form)):
        return response
    context = {"review": found, "application": found.application, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "observership/committee_tie.html", context, status=status)


def _declared(request: HttpRequest, found: CommitteeReview, form: TieForm) -> HttpResponse | None:
    """Keep what was said; None with the reason in the form."""
    data, at = form.cleaned_data, timezone.now()
    try:
        if data["tie"] == "yes":
            declare_tie(review=found, reason=data["reason"], at=at)
            messages.success(request, _("Thank you. Somebody else reads it."))
            return redirect(QUEUE)
        declare_free(review=found, at=at)
    except TiedError as error:
        text = _("You may not read it. %(reason)s") % {"reason": TIE_WORDS[error.tie]}
        form.add_error(None, text)
        return None
    except OrderFixedError:
        form.add_error(None, _("The order is fixed. Nothing is read any more."))
        return None
    return redirect("observership:committee_review", found.public_id)


def _reading(request: HttpRequest, found: CommitteeReview) -> HttpResponse:
    call = found.application.call
    kept = {f"score_{key}": score for key, score in found.scores.items()}
    initial = {**kept, "comment": found.comment}
    tie = (
        TieForm({"tie": "yes", "reason": request.POST.get("reason", "")})
        if _ties(request)
        else None
    )
    if tie is not None and tie.is_valid() and (response := _declared(request, found, tie)):
        return response
    posted = request.POST if request.method == "POST" and tie is None else None
    form = ReviewForm(posted, call=call, initial=initial)
    if form.is_valid() and _submitted(request, found, form):
        return redirect(QUEUE)
    context = {
        "review": found,
        "application": found.application,
        "groups": groups_of(found.application),
        "letter": letter_shown(letter_of(found.application)),
        "form": form,
        "tie": tie or TieForm(initial={"tie": "yes"}),
    }
    status = 422 if form.is_bound or tie is not None else 200
    return render(request, "observership/committee_review.html", context, status=status)


def _ties(request: HttpRequest) -> bool:
    """Whether the reader says after the first look that there is a tie."""
    return request.method == "POST" and "late_tie" in request.POST


def _submitted(request: HttpRequest, found: CommitteeReview, form: ReviewForm) -> bool:
    """Hand the review in; False with the reason in the form."""
    said = {
        OrderFixedError: _("The order is fixed. Reviews stay as they are."),
        NotDeclaredError: _("Say first whether you know the applicant."),
        ScoresError: _("The criteria changed. Look at the page again."),
    }
    data, at = form.cleaned_data, timezone.now()
    try:
        submit_review(review=found, scores=form.scores, comment=data["comment"], at=at)
    except TiedError as error:
        text = _("You may not read it. %(reason)s") % {"reason": TIE_WORDS[error.tie]}
        form.add_error(None, text)
        return False
    except tuple(said) as error:
        form.add_error(None, said[type(error)])
        return False
    messages.success(request, _("Handed in. You may change it until the order is fixed."))
    return True
