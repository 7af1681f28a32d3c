"""Writes two documents from the bundles: what each module rests on, and what to review."""

import re
from collections.abc import Iterator
from pathlib import Path

from curriculum.domain.content import Fact, FactStatus, ModuleContent, Question, Vignette
from curriculum.domain.practice import TaskContent
from curriculum.domain.text import PRACTICE_POINT, chapter_texts, citations, plain
from curriculum.formats.bundle import Bundle, read_bundle
from curriculum.formats.task_tables import tasks_part

STATUS_WORDS = {
    FactStatus.SEEN: "seen in the named source",
    FactStatus.SECOND_HAND: "seen in a secondary source",
    FactStatus.GENERAL: "general knowledge, high certainty",
    FactStatus.GENERAL_UNSURE: "general knowledge, uncertain",
    FactStatus.CHECK: "varies; text points to local procedure",
}
FACTS_HEAD = """# What each module rests on

Made by `manage.py curriculum_facts` from the module bundles; a test fails when it is out of date.
Status and where a fact may be used: docs/module-bundle.md. A gate (R1 to R10) is an item that a
clinical reviewer must tick; facts gated R4, R5 or R10 are never scored.
"""
REVIEW_HEAD = """# For the clinical reviewer

Made by `manage.py curriculum_facts` from the module bundles; a test fails when it is out of date.
Listed is everything that learners read or practise and that does not rest on a source seen by us,
or that is gated. Nothing of it is scored in an exam, with one exception: an exam question (E…) may
rest on a fact that was seen in its source and carries a gate other than R4, R5 and R10.
Observed tasks stand at the end, step by step.
"""
_BLOCK_END = re.compile(r"</(?:p|li|h3|h4)>")
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z“\"\d(])|(?<=\])\.\s+")


def bundles_of(folder: Path) -> list[Bundle]:
    """Every bundle of a folder, in the order of the codes."""
    return [read_bundle(path.parent)[0] for path in sorted(folder.glob("*/module.md"))]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _used_by(content: ModuleContent, fact: Fact) -> str:
    keys = [item.key for item in content.asked if fact.key in item.facts]
    return ", ".join(keys) or "text"


def _fact_row(content: ModuleContent, fact: Fact) -> str:
    cells = (
        fact.key, fact.statement, fact.status, ", ".join(fact.sources), " ".join(fact.gate),
        fact.jurisdiction, _used_by(content, fact),
    )  # fmt: skip
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _counts(facts: tuple[Fact, ...]) -> str:
    return ", ".join(
        f"{count} {words}"
        for status, words in STATUS_WORDS.items()
        if (count := sum(fact.status == status for fact in facts))
    )


def facts_document(bundles: list[Bundle]) -> str:
    """One table for each module."""
    parts = [FACTS_HEAD]
    for bundle in bundles:
        content, facts = bundle.content, bundle.facts
        scored = sum(fact.scorable for fact in facts)
        parts.append(
            f"\n## {content.code} {content.title}\n\n"
            f"{len(facts)} facts ({_counts(facts)}); {scored} may be scored.\n\n"
            "| Fact | Statement | Status | Sources | Gate | Holds in | Used in |\n"
            "| --- | --- | --- | --- | --- | --- | --- |\n"
        )
        parts.extend(f"{_fact_row(content, fact)}\n" for fact in facts)
    return "".join(parts)


def _reason(fact: Fact) -> str:
    gate = f", gated {' '.join(fact.gate)}" if fact.gate else ""
    return f"{fact.key} {fact.status}{gate}"


def _weak(fact: Fact) -> bool:
    return fact.status != FactStatus.SEEN or bool(fact.gate)


def _asked_lines(item: Question | Vignette, facts: dict[str, Fact]) -> Iterator[str]:
    weak = [facts[key] for key in item.facts if key in facts and _weak(facts[key])]
    if weak:
        words = item.stem if isinstance(item, Question) else item.title
        yield f"- **{item.key}** {words} ({'; '.join(_reason(fact) for fact in weak)})\n"


def _practice_sentences(content: ModuleContent) -> Iterator[str]:
    for chapter in content.chapters:
        for text in chapter_texts(chapter):
            for passage in _BLOCK_END.split(text):
                for sentence in _SENTENCE.split(passage):
                    if PRACTICE_POINT in citations(sentence):
                        words = " ".join(plain(sentence).split()).replace(" .", ".")
                        yield f"- {chapter.slug}: {words}\n"


def review_document(bundles: list[Bundle], tasks: list[TaskContent]) -> str:
    """Questions on weak or gated facts, the practice points of the text, the observed tasks."""
    parts, none = [REVIEW_HEAD], ["None.\n"]
    for bundle in bundles:
        content, facts = bundle.content, {fact.key: fact for fact in bundle.facts}
        questions = [line for item in content.asked for line in _asked_lines(item, facts)]
        gated = [f"- **{fact.key}** {fact.statement} ({_reason(fact)})\n" for fact in bundle.facts
                 if fact.gate]  # fmt: skip
        sentences = list(dict.fromkeys(_practice_sentences(content)))
        parts.append(f"\n## {content.code} {content.title}\n")
        for title, lines in (
            ("Gated facts", gated),
            ("Practice questions and vignettes", questions),
            ("Practice points in the text", sentences),
        ):
            parts.append(f"\n### {title}\n\n{''.join(lines or none)}")
    return "".join((*parts, tasks_part(tasks)))
