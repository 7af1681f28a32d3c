"""A host's desk: offers to answer, what the centre offers, who could come, who comes."""

from collections.abc import Collection
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from observership.models import Call, Match
from observership.queries.host_applicants import words_locked
from observership.queries.host_desk import (
    OpeningLine,
    applicants_waiting,
    calls_with_windows,
    offers_of,
    opening_lines,
    visits_of,
)
from observership.queries.matching_reasons import explained_to
from observership.views.access import host_desk
from observership.views.answers_words import deadline_of
from observership.views.application_words import language_words
from observership.views.host_frame import PAGE_SIZE, desk_page, person
from observership.views.host_words import calendar_of, overlap_words, standing_words
from passport.people.models import Centre

SHOWN = 5


@host_desk
@require_safe
def desk(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What waits for the host, and everything that it offers."""
    lines = opening_lines(centre)
    calls = list(calls_with_windows(centre)[:SHOWN])
    offers = list(offers_of(centre)[: SHOWN * 4])
    explained = explained_to(person(request), [each.call for line in lines for each in line.calls])
    return desk_page(
        request,
        centre,
        "observership/host.html",
        offers=[_offer(match) for match in offers],
        lines=[_line(line, explained) for line in lines],
        call=calls[0] if calls else None,
        calendar=calendar_of(lines, calls[0]) if calls else None,
        choosing=_choosing(calls),
        visits=list(visits_of(centre)[:SHOWN]),
    )


def _offer(match: Match) -> dict[str, Any]:
    """A card of an offer; who answered already waits for the other side.

    Once its time is over, the applicant has no name here any more.
    """
    late = match.answer_by < timezone.now()
    return {
        "match": match,
        "deadline": deadline_of(match),
        "number": match.application.number,
        "trainee": None if late else match.application.trainee,
        "opening": match.window.opening,
        "answered": match.host_accepted_at is not None,
        "late": late,
    }


def _line(line: OpeningLine, explained: Collection[int]) -> dict[str, Any]:
    return {
        "opening": line.opening,
        "languages": language_words(line.opening.languages),
        "calls": [
            {
                "call": found.call,
                "windows": [(each.window, standing_words(each)) for each in found.lines],
                "warnings": overlap_words(found),
                "is_explained": found.call.pk in explained,
            }
            for found in line.calls
        ],
    }


def _choosing(calls: list[Call]) -> list[tuple[Call, int]]:
    """Calls with eligible applicants of whom hosts can still say a word."""
    waiting = applicants_waiting(calls)
    return [
        (call, waiting[call.pk])
        for call in calls
        if waiting.get(call.pk) and not words_locked(call)
    ]


@host_desk
@require_safe
def visits(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Everybody who came or comes."""
    page = Paginator(visits_of(centre), PAGE_SIZE).get_page(request.GET.get("page"))
    return desk_page(request, centre, "observership/host_visits.html", page=page)
