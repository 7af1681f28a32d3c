"""What the pages of a host's desk share: the frame, the own opening or 404, what was typed."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from observership.queries.openings import opening_of
from observership.views.access import host_desk
from passport.people.models import Centre, User
from passport.people.queries.centres import led_centre
from passport.people.queries.profiles import professional_of

View = Callable[..., HttpResponse]
PAGE_SIZE = 25


def desk_page(
    request: HttpRequest, centre: Centre, template: str, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the desk; supervisors, who lead no centre, see the desk's entry alone."""
    frame = {"centre": centre, "section": "observerships", "leads": leads(request, centre)}
    return render(request, template, {**frame, **context}, status=status)


def leads(request: HttpRequest, centre: Centre) -> bool:
    """Whether the reader is quality manager of the centre."""
    professional = professional_of(request.user)
    if professional is None:
        return False
    return led_centre(professional, centre.public_id, timezone.localdate()) is not None


def of_opening(view: View) -> View:
    """Decorator: `view` takes the centre and its opening; another centre's is not there."""

    @host_desk
    @wraps(view)
    def guarded(
        request: HttpRequest, centre: Centre, opening_id: UUID, **kwargs: Any
    ) -> HttpResponse:
        found = opening_of(centre, opening_id)
        if found is None:
            raise Http404
        return view(request, centre, found, **kwargs)

    return guarded


def typed(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None when it was only asked for."""
    return request.POST if request.method == "POST" else None


def person(request: HttpRequest) -> User:
    """Who acts; access was checked before."""
    return cast(User, request.user)
