"""Where a placement is changed: other days, another supervisor, off, an incident."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from observership.domain.candidates import Period
from observership.domain.codes import Side
from observership.domain.lifecycle import LIVE_PLACEMENTS, UNTIL_VISIT_ENDS, PlacementState
from observership.domain.placement_dates import Refusal
from observership.forms.placement_changes import (
    CancelForm,
    DatesForm,
    IncidentForm,
    SupervisorForm,
)
from observership.models import Placement
from observership.queries.placement_room import possible_supervisors, room_of
from observership.services.agreements import Author
from observership.services.changes import (
    DatesRefusedError,
    DaysAttendedError,
    Incident,
    NotAMemberError,
    PlacementOverError,
    ReasonMissingError,
    SignedOffError,
    cancel_placement,
    change_dates,
    replace_supervisor,
    report_incident,
)
from observership.views.access import placement_part
from observership.views.placement_frame import page
from observership.views.visit_frame import user_of

REFUSALS = {
    Refusal.SAME: gettext_lazy("These are the days that it has."),
    Refusal.OUTSIDE_WINDOW: gettext_lazy("The host receives visitors on other days only."),
    Refusal.TOO_SHORT: gettext_lazy("The call asks for a longer visit."),
    Refusal.TOO_LONG: gettext_lazy("The call allows a shorter visit only."),
    Refusal.FULL: gettext_lazy("Another visitor has the place on some of these days."),
    Refusal.BEGUN: gettext_lazy("The visit has begun: its first day stays."),
    Refusal.OFFICE_EXTENDS: gettext_lazy("Ask the coordinators to extend a visit that has begun."),
    Refusal.NOT_ALL_AGREED: gettext_lazy("Tick that all three agreed to the later last day."),
    Refusal.OTHER_VISIT: gettext_lazy("The trainee makes another visit on some of these days."),
    Refusal.PASSED: gettext_lazy("These days have passed."),
}
_MOVED_ON = gettext_lazy("The placement moved on meanwhile. Nothing was saved.")
_SIGNED_OFF = gettext_lazy(
    "The visit is signed off, so its days stay. Ask a coordinator to withdraw the sign-off first."
)
STATES = {
    "dates": UNTIL_VISIT_ENDS,
    "cancel": UNTIL_VISIT_ENDS,
    "supervisor": LIVE_PLACEMENTS,
    "incident": tuple(PlacementState),
}
SIDES = {
    "dates": tuple(Side),
    "cancel": tuple(Side),
    "supervisor": (Side.HOST, Side.COORDINATOR),
    "incident": tuple(Side),
}


@placement_part()
@require_safe
def changes(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """What this reader may change now, and where."""
    ways = [kind for kind in STATES if _may(placement, side, kind)]
    return page(request, (placement, side), "placement_change", tab="change", ways=ways)


@placement_part()
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, placement: Placement, side: Side, kind: str) -> HttpResponse:
    """The form of one change."""
    closed = kind in SIDES and not _is_open(placement, kind)
    if side not in SIDES.get(kind, ()) or (closed and request.method != "POST"):
        raise Http404
    form = _form(kind, (placement, side), request)
    if closed:
        form.add_error(None, _MOVED_ON)
    elif form.is_valid() and _acted(request, placement, side, kind, form):
        return redirect("observership:placement", placement.public_id)
    begun = placement.state == PlacementState.UNDERWAY
    context = {"form": form, "kind": kind, "begun": begun, "room": _room(kind, placement)}
    status = (409 if closed else 422) if form.is_bound else 200
    return page(
        request, (placement, side), "placement_change_form", tab="change", status=status, **context
    )


def _may(placement: Placement, side: Side, kind: str) -> bool:
    return _is_open(placement, kind) and side in SIDES[kind]


def _is_open(placement: Placement, kind: str) -> bool:
    """Whether a placement can be changed in this way now; erased, it takes no words any more."""
    return placement.state in STATES[kind] and placement.erased_at is None


def _room(kind: str, placement: Placement) -> Any:
    return room_of(placement) if kind == "dates" else None


def _form(kind: str, found: tuple[Placement, Side], request: HttpRequest) -> forms.Form:
    placement, side = found
    sent = request.POST if request.method == "POST" else None
    begun = placement.state == PlacementState.UNDERWAY
    if kind == "dates":
        days = Period(placement.starts_on, placement.ends_on)
        return DatesForm(sent, days=days, begun=begun, extends=side is Side.COORDINATOR)
    if kind == "cancel":
        return CancelForm(sent, begun=begun, near=placement.starts_on)
    if kind == "incident":
        return IncidentForm(sent, near=placement.starts_on)
    people = possible_supervisors(placement, timezone.localdate())
    return SupervisorForm(sent, people=people, near=placement.starts_on)


def _acted(request: HttpRequest, placement: Placement, side: Side, kind: str, form: Any) -> bool:
    """Do it and say so; what does not fit is said at the form."""
    acts: dict[str, Callable[..., str]] = {
        "dates": _move,
        "cancel": _cancel,
        "supervisor": _supervise,
        "incident": _report,
    }
    try:
        said = acts[kind](request, placement, side, form)
    except DatesRefusedError as refused:
        form.add_error("last", REFUSALS[refused.refusal])
    except SignedOffError:
        form.add_error(None, _SIGNED_OFF)
    except DaysAttendedError:
        form.add_error("attended", _("There were not so many days yet."))
    except NotAMemberError:
        form.add_error("supervisor", _("This person does not receive visitors there any more."))
    except (PlacementOverError, ReasonMissingError):
        form.add_error(None, _MOVED_ON)
    else:
        messages.success(request, said)
        return True
    return False


def _author(request: HttpRequest, side: Side, form: Any) -> Author:
    return Author(user_of(request), side, form.cleaned_data.get("why", ""))


def _move(request: HttpRequest, placement: Placement, side: Side, form: DatesForm) -> str:
    author, now = _author(request, side, form), timezone.now()
    change_dates(
        placement=placement, days=form.days, author=author, at=now, all_agreed=form.is_agreed
    )
    if placement.state == PlacementState.UNDERWAY:
        return _("The visit has new days. Everybody was told.")
    return _("The visit has new days. All three sides sign the agreement again.")


def _cancel(request: HttpRequest, placement: Placement, side: Side, form: CancelForm) -> str:
    by, now = user_of(request), timezone.now()
    cancel_placement(placement=placement, side=side, by=by, said=form.said, at=now)
    return _("The placement is cancelled. Everybody was told.")


def _supervise(request: HttpRequest, placement: Placement, side: Side, form: SupervisorForm) -> str:
    author, now = _author(request, side, form), timezone.now()
    replace_supervisor(placement=placement, supervisor=form.chosen, author=author, at=now)
    return _("Somebody else supervises now. Everybody was told.")


def _report(request: HttpRequest, placement: Placement, side: Side, form: IncidentForm) -> str:
    report_incident(
        placement=placement,
        kind=Incident(form.cleaned_data["kind"]),
        words=form.cleaned_data["words"],
        reporter=_author(request, side, form),
        at=timezone.now(),
        knowingly=form.knowingly,
    )
    return _("Reported. The coordinators were told at once.")
