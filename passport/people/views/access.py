"""Lets a quality manager into the own centre and nobody into another one."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from passport.people.models import Centre
from passport.people.queries.centres import led_centre
from passport.people.queries.profiles import professional_of

View = Callable[..., HttpResponse]


def centre_lead(view: View, *, confirmed: bool = True) -> View:
    """Decorator: `view` takes the centre in place of `centre_id`; others get a 404.

    A centre that was not confirmed is led to its overview, unless `confirmed` is False.
    """

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, centre_id: UUID, **kwargs: Any) -> HttpResponse:
        centre = centre_or_404(request, centre_id)
        if confirmed and centre.confirmed_at is None:
            return redirect("dashboard:centre", centre.public_id)
        return view(request, centre, **kwargs)

    return guarded


def centre_or_404(request: HttpRequest, centre_id: UUID) -> Centre:
    """The centre that the signed-in person leads today; raises Http404 for any other."""
    professional = professional_of(request.user)
    found = led_centre(professional, centre_id, timezone.localdate()) if professional else None
    if found is None:
        raise Http404
    return found
