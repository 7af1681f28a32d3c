"""Which requirements and stamps hold on a day: met, due for renewal, expired."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from credentials.domain.evidence import Evidence, Group, Programme, Required
from passport.dates import DayState, Validity, earliest, is_after, latest


class Standing(StrEnum):
    """Where a requirement or a stamp stands on a day.

    PARTIAL: something that belongs to it is in force, and it was never shown in full. What was
    shown in full and ran out is EXPIRED, whatever else is in force.
    """

    UNMET = "unmet"
    PARTIAL = "partial"
    MET = "met"
    RENEWAL_DUE = "renewal_due"
    EXPIRED = "expired"


FOR_GOOD = Validity(months=0)
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
    """One requirement on a day; `last_day` without grace, None when never shown or for good."""

    key: str
    standing: Standing
    last_day: date | None = None


@dataclass(frozen=True)
class GroupStanding:
    """A stamp on a day: its last earning, if any, and each of its requirements."""

    group: str
    standing: Standing
    earning: Earning | None
    requirements: tuple[RequirementStanding, ...]


def last_day_of(validity: Validity, shown_on: date) -> date | None:
    """Last valid day of what was shown on a day; None when it never runs out."""
    return validity.last_day(shown_on) if validity.months else None


def standing_of(shown_on: date | None, validity: Validity, on: date) -> Standing:
    """Where something stands on a day that was shown in full on another, or never."""
    if shown_on is None:
        return Standing.UNMET
    return _OF_DAY[validity.state(shown_on, on)] if validity.months else Standing.MET


def _in_force(item: Evidence, validity: Validity, on: date) -> bool:
    if not validity.months:
        return not is_after(item.completed_on, on)
    return validity.counts(item.completed_on, on)


def _usable(
    evidence: Sequence[Evidence], validity: Validity, after: date | None, on: date
) -> dict[str, Evidence]:
    """Latest evidence per source that counts on a day and is newer than the last earning."""
    return {
        item.source: item
        for item in sorted(evidence, key=lambda item: item.completed_on)
        if is_after(item.completed_on, after) and _in_force(item, validity, on)
    }


def _met_by(required: Required, usable: dict[str, Evidence]) -> tuple[Evidence, ...]:
    """Evidence that meets a requirement; empty when it is not met."""
    found = tuple(usable[code] for code in required.sources if code in usable)
    enough = bool(found) if required.any_of else len(found) == len(required.sources)
    if enough and found:
        return found
    return (usable[required.direct],) if required.direct in usable else ()


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
            earning = Earning(group.key, day, last_day_of(validity, day) or date.max, items)
    return earning


def _shown_on(required: Required, shown: dict[str, Evidence]) -> date | None:
    """Since when a requirement is shown in full: as old as the oldest evidence that it needs."""
    days = [shown[source].completed_on for source in required.sources if source in shown]
    whole = None
    if required.any_of or len(days) == len(required.sources):
        whole = latest(days) if required.any_of else earliest(days)
    itself = [shown[required.direct].completed_on] if required.direct in shown else []
    return latest([*itself, whole] if whole else itself)


def _requirement(
    required: Required, evidence: Sequence[Evidence], validity: Validity, on: date
) -> RequirementStanding:
    """A requirement alone, whatever stamp it stands in."""
    validity = required.validity or validity
    shown = _usable(evidence, FOR_GOOD, None, on)
    shown_on = _shown_on(required, shown)
    standing = standing_of(shown_on, validity, on)
    parts = [shown[source] for source in required.aligned if source in shown]
    if shown_on is None and any(_in_force(item, validity, on) for item in parts):
        standing = Standing.PARTIAL
    last_day = last_day_of(validity, shown_on) if shown_on else None
    return RequirementStanding(required.key, standing, last_day)


def seen_at(evidence: Sequence[Evidence], centre: int | None) -> list[Evidence]:
    """What a centre counts: what was observed or attested elsewhere is left out.

    Without a centre, as in the passport, everything counts.
    """
    return [item for item in evidence if centre is None or item.centre in {None, centre}]


def assess(
    programme: Programme, evidence: Sequence[Evidence], on: date, centre: int | None = None
) -> tuple[GroupStanding, ...]:
    """Every group of a framework, and every requirement of it, on a day; at a centre if given."""
    counted = seen_at(evidence, centre)
    return tuple(_group(group, counted, programme.validity, on) for group in programme.groups)


def _group(
    group: Group, evidence: Sequence[Evidence], validity: Validity, on: date
) -> GroupStanding:
    earning = last_earning(group, evidence, validity, on)
    return GroupStanding(
        group=group.key,
        standing=standing_of(earning.earned_on if earning else None, validity, on),
        earning=earning,
        requirements=tuple(
            _requirement(required, evidence, validity, on) for required in group.requirements
        ),
    )
