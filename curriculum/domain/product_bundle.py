"""What a partner's bundle gives: a module, the outcomes of its objectives, sources and media."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from curriculum.domain.checks import (
    FRONT,
    module_findings,
    reference_findings,
    requirement_findings,
)
from curriculum.domain.content import (
    Block,
    BlockKind,
    Fact,
    ModuleContent,
    Pool,
    Question,
    Reference,
)
from curriculum.domain.findings import Finding, Rule, finding
from curriculum.domain.media import BundleMedia
from curriculum.domain.question_checks import fact_findings

_OUTCOME = re.compile(r"^[a-z0-9]+([.-][a-z0-9]+)*$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True)
class ProductRules:
    """What the platform knows about the product; None means that everything passes.

    `prefix` are the three letters of the product's codes, `outcomes` and `requirements` the keys
    of its own programme, `names` its own brand and company, which its text may say.
    """

    prefix: str
    outcomes: Collection[str] | None = None
    requirements: Collection[str] | None = None
    names: Collection[str] = ()


@dataclass(frozen=True)
class ProductBundle:
    """Everything that a version of a product module is made of.

    `outcomes` gives the outcome of each objective, `media` the checked files by their name,
    `label_date` the day of the product information, `source_hash` covers every file.
    """

    content: ModuleContent
    outcomes: dict[str, str]
    references: tuple[Reference, ...]
    label_date: str
    source_hash: str
    media: dict[str, BundleMedia] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()


def with_questions(bundle: ProductBundle, questions: Sequence[Question]) -> ProductBundle:
    """The bundle with more questions; practice stands at the end of a chapter that teaches it."""
    chapters = list(bundle.content.chapters)
    for question in questions:
        places = [
            place
            for place, chapter in enumerate(chapters)
            if question.pool == Pool.PRACTICE and question.objective in chapter.objectives
        ]
        for place in places[-1:]:
            check = Block(BlockKind.CHECK, key=question.key)
            chapters[place] = replace(chapters[place], blocks=(*chapters[place].blocks, check))
    every = (*bundle.content.questions, *questions)
    content = replace(bundle.content, questions=every, chapters=tuple(chapters))
    return replace(bundle, content=content)


def _outcome_findings(bundle: ProductBundle, known: Collection[str] | None) -> Iterator[Finding]:
    for key in bundle.content.objectives:
        if not bundle.outcomes.get(key):
            yield finding(Rule.OUTCOME_MISSING, FRONT, key=key)
    for objective, outcome in bundle.outcomes.items():
        if objective not in bundle.content.objectives:
            yield finding(Rule.OBJECTIVE_UNKNOWN, FRONT, key=objective)
        if not _OUTCOME.match(outcome):
            expected = "small letters, digits, hyphens and dots"
            yield finding(Rule.VALUE, FRONT, name="outcomes", value=outcome, expected=expected)
        elif known is not None and outcome not in known:
            yield finding(Rule.OUTCOME_UNKNOWN, FRONT, key=outcome)


def _front_findings(bundle: ProductBundle, rules: ProductRules) -> Iterator[Finding]:
    content = bundle.content
    if not content.code.startswith(f"{rules.prefix}-"):
        yield finding(
            Rule.VALUE, FRONT, name="code", value=content.code, expected=f"{rules.prefix}-01"
        )
    if not _DAY.match(bundle.label_date):
        expected = "a day, such as 2026-11-21"
        yield finding(
            Rule.VALUE, FRONT, name="label_date", value=bundle.label_date, expected=expected
        )
    if not content.has_exam:
        yield finding(Rule.EXAM_MISSING, FRONT)


def _resting_findings(bundle: ProductBundle, keys: set[str]) -> Iterator[Finding]:
    """With facts the rules for facts hold; without them every question names a reference."""
    if bundle.facts:
        yield from fact_findings(bundle.content, bundle.facts, keys)
        return
    for question in bundle.content.questions:
        if not question.references:
            yield finding(Rule.NO_REFERENCE, f"question {question.key}")
    for vignette in bundle.content.vignettes:
        if not vignette.references:
            yield finding(Rule.NO_REFERENCE, f"vignette {vignette.key}")


def _counts(item: Finding, bundle: ProductBundle, rules: ProductRules) -> bool:
    """A product may say its own names; without facts, a missing reference says it better."""
    if item.rule == Rule.BRAND:
        return item.values["name"].casefold() not in {name.casefold() for name in rules.names}
    return item.rule != Rule.BASIS or bool(bundle.facts)


def product_findings(bundle: ProductBundle, rules: ProductRules) -> list[Finding]:
    """Everything about a product module that must be mended before it may be reviewed."""
    content, keys = bundle.content, {reference.key for reference in bundle.references}
    found = [item for item in module_findings(content) if _counts(item, bundle, rules)]
    found += _front_findings(bundle, rules)
    found += _outcome_findings(bundle, rules.outcomes)
    found += reference_findings(content, keys)
    found += _resting_findings(bundle, keys)
    if rules.requirements is not None:
        found += requirement_findings(content.requirements, rules.requirements)
    return found
