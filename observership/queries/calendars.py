"""Questions about calendars: whose placements stand in them, and which address is open."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Q, QuerySet

from observership.domain.lifecycle import PlacementState
from observership.domain.placement_dates import Change
from observership.models import GuestLink, Placement, PlacementEvent
from observership.queries.parts import placements, receiving_centres
from passport.people.models import Professional

CALENDAR = "calendar"
_REVISING = (*PlacementState, *Change)


@dataclass(frozen=True)
class Revision:
    """How often a placement changed its state or its days, and when it last did."""

    number: int
    at: datetime


def calendar_placements(person: Professional, on: date) -> QuerySet[Placement]:
    """Placements that a person makes, or supervises at a centre of today; the first visit first."""
    hosted = Q(supervisor=person, host__in=receiving_centres(person, on))
    rows = placements().filter(Q(trainee=person) | hosted)
    return rows.order_by("starts_on", "pk")


def open_calendar_of(person: Professional) -> QuerySet[GuestLink]:
    """The address of a person's calendar that answers now."""
    return GuestLink.objects.filter(purpose=CALENDAR, person=person, closed_at__isnull=True)


def revisions_of(placements: Collection[Placement]) -> dict[int, Revision]:
    """The newest revision of each placement to which something happened; one query."""
    rows = PlacementEvent.objects.filter(placement__in=placements, kind__in=_REVISING)
    counted = rows.order_by().values("placement").annotate(number=Count("pk"), last=Max("at"))
    return {row["placement"]: Revision(row["number"], row["last"]) for row in counted}
