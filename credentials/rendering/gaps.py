"""A gap list in words: what a later edition asks anew or differently, and who lacks it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from credentials.domain.gaps import Gap
from passport.standards.models import Relation

HEADINGS = {
    Relation.NEW: _("New in the later edition"),
    Relation.CHANGED: _("Changed"),
    Relation.UNCHECKED: _("In both, not yet compared"),
}


@dataclass(frozen=True)
class GapShown:
    """One requirement; `verified` when somebody read both texts."""

    gap: Gap
    verified: bool

    @property
    def lacking(self) -> int:
        """How many of the people concerned have not shown it, or in part only."""
        return self.gap.concerned - self.gap.met


@dataclass(frozen=True)
class GapPart:
    """Gaps of one relation under their heading, those that concern most people first."""

    relation: str
    heading: Any
    gaps: tuple[GapShown, ...]

    @property
    def lacking(self) -> int:
        """How many of these requirements somebody lacks."""
        return sum(1 for each in self.gaps if each.lacking)


def gap_parts(gaps: Iterable[Gap], verified: Collection[str]) -> tuple[GapPart, ...]:
    """New, changed and unchecked requirements; unchanged and withdrawn ones are no gaps."""
    shown = [GapShown(gap, gap.key in verified) for gap in gaps]
    parts = [
        GapPart(str(relation), heading, tuple(_of(shown, relation)))
        for relation, heading in HEADINGS.items()
    ]
    return tuple(part for part in parts if part.gaps)


def _of(shown: list[GapShown], relation: str) -> list[GapShown]:
    found = [each for each in shown if each.gap.relation == relation]
    return sorted(found, key=lambda each: -each.lacking)
