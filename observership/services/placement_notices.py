"""Mails about a placement: to the trainee, the host, the home department and coordinators."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings

from observership.domain.codes import Side
from observership.models import Placement
from observership.queries.placement_people import coordinators, host_people
from passport.dates import local_day
from passport.notices.services import send_notice
from passport.people.models import Professional

ACCOUNT_SIDES = (Side.TRAINEE, Side.HOST)


def tell(
    *,
    kind: str,
    placement: Placement,
    at: datetime,
    sides: Iterable[Side] = ACCOUNT_SIDES,
    **facts: Any,
) -> None:
    """Write the mail `observership_<kind>` to these sides; home gets one where its head is known.

    `facts` are dates and codes as JSON; every mail holds host, department, days and the link.
    While nobody coordinates, the issuer hears what coordinators would.
    """
    context = {**facts_of(placement), **facts}
    on = local_day(at, settings.TIME_ZONE)
    for side in sides:
        for email, language in _addresses(placement, side, on):
            send_notice(
                kind=f"observership_{kind}",
                recipient=email,
                language=language,
                context={**context, "side": side.value},
                at=at,
            )


def facts_of(placement: Placement) -> dict[str, Any]:
    """What every mail about a placement may name."""
    return {
        "placement": str(placement.public_id),
        "host": str(placement.host),
        "department": placement.opening.department,
        "starts_on": placement.starts_on.isoformat(),
        "ends_on": placement.ends_on.isoformat(),
    }


def tell_person(
    *, kind: str, placement: Placement, person: Professional, at: datetime, **facts: Any
) -> None:
    """Write a mail to one person who has or had a part."""
    send_notice(
        kind=f"observership_{kind}",
        recipient=person.user.email,
        language=person.language,
        context={**facts_of(placement), **facts},
        at=at,
    )


def _addresses(placement: Placement, side: Side, on: date) -> list[tuple[str, str]]:
    if side is Side.TRAINEE:
        people = [placement.trainee] if placement.trainee else []
    elif side is Side.HOST:
        people = host_people(placement, on)
    elif side is Side.COORDINATOR:
        found = [user.email for user in coordinators()] or [settings.ISSUER["contact"]]
        return [(email, settings.LANGUAGE_CODE) for email in found]
    else:
        known = bool(placement.home_email)
        return [(placement.home_email, settings.LANGUAGE_CODE)] if known else []
    return [(person.user.email, person.language) for person in people]
