"""The task list of an application: what is done, what is missing, handing in and taking back."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from observership.domain.application import (
    MINUTES,
    PLACES,
    PREFERENCES_MINUTES,
    SECTIONS,
    Gap,
    Progress,
    gaps,
    progress,
)
from observership.domain.application import Draft as Filled
from observership.domain.codes import Section
from observership.domain.eligibility import last_reasons
from observership.domain.lifecycle import (
    APPLICATION_MOVES,
    ApplicationState,
    IllegalMoveError,
    MatchState,
)
from observership.forms.application_withdraw import WithdrawForm
from observership.models import Application
from observership.queries.applications import current_letter, draft_of, is_open, open_calls
from observership.queries.eligibility import reasons_of
from observership.services.application_copies import CORRECTABLE, correct_application
from observership.services.applications import (
    CallClosedError,
    HasOfferError,
    NotCompleteError,
    NotDraftError,
    reopen_application,
    submit_application,
    withdraw_application,
)
from observership.services.preferences import RANKABLE
from observership.views.application_words import (
    GAP_WORDS,
    PROGRESS_WORDS,
    SECTION_TITLES,
    STATE_TAGS,
    answer_groups,
    reason_lines,
)
from observership.views.trainee_frame import (
    framed,
    home,
    own_application,
    say_closed,
    say_handed_in,
    typed,
)
from observership.views.trainee_steps import next_step

WITHDRAWABLE = {
    state for state, to in APPLICATION_MOVES.items() if ApplicationState.WITHDRAWN in to
}


@dataclass(frozen=True)
class Task:
    """A section in the list: minutes, how far it is, and what it lacks."""

    title: Any
    url: str
    minutes: int
    progress: Progress
    word: Any
    todo: tuple[Any, ...] = ()


@own_application
@require_safe
def application(request: HttpRequest, application: Application) -> HttpResponse:
    """A draft as a task list; afterwards what was said, what was decided and what comes next."""
    if application.state == ApplicationState.DRAFT:
        return _task_list(request, application)
    on = timezone.localdate()
    open_now = is_open(application.call, on)
    state = ApplicationState(application.state)
    events = list(application.events.all())
    offer = application.matches.filter(state=MatchState.PROPOSED).first()
    context = framed(
        application,
        tag=STATE_TAGS[state],
        step=next_step(application, offer=offer),
        reasons=reason_lines(last_reasons(each.reasons for each in events)),
        note=_decision_note(events),
        groups=answer_groups(application),
        letter=current_letter(application),
        offer=offer,
        visits=application.placements.select_related("host"),
        may_change=open_now and state in {ApplicationState.SUBMITTED, *CORRECTABLE},
        may_rank=open_now and state in RANKABLE,
        may_withdraw=state in WITHDRAWABLE - {ApplicationState.OFFERED, ApplicationState.PLACED},
    )
    return render(request, "observership/application_read.html", context)


def _decision_note(events: list[Any]) -> str:
    """Why a coordinator decided by hand; empty when nobody did."""
    by_hand = {ApplicationState.ELIGIBLE, ApplicationState.INELIGIBLE}
    notes = [event.note for event in events if event.moved_to in by_hand and event.note]
    return notes[-1] if notes else ""


def _task_list(request: HttpRequest, application: Application) -> HttpResponse:
    on = timezone.localdate()
    filled = draft_of(application, timezone.now())
    missing = gaps(filled)
    tasks = [_task(application, section, filled, missing) for section in SECTIONS]
    context = framed(
        application,
        open=is_open(application.call, on),
        tasks=tasks,
        optional=_preferences_task(application),
        missing=len(missing),
        done=sum(task.progress is Progress.COMPLETE for task in tasks),
        reasons=reason_lines(reasons_of(application, on)),
        next_calls=[call for call in open_calls(on) if call.pk != application.call_id],
    )
    return render(request, "observership/application.html", context)


def _task(
    application: Application, section: Section, filled: Filled, missing: tuple[Gap, ...]
) -> Task:
    stands = progress(section, filled)
    lacks = () if stands is Progress.EMPTY else missing
    return Task(
        title=SECTION_TITLES[section],
        url=reverse("observership:section", args=[application.public_id, section]),
        minutes=MINUTES[section],
        progress=stands,
        word=PROGRESS_WORDS[stands],
        todo=tuple(GAP_WORDS[gap] for gap in lacks if PLACES[gap] is section),
    )


def _preferences_task(application: Application) -> Task:
    ranked = application.preferences.exists()
    return Task(
        title=_("Where I would rather go"),
        url=reverse("observership:preferences", args=[application.public_id]),
        minutes=PREFERENCES_MINUTES,
        progress=Progress.COMPLETE if ranked else Progress.EMPTY,
        word=_("Hosts numbered") if ranked else _("Optional"),
    )


@own_application
@require_POST
def submit(request: HttpRequest, application: Application) -> HttpResponse:
    """Hand the application in, or name each thing that is missing with its place."""
    try:
        submit_application(application=application, at=timezone.now())
    except NotCompleteError as error:
        lines = [
            {
                "text": GAP_WORDS[gap],
                "section": SECTION_TITLES[PLACES[gap]],
                "url": reverse("observership:section", args=[application.public_id, PLACES[gap]]),
            }
            for gap in error.gaps
        ]
        context = framed(application, lines=lines)
        return render(request, "observership/application_missing.html", context, status=422)
    except CallClosedError:
        say_closed(request)
    except NotDraftError:
        say_handed_in(request)
    else:
        messages.success(request, _("Submitted. We check the rules of the call now."))
    return home(application)


@own_application
@require_POST
def reopen(request: HttpRequest, application: Application) -> HttpResponse:
    """Change what was handed in, while the call is open."""
    at = timezone.now()
    changed = application
    try:
        if application.state in CORRECTABLE:
            changed = correct_application(application=application, at=at)
        else:
            changed = reopen_application(application=application, at=at)
    except CallClosedError:
        messages.warning(request, _("This call is closed. Your application stands as it is."))
    except (IllegalMoveError, HasOfferError):
        messages.info(request, _("It is no longer in that state. Nothing changed."))
    else:
        text = _("It is a draft again. It counts only once you submit it again.")
        messages.warning(request, text)
    return home(changed)


@own_application
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    """End the application, with a reason."""
    form = WithdrawForm(typed(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            withdraw_application(application=application, reason=reason, at=timezone.now())
        except HasOfferError:
            messages.warning(request, _("A place waits for you. Decline or cancel it instead."))
        except IllegalMoveError:
            messages.info(request, _("It was withdrawn before."))
        else:
            messages.success(request, _("Withdrawn. What you wrote stays readable for you."))
        return redirect("observership:mine")
    context = framed(application, form=form)
    status = 422 if form.is_bound else 200
    return render(request, "observership/application_withdraw.html", context, status=status)
