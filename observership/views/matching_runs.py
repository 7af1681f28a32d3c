"""One run in the office: who goes where and why; two runs compared; the one that is published."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from observership.domain.answers import answer_by
from observership.domain.matching import differences
from observership.domain.runs import Change, Part, free_seats, outcome_in, round_in, summary_in
from observership.forms.matching import PublishForm
from observership.models import Call, MatchRun
from observership.queries.match_names import Names, applicants, names_of
from observership.queries.runs import jobs_behind, published_run, runs_of
from observership.services.matching import CallOverError
from observership.services.publishing import (
    PublishedAlreadyError,
    ReasonsMissingError,
    RoundChangedError,
    TooEarlyError,
    changes_since,
    is_too_early,
    lacks_reasons,
    publish_run,
)
from observership.views.coordinator_frame import PAGE_SIZE, answered, coordinator, of_call, typed
from observership.views.matching_frame import (
    MATCHING,
    RunLine,
    framed_matching,
    made_or_404,
    run_or_404,
)
from observership.views.matching_lines import Explained, Reader, in_short
from observership.views.matching_words import early_words, rules_in_words

PLACES_A_PAGE = 20
MOST_CHANGES = 20
MOST_NUMBERS = 40


@of_call
@require_safe
def run(request: HttpRequest, call: Call, number: int) -> HttpResponse:
    """How far a run is; then its result by applicant, or by department."""
    found = run_or_404(call, number)
    line = RunLine(found, jobs_behind([found]).get(found.pk))
    context = framed_matching(
        call,
        run=found,
        line=line,
        watched=_watched(request, line),
        is_published=published_run(call) is not None,
    )
    if line.summary is not None:
        context |= _result(request, call, found)
    return render(request, "observership/match_run.html", context)


def _watched(request: HttpRequest, line: RunLine) -> str:
    """The address at which a script looks how far the job is."""
    job = line.job
    is_own = job is not None and job.owner_id == coordinator(request).public_id
    return reverse("jobs:job", args=[job.public_id]) if job and is_own else ""


def _result(request: HttpRequest, call: Call, found: MatchRun) -> dict[str, Any]:
    names = names_of(call)
    explained = Explained(found, names)
    by_place = request.GET.get("by") == "department"
    rows = _places(explained) if by_place else _numbers(explained)
    size = PLACES_A_PAGE if by_place else PAGE_SIZE
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    shown = _by_place(explained, page) if by_place else _by_applicant(explained, page)
    return {
        "by_place": by_place,
        "page": page,
        "query": "by=department" if by_place else "",
        "rows": shown,
        "wishes": _wishes(found, names),
    }


def _numbers(explained: Explained) -> list[str]:
    """Applicants by number."""
    return sorted(explained.candidates, key=lambda key: explained.candidates[key].number)


def _places(explained: Explained) -> list[str]:
    """Places by centre, department and day, as names come."""
    return [key for key in explained.names.windows if key in explained.places]


def _by_applicant(explained: Explained, page: Page) -> list[dict[str, Any]]:
    people = applicants(list(page))
    return [
        {
            "candidate": explained.candidates[key],
            "application": people.get(key),
            "window": explained.window_of(key),
            "told": explained.in_office(key),
        }
        for key in page
    ]


def _by_place(explained: Explained, page: Page) -> list[dict[str, Any]]:
    lines = {key: explained.of_place(key) for key in page}
    people = applicants([line.candidate.id for found in lines.values() for line in found])
    free = free_seats(explained.given, explained.outcome)
    return [
        {
            "window": explained.names.windows.get(key),
            "capacity": explained.places[key].capacity,
            "free": free.get(key, 0),
            "lines": [(line, people.get(line.candidate.id)) for line in found],
            "turned_away": explained.turned_away(key),
        }
        for key, found in lines.items()
    ]


def _wishes(found: MatchRun, names: Names) -> list[dict[str, Any]]:
    """Pairs that were kept or ruled out, in words."""
    wishes = [(True, each) for each in found.pins] + [(False, each) for each in found.forbids]
    people = applicants([each["application"] for _is_pin, each in wishes])
    return [
        {
            "is_pin": is_pin,
            "application": people.get(each["application"]),
            "window": names.windows.get(each["window"]),
            "reason": each["reason"],
            "rules": rules_in_words(each.get("broken", ())),
        }
        for is_pin, each in wishes
    ]


@of_call
@require_safe
def applicant(request: HttpRequest, call: Call, number: int, application_id: UUID) -> HttpResponse:
    """One applicant in a run: every place that was wanted or possible, and why or why not."""
    found = made_or_404(call, number)
    explained = Explained(found, names_of(call))
    key = str(application_id)
    if key not in explained.candidates:
        raise Http404
    lines = explained.of_applicant(key, reader=Reader.OFFICE)
    is_placed = any(line.is_here for line in lines)
    context = framed_matching(
        call,
        run=found,
        candidate=explained.candidates[key],
        application=applicants([key]).get(key),
        lines=lines,
        short="" if is_placed else in_short([line.code for line in lines]),
    )
    return render(request, "observership/match_applicant.html", context)


@of_call
@require_safe
def compare(request: HttpRequest, call: Call) -> HttpResponse:
    """Two runs side by side: what they came to, and who goes elsewhere."""
    made = [each for each in runs_of(call) if each.result is not None]
    pair = _pair(request, made)
    context = framed_matching(call, made=made, pair=pair)
    if pair:
        context |= _compared(request, call, pair)
    return render(request, "observership/match_compare.html", context)


def _pair(request: HttpRequest, made: Sequence[MatchRun]) -> tuple[MatchRun, MatchRun] | None:
    """The two runs asked for; without a choice the two latest."""
    by_number = {str(each.number): each for each in made}
    asked = by_number.get(request.GET.get("a", "")), by_number.get(request.GET.get("b", ""))
    if asked[0] and asked[1]:
        return asked[0], asked[1]
    return (made[1], made[0]) if len(made) > 1 else None


def _compared(request: HttpRequest, call: Call, pair: tuple[MatchRun, MatchRun]) -> dict[str, Any]:
    results = [each.result or {} for each in pair]
    found = differences(*(outcome_in(each) for each in results))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    people = applicants([each.candidate for each in page])
    windows = names_of(call).windows
    return {
        "summaries": [summary_in(each) for each in results],
        "unplaced": [_unplaced(each)[:MOST_NUMBERS] for each in pair],
        "page": page,
        "query": f"a={pair[0].number}&b={pair[1].number}",
        "rows": [
            (
                people.get(each.candidate),
                windows.get(each.before or ""),
                windows.get(each.after or ""),
            )
            for each in page
        ],
    }


@of_call
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, call: Call, number: int) -> HttpResponse:
    """What publishing does; a POST does it, once for a call."""
    found = made_or_404(call, number)
    form = PublishForm(typed(request))
    if form.is_valid() and _publish(request, found, form):
        return redirect(MATCHING, call.key)
    at = timezone.now()
    names = names_of(call)
    context = framed_matching(
        call,
        run=found,
        form=form,
        summary=summary_in(found.result or {}),
        answer_by=answer_by(at, call.answer_days, str(timezone.get_current_timezone())),
        changes=_changes(found, names),
        wishes=_wishes(found, names),
        lacks_reasons=lacks_reasons(found),
        early=early_words(call.publish_on) if is_too_early(call, timezone.localdate()) else "",
        is_published=published_run(call) is not None,
        unplaced=_unplaced(found),
    )
    return answered(request, "observership/match_publish.html", context, form)


def _publish(request: HttpRequest, found: MatchRun, form: PublishForm) -> bool:
    try:
        publish_run(run=found, by=coordinator(request), at=timezone.now())
    except PublishedAlreadyError:
        form.add_error(None, _("The places of this call are published already."))
    except TooEarlyError as error:
        form.add_error(None, early_words(error.publish_on))
    except ReasonsMissingError:
        form.add_error(None, _("A pair was kept or ruled out without a reason. Run it again."))
    except CallOverError:
        form.add_error(None, _("This call was ended. Nothing is matched any more."))
    except RoundChangedError:
        form.add_error(None, _("Something changed since this run. Run it again."))
    else:
        messages.success(request, _("Published. Applicants and hosts hear by mail."))
        return True
    return False


def _unplaced(found: MatchRun) -> list[str]:
    """Numbers of applicants without a place."""
    placed = outcome_in(found.result or {}).placed
    return [
        each.number for each in round_in(found.inputs or {}).candidates if each.id not in placed
    ]


def _changes(found: MatchRun, names: Names) -> list[str]:
    """What changed since a run was made, in words."""
    if found.published_at is not None:
        return []
    changes = changes_since(found, timezone.localdate())[:MOST_CHANGES]
    people = applicants([each.id for each in changes if each.part is Part.APPLICATION])
    numbers = {key: each.number or "" for key, each in people.items()}
    return [_change_words(each, numbers, names) for each in changes]


def _change_words(change: Change, numbers: dict[str, str], names: Names) -> str:
    if change.part is Part.APPLICATION:
        said = {"number": numbers.get(change.id, "")}
        if change.is_new:
            return _("Application %(number)s is new in the matching.") % said
        if change.is_gone:
            return _("Application %(number)s is no longer in the matching.") % said
        return _("Application %(number)s changed.") % said
    if change.part is Part.WINDOW:
        window = names.windows.get(change.id)
        place = {"place": f"{window.opening.centre}, {window.opening.department}" if window else ""}
        if change.is_new:
            return _("A window is new: %(place)s.") % place
        return _("A window changed or was closed: %(place)s.") % place
    if change.part is Part.WORD:
        return _("A host said something new about applicants.")
    return _("The order or the kept pairs changed.")
