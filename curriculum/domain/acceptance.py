"""Acceptance rules: which core and role outcomes a partner accepts, in signed versions."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from passport.dates import is_after, latest

ACCEPTABLE_KINDS = frozenset({"core", "role"})


@dataclass(frozen=True)
class RuleLine:
    """An outcome counts when it was shown by these releases of a module, both ends included.

    `max_age_months` runs from the completion, last day inclusive. Without it the line holds as
    long as the product's own evidence would.
    """

    outcome: str
    module: str
    release_from: int
    release_until: int | None = None
    max_age_months: int | None = None

    def accepts(self, module: str, release: int) -> bool:
        """Whether a release of a module lies in the range of the line."""
        until = self.release_until
        return (
            self.module == module
            and self.release_from <= release
            and (until is None or release <= until)
        )


@dataclass(frozen=True)
class RuleVersion:
    """One signed version of a partner's rule; it is in force until a later number begins."""

    number: int
    valid_from: date
    lines: tuple[RuleLine, ...]


@dataclass(frozen=True)
class Taught:
    """A module teaches and examines an outcome, since a release of it."""

    outcome: str
    module: str
    kind: str
    since: int = 1


@dataclass(frozen=True)
class Limits:
    """What a rule may name: required outcomes, what is taught, releases, months (0: no end)."""

    required: Collection[str]
    taught: Collection[Taught]
    latest_release: Mapping[str, int]
    validity_months: int


class RuleCode(StrEnum):
    """Why a line, or a version, cannot be signed."""

    NOT_REQUIRED = "not_required"
    NOT_TAUGHT = "not_taught"
    NOT_CORE_OR_ROLE = "not_core_or_role"
    RELEASE_UNKNOWN = "release_unknown"
    RELEASE_BEFORE_TEACHING = "release_before_teaching"
    RELEASE_ORDER = "release_order"
    AGE = "age"
    DOUBLED = "doubled"
    NUMBER = "number"
    BEGINS_BEFORE_SIGNED = "begins_before_signed"
    BEGINS_BEFORE_OLDER = "begins_before_older"


@dataclass(frozen=True)
class RuleFinding:
    """What must be mended, at a line."""

    code: RuleCode
    line: RuleLine


def rule_findings(lines: tuple[RuleLine, ...], limits: Limits) -> tuple[RuleFinding, ...]:
    """Everything that keeps lines from being signed; nothing beyond what is taught can be."""
    times = Counter((line.outcome, line.module) for line in lines)
    return tuple(
        RuleFinding(code, line)
        for line in lines
        for code in (
            *_teaching(line, limits),
            *_releases(line, limits),
            *_age(line, limits.validity_months),
            *([RuleCode.DOUBLED] if times[line.outcome, line.module] > 1 else []),
        )
    )


def _teaching(line: RuleLine, limits: Limits) -> list[RuleCode]:
    found = [] if line.outcome in limits.required else [RuleCode.NOT_REQUIRED]
    teaching = _taught_by(line, limits)
    if teaching is None:
        return [*found, RuleCode.NOT_TAUGHT]
    if teaching.kind not in ACCEPTABLE_KINDS:
        return [*found, RuleCode.NOT_CORE_OR_ROLE]
    return [*found, *([RuleCode.RELEASE_BEFORE_TEACHING] if _too_early(line, teaching) else [])]


def _too_early(line: RuleLine, teaching: Taught) -> bool:
    return line.release_from < teaching.since


def _taught_by(line: RuleLine, limits: Limits) -> Taught | None:
    wanted = (line.outcome, line.module)
    return next((each for each in limits.taught if (each.outcome, each.module) == wanted), None)


def _releases(line: RuleLine, limits: Limits) -> list[RuleCode]:
    newest = limits.latest_release.get(line.module, 0)
    if not 1 <= line.release_from <= newest:
        return [RuleCode.RELEASE_UNKNOWN]
    if line.release_until is None:
        return []
    if line.release_until < line.release_from:
        return [RuleCode.RELEASE_ORDER]
    return [] if line.release_until <= newest else [RuleCode.RELEASE_UNKNOWN]


def _age(line: RuleLine, validity_months: int) -> list[RuleCode]:
    """An age of its own is at least a month, and never longer than the product's evidence."""
    months = line.max_age_months
    if months is None:
        return []
    too_long = bool(validity_months) and months > validity_months
    return [RuleCode.AGE] if months < 1 or too_long else []


def unreachable(
    required: Collection[str], lines: Collection[RuleLine], taught: Collection[str]
) -> tuple[str, ...]:
    """Required outcomes that a version does not teach itself and its rule accepts from nowhere."""
    accepted = {line.outcome for line in lines}
    return tuple(key for key in required if key not in accepted and key not in taught)


def version_findings(
    new: RuleVersion, older: Collection[RuleVersion], signed_on: date
) -> tuple[RuleCode, ...]:
    """Why a version cannot follow the others: numbers go up, days too, and none begins unsigned."""
    found = []
    if new.number != max((each.number for each in older), default=0) + 1:
        found.append(RuleCode.NUMBER)
    if is_after(signed_on, new.valid_from):
        found.append(RuleCode.BEGINS_BEFORE_SIGNED)
    if not is_after(new.valid_from, latest([each.valid_from for each in older])):
        found.append(RuleCode.BEGINS_BEFORE_OLDER)
    return tuple(found)


def ends_before(version: RuleVersion, versions: Collection[RuleVersion]) -> date | None:
    """The day on which a later number takes over; None while it is the last."""
    later = [each.valid_from for each in versions if each.number > version.number]
    return min(later, default=None)


def speaks_for(
    completed_on: date, versions: Collection[RuleVersion], on: date
) -> tuple[RuleVersion, ...]:
    """The versions, newest first, by which a completion counts on a day.

    Those in force on that day, or on any day since the completion: what was earned under a
    version before its successor began stays earned. A completion from before the first version
    counts by the first. A version that never was in force speaks for nothing.
    """
    return tuple(
        version
        for version in sorted(versions, key=lambda each: -each.number)
        if _was_in_force(version, ends_before(version, versions), completed_on, on)
    )


def _was_in_force(version: RuleVersion, end: date | None, completed_on: date, on: date) -> bool:
    """Whether a version had a day of its own from a completion up to a day."""
    begun = not is_after(version.valid_from, on)
    if end is None:
        return begun
    return begun and is_after(end, version.valid_from) and is_after(end, completed_on)
