"""What stands on the lists before a visit: the host's checklist and the trainee's travel list."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from observership.domain.codes import Paperwork, Side


class HostTask(StrEnum):
    """What a host does before the first day, besides the paperwork that the opening asks for."""

    NAMED_CONTACT = "named_contact"
    ACCESS_BADGE = "access_badge"


class TravelTask(StrEnum):
    """What a trainee does before travelling."""

    LEAVE_AGREED = "leave_agreed"
    TRAVEL_BOOKED = "travel_booked"
    ACCOMMODATION = "accommodation"
    TRAVEL_INSURANCE = "travel_insurance"
    PAPERS_SENT = "papers_sent"


OWN = "own-"


@dataclass(frozen=True)
class ListLine:
    """One line of a list: whose it is, and its code."""

    side: Side
    key: str


def lines_at_start(paperwork: Iterable[str]) -> tuple[ListLine, ...]:
    """The lists of a new placement, in order; papers are sent only where some are asked for."""
    asked = [code.value for code in Paperwork if code.value in set(paperwork)]
    travel = [each for each in TravelTask if asked or each is not TravelTask.PAPERS_SENT]
    return (
        *(ListLine(Side.HOST, key) for key in (*asked, *HostTask)),
        *(ListLine(Side.TRAINEE, key.value) for key in travel),
    )


def is_own(key: str) -> bool:
    """Whether somebody wrote this line."""
    return key.startswith(OWN)
