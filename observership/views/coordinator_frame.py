"""What the office's pages share: who may enter, the call in the address, tabs, what was typed."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render

from observership.models import Call
from observership.queries.committee import applies_in
from observership.queries.office import office_calls
from observership.views.access import coordinators_only
from passport.people.models import User

View = Callable[..., HttpResponse]
PAGE_SIZE = 50


def of_call(view: View) -> View:
    """Decorator: `view` takes the call in place of its key; coordinators only, else a 404.

    Whoever applies in a call coordinates nothing of it: scores, readers and runs are others' work.
    """

    @coordinators_only
    @wraps(view)
    def guarded(request: HttpRequest, key: str, **kwargs: Any) -> HttpResponse:
        call = get_object_or_404(office_calls(), key=key)
        if applies_in(call, coordinator(request)):
            raise PermissionDenied
        return view(request, call, **kwargs)

    return guarded


def framed(section: str, call: Call | None = None, tab: str = "", **context: Any) -> dict[str, Any]:
    """The context of a page of the office.

    `section` is board, calls or outcomes; `tab` names a page of a call: call, applications,
    committee, order or matching.
    """
    return {"section": section, "call": call, "tab": tab, **context}


def answered(
    request: HttpRequest, template: str, context: dict[str, Any], form: Any
) -> HttpResponse:
    """A page with a form; 422 when it was sent and not taken."""
    return render(request, template, context, status=422 if form.is_bound else 200)


def typed(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None when it was only asked for."""
    return request.POST if request.method == "POST" else None


def coordinator(request: HttpRequest) -> User:
    """Who acts; access was checked before."""
    return cast(User, request.user)


def query_without_page(request: HttpRequest) -> str:
    """The other parameters of a list, for links to its pages."""
    return urlencode([(k, v) for k, v in request.GET.items() if k != "page" and v])
