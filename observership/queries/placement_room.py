"""What other days of a placement have to fit, and who may supervise it."""

from datetime import date

from observership.domain.candidates import Period
from observership.domain.lifecycle import LIVE_PLACEMENTS, PlacementState
from observership.domain.placement_dates import Room
from observership.models import Placement
from observership.queries.parts import HOST_KINDS
from passport.people.models import Professional
from passport.people.queries.centres import memberships_on


def room_of(placement: Placement) -> Room:
    """Window, lengths of the call, places, and the other visits of the window."""
    window, call = placement.match.window, placement.application.call
    others = Placement.objects.filter(match__window=window, state__in=LIVE_PLACEMENTS)
    return Room(
        window=Period(window.starts_on, window.ends_on),
        shortest=call.days_min,
        longest=call.days_max,
        places=window.places,
        others=tuple(
            Period(first, last)
            for first, last in others.exclude(pk=placement.pk).values_list("starts_on", "ends_on")
        ),
        begun=placement.state == PlacementState.UNDERWAY,
    )


def possible_supervisors(placement: Placement, on: date) -> list[Professional]:
    """Who may supervise instead: supervisors and quality managers of the host, by name."""
    rows = memberships_on(placement.host, on).filter(kind__in=HOST_KINDS)
    rows = rows.exclude(professional__in=[placement.trainee_id, placement.supervisor_id or 0])
    order = "professional__user__last_name", "professional__user__first_name", "pk"
    found = {
        row.professional_id: row.professional
        for row in rows.select_related("professional__user").order_by(*order)
    }
    return list(found.values())
