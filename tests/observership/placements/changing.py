"""How tests of changes act on a placement."""

from datetime import date

import pytest

from observership.domain.candidates import Period
from observership.domain.codes import Side
from observership.services.agreements import Author
from observership.services.changes import (
    Cancelling,
    DatesRefusedError,
    cancel_placement,
    change_dates,
)
from tests.observership_factories import at

BEFORE = at("2026-05-07")
DAY_THREE = at("2026-06-03")
LAST_DAY = at("2026-06-05")


def host(placement, why="The ward is being rebuilt."):
    return Author(placement.supervisor.user, Side.HOST, why)


def cancel(placement, moment=BEFORE, side=Side.TRAINEE, **said):
    by = placement.trainee.user if side is Side.TRAINEE else placement.supervisor.user
    given = Cancelling(**{"reason": "Ill.", **said})
    return cancel_placement(placement=placement, side=side, by=by, said=given, at=moment)


def until(placement, day, author, moment=DAY_THREE, **said):
    """The placement with another last day in June."""
    days = Period(placement.starts_on, date(2026, 6, day))
    return change_dates(placement=placement, days=days, author=author, at=moment, **said)


def refused_until(placement, day, author, moment=DAY_THREE, **said):
    """Why it cannot have this last day."""
    with pytest.raises(DatesRefusedError) as refused:
        until(placement, day, author, moment, **said)
    return refused.value.refusal


def events(placement):
    """Kinds and facts of everything that happened."""
    return list(placement.events.values_list("kind", "facts"))
