"""What the pages about a centre's people share: what was typed, tabs with counts, units."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from passport.people.models import Centre
from passport.people.queries.invitations import requests_of, unanswered
from passport.people.queries.members import units_of

PAGE_SIZE = 50


def typed(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None when it was only asked for."""
    return request.POST if request.method == "POST" else None


@dataclass(frozen=True)
class PeopleTabs:
    """Which list is open, and how much waits in the others."""

    current: str
    invitations: int
    requests: int


def framed(centre: Centre, tab: str, **context: Any) -> dict[str, Any]:
    """The context of a page about a centre's people."""
    tabs = PeopleTabs(
        current=tab,
        invitations=unanswered(centre).count(),
        requests=requests_of(centre).count(),
    )
    return {"centre": centre, "section": "people", "tabs": tabs, **context}


def unit_names(centre: Centre) -> list[str]:
    """Units to choose from while typing."""
    return units_of(centre, timezone.localdate())
