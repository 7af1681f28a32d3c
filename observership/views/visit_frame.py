"""What the pages of a visit share: their frame, who may write, and refusals in words."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from observership.domain.codes import Side
from observership.domain.lifecycle import VISIT_BEGUN, PlacementState
from observership.models import Placement
from observership.services.visits import VisitClosedError
from passport.people.models import Professional, User

CANCELLED_LATE = (*VISIT_BEGUN, PlacementState.CANCELLED)


def page(
    request: HttpRequest,
    found: tuple[Placement, Side],
    section: str,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page of a visit, templates/observership/visit_<section>.html, with its navigation.

    Who may read this page alone gets no `sections`.
    """
    placement, side = found
    context |= {
        "placement": placement,
        "side": side.value,
        "section": section,
        "sections": context.get("sections", sections_of(placement, side)),
    }
    return render(request, f"observership/visit_{section}.html", context, status=status)


def sections_of(placement: Placement, side: Side) -> Sequence[str]:
    """Which pages of a visit there are, by its state."""
    sections = ["days"]
    if placement.state in CANCELLED_LATE:
        sections += ["log", "objectives", "items"]
    if placement.state in VISIT_BEGUN:
        sections += ["sign_off", "report", "rating"]
    if placement.state == PlacementState.CLOSED:
        sections += ["mentor"] if side is Side.HOST else ["follow_ups", "mentor"]
    return sections


def user_of(request: HttpRequest) -> User:
    """Who is signed in; the doors of placements let nobody else through."""
    if not isinstance(request.user, User):
        raise TypeError
    return request.user


def supervises(request: HttpRequest, placement: Placement) -> Professional | None:
    """The placement's supervisor, when that is who is signed in."""
    supervisor = placement.supervisor
    mine = supervisor is not None and supervisor.user_id == user_of(request).pk
    return supervisor if mine else None


def acted(request: HttpRequest, act: Callable[[], Any], said: str | Callable[[Any], str]) -> bool:
    """Do something to a visit and say so, in words that may tell what came of it.

    When the visit is closed for that, say this instead.
    """
    try:
        done = act()
    except VisitClosedError:
        messages.warning(request, _("This visit is not open for that now. Nothing changed."))
        return False
    messages.success(request, said(done) if callable(said) else said)
    return True
