"""A trainee's offer: why here and why not elsewhere, yes or no; and reasons without a place."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from observership.domain.answers import why_closed
from observership.domain.codes import Side
from observership.domain.lifecycle import MatchState
from observership.forms.answers import TraineeDeclineForm
from observership.models import Application, Match
from observership.queries.match_names import names_of
from observership.queries.matches import match_of_trainee, open_match, suggestion_of
from observership.queries.matching_reasons import explaining_run
from observership.queries.runs import run_in_force
from observership.services.answers import (
    MatchClosedError,
    ReasonMissingError,
    decline_match,
)
from observership.views.answering import say_yes
from observership.views.answers_words import (
    CLOSED_WORDS,
    deadline_of,
    standing_of,
)
from observership.views.matching_lines import Explained
from observership.views.opening_words import offer_words
from observership.views.trainee_frame import own_application, reader
from passport.dates import days_left, local_day

OFFER, MINE = "observership:offer", "observership:mine"


def _own_match(request: HttpRequest, match_id: UUID) -> Match:
    found = match_of_trainee(reader(request), match_id)
    if found is None:
        raise Http404
    return found


@login_required
@require_safe
def offer(request: HttpRequest, match_id: UUID) -> HttpResponse:
    """An offer with its reasons, every other place with the reason against it, and the answers."""
    return _page(request, _own_match(request, match_id), TraineeDeclineForm())


def _page(
    request: HttpRequest, match: Match, form: TraineeDeclineForm, *, status: int = 200
) -> HttpResponse:
    at = timezone.now()
    closed = why_closed(match.state, match.answer_by, at)
    context = {
        "match": match,
        "application": match.application,
        "window": match.window,
        "opening": match.window.opening,
        "terms": offer_words(match.window.opening),
        "centre": match.window.opening.centre,
        "is_open": closed is None,
        "is_accepted": match.state == MatchState.ACCEPTED,
        "standing": standing_of(match, Side.TRAINEE, at),
        "deadline": deadline_of(match),
        "left": days_left(local_day(match.answer_by, settings.TIME_ZONE), timezone.localdate()),
        "suggested": suggestion_of(match),
        "form": form,
        **_explained(match),
    }
    return render(request, "observership/offer.html", context, status=status)


def _explained(match: Match) -> dict[str, Any]:
    """Why here, and every other place, from what the run was given."""
    run = explaining_run(match)
    key = str(match.application.public_id)
    if run is None or run.inputs is None:
        return {"here": None, "others": []}
    explained = Explained(run, names_of(match.application.call))
    lines = explained.of_applicant(key) if key in explained.candidates else []
    here = next((line for line in lines if line.is_here), None)
    return {"here": here, "others": [line for line in lines if not line.is_here]}


@login_required
@require_POST
def accept(request: HttpRequest, match_id: UUID) -> HttpResponse:
    """The trainee says yes."""
    match = _own_match(request, match_id)
    placed = say_yes(
        request,
        match,
        Side.TRAINEE,
        both=_("You both accepted. Now prepare your visit."),
        one=_("You accepted. Now we wait for the host."),
    )
    return placed or redirect(OFFER, match_id)


@login_required
@require_http_methods(["POST"])
def decline(request: HttpRequest, match_id: UUID) -> HttpResponse:
    """The trainee says no, and stays in the call or leaves it."""
    match = _own_match(request, match_id)
    form = TraineeDeclineForm(request.POST)
    if form.is_valid() and _declined(request, match, form):
        if form.stay:
            return redirect("observership:reasons", match.application.public_id)
        return redirect(MINE)
    return _page(request, _own_match(request, match_id), form, status=422)


def _declined(request: HttpRequest, match: Match, form: TraineeDeclineForm) -> bool:
    try:
        decline_match(
            match=match,
            side=Side.TRAINEE,
            by=reader(request),
            reason=form.cleaned_data["reason"],
            stay=form.stay,
            at=timezone.now(),
        )
    except MatchClosedError as error:
        form.add_error(None, CLOSED_WORDS[error.why])
    except ReasonMissingError:
        form.add_error("reason", _("Say in a few words why you decline."))
    else:
        messages.success(request, _("You declined. The host hears it without your reason."))
        return True
    return False


@own_application
@require_safe
def reasons(request: HttpRequest, application: Application) -> HttpResponse:
    """Why somebody has no place now: every place that was wanted or possible."""
    run = run_in_force(application.call)
    key = str(application.public_id)
    lines = []
    if run is not None and run.inputs is not None:
        explained = Explained(run, names_of(application.call))
        lines = explained.of_applicant(key) if key in explained.candidates else []
    context = {
        "application": application,
        "call": application.call,
        "run": run,
        "lines": lines,
        "offer": open_match(application),
    }
    return render(request, "observership/offer_reasons.html", context)
