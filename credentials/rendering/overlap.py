"""Overlap with products' programmes: in words, as bars, and requirement by requirement."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from credentials.domain.overlap import Compared, Overlap, counts
from credentials.queries.overlap import ProductOverlap
from passport.people.domain.roles import Role
from passport.people.models.labels import ROLE_LABELS
from passport.ui.charts.bars import Bar, bars
from passport.ui.charts.numbers import Chart

WORDS: dict[Overlap, Promise] = {
    Overlap.CORE: gettext_lazy("met by the core"),
    Overlap.TRACK: gettext_lazy("met with the role's track"),
    Overlap.PART: gettext_lazy("met in part"),
    Overlap.REMAINS: gettext_lazy("remain"),
    Overlap.SITE: gettext_lazy("for the site, not for people"),
}
HEADINGS: dict[Overlap, Promise] = {
    Overlap.REMAINS: gettext_lazy("What remains for the product's own module"),
    Overlap.PART: gettext_lazy("Met in part: the product adds the rest"),
    Overlap.CORE: gettext_lazy("Met by the core"),
    Overlap.TRACK: gettext_lazy("Met by the core with the role's track"),
    Overlap.SITE: gettext_lazy("For the site, not for people"),
}


@dataclass(frozen=True)
class Line:
    """One requirement as a page shows it."""

    label: str
    key: str
    roles: str
    taught_by: str


@dataclass(frozen=True)
class Section:
    """Requirements that are met in one way."""

    heading: Promise
    lines: tuple[Line, ...]


def chart_of(found: Sequence[ProductOverlap]) -> Chart:
    """A bar for each product, in the same order."""
    return bars(
        [Bar(str(each.framework.product), tuple(counts(each.compared).values())) for each in found],
        parts=[str(word) for word in WORDS.values()],
        name="overlap",
        title=_("Requirements of each product's programme"),
    )


def sections_of(found: ProductOverlap) -> list[Section]:
    """What remains first; empty sections are left out."""
    return [
        Section(heading, lines)
        for overlap, heading in HEADINGS.items()
        if (lines := tuple(_line(each) for each in found.compared if each.overlap is overlap))
    ]


def _line(compared: Compared) -> Line:
    asked = compared.asked
    names = [str(ROLE_LABELS[Role(code)]) for code in asked.roles if code in ROLE_LABELS]
    return Line(
        label=asked.label,
        key=asked.key,
        roles=_("everybody") if "all" in asked.roles else ", ".join(names),
        taught_by=", ".join(compared.taught_by),
    )
