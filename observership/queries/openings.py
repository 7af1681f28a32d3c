"""What host centres offer: openings of a centre, windows of a call, places that are taken."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from observership.domain.candidates import Period
from observership.domain.lifecycle import LIVE_PLACEMENTS, OPEN_MATCHES, MatchState
from observership.domain.windows import Owed
from observership.models import Call, Match, Opening, OpeningWindow, Placement
from observership.queries.parts import HOST_KINDS
from passport.dates import earliest, latest
from passport.people.domain.roles import Role
from passport.people.models import Centre, Professional
from passport.people.queries.centres import memberships_on


def windows_of(call: Call) -> QuerySet[OpeningWindow]:
    """Windows of a call into which somebody may be matched: not closed, opening not paused."""
    return (
        OpeningWindow.objects.filter(
            call=call,
            closed_at__isnull=True,
            opening__paused_at__isnull=True,
            opening__centre__confirmed_at__isnull=False,
        )
        .select_related("opening__centre", "call")
        .order_by("opening__centre__name", "opening__department", "starts_on", "pk")
    )


def openings_of(centre: Centre) -> QuerySet[Opening]:
    """Everything that a centre offers, paused openings too."""
    return Opening.objects.filter(centre=centre).select_related("centre", "supervisor__user")


def offering_in(centre: Centre, call: Call) -> QuerySet[Opening]:
    """A centre's openings with windows in a call, those that are not paused first."""
    windows = OpeningWindow.objects.filter(call=call, closed_at__isnull=True)
    rows = openings_of(centre).filter(pk__in=windows.values("opening"))
    return rows.order_by(F("paused_at").asc(nulls_first=True), "department", "pk")


def opening_of(centre: Centre, public_id: UUID) -> Opening | None:
    """A centre's own opening; None for another's."""
    return openings_of(centre).filter(public_id=public_id).first()


def open_windows(openings: Collection[Opening]) -> QuerySet[OpeningWindow]:
    """Windows of some openings that were not closed, the latest call first."""
    rows = OpeningWindow.objects.filter(opening__in=openings, closed_at__isnull=True)
    return rows.select_related("call", "opening").order_by("-call__opens_on", "starts_on", "pk")


def window_of(opening: Opening, public_id: UUID) -> OpeningWindow | None:
    """An opening's own window that was not closed; None for anything else."""
    return open_windows([opening]).filter(public_id=public_id).first()


def owed_of(windows: Collection[OpeningWindow]) -> dict[int, Owed]:
    """Offers that wait, visits agreed and their days, by window; two queries.

    Windows that owe nothing are left out.
    """
    ids = [window.pk for window in windows]
    held = Match.objects.filter(window__in=ids, state__in=OPEN_MATCHES)
    counted = held.values_list("window", "state").annotate(count=Count("pk")).order_by()
    places = {(pk, state): count for pk, state, count in counted}
    days: dict[int, list[tuple[date, date]]] = {}
    visits = Placement.objects.filter(match__window__in=ids, state__in=LIVE_PLACEMENTS)
    for pk, first, last in visits.values_list("match__window", "starts_on", "ends_on"):
        days.setdefault(pk, []).append((first, last))
    return {
        pk: Owed(
            waiting=places.get((pk, MatchState.PROPOSED), 0),
            agreed=places.get((pk, MatchState.ACCEPTED), 0),
            days=_filled(days.get(pk, [])),
        )
        for pk in {pk for pk, _ in places} | set(days)
    }


def _filled(days: list[tuple[date, date]]) -> Period | None:
    first, last = earliest([day for day, _ in days]), latest([day for _, day in days])
    return Period(first, last) if first and last else None


def calls_to_join(on: date) -> QuerySet[Call]:
    """Calls into which a host may still put windows: their matching was not published yet."""
    published = Q(runs__kind="published")
    rows = Call.objects.filter(ended_at__isnull=True, visits_until__gte=on).exclude(published)
    return rows.order_by("opens_on", "pk")


def supervisors_of(centre: Centre, on: date) -> list[Professional]:
    """Who may supervise visitors of a centre on a day: supervisors and leads, by name."""
    rows = memberships_on(centre, on).filter(kind__in=HOST_KINDS)
    order = "professional__user__last_name", "professional__user__first_name", "pk"
    found = rows.select_related("professional__user").order_by(*order)
    return list({row.professional_id: row.professional for row in found}.values())


def roles_admitted() -> tuple[str, ...]:
    """Roles that may apply in some call that has not ended, in the order of all roles."""
    asked = Call.objects.filter(ended_at__isnull=True).values_list("roles", flat=True)
    admitted = {role for roles in asked for role in roles}
    return tuple(str(role) for role in Role if role in admitted)
