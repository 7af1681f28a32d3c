"""A host describes what a department offers, changes it, and pauses it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from observership.forms.opening import OpeningForm, facts_of
from observership.models import Opening
from observership.queries.openings import supervisors_of
from observership.services.openings import (
    NotASupervisorError,
    OpeningExistsError,
    change_opening,
    create_opening,
    pause_opening,
    resume_opening,
)
from observership.views.access import host_desk
from observership.views.host_frame import desk_page, of_opening, person, typed
from passport.people.models import Centre


@host_desk
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Describe a department; its dates come next."""
    people = supervisors_of(centre, timezone.localdate())
    own = [each for each in people if each.user_id == request.user.pk]
    begun = {"supervisor": str(own[0].public_id)} if own else {}
    form = OpeningForm(typed(request), people=people, initial=begun)
    if form.is_valid() and (made := _created(request, centre, form)):
        messages.success(request, _("Saved. Say now when you could host."))
        return redirect("observership:windows", centre.public_id, made.public_id)
    status = 422 if form.is_bound else 200
    return desk_page(request, centre, "observership/opening.html", status, form=form)


def _created(request: HttpRequest, centre: Centre, form: OpeningForm) -> Opening | None:
    at = timezone.now()
    try:
        return create_opening(
            centre=centre,
            facts=form.facts,
            by=person(request),
            on=timezone.localdate(),
            at=at,
        )
    except (OpeningExistsError, NotASupervisorError) as error:
        _explain(form, error)
        return None


def _explain(form: OpeningForm, error: ValueError) -> None:
    if isinstance(error, OpeningExistsError):
        said = _("Your centre has described this department already. Change that one.")
        form.add_error("department", said)
    else:
        form.add_error("supervisor", _("This person no longer receives visitors here."))


@of_opening
@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HttpRequest, centre: Centre, found: Opening) -> HttpResponse:
    """Change what a department offers."""
    people = supervisors_of(centre, timezone.localdate())
    form = OpeningForm(typed(request), people=people, initial=facts_of(found))
    if form.is_valid() and _changed(found, form):
        messages.success(request, _("Saved. Visits that were agreed stay as they were agreed."))
        return redirect("observership:host", centre.public_id)
    status = 422 if form.is_bound else 200
    return desk_page(request, centre, "observership/opening.html", status, form=form, opening=found)


def _changed(found: Opening, form: OpeningForm) -> bool:
    try:
        change_opening(opening=found, facts=form.facts, on=timezone.localdate(), at=timezone.now())
    except (OpeningExistsError, NotASupervisorError) as error:
        _explain(form, error)
        return False
    return True


@of_opening
@require_POST
def pause(request: HttpRequest, centre: Centre, found: Opening) -> HttpResponse:
    """Nobody new is matched here, or people are matched here again."""
    if request.POST.get("answer") == "resume":
        resume_opening(opening=found)
        messages.success(request, _("People can be matched here again."))
    else:
        pause_opening(opening=found, at=timezone.now())
        messages.success(request, _("Paused. Nobody new is matched here; agreed visits stay."))
    return redirect("observership:host", centre.public_id)
