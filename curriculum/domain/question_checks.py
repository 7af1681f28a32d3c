"""What questions and vignettes must fulfil, and the facts that they rest on."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from curriculum.domain.content import (
    Fact,
    FactStatus,
    ModuleContent,
    Option,
    Pool,
    Question,
    QuestionKind,
    Vignette,
)
from curriculum.domain.findings import Finding, Rule, finding
from curriculum.domain.text import all_texts, citations

KEY = re.compile(r"^[A-Z][0-9]{1,3}$")
_TOO_UNSURE = (FactStatus.GENERAL_UNSURE, FactStatus.CHECK)


def _option_findings(
    options: tuple[Option, ...], where: str, kind: QuestionKind
) -> Iterator[Finding]:
    right = sum(option.correct for option in options)
    if not 2 <= len(options) <= 8:
        yield finding(
            Rule.COUNT, where, count=len(options), name="options", expected="two to eight"
        )
    if kind == QuestionKind.SINGLE and right != 1:
        yield finding(Rule.SINGLE_RIGHT, where, count=right)
    if kind == QuestionKind.MULTIPLE and not 0 < right < len(options):
        yield finding(Rule.MULTIPLE_RIGHT, where, count=right, options=len(options))
    for text, times in Counter(option.text.strip() for option in options).items():
        if times > 1:
            yield finding(Rule.DOUBLED, where, name=text)
        if not text:
            yield finding(Rule.KEY_MISSING, where, name="text")


def _explanation_findings(
    options: tuple[Option, ...], where: str, *, exam: bool
) -> Iterator[Finding]:
    for option in options:
        if exam and option.explanation:
            yield finding(Rule.EXAM_EXPLAINED, where, option=option.text)
        if not exam and not option.explanation.strip():
            yield finding(Rule.EXPLANATION, where, option=option.text)


def question_faults(question: Question, objectives: Collection[str]) -> Iterator[Finding]:
    """Faults of one question, seen alone; `objectives` are the keys of its module."""
    where = f"question {question.key}"
    if not KEY.match(question.key):
        yield finding(
            Rule.VALUE, where, name="key", value=question.key, expected="such as P1 or E12"
        )
    if not question.stem.strip():
        yield finding(Rule.KEY_MISSING, where, name="stem")
    if question.objective not in objectives:
        yield finding(Rule.OBJECTIVE_UNKNOWN, where, key=question.objective)
    yield from _option_findings(question.options, where, question.kind)
    yield from _explanation_findings(question.options, where, exam=question.pool == Pool.EXAM)


def question_findings(content: ModuleContent) -> Iterator[Finding]:
    """Faults of single questions, and keys used twice over questions and vignettes."""
    keys = [("question", question.key) for question in content.questions]
    keys += [("vignette", vignette.key) for vignette in content.vignettes]
    times = Counter(key for _, key in keys)
    for name, key in dict.fromkeys(keys):
        if times[key] > 1:
            yield finding(Rule.DOUBLED, f"{name} {key}", name=key)
    for question in content.questions:
        yield from question_faults(question, content.objectives)


def vignette_findings(content: ModuleContent) -> Iterator[Finding]:
    """Faults of vignettes: decisions, options, explanations."""
    for vignette in content.vignettes:
        where = f"vignette {vignette.key}"
        if not KEY.match(vignette.key):
            yield finding(Rule.VALUE, where, name="key", value=vignette.key, expected="such as V1")
        if not 3 <= len(vignette.stages) <= 6:
            yield finding(
                Rule.COUNT, where, count=len(vignette.stages), name="decisions",
                expected="three to six",
            )  # fmt: skip
        for name in ("title", "patient", "ending"):
            if not getattr(vignette, name).strip():
                yield finding(Rule.KEY_MISSING, where, name=name)
        for number, stage in enumerate(vignette.stages, start=1):
            spot = f"{where}, decision {number}"
            yield from _option_findings(stage.options, spot, QuestionKind.SINGLE)
            yield from _explanation_findings(stage.options, spot, exam=False)


def fact_findings(
    content: ModuleContent, facts: tuple[Fact, ...], references: set[str]
) -> Iterator[Finding]:
    """Whether questions rest on facts that may carry them, and whether facts are sound."""
    known = {fact.key: fact for fact in facts}
    for item in content.asked:
        yield from _resting_findings(item, known)
    for key, times in Counter(fact.key for fact in facts).items():
        if times > 1:
            yield finding(Rule.DOUBLED, f"fact {key}", name=key)
    for fact in facts:
        where = f"fact {fact.key}"
        if fact.status in (FactStatus.SEEN, FactStatus.SECOND_HAND) and not fact.sources:
            yield finding(Rule.FACT_UNSOURCED, where, status=fact.status)
        for key in sorted(set(fact.sources) - references):
            yield finding(Rule.REFERENCE_UNKNOWN, where, key=key)
    yield from _unused_findings(content, facts)


def _resting_findings(item: Question | Vignette, known: dict[str, Fact]) -> Iterator[Finding]:
    scored = isinstance(item, Question) and item.pool == Pool.EXAM
    where = f"{'question' if isinstance(item, Question) else 'vignette'} {item.key}"
    if not item.facts:
        yield finding(Rule.FACT_NONE, where)
    for key in item.facts:
        fact = known.get(key)
        if fact is None:
            yield finding(Rule.FACT_UNKNOWN, where, key=key)
        elif scored and not fact.scorable:
            status = " ".join((fact.status, *fact.gate))
            yield finding(Rule.FACT_NOT_SCORABLE, where, key=key, status=status)
        elif fact.status in _TOO_UNSURE:
            yield finding(Rule.FACT_NOT_FOR_PRACTICE, where, key=key, status=fact.status)


def _unused_findings(content: ModuleContent, facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """A sourced fact is used by a question, a vignette or a citation of one of its sources."""
    asked = {key for item in content.asked for key in item.facts}
    cited = {key for _, text in all_texts(content) for key in citations(text)}
    for fact in facts:
        if fact.sources and fact.key not in asked and not cited & set(fact.sources):
            yield finding(Rule.FACT_UNUSED, f"fact {fact.key}")
