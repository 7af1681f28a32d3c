"""A host and an applicant proposed to it: why this one, then yes, no, other days or window."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from observership.domain.answers import why_closed
from observership.domain.codes import Side
from observership.domain.lifecycle import MatchState
from observership.forms.answers import DaysForm, HostDeclineForm, WindowForm
from observership.models import Match, OpeningWindow
from observership.queries.match_names import names_of
from observership.queries.matches import (
    is_applicant,
    match_of_host,
    other_windows,
    suggestion_of,
)
from observership.queries.matching_reasons import explained_to, explaining_run
from observership.services.answers import (
    MatchClosedError,
    ReasonMissingError,
    decline_match,
)
from observership.services.suggestions import DatesRefusedError, suggest_days, suggest_window
from observership.views.access import host_desk
from observership.views.answering import say_yes
from observership.views.answers_words import (
    CLOSED_WORDS,
    DATES_WORDS,
    deadline_of,
    standing_of,
)
from observership.views.application_words import answer_groups
from observership.views.matching_frame import days_words
from observership.views.matching_lines import Explained, Reader
from observership.views.trainee_frame import reader
from passport.people.models import Centre

View = Callable[..., HttpResponse]
HOST_MATCH = "observership:host_match"


def _of_match(view: View) -> View:
    """Decorator: `view` takes the centre and its match; another centre's is not there.

    Nobody answers for the host about themselves.
    """

    @host_desk
    @wraps(view)
    def guarded(request: HttpRequest, centre: Centre, match_id: UUID) -> HttpResponse:
        found = match_of_host(centre, match_id)
        if found is None or is_applicant(found, reader(request)):
            raise Http404
        return view(request, centre, found)

    return guarded


@_of_match
@require_safe
def match(request: HttpRequest, centre: Centre, found: Match) -> HttpResponse:
    """Who is proposed and why, and the ways to answer; nobody any more once it came to nothing."""
    return _page(request, centre, found)


def _page(
    request: HttpRequest, centre: Centre, found: Match, *, status: int = 200, **typed: Any
) -> HttpResponse:
    at = timezone.now()
    is_open = why_closed(found.state, found.answer_by, at) is None
    is_accepted = found.state == MatchState.ACCEPTED
    is_named = is_open or is_accepted
    context = {
        "centre": centre,
        "section": "observerships",
        "match": found,
        "application": found.application,
        "window": found.window,
        "opening": found.window.opening,
        "is_open": is_open,
        "is_accepted": is_accepted,
        "is_named": is_named,
        "standing": standing_of(found, Side.HOST, at),
        "deadline": deadline_of(found),
        "suggested": suggestion_of(found),
        "groups": answer_groups(found.application) if is_named else [],
        "is_explained": bool(explained_to(reader(request), [found.application.call])),
        **(_explained(found) if is_named else {}),
        **_forms(found),
        **typed,
    }
    return render(request, "observership/match_host.html", context, status=status)


def _forms(found: Match) -> dict[str, Any]:
    windows = _choices(found)
    return {
        "decline_form": HostDeclineForm(),
        "days_form": DaysForm(
            first=found.window.starts_on, last=found.window.ends_on, auto_id="days_%s"
        ),
        "window_form": WindowForm(windows=windows, auto_id="window_%s") if windows else None,
    }


def _choices(found: Match) -> list[tuple[str, str]]:
    return [(str(each.public_id), days_words(each)) for each in other_windows(found)]


def _explained(found: Match) -> dict[str, Any]:
    """Why this applicant, and how many others were in question."""
    run = explaining_run(found)
    if run is None or run.inputs is None:
        return {"here": None, "others": [], "turned_away": []}
    key, place = str(found.application.public_id), str(found.window.public_id)
    explained = Explained(run, names_of(found.application.call))
    if place not in explained.places or key not in explained.candidates:
        return {"here": None, "others": [], "turned_away": []}
    lines = explained.of_place(place, reader=Reader.HOST)
    here = next((line for line in lines if line.candidate.id == key), None)
    others = [line for line in lines if line.candidate.id != key]
    return {"here": here, "others": others, "turned_away": explained.turned_away(place)}


@_of_match
@require_POST
def accept(request: HttpRequest, centre: Centre, found: Match) -> HttpResponse:
    """The host says yes."""
    placed = say_yes(
        request,
        found,
        Side.HOST,
        both=_("You both accepted. Now prepare the visit."),
        one=_("You accepted. Now we wait for the applicant."),
    )
    return placed or redirect(HOST_MATCH, centre.public_id, found.public_id)


@_of_match
@require_POST
def decline(request: HttpRequest, centre: Centre, found: Match) -> HttpResponse:
    """The host says no, with a reason for the coordinators."""
    form = HostDeclineForm(request.POST)
    if form.is_valid():
        try:
            decline_match(
                match=found,
                side=Side.HOST,
                by=reader(request),
                reason=form.cleaned_data["reason"],
                stay=True,
                at=timezone.now(),
            )
        except MatchClosedError as error:
            form.add_error(None, CLOSED_WORDS[error.why])
        except ReasonMissingError:
            form.add_error("reason", _("Say in a few words why you decline."))
        else:
            messages.success(
                request, _("You declined. The applicant hears it without your reason.")
            )
            return redirect(HOST_MATCH, centre.public_id, found.public_id)
    return _page(request, centre, found, status=422, decline_form=form)


@_of_match
@require_POST
def days(request: HttpRequest, centre: Centre, found: Match) -> HttpResponse:
    """The host accepts with days of its own."""
    window = found.window
    form = DaysForm(request.POST, first=window.starts_on, last=window.ends_on, auto_id="days_%s")
    if form.is_valid():
        try:
            suggest_days(match=found, by=reader(request), at=timezone.now(), **form.cleaned_data)
        except MatchClosedError as error:
            form.add_error(None, CLOSED_WORDS[error.why])
        except DatesRefusedError as error:
            form.add_error("first", DATES_WORDS[error.why])
        else:
            messages.success(request, _("You accepted with these days. The applicant is asked."))
            return redirect(HOST_MATCH, centre.public_id, found.public_id)
    return _page(request, centre, found, status=422, days_form=form)


@_of_match
@require_POST
def window(request: HttpRequest, centre: Centre, found: Match) -> HttpResponse:
    """The host would rather have this visitor in another of its windows."""
    form = WindowForm(request.POST, windows=_choices(found), auto_id="window_%s")
    if form.is_valid():
        try:
            suggest_window(
                match=found,
                window=_window(found, form.cleaned_data["window"]),
                words=form.cleaned_data["words"],
                by=reader(request),
                at=timezone.now(),
            )
        except MatchClosedError as error:
            form.add_error(None, CLOSED_WORDS[error.why])
        else:
            messages.success(request, _("The coordinators are told. Until then nothing changes."))
            return redirect(HOST_MATCH, centre.public_id, found.public_id)
    return _page(request, centre, found, status=422, window_form=form)


def _window(found: Match, key: str) -> OpeningWindow:
    """One of the choices, which the form has checked."""
    return next(each for each in other_windows(found) if str(each.public_id) == key)
