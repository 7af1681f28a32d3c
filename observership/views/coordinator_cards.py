"""Cards of the board: what each says of an application or a placement, and where it may go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from observership.domain.board import Column, moves_of_application, moves_of_placement
from observership.domain.codes import Side
from observership.domain.lifecycle import ApplicationState, PlacementState
from observership.domain.next_steps import NextStep
from observership.models import Application, Match, Placement
from observership.models.labels import APPLICATION_LABELS, PLACEMENT_LABELS
from observership.queries.board import Money
from observership.rendering.step_words import WHOSE_WORDS, step_line
from passport.dates import days_left, is_after

COLUMN_WORDS: dict[Column, Promise] = {
    Column.SUBMITTED: _("Submitted"),
    Column.ELIGIBLE: _("Eligible"),
    Column.MATCHED: _("Matched"),
    Column.AGREED: _("Agreed"),
    Column.TRAVELLING: _("Travelling"),
    Column.REPORTING: _("Reporting"),
    Column.CLOSED: _("Closed"),
}
COLUMN_EMPTY: dict[Column, Promise] = {
    Column.SUBMITTED: _("Applications that the rules have not looked at."),
    Column.ELIGIBLE: _("Applications that hope for a place."),
    Column.MATCHED: _("Offers, and placements that are being prepared."),
    Column.AGREED: _("Placements that all three sides signed."),
    Column.TRAVELLING: _("Visits that are under way."),
    Column.REPORTING: _("Visits whose sign-off or report is due."),
    Column.CLOSED: _("Visits with sign-off and report."),
}
_WAITS = {
    ApplicationState.SUBMITTED: (_("Decide whether it is eligible"), (Side.COORDINATOR,)),
    ApplicationState.ELIGIBLE: (_("Match it with its call"), (Side.COORDINATOR,)),
    ApplicationState.OFFERED: (_("Answer the offer"), ()),
}


@dataclass(frozen=True)
class Card:
    """One card; `moves` are links to where a legal move is made."""

    id: str
    home: str
    host: str
    url: str
    number: str
    who: str
    where: str
    first: date | None
    last: date | None
    days: int
    step: str | Promise
    whose: tuple[str, ...]
    due_on: date | None
    is_late: bool
    moves: tuple[tuple[Any, str], ...]
    money: Money | None = None


def application_card(application: Application, on: date) -> Card:
    """A card of an application, which comes with its open matches."""
    matches: list[Match] = getattr(application, "open_matches", [])
    match = matches[0] if matches else None
    centre = match.window.opening.centre if match else None
    words, sides = _WAITS[ApplicationState(application.state)]
    due_on = localdate(match.answer_by) if match else None
    return Card(
        id=f"a{application.pk}",
        home=application.country,
        host=centre.country if centre else "",
        url=reverse(
            "observership:office_application", args=[application.call.key, application.public_id]
        ),
        number=application.number or "",
        who=str(application.trainee.user) if application.trainee else "",
        where=centre.name if centre else application.centre_name,
        first=match.window.starts_on if match else None,
        last=match.window.ends_on if match else None,
        days=days_left(on, localdate(application.state_since)),
        step=words,
        whose=tuple(str(WHOSE_WORDS[side]) for side in (_unanswered(match) if match else sides)),
        due_on=due_on,
        is_late=due_on is not None and is_after(on, due_on),
        moves=tuple(_application_move(application, to) for to in _may(application)),
    )


def _unanswered(match: Match) -> tuple[Side, ...]:
    said = ((Side.TRAINEE, match.trainee_accepted_at), (Side.HOST, match.host_accepted_at))
    return tuple(side for side, at in said if at is None)


def _may(application: Application) -> tuple[ApplicationState, ...]:
    return moves_of_application(application.state)


def _application_move(application: Application, to: ApplicationState) -> tuple[Any, str]:
    key = application.call.key
    if to is ApplicationState.OFFERED:
        return COLUMN_WORDS[Column.MATCHED], reverse("observership:matching", args=[key])
    address = reverse("observership:office_application", args=[key, application.public_id])
    return APPLICATION_LABELS[to], f"{address}?to={to}#decide"


def placement_card(
    placement: Placement, step: NextStep | None, money: Mapping[int, Money], on: date
) -> Card:
    """A card of a placement, with its next step as queries found it."""
    application = placement.application
    line = step_line(placement, step, Side.COORDINATOR, on) if step else None
    return Card(
        id=f"p{placement.pk}",
        home=application.country,
        host=placement.host.country,
        url=reverse("observership:placement", args=[placement.public_id]),
        number=application.number or "",
        who=str(placement.trainee.user) if placement.trainee else "",
        where=placement.host.name,
        first=placement.starts_on,
        last=placement.ends_on,
        days=days_left(on, localdate(placement.state_since)),
        step=line.words if line else "",
        whose=line.whose if line else (),
        due_on=line.due_on if line else None,
        is_late=bool(line and line.is_late),
        moves=tuple(_placement_move(placement, to) for to in moves_of_placement(placement.state)),
        money=money.get(placement.pk),
    )


def _placement_move(placement: Placement, to: PlacementState) -> tuple[Any, str]:
    page = "placement_change" if to is PlacementState.CANCELLED else "sign_off"
    address = reverse(f"observership:{page}", args=[placement.public_id])
    return PLACEMENT_LABELS[to], address
