"""Who could come to a department, without names, and what the host says of each."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from observership.domain.codes import Section
from observership.forms.window import WordForm
from observership.models import Application, Call, Opening, OpeningWindow
from observership.queries.committee import applies_in
from observership.queries.host_applicants import (
    ApplicantLine,
    applicant_line,
    applicants_for,
    names_of_goals,
    words_locked,
)
from observership.queries.host_desk import calls_with_windows
from observership.queries.openings import offering_in, windows_of
from observership.services.host_words import (
    ApplicationGoneError,
    ReaderError,
    ReasonMissingError,
    WordsLockedError,
    say_of_applicant,
)
from observership.views.access import host_desk
from observership.views.application_words import SECTION_TITLES, AnswerGroup, answer_groups
from observership.views.host_frame import PAGE_SIZE, desk_page, of_opening, person, typed
from observership.views.host_words import ApplicantWords, applicant_words
from passport.people.models import Centre

HIDDEN = {SECTION_TITLES[Section.ME]}


@host_desk
@require_safe
def applicants(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Applicants who could come to one opening in one call, the best fit first.

    Nobody once places are announced; and none for whoever applies in that call too.
    """
    calls = list(calls_with_windows(centre))
    call = _chosen(calls, "key", request.GET.get("call"))
    openings = list(offering_in(centre, call)) if call else []
    opening = _chosen(openings, "public_id", request.GET.get("opening"))
    reads = call is not None and not words_locked(call) and not applies_in(call, person(request))
    on = timezone.localdate()
    lines = applicants_for(opening, call, on) if opening and call and reads else ()
    page = Paginator(lines, PAGE_SIZE).get_page(request.GET.get("page"))
    return desk_page(
        request,
        centre,
        "observership/host_applicants.html",
        openings=openings,
        calls=calls,
        opening=opening,
        call=call,
        page=page,
        applicants=_words(call, list(page)) if call else [],
        locked=words_locked(call) if call else False,
        query=f"opening={opening.public_id}&call={call.key}" if opening and call else "",
    )


def _chosen(rows: list[Any], name: str, wanted: str | None) -> Any:
    """The row that was asked for, else the first; None without any."""
    named = [row for row in rows if str(getattr(row, name)) == wanted]
    return next(iter(named or rows), None)


def _words(call: Call, lines: list[ApplicantLine]) -> list[ApplicantWords]:
    windows: dict[str, OpeningWindow] = {str(each.public_id): each for each in windows_of(call)}
    names = names_of_goals(lines)
    return [applicant_words(line, windows, names) for line in lines]


@of_opening
@require_http_methods(["GET", "HEAD", "POST"])
def applicant(
    request: HttpRequest, centre: Centre, opening: Opening, application_id: UUID
) -> HttpResponse:
    """What a host reads of an applicant before an offer, and the host's word."""
    found = Application.objects.filter(public_id=application_id).select_related("call").first()
    line = applicant_line(opening, found, timezone.localdate()) if found else None
    if found is None or line is None or applies_in(found.call, person(request)):
        raise Http404
    locked = words_locked(found.call)
    begun = {"word": str(line.word), "reason": line.reason}
    form = WordForm(typed(request), initial=begun)
    if form.is_valid() and _said(request, opening, found, form):
        messages.success(request, _("Saved for %(number)s.") % {"number": found.number})
        return _back(centre, opening, found)
    return desk_page(
        request,
        centre,
        "observership/host_applicant.html",
        422 if form.is_bound else 200,
        opening=opening,
        application=found,
        applicant=_words(found.call, [line])[0],
        groups=[] if locked else _groups(found),
        form=form,
        locked=locked,
    )


def _groups(found: Application) -> list[AnswerGroup]:
    """What an applicant says, but for the words about the person."""
    return [group for group in answer_groups(found) if group.title not in HIDDEN]


def _said(request: HttpRequest, opening: Opening, found: Application, form: WordForm) -> bool:
    """Whether the word is kept; else the form says why not."""
    try:
        say_of_applicant(
            opening=opening,
            application=found,
            said=form.said,
            by=person(request),
            at=timezone.now(),
        )
    except WordsLockedError:
        form.add_error(None, _("Places are announced. What hosts said before then stays."))
    except ApplicationGoneError:
        form.add_error(None, _("This application is no longer among those to be matched."))
    except ReaderError:
        form.add_error(None, _("You read it for the committee. A colleague says your host's word."))
    except ReasonMissingError:
        form.add_error("reason", _("Say why you cannot host this applicant."))
    else:
        return True
    return False


def _back(centre: Centre, opening: Opening, found: Application) -> HttpResponse:
    """The list from which the applicant was opened."""
    page = reverse("observership:host_applicants", args=[centre.public_id])
    return redirect(f"{page}?opening={opening.public_id}&call={found.call.key}")
