"""Applications in the office: the list of a call, one application, a decision, its readers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from observership.domain.eligibility import last_reasons
from observership.domain.lifecycle import ApplicationState, IllegalMoveError
from observership.forms.office import (
    ApplicationFilterForm,
    DecisionForm,
    ReaderForm,
    decisions_from,
)
from observership.models import Application, Call, CommitteeReview
from observership.models.labels import APPLICATION_LABELS
from observership.queries.committee import (
    members_of_committee,
    order_of_call,
    score_of_application,
    weights_of,
)
from observership.queries.office import (
    countries_of,
    letter_of,
    office_application,
    office_applications,
)
from observership.services.committee import (
    NotEligibleError,
    OrderFixedError,
    SubmittedError,
    TiedError,
    assign_by_hand,
    take_off,
)
from observership.services.eligibility import (
    NoteMissingError,
    OwnApplicationError,
    decide_eligibility,
)
from observership.views.application_words import reason_lines
from observership.views.coordinator_frame import (
    PAGE_SIZE,
    answered,
    coordinator,
    framed,
    of_call,
    query_without_page,
    typed,
)
from observership.views.coordinator_reading import groups_of, letter_shown
from observership.views.coordinator_words import TIE_WORDS

STATES = {str(state): label for state, label in APPLICATION_LABELS.items()}
APPLICATION = "observership:office_application"


@of_call
@require_safe
def applications(request: HttpRequest, call: Call) -> HttpResponse:
    """What was handed in, 50 a page."""
    form = ApplicationFilterForm(request.GET or None, call=call, countries=countries_of(call))
    rows = office_applications(call, form.wanted)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = framed(
        "calls",
        call,
        "applications",
        form=form,
        page=page,
        filtered=bool(form.wanted),
        query=query_without_page(request),
    )
    return render(request, "observership/office_applications.html", context)


@of_call
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, call: Call, application_id: UUID) -> HttpResponse:
    """One application whole; a POST decides on its eligibility."""
    found = _found(call, application_id)
    form = DecisionForm(
        typed(request), state=found.state, initial={"to": request.GET.get("to", "")}
    )
    if form.is_valid() and _decided(request, found, form):
        return redirect(APPLICATION, call.key, application_id)
    return _page(request, call, found, form)


def _found(call: Call, application_id: UUID) -> Application:
    found = office_application(call, application_id)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, call: Call, found: Application, form: DecisionForm) -> HttpResponse:
    fixed = order_of_call(call) is not None
    is_read = found.state == ApplicationState.ELIGIBLE and not fixed
    context = framed(
        "calls",
        call,
        "applications",
        application=found,
        groups=groups_of(found),
        letter=letter_shown(letter_of(found)),
        reasons=reason_lines(last_reasons(each.reasons for each in found.events.all())),
        events=[(each, STATES.get(each.moved_to, each.moved_to)) for each in found.events.all()],
        reviews=_reviews(found, call),
        score=score_of_application(found, weights_of(call)),
        readers=ReaderForm(members=members_of_committee(call)) if is_read else None,
        form=form,
        may_decide=bool(decisions_from(found.state)),
        fixed=fixed,
    )
    return answered(request, "observership/office_application.html", context, form)


def _reviews(found: Application, call: Call) -> list[dict[str, Any]]:
    """Who reads it, with the scores by criterion."""
    return [
        {
            "review": row,
            "scores": [(each["title"], row.scores.get(each["key"])) for each in call.criteria],
        }
        for row in found.reviews.all()
    ]


def _decided(request: HttpRequest, found: Application, form: DecisionForm) -> bool:
    """Decide; False with the reason in the form."""
    data = form.cleaned_data
    try:
        decide_eligibility(
            application=found,
            to=ApplicationState(data["to"]),
            by=coordinator(request),
            note=data["note"],
            at=timezone.now(),
        )
    except NoteMissingError:
        form.add_error("note", _("Say why."))
    except OwnApplicationError:
        form.add_error(None, _("It is your own application. Somebody else decides."))
    except IllegalMoveError:
        form.add_error(None, _("Somebody decided before you. Look at it again."))
    else:
        messages.success(request, _("Decided. The applicant is told."))
        return True
    return False


@of_call
@require_POST
def give(request: HttpRequest, call: Call, application_id: UUID) -> HttpResponse:
    """One more reader for an application, by hand."""
    found = _found(call, application_id)
    form = ReaderForm(request.POST, members=members_of_committee(call))
    if not form.is_valid():
        messages.warning(request, _("Choose a member of this committee."))
        return redirect(APPLICATION, call.key, application_id)
    member = form.cleaned_data["member"]
    try:
        assign_by_hand(application=found, member=member, at=timezone.now())
    except TiedError as error:
        said = _("%(name)s may not read it. %(reason)s")
        words = {"name": member.user, "reason": TIE_WORDS[error.tie]}
        messages.warning(request, said % words)
    except NotEligibleError:
        messages.warning(request, _("Only eligible applications are read."))
    except OrderFixedError:
        messages.warning(request, _("The order is fixed. Readers stay as they are."))
    else:
        messages.success(request, _("%(name)s reads it.") % {"name": member.user})
    return redirect(APPLICATION, call.key, application_id)


@of_call
@require_POST
def take(request: HttpRequest, call: Call, review_id: UUID) -> HttpResponse:
    """Take a reader off before the review was handed in."""
    rows = CommitteeReview.objects.filter(application__call=call).select_related(
        "application__call"
    )
    review = get_object_or_404(rows, public_id=review_id)
    try:
        take_off(review=review)
    except SubmittedError:
        messages.warning(request, _("The review was handed in and stays."))
    except OrderFixedError:
        messages.warning(request, _("The order is fixed. Readers stay as they are."))
    else:
        messages.success(request, _("Taken off. Give it to somebody else, or share out again."))
    return redirect(APPLICATION, call.key, review.application.public_id)
