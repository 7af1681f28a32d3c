"""Which requirements and stamps hold on a day: met, due for renewal, expired."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from credentials.domain.evidence import Evidence, Group, Programme, Required
from passport.dates import DayState, Validity, earliest, is_after


class Standing(StrEnum):
    """Where a requirement or a stamp stands on a day."""

    UNMET = "unmet"
    PARTIAL = "partial"
    MET = "met"
    RENEWAL_DUE = "renewal_due"
    EXPIRED = "expired"


_OF_DAY = {
    DayState.VALID: Standing.MET,
    DayState.RENEWAL_DUE: Standing.RENEWAL_DUE,
    DayState.EXPIRED: Standing.EXPIRED,
}


@dataclass(frozen=True)
class Earning:
    """A stamp was earned on this day, by these completions."""

    group: str
    earned_on: date
    expires_on: date
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class RequirementStanding:
    """One requirement on a day."""

    key: str
    standing: Standing


@dataclass(frozen=True)
class GroupStanding:
    """A stamp on a day: its last earning, if any, and each of its requirements."""

    group: str
    standing: Standing
    earning: Earning | None
    requirements: tuple[RequirementStanding, ...]


def _of_day(achieved_on: date | None, validity: Validity, on: date) -> Standing:
    return _OF_DAY[validity.state(achieved_on, on)] if achieved_on else Standing.UNMET


def _usable(
    evidence: Sequence[Evidence], validity: Validity, after: date | None, on: date
) -> dict[str, Evidence]:
    """Latest completion per module that counts on a day and is newer than the last earning."""
    return {
        item.source: item
        for item in sorted(evidence, key=lambda item: item.completed_on)
        if is_after(item.completed_on, after) and validity.counts(item.completed_on, on)
    }


def _met_by(required: Required, usable: dict[str, Evidence]) -> tuple[Evidence, ...]:
    """Completions that meet a requirement; empty when it is not met."""
    found = tuple(usable[code] for code in required.sources if code in usable)
    enough = bool(found) if required.any_of else len(found) == len(required.sources)
    return found if enough else ()


def _earned_with(group: Group, usable: dict[str, Evidence]) -> tuple[Evidence, ...]:
    """Completions that meet a whole group, in its order; empty when one is missing."""
    met = [_met_by(required, usable) for required in group.requirements]
    return tuple(dict.fromkeys(item for items in met for item in items)) if all(met) else ()


def last_earning(
    group: Group, evidence: Sequence[Evidence], validity: Validity, on: date
) -> Earning | None:
    """The latest earning of a stamp up to a day; a renewal needs everything shown anew."""
    earning: Earning | None = None
    for day in sorted({item.completed_on for item in evidence}):
        if is_after(day, on):
            break
        after = earning.earned_on if earning else None
        items = _earned_with(group, _usable(evidence, validity, after, day))
        if items:
            earning = Earning(group.key, day, validity.last_day(day), items)
    return earning


def _requirement(
    required: Required, evidence: Sequence[Evidence], validity: Validity, on: date
) -> RequirementStanding:
    """A requirement alone: as old as the oldest completion that it rests on."""
    shown = {
        item.source: item
        for item in sorted(evidence, key=lambda item: item.completed_on)
        if not is_after(item.completed_on, on)
    }
    found = _met_by(required, shown)
    if required.any_of:
        found = found[-1:]
    achieved_on = earliest([item.completed_on for item in found])
    return RequirementStanding(required.key, _of_day(achieved_on, validity, on))


def assess(
    programme: Programme, evidence: Sequence[Evidence], on: date
) -> tuple[GroupStanding, ...]:
    """Every stamp of the programme, and every requirement of it, on a day."""
    standings = []
    for group in programme.groups:
        earning = last_earning(group, evidence, programme.validity, on)
        standings.append(
            GroupStanding(
                group=group.key,
                standing=_of_day(earning.earned_on if earning else None, programme.validity, on),
                earning=earning,
                requirements=tuple(
                    _requirement(required, evidence, programme.validity, on)
                    for required in group.requirements
                ),
            )
        )
    return tuple(standings)
