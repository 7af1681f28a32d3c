"""Calls in the office: the list, one call with what to do next, a new one, changes, the end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from observership.domain.calls import Stage
from observership.domain.lifecycle import ApplicationState
from observership.forms.call import FROZEN_WORDS, CallForm, EndCallForm
from observership.models import Call
from observership.models.labels import APPLICATION_LABELS
from observership.queries.calls import page_of
from observership.queries.committee import order_of_call
from observership.queries.office import CallLine, call_lines, office_calls, stage_now
from observership.services.calls import (
    CallBusyError,
    CallDatesError,
    CallEndedError,
    CallExistsError,
    CallFrozenError,
    change_call,
    create_call,
    end_call,
)
from observership.views.access import coordinators_only
from observership.views.coordinator_frame import answered, coordinator, framed, of_call, typed
from observership.views.coordinator_words import STAGE_WORDS, next_of

CALL = "observership:office_call"


def shown(line: CallLine) -> dict[str, object]:
    """A call as its card shows it: stage, what is next, how many are in which state."""
    states = [
        (str(state), label, line.counts.get(state, 0))
        for state, label in APPLICATION_LABELS.items()
        if state != ApplicationState.DRAFT
    ]
    return {
        "call": line.call,
        "stage": str(line.stage),
        "stage_words": STAGE_WORDS[line.stage],
        "applications": line.applications,
        "states": states,
        "standing": line.standing,
        "next": next_of(line.call, line.to_do),
    }


@coordinators_only
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """All calls, the latest first."""
    lines = call_lines(office_calls(), timezone.localdate())
    context = framed("calls", lines=[shown(line) for line in lines])
    return render(request, "observership/office_calls.html", context)


@of_call
@require_safe
def call(request: HttpRequest, call: Call) -> HttpResponse:
    """One call: counts, what is next, its rules, and how to end it."""
    return _page(request, call, EndCallForm())


def _page(request: HttpRequest, call: Call, form: EndCallForm) -> HttpResponse:
    (line,) = call_lines([call], timezone.localdate())
    context = framed(
        "calls",
        call,
        "call",
        line=shown(line),
        page=page_of(call),
        order=order_of_call(call),
        form=form,
        may_change=line.stage not in (Stage.PUBLISHED, Stage.ENDED),
    )
    return answered(request, "observership/office_call.html", context, form)


@coordinators_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new call."""
    form = CallForm(typed(request))
    if form.is_valid():
        try:
            made = create_call(
                key=form.cleaned_data["key"],
                facts=form.facts,
                by=coordinator(request),
                at=timezone.now(),
            )
        except CallExistsError:
            form.add_error("key", _("Another call has this short name."))
        else:
            messages.success(request, _("The call is written down. It opens on its day."))
            return redirect(CALL, made.key)
    return answered(request, "observership/office_call_form.html", framed("calls", form=form), form)


@of_call
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, call: Call) -> HttpResponse:
    """Change what may still change."""
    stage = stage_now(call, timezone.localdate())
    form = CallForm(typed(request), call=call, stage=stage)
    if form.is_valid() and _changed(request, call, form):
        messages.success(request, _("Saved."))
        return redirect(CALL, call.key)
    context = framed("calls", call, "call", form=form)
    return answered(request, "observership/office_call_form.html", context, form)


def _changed(request: HttpRequest, call: Call, form: CallForm) -> bool:
    """Save; False with the reasons in the form."""
    try:
        change_call(call=call, facts=form.facts, by=coordinator(request), at=timezone.now())
    except CallFrozenError as error:
        for name, reason in error.fields.items():
            form.add_error(name if name in form.fields else None, FROZEN_WORDS[reason])
        return False
    except CallDatesError as error:
        form.add_error(error.name, _("This day must come after the one before it."))
        return False
    return True


@of_call
@require_POST
def end(request: HttpRequest, call: Call) -> HttpResponse:
    """End a call for good, with a reason."""
    form = EndCallForm(request.POST)
    if not form.is_valid():
        return _page(request, call, form)
    said = {
        CallBusyError: _(
            "Applications, offers or visits still wait for somebody. See to them first."
        ),
        CallEndedError: _("It had ended before."),
    }
    try:
        end_call(
            call=call,
            reason=form.cleaned_data["reason"],
            by=coordinator(request),
            at=timezone.now(),
        )
    except tuple(said) as error:
        messages.warning(request, said[type(error)])
    else:
        messages.success(request, _("The call has ended. Who still hoped for a place is told."))
    return redirect(CALL, call.key)
