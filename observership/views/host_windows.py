"""When a department takes visitors: add dates, change them, close them, copy them into a call."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from observership.domain.candidates import Period
from observership.domain.windows import NOTHING_OWED
from observership.forms.window import CopyForm, NewWindowForm, WindowForm, window_facts
from observership.models import Call, Opening, OpeningWindow
from observership.queries.host_desk import (
    CallWindows,
    WindowLine,
    calls_with_windows,
    windows_by_call,
)
from observership.queries.openings import calls_to_join, owed_of, window_of
from observership.services.windows import (
    CallDecidedError,
    OffersWaitError,
    WindowClosedError,
    WindowExistsError,
    WindowRefusedError,
    add_window,
    change_window,
    close_window,
    copy_windows,
)
from observership.views.host_frame import View, desk_page, of_opening, typed
from observership.views.host_words import (
    days_words,
    overlap_words,
    refusal_words,
    standing_words,
)
from passport.people.models import Centre

WINDOWS = "observership:windows"


def _of_window(view: View) -> View:
    """Decorator: `view` takes centre, opening and window; a closed one is not there."""

    @of_opening
    @wraps(view)
    def guarded(
        request: HttpRequest, centre: Centre, opening: Opening, window_id: UUID
    ) -> HttpResponse:
        found = window_of(opening, window_id)
        if found is None:
            raise Http404
        return view(request, centre, opening, found)

    return guarded


@of_opening
@require_http_methods(["GET", "HEAD", "POST"])
def windows(request: HttpRequest, centre: Centre, opening: Opening) -> HttpResponse:
    """All dates of an opening by call; add others."""
    calls = list(calls_to_join(timezone.localdate()))
    form = NewWindowForm(typed(request), calls=calls) if calls else None
    if form and form.is_valid() and _added(opening, form):
        messages.success(request, _("Added. Applicants of this call can be matched here."))
        return redirect(WINDOWS, centre.public_id, opening.public_id)
    status = 422 if form and form.is_bound else 200
    context = _context(opening, calls, form)
    return desk_page(request, centre, "observership/host_windows.html", status, **context)


def _context(opening: Opening, calls: list[Call], form: NewWindowForm | None) -> dict[str, Any]:
    found = windows_by_call(opening)
    sources = [each.call for each in found if [each.call] != calls]
    targets = [call for call in calls if [call] != sources]
    return {
        "opening": opening,
        "form": form,
        "calls": calls,
        "groups": [_group(each) for each in found],
        "copy": CopyForm(sources=sources, targets=targets) if sources and targets else None,
    }


def _group(found: CallWindows) -> dict[str, Any]:
    return {
        "call": found.call,
        "windows": [(line.window, standing_words(line)) for line in found.lines],
        "warnings": overlap_words(found),
    }


def _added(opening: Opening, form: NewWindowForm) -> bool:
    call = form.chosen_call
    return _tried(form, call, lambda: add_window(opening=opening, call=call, facts=form.facts))


def _tried(form: WindowForm, call: Call, act: Callable[[], object]) -> bool:
    """Whether the service took it; else the form says why not."""
    try:
        act()
    except WindowRefusedError as error:
        form.add_error(*refusal_words(error, call))
    except WindowExistsError:
        form.add_error("starts_on", _("Another window of this call begins on this day."))
    except CallDecidedError:
        form.add_error(None, _("The places of this call are announced. It takes no new dates."))
    except WindowClosedError:
        form.add_error(None, _("These dates were closed meanwhile."))
    else:
        return True
    return False


@_of_window
@require_http_methods(["GET", "HEAD", "POST"])
def window(
    request: HttpRequest, centre: Centre, opening: Opening, found: OpeningWindow
) -> HttpResponse:
    """Change dates or places, as far as what was promised allows."""
    form = WindowForm(typed(request), initial=window_facts(found))
    if form.is_valid() and _tried(
        form, found.call, lambda: change_window(window=found, facts=form.facts)
    ):
        messages.success(request, _("Saved."))
        return redirect(WINDOWS, centre.public_id, opening.public_id)
    owed = owed_of([found]).get(found.pk, NOTHING_OWED)
    return desk_page(
        request,
        centre,
        "observership/host_window.html",
        422 if form.is_bound else 200,
        form=form,
        opening=opening,
        window=found,
        owed=owed,
        standing=standing_words(WindowLine(found, owed)),
        agreed=days_words(owed.days) if owed.days else "",
        visits=days_words(Period(found.call.visits_from, found.call.visits_until)),
    )


@_of_window
@require_POST
def close(
    request: HttpRequest, centre: Centre, opening: Opening, found: OpeningWindow
) -> HttpResponse:
    """Nobody new comes on these dates."""
    try:
        close_window(window=found, at=timezone.now())
    except OffersWaitError:
        messages.warning(request, _("An offer waits for its answer. Answer it first."))
    except WindowClosedError:
        messages.info(request, _("These dates were closed before."))
    else:
        messages.success(request, _("Closed. Nobody new comes then; agreed visits stay."))
    return redirect(WINDOWS, centre.public_id, opening.public_id)


@of_opening
@require_POST
def copy(request: HttpRequest, centre: Centre, opening: Opening) -> HttpResponse:
    """The same weeks in another call."""
    sources = list(calls_with_windows(centre))
    targets = list(calls_to_join(timezone.localdate()))
    form = CopyForm(typed(request), sources=sources, targets=targets)
    if form.is_valid():
        _copied(request, opening, form)
    else:
        messages.warning(request, _("Choose two different calls. Nothing was copied."))
    return redirect(WINDOWS, centre.public_id, opening.public_id)


def _copied(request: HttpRequest, opening: Opening, form: CopyForm) -> None:
    try:
        made, left = copy_windows(opening=opening, source=form.from_call, target=form.to_call)
    except CallDecidedError:
        messages.warning(request, _("The places of this call are announced. Nothing was copied."))
        return
    if made:
        said = ngettext("%(n)s window copied.", "%(n)s windows copied.", made)
        messages.success(request, said % {"n": made} + " " + _("Please check the dates."))
    if left:
        said = ngettext(
            "%(n)s window does not fit into the call, or is there already.",
            "%(n)s windows do not fit into the call, or are there already.",
            left,
        )
        messages.info(request, said % {"n": left})
    if not made and not left:
        messages.info(request, _("There was nothing to copy."))
