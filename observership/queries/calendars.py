"""Questions about calendars: whose placements stand in them, and which address is open."""

from datetime import date

from django.db.models import Q, QuerySet

from observership.models import GuestLink, Placement
from observership.queries.parts import placements, receiving_centres
from passport.people.models import Professional

CALENDAR = "calendar"


def calendar_placements(person: Professional, on: date) -> QuerySet[Placement]:
    """Placements that a person makes, or supervises at a centre of today; the first visit first."""
    hosted = Q(supervisor=person, host__in=receiving_centres(person, on))
    rows = placements().filter(Q(trainee=person) | hosted)
    return rows.order_by("starts_on", "pk")


def open_calendar_of(person: Professional) -> QuerySet[GuestLink]:
    """The address of a person's calendar that answers now."""
    return GuestLink.objects.filter(purpose=CALENDAR, person=person, closed_at__isnull=True)
