"""What the matching is given: applicants, places, the hosts' word, the order that breaks ties.

Plain records with ids as text, so that a run can be kept as JSON and computed again.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True)
class Spoken:
    """A language (ISO 639-1) and how well it is spoken, or the least level that is asked."""

    code: str
    level: str


@dataclass(frozen=True)
class Period:
    """Days from first to last, both inclusive."""

    first: date
    last: date


@dataclass(frozen=True)
class Candidate:
    """An eligible application.

    `ranks` gives openings their rank, 1 best, equal ranks are ties. With `any_host` every other
    suitable opening follows, all tied; without it unranked openings are not wanted. `length` is
    in days; `homes` are the ids of the home centre and of every other one of the own, `supervised`
    those of openings whose visitors this very person supervises.
    """

    id: str
    number: str
    role: str
    setting: str
    languages: tuple[Spoken, ...]
    dates: tuple[Period, ...]
    length: int
    homes: frozenset[str]
    country: str
    ranks: tuple[tuple[str, int], ...] = ()
    any_host: bool = True
    goals: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    supervised: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Place:
    """One window of an opening, with how many visitors it takes."""

    id: str
    opening: str
    centre: str
    country: str
    roles: frozenset[str]
    setting: str
    languages: tuple[Spoken, ...]
    period: Period
    capacity: int
    objectives: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()


@dataclass(frozen=True)
class HostWord:
    """What an opening's host said of an applicant: tier 1 to 3, equal tiers are ties; or no."""

    opening: str
    candidate: str
    tier: int = 2
    refused: bool = False


class Ground(StrEnum):
    """Why a pin stands: somebody said yes, a coordinator keeps it, an open offer is left alone."""

    ACCEPTED = "accepted"
    KEPT = "kept"
    OFFERED = "offered"


@dataclass(frozen=True)
class Pin:
    """This applicant takes that place whatever else, on some ground."""

    candidate: str
    place: str
    ground: Ground = Ground.KEPT


@dataclass(frozen=True)
class Offer:
    """This applicant was offered that place by an earlier run and has not answered yet.

    In a new run its holder is first in line there, whatever the host's tiers, and so gets this
    place or one wanted more. It counts only while none of the hard constraints is broken.
    """

    candidate: str
    place: str


@dataclass(frozen=True)
class Forbid:
    """This applicant does not take that place."""

    candidate: str
    place: str


@dataclass(frozen=True)
class Round:
    """Everything that a run of the matching is given.

    `order` lists candidates' ids, first first; who stands in none comes last, by number.
    """

    candidates: tuple[Candidate, ...]
    places: tuple[Place, ...]
    words: tuple[HostWord, ...] = ()
    order: tuple[str, ...] = ()
    pins: tuple[Pin, ...] = ()
    forbids: tuple[Forbid, ...] = ()
    offers: tuple[Offer, ...] = ()
