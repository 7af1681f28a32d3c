"""Mentoring after a visit: both agree, then each sees how to reach the other."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from observership.domain.codes import Side
from observership.domain.lifecycle import PlacementState
from observership.forms.visit_end import MentorForm
from observership.models import Mentorship, Placement
from observership.queries.mentors import mentoring_and_side, part_of, possible_mentors
from observership.queries.parts import side_of
from observership.queries.visits import mentorship_of
from observership.services.mentors import (
    NotAMentorError,
    ProposedTooOftenError,
    agree_to_mentoring,
    end_mentoring,
    propose_mentor,
)
from observership.views.access import placement_part
from observership.views.visit_frame import acted, page, user_of
from passport.dates import local_day


@placement_part(door=mentoring_and_side)
@require_http_methods(["GET", "HEAD", "POST"])
def mentor(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """The mentoring as it stands; trainee, host and coordinators may propose somebody else."""
    if placement.state != PlacementState.CLOSED or placement.trainee is None:
        raise Http404
    found = mentorship_of(placement)
    inside = side_of(user_of(request), placement, _today()) is not None
    people = possible_mentors(placement, _today()) if inside else []
    form = MentorForm(request.POST or None, people=people)
    if form.is_valid():
        return _proposed(request, placement, form)
    part = part_of(found, user_of(request).pk) if found else None
    agreed = bool(found and found.trainee_agreed_at and found.mentor_agreed_at)
    context: dict[str, Any] = {
        "mentorship": found,
        "part": part,
        "agreed": agreed,
        "contact": _contact(found, part) if agreed else None,
        "mine": found and _mine(found, part),
        "form": form if people else None,
    }
    if not inside:  # a mentor who left the host reads no other page
        context["sections"] = ()
    status = 422 if form.is_bound else 200
    return page(request, (placement, side), "mentor", status=status, **context)


def _today() -> date:
    return local_day(timezone.now(), settings.TIME_ZONE)


def _contact(found: Mentorship | None, part: Side | None) -> Any:
    """The other side's account: name and address, for these two alone."""
    if found is None or part is None or found.placement.trainee is None:
        return None
    return found.mentor.user if part is Side.TRAINEE else found.placement.trainee.user


def _mine(found: Mentorship, part: Side | None) -> Any:
    """When this side agreed."""
    if part is None:
        return None
    return found.trainee_agreed_at if part is Side.TRAINEE else found.mentor_agreed_at


def _proposed(request: HttpRequest, placement: Placement, form: MentorForm) -> HttpResponse:
    def act() -> None:
        propose_mentor(placement=placement, mentor=form.chosen, at=timezone.now())

    try:
        acted(request, act, _("Proposed. Both sides are asked."))
    except NotAMentorError:
        messages.warning(request, _("This person receives no visitors there any more."))
    except ProposedTooOftenError:
        messages.warning(request, _("Several people were asked today. Please go on tomorrow."))
    return redirect("observership:mentor", placement.public_id)


@placement_part(door=mentoring_and_side)
@require_POST
def agree(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """This side agrees that the other one sees its address."""

    def act(found: Mentorship, part: Side) -> None:
        agree_to_mentoring(mentorship=found, side=part, at=timezone.now())

    return _answered(request, placement, act, _("You agreed."))


@placement_part(door=mentoring_and_side)
@require_POST
def end(request: HttpRequest, placement: Placement, side: Side) -> HttpResponse:
    """This side declines or ends the mentoring."""

    def act(found: Mentorship, part: Side) -> None:
        end_mentoring(mentorship=found, by=user_of(request), at=timezone.now())

    return _answered(request, placement, act, _("Ended. Addresses are no longer shown."))


def _answered(
    request: HttpRequest,
    placement: Placement,
    act: Callable[[Mentorship, Side], Any],
    said: str,
) -> HttpResponse:
    found = mentorship_of(placement)
    part = part_of(found, user_of(request).pk) if found else None
    if found is None or part is None:
        raise Http404
    acted(request, lambda: act(found, part), said)
    if mentoring_and_side(user_of(request), placement.public_id, _today()) is None:
        return redirect("observership:supervising")
    return redirect("observership:mentor", placement.public_id)
