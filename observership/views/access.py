"""Lets everybody into what is theirs of an observership, and nobody else."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from observership.domain.codes import Side
from observership.models import Placement
from observership.permissions import is_coordinator
from observership.queries.parts import placement_and_side, receives_visitors
from passport.people.models import Centre, Professional, User
from passport.people.queries.profiles import professional_of
from passport.second_step import lead_to_second_step, took_second_step

View = Callable[..., HttpResponse]
Door = Callable[[User, UUID, date], tuple[Placement, Side] | None]


def coordinators_only(view: View) -> View:
    """Decorator: only coordinators; for anybody else the page does not exist."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not is_coordinator(request.user):
            raise Http404
        return view(request, **kwargs)

    return guarded


def trainees_only(view: View) -> View:
    """Decorator: `view` takes the signed-in professional; who has no profile yet makes one."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return view(request, professional_or_404(request), **kwargs)

    return guarded


def host_desk(view: View) -> View:
    """Decorator: `view` takes the centre in place of `centre_id`: its leads and supervisors."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, centre_id: UUID, **kwargs: Any) -> HttpResponse:
        centre = Centre.objects.filter(public_id=centre_id).first()
        if centre is None or not receives_visitors(_user(request), centre, timezone.localdate()):
            raise Http404
        return view(request, centre, **kwargs)

    return guarded


def placement_part(*sides: Side, door: Door = placement_and_side) -> Callable[[View], View]:
    """Decorator: `view` takes the placement and the reader's side in place of `placement_id`.

    Whoever has no part in it gets a 404; another side than `sides` a 403. A trainee reads what
    is the own; everybody else shows a passkey or a code of an authenticator app first. `door`
    says who has a part.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        @login_required
        def guarded(request: HttpRequest, placement_id: UUID, **kwargs: Any) -> HttpResponse:
            found = door(_user(request), placement_id, timezone.localdate())
            if found is None:
                raise Http404
            if found[1] is not Side.TRAINEE and not took_second_step(request):
                return lead_to_second_step(request)
            if sides and found[1] not in sides:
                raise PermissionDenied
            return view(request, *found, **kwargs)

        return guarded

    return decorate


def professional_or_404(request: HttpRequest) -> Professional:
    """Who is signed in, as a professional; raises Http404 for an account without a profile."""
    found = professional_of(request.user)
    if found is None:
        raise Http404
    return found


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user
