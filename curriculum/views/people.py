"""Choosing one member of a centre: by part of the name, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, QueryDict

from curriculum.queries.assessing import members_named
from passport.people.domain.roles import Role
from passport.people.models import Centre
from passport.people.models.labels import ROLE_LABELS
from passport.people.queries.centres import Member, member_of

PER_PAGE = 25


@dataclass(frozen=True)
class Choice:
    """One line to choose: name and roles only."""

    public_id: UUID
    name: str
    roles: str


def role_words(codes: Sequence[str]) -> str:
    """Roles as a sentence part."""
    return " · ".join(str(ROLE_LABELS[Role(code)]) for code in codes)


def picker(request: HttpRequest, centre: Centre, on: date, *, but: int = 0) -> dict[str, Any]:
    """What components/person_picker.html takes: one page of members and the search."""
    words = request.GET.get("q", "")
    members = members_named(centre, on, words, but=but)
    page: Any = Paginator(members, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = [
        Choice(member.public_id, member.name, role_words(member.roles))
        for member in page.object_list
    ]
    kept = {"centre": str(centre.public_id), "q": words}
    return {
        "page": page,
        "words": words,
        "query": urlencode({name: value for name, value in kept.items() if value}),
    }


def member_or_404(centre: Centre, person: str, on: date) -> Member:
    """A member of a centre on a day by public id; anybody else does not exist here."""
    try:
        found = member_of(centre, UUID(person), on)
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def typed(request: HttpRequest) -> QueryDict | None:
    """What was posted, even when nothing was chosen; None when a page is only looked at."""
    return request.POST if request.method == "POST" else None
