"""What the pages of a placement share: their frame and its navigation."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from observership.domain.codes import Side
from observership.models import Placement

Found = tuple[Placement, Side]


def page(
    request: HttpRequest,
    found: Found,
    template: str,
    *,
    tab: str,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page of a placement; `tab` is overview, agreement, tasks, funding or change."""
    placement, side = found
    context |= {"placement": placement, "side": side.value, "tab": tab}
    return render(request, f"observership/{template}.html", context, status=status)
