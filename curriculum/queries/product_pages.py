"""What a learner reads on the page of one product, and whether its module may be shown at all."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from curriculum.domain.add_ons import VersionState
from curriculum.domain.delta import Covered
from curriculum.domain.delta_plan import draw_size
from curriculum.domain.grading import needed
from curriculum.models import (
    AcceptanceRule,
    AddOnVersion,
    ClinicalReview,
    LabelChange,
    Module,
    ModuleRelease,
    ProductAddOn,
)
from curriculum.queries.deltas import ProductDelta, product_delta
from curriculum.queries.product_standing import ProductLine, product_lines
from curriculum.queries.reader import ChapterText, chapters_read
from curriculum.queries.releases import (
    SOURCE_LANGUAGE,
    ChapterOutline,
    light_release,
    outlines,
    remembered,
)
from passport.dates import is_after
from passport.people.models import Professional


@dataclass(frozen=True)
class PartLine:
    """A chapter or a package of the product's module; `key` is a slug or a public id."""

    kind: str
    key: str
    title: str
    minutes: int
    needed: bool
    done: bool


@dataclass(frozen=True)
class CoveredLine:
    """An outcome that need not be learned again, and what shows it."""

    label: str
    by: Covered
    module: str


@dataclass(frozen=True)
class ExamAsk:
    """How many questions the exam of a delta asks, and how many right answers pass."""

    questions: int
    needed: int


@dataclass(frozen=True)
class ProductScreen:
    """Everything that a product's page says to one learner."""

    line: ProductLine
    release: ModuleRelease
    clinically_reviewed: bool
    covered: tuple[CoveredLine, ...]
    learned: tuple[str, ...]
    remaining: tuple[str, ...]
    again: tuple[str, ...]
    parts: tuple[PartLine, ...]
    ask: ExamAsk
    rules: tuple[AcceptanceRule, ...]
    changes: tuple[LabelChange, ...]

    @property
    def version(self) -> AddOnVersion:
        """The live version."""
        return self.line.found.version

    @property
    def needed(self) -> tuple[PartLine, ...]:
        """Parts to do."""
        return tuple(part for part in self.parts if part.needed)

    @property
    def optional(self) -> tuple[PartLine, ...]:
        """Parts that need not be done."""
        return tuple(part for part in self.parts if not part.needed)

    @property
    def next_part(self) -> PartLine | None:
        """The first needed part that was not done."""
        return next((part for part in self.needed if not part.done), None)

    def rule_in_force(self, on: date) -> AcceptanceRule | None:
        """The rule of a day."""
        begun = [rule for rule in self.rules if not is_after(rule.valid_from, on)]
        return max(begun, key=lambda rule: rule.number, default=None)


@dataclass(frozen=True)
class ProductReading:
    """A product's module in the reader: whose it is, and which chapters may be skipped."""

    found: ProductDelta
    skip: tuple[str, ...]

    @property
    def version(self) -> AddOnVersion:
        """The live version."""
        return self.found.version

    @property
    def packages_left(self) -> tuple[str, ...]:
        """Packages that are needed and were not gone through."""
        return self.found.packages_left

    def following(self, text: ChapterText) -> ChapterOutline | None:
        """The next chapter that is needed; from a covered one, too."""
        rest = text.chapters[text.position :]
        return next((each for each in rest if each.slug not in self.skip), None)


def product_screen(line: ProductLine, learner: Professional) -> ProductScreen:
    """The page of a product that is offered; six queries beside those of the line."""
    found = line.found
    release = light_release(found.version.release_id or 0)
    words = {key: outcome.label for key, outcome in found.outcomes.items()}
    add_on = found.version.add_on_id
    return ProductScreen(
        line=line,
        release=release,
        clinically_reviewed=is_reviewed(release.pk),
        covered=_covered(found, words),
        learned=tuple(words[key] for key in found.delta.learned),
        remaining=tuple(words[key] for key in found.delta.remaining),
        again=tuple(words[key] for key in found.delta.to_learn if key not in found.delta.remaining),
        parts=part_lines(found, learner.pk),
        ask=exam_ask(found, release),
        rules=tuple(AcceptanceRule.objects.filter(add_on=add_on).order_by("-number")),
        changes=tuple(LabelChange.objects.filter(pk__in=found.changes).order_by("due_on", "pk")),
    )


def exam_ask(found: ProductDelta, release: ModuleRelease) -> ExamAsk:
    """How long the exam of what remains is."""
    counts = remembered(f"pool:{release.pk}", lambda: _pool(release.pk))
    size = draw_size(found.objectives, counts, release.draw)
    return ExamAsk(size, needed(size, release.pass_percent))


def _pool(release_id: int) -> Mapping[str, int]:
    exam = ModuleRelease.objects.values_list("exam", flat=True).get(pk=release_id)
    return Counter(each["objective"] for each in exam)


def part_lines(found: ProductDelta, learner_id: int) -> tuple[PartLine, ...]:
    """Chapters, then packages, with what was done of them; one query."""
    release_id = found.version.release_id or 0
    read = chapters_read(learner_id, release_id)
    titles = {f"chapter:{each.slug}": each.title for each in outlines([release_id])[release_id]}
    for use in found.version.packages.all():
        titles[f"package:{use.package.public_id}"] = use.package.title
    lines = []
    for part in found.product.parts:
        kind, _, key = part.key.partition(":")
        done = key in (read if kind == "chapter" else found.played)
        wanted = part.key in found.plan.parts
        lines.append(PartLine(kind, key, titles[part.key], part.minutes, wanted, done))
    return tuple(lines)


def _covered(found: ProductDelta, words: Mapping[str, str]) -> tuple[CoveredLine, ...]:
    codes = {each.module for each in found.delta.covered}
    titles = dict(Module.objects.filter(code__in=codes).values_list("code", "title"))
    return tuple(
        CoveredLine(words[each.outcome], each, titles[each.module]) for each in found.delta.covered
    )


def is_reviewed(release_id: int) -> bool:
    """Whether the latest clinical decision on a release is an approval."""
    rows = ClinicalReview.objects.filter(release=release_id).order_by("-reviewed_at", "-pk")
    return bool(rows.values_list("approved", flat=True).first())


def offered_release(learner: Professional, code: str) -> tuple[ModuleRelease, bool] | None:
    """The live release of a product's module in the learner's country, and whether it is reviewed.

    None when the product is not live, or not offered there; at most three queries.
    """
    rows = AddOnVersion.objects.filter(
        state=VersionState.LIVE,
        add_on__module__code=code,
        language__in={learner.language, SOURCE_LANGUAGE},
    ).values_list("language", "countries", "release_id")
    found = sorted(rows, key=lambda row: row[0] != learner.language)
    if not found or learner.country not in found[0][1]:
        return None
    release = light_release(found[0][2])
    return release, is_reviewed(release.pk)


def product_reading(
    learner: Professional, release: ModuleRelease, on: date
) -> ProductReading | None:
    """What the reader says of a product's module; None when it is not live any more."""
    found = product_delta(learner, release.module.code, on)
    if found is None:
        return None
    chapters = [each.slug for each in outlines([release.pk])[release.pk]]
    return ProductReading(found, tuple(slug for slug in chapters if slug not in found.chapters))


def add_on_of(code: str) -> ProductAddOn | None:
    """An add-on by its module's code, live or not, if it ever was."""
    rows = ProductAddOn.objects.filter(versions__live_at__isnull=False, module__code=code)
    return rows.select_related("programme__product", "module", "partner").first()


def was_taken_back(add_on: ProductAddOn) -> bool:
    """Whether the version that was live last was retired for safety."""
    rows = AddOnVersion.objects.filter(add_on=add_on, live_at__isnull=False).order_by("-live_at")
    return bool(rows.values_list("retired_for_safety", flat=True).first())


def product_line(learner: Professional, code: str, on: date) -> ProductLine | None:
    """One live product for a learner; None when it is not live."""
    return next(iter(product_lines(learner, on, code)), None)
