"""What a new version of an acceptance rule changes, and what it does for learners."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from curriculum.domain.acceptance import RuleLine, unreachable


class LineChange(StrEnum):
    """What became of a line."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class ChangedLine:
    """A line that differs; `before` or `after` is None where it was not there."""

    change: LineChange
    before: RuleLine | None
    after: RuleLine | None

    @property
    def line(self) -> RuleLine:
        """The line as it is, or as it was when it is gone."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of the two is always there
        return found


def rule_changes(
    before: Collection[RuleLine], after: Collection[RuleLine]
) -> tuple[ChangedLine, ...]:
    """Lines that differ between two versions, by outcome and module; each pair stands once."""
    old, new = _by_place(before), _by_place(after)
    found = []
    for place in sorted({*old, *new}):
        was, now = old.get(place), new.get(place)
        if was is None:
            found.append(ChangedLine(LineChange.ADDED, None, now))
        elif now is None:
            found.append(ChangedLine(LineChange.REMOVED, was, None))
        elif was != now:
            found.append(ChangedLine(LineChange.CHANGED, was, now))
    return tuple(found)


def _by_place(lines: Collection[RuleLine]) -> dict[tuple[str, str], RuleLine]:
    return {(line.outcome, line.module): line for line in lines}


@dataclass(frozen=True)
class RuleEffect:
    """How many required outcomes a rule accepts, of how many, and what nobody could show."""

    accepted: int
    required: int
    unreachable: tuple[str, ...]


def rule_effect(
    required: Collection[str], lines: Collection[RuleLine], taught: Collection[str]
) -> RuleEffect:
    """What a rule does; `taught` are the outcomes that the product's own module teaches."""
    accepted = {line.outcome for line in lines} & set(required)
    return RuleEffect(len(accepted), len(required), unreachable(required, lines, taught))
