"""Other sides of observerships that a reader has a part in: host, coordinator, committee."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from observership.models import CommitteeMember
from observership.permissions import is_coordinator
from observership.queries.mentors import asked_of
from observership.queries.parts import HOST_KINDS
from observership.queries.visits import supervised_by
from passport.people.models import Professional, User
from passport.people.queries.centres import centres_of
from passport.people.queries.profiles import professional_of


@dataclass(frozen=True)
class Way:
    """A link to another side."""

    title: str
    url: str


def other_ways(user: User, on: date) -> list[Way]:
    """Where else this person has something to do; two queries, two more for hosts."""
    found: list[tuple[str, str, list[Any]]] = []
    professional = professional_of(user)
    if professional is not None:
        rows = centres_of(professional, on).filter(
            kind__in=HOST_KINDS, centre__confirmed_at__isnull=False
        )
        centres = {row.centre_id: row.centre for row in rows}
        if centres and _signs(professional, on):
            found.append((_("Waiting for my signature"), "observership:supervising", []))
        for centre in centres.values():
            title = _("Receiving visitors at %(centre)s") % {"centre": centre}
            found.append((title, "observership:host", [centre.public_id]))
    if is_coordinator(user):
        found.append((_("Placement board"), "observership:board", []))
    if CommitteeMember.objects.filter(user=user, left_at__isnull=True).exists():
        found.append((_("Committee: applications to read"), "observership:committee", []))
    return [way for title, name, args in found if (way := _way(title, name, args))]


def _signs(professional: Professional, on: date) -> bool:
    """Whether a visit or a proposed mentoring waits for this person's word."""
    return supervised_by(professional, on).exists() or asked_of(professional, on).exists()


def _way(title: str, name: str, args: list[Any]) -> Way | None:
    try:
        return Way(title, reverse(name, args=args))
    except NoReverseMatch:
        return None
