"""Whether people may apply in a call on a day."""

from datetime import date
from enum import StrEnum

from passport.dates import is_after


class Phase(StrEnum):
    """Where a call stands: nobody applies yet, anybody may, or it is too late."""

    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"


def phase_of(opens_on: date, closes_on: date, on: date, *, ended: bool = False) -> Phase:
    """The phase on a day; both days are inclusive, and an ended call is closed."""
    if ended or is_after(on, closes_on):
        return Phase.CLOSED
    return Phase.COMING if is_after(opens_on, on) else Phase.OPEN
