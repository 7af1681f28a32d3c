"""What must hold for a visit whatever anybody prefers, and which of it a pair breaks."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from observership.domain.candidates import Candidate, Period, Place, Round, Spoken
from observership.domain.codes import reaches
from passport.people.domain.roles import Setting


class Constraint(StrEnum):
    """A hard constraint; CONFLICT is a centre or opening of the own, or a host that refused."""

    LANGUAGE = "language"
    SETTING = "setting"
    DATES = "dates"
    ROLE = "role"
    CONFLICT = "conflict"
    FORBIDDEN = "forbidden"
    UNWANTED = "unwanted"


def shared_languages(spoken: Collection[Spoken], asked: Collection[Spoken]) -> tuple[str, ...]:
    """Codes of the languages that are spoken at the least level asked, sorted."""
    return tuple(
        sorted(
            {
                each.code
                for each in spoken
                for least in asked
                if each.code == least.code and reaches(each.level, least.level)
            }
        )
    )


def fits_setting(visitor: str, opening: str) -> bool:
    """Whether they treat the same patients; whoever treats both fits everybody."""
    return visitor == opening or Setting.BOTH in {visitor, opening}


def shared_days(one: Period, other: Period) -> int:
    """How many days two periods have in common; negative or 0 when none."""
    first, last = _both(one, other)
    return last - first + 1


def _both(one: Period, other: Period) -> tuple[int, int]:
    return (
        max(one.first.toordinal(), other.first.toordinal()),
        min(one.last.toordinal(), other.last.toordinal()),
    )


def stay(candidate: Candidate, place: Place) -> Period | None:
    """The earliest days of the wanted length in the window and one of the own periods, or None."""
    starts = [
        _both(period, place.period)[0]
        for period in candidate.dates
        if shared_days(period, place.period) >= candidate.length
    ]
    if not starts:
        return None
    first = min(starts)
    return Period(date.fromordinal(first), date.fromordinal(first + candidate.length - 1))


def rank_of(candidate: Candidate, place: Place) -> int | None:
    """The rank that the candidate gave the place's opening; None without one."""
    return dict(candidate.ranks).get(place.opening)


def is_own_centre(candidate: Candidate, place: Place) -> bool:
    """Whether the candidate belongs to the centre that would receive."""
    return place.centre in candidate.homes


def is_own_visitor(candidate: Candidate, place: Place) -> bool:
    """Whether the candidate would supervise the own visit."""
    return place.opening in candidate.supervised


def is_own(candidate: Candidate, place: Place) -> bool:
    """Whether both sides of a visit would be the same people."""
    return is_own_centre(candidate, place) or is_own_visitor(candidate, place)


def broken(candidate: Candidate, place: Place, given: Round) -> tuple[Constraint, ...]:
    """The hard constraints that this pair breaks, in the order of Constraint; pins play no part."""
    return broken_of(
        candidate,
        place,
        is_refused=any(
            word.refused and (word.opening, word.candidate) == (place.opening, candidate.id)
            for word in given.words
        ),
        is_forbidden=any(
            (each.candidate, each.place) == (candidate.id, place.id) for each in given.forbids
        ),
    )


def broken_of(
    candidate: Candidate, place: Place, *, is_refused: bool, is_forbidden: bool
) -> tuple[Constraint, ...]:
    """As `broken`, for a caller that has looked up the host's word and what is forbidden."""
    is_unwanted = not candidate.any_host and rank_of(candidate, place) is None
    holds = {
        Constraint.LANGUAGE: bool(shared_languages(candidate.languages, place.languages)),
        Constraint.SETTING: fits_setting(candidate.setting, place.setting),
        Constraint.DATES: stay(candidate, place) is not None,
        Constraint.ROLE: candidate.role in place.roles,
        Constraint.CONFLICT: not is_refused and not is_own(candidate, place),
        Constraint.FORBIDDEN: not is_forbidden,
        Constraint.UNWANTED: not is_unwanted,
    }
    return tuple(constraint for constraint, is_held in holds.items() if not is_held)
