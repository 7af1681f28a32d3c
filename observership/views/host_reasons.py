"""A host reads of one of its windows who comes and why, and why nobody else; without names."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from observership.domain.host_words import word_of
from observership.domain.runs import free_seats
from observership.forms.window import WORD_LABELS
from observership.models import Opening, OpeningWindow
from observership.queries.committee import applies_in
from observership.queries.match_names import names_of
from observership.queries.matching_reasons import host_window, offers_at
from observership.queries.runs import run_in_force
from observership.views.host_frame import PAGE_SIZE, desk_page, of_opening, person
from observership.views.matching_lines import Explained, ReasonLine
from passport.people.models import Centre


@of_opening
@require_safe
def reasons(
    request: HttpRequest, centre: Centre, opening: Opening, window_id: UUID
) -> HttpResponse:
    """What the run in force says of a window; not there for whoever applies in its call."""
    window = host_window(opening, window_id)
    if window is None or applies_in(window.call, person(request)):
        raise Http404
    return desk_page(
        request,
        centre,
        "observership/host_reasons.html",
        opening=opening,
        window=window,
        call=window.call,
        **_explained(request, opening, window),
    )


def _explained(request: HttpRequest, opening: Opening, window: OpeningWindow) -> dict[str, Any]:
    """Who goes there, how many places stayed free, and a page of the others."""
    run, place = run_in_force(window.call), str(window.public_id)
    if run is None or run.inputs is None:
        return {"run": run}
    explained = Explained(run, names_of(window.call))
    if place not in explained.places:
        return {"run": run}
    lines = explained.at_host(place)
    offers, said = offers_at(window), _said(explained, opening)
    others = [line for line in lines if not line.is_here]
    page = Paginator(others, PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "run": run,
        "place": explained.places[place],
        "free": free_seats(explained.given, explained.outcome).get(place, 0),
        "here": [(line, offers.get(line.candidate.id)) for line in lines if line.is_here],
        "page": page,
        "others": [_row(line, said) for line in page],
        "turned_away": explained.turned_away(place, but_held_back=True),
    }


def _said(explained: Explained, opening: Opening) -> dict[str, Any]:
    """The host's words of applicants as the run was given them, by application."""
    return {
        word.candidate: WORD_LABELS[word_of(word.tier, refused=word.refused)]
        for word in explained.given.words
        if word.opening == str(opening.public_id)
    }


def _row(line: ReasonLine, said: dict[str, Any]) -> tuple[ReasonLine, Any]:
    return line, said.get(line.candidate.id, "")
