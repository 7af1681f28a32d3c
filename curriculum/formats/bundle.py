"""Reads a module bundle: a folder of plain text to the records that a page and a release need."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from curriculum.domain.checks import (
    module_findings,
    reference_findings,
    requirement_findings,
)
from curriculum.domain.content import Fact, ModuleContent, Reference
from curriculum.domain.findings import Finding, Rule
from curriculum.domain.question_checks import fact_findings
from curriculum.domain.text import all_texts, citations
from curriculum.formats.chapters import FILE, read_chapters
from curriculum.formats.entries import Entry
from curriculum.formats.notes import Notes
from curriculum.formats.questions import FACTS, QUESTIONS, read_facts, read_questions
from curriculum.formats.yaml_text import read_yaml

MAX_FILE_BYTES = 400_000
MAX_FIGURES = 20


class BundleError(ValueError):
    """A bundle cannot be loaded; `findings` says everything that must be mended."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("; ".join(f"{item.file}:{item.line} {item.sentence}" for item in findings))
        self.findings = findings


@dataclass(frozen=True)
class Bundle:
    """A module as its files give it, the facts it rests on, and a hash over the files (once
    loaded, over the cited sources too, so that a corrected source makes a new release).
    """

    content: ModuleContent
    facts: tuple[Fact, ...]
    file_hash: str


def read_text(path: Path, notes: Notes, name: str = "") -> str:
    """Text of a file; what cannot be read is noted and empty."""
    name = name or path.name
    if not path.is_file():
        notes.add(Rule.FILE_MISSING, name)
        return ""
    if path.stat().st_size > MAX_FILE_BYTES:
        notes.add(Rule.FILE_TOO_LARGE, name, limit=MAX_FILE_BYTES // 1000)
        return ""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        notes.add(Rule.FILE_UNREADABLE, name, reason="it is not UTF-8.")
        return ""


def _figures(folder: Path, notes: Notes) -> dict[str, str]:
    paths = sorted((folder / "figures").glob("*.svg"))
    if len(paths) > MAX_FIGURES:
        notes.add(Rule.COUNT, "figures", count=len(paths), name="figures", expected="at most 20")
    kept = paths[:MAX_FIGURES]
    return {path.name: read_text(path, notes, f"figures/{path.name}") for path in kept}


def split_front(text: str, notes: Notes) -> tuple[str, str, int]:
    """Front matter, the rest, and the line where the rest begins."""
    lines = text.splitlines()
    if lines and lines[0].strip() == "---" and "---" in lines[1:]:
        end = lines.index("---", 1)
        return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2
    notes.add(Rule.FILE_UNREADABLE, FILE, 1, reason="front matter between two “---” is missing.")
    return "", text, 1


def _draw(front: Entry) -> int:
    value = front.raw("exam")
    if value == "none":
        return 0
    if isinstance(value, dict) and isinstance(value.get("draw"), int):
        return value["draw"]
    front.notes.add(Rule.SHAPE, FILE, front.line, name="exam", expected="“{draw: 6}” or “none”")
    return 0


def _requirements(front: Entry) -> dict[str, str]:
    pairs = front.texts("requirements")
    for key, strength in pairs.items():
        if strength not in ("full", "partial"):
            front.notes.add(
                Rule.VALUE, FILE, front.line, name=key, value=strength, expected="full, partial"
            )
    return pairs


def front_matter(text: str, notes: Notes) -> Entry:
    """The front matter, each key still to be asked for."""
    data = read_yaml(text, file=FILE, notes=notes, first_line=2)
    notes.place("front matter", FILE, 1)
    return Entry(data, file=FILE, notes=notes, offset=1)


def content_of(front: Entry, parts: dict[str, Any]) -> ModuleContent:
    """The front matter's fields with the parts that stand elsewhere."""
    return ModuleContent(
        code=front.text("code"),
        title=front.text("title"),
        summary=front.text("summary"),
        language=front.text("language"),
        version=front.text("version"),
        reviewed_on=front.text("reviewed_on"),
        audience=front.text("audience"),
        handbook_topics=front.keys("handbook_topics", required=True),
        objectives=front.texts("objectives", required=True),
        requirements=_requirements(front),
        draw=_draw(front),
        observed=front.keys("observed"),
        glossary=front.texts("glossary"),
        **parts,
    )


def read_bundle(folder: Path) -> tuple[Bundle, Notes]:
    """The bundle as far as it can be read, and what was found on the way."""
    notes = Notes()
    text = read_text(folder / FILE, notes)
    figures = _figures(folder, notes)
    front_text, body, first_line = split_front(text, notes)
    front = front_matter(front_text, notes)
    fact_text, question_text = (read_text(folder / name, notes) for name in (FACTS, QUESTIONS))
    facts = read_facts(fact_text, notes) if fact_text else ()
    parts = read_questions(question_text, facts, notes) if question_text else {}
    chapters = read_chapters(body, first_line=first_line, figures=figures, notes=notes)
    content = content_of(front, {"questions": (), "vignettes": (), "chapters": chapters, **parts})
    front.close()
    if content.code != folder.name:
        notes.add(
            Rule.VALUE, FILE, front.line, name="code", value=content.code, expected=folder.name
        )
    digest = file_hash(text, question_text, fact_text, *figures.values())
    return Bundle(content, facts, digest), notes


def file_hash(*texts: str) -> str:
    """SHA-256 over the hashes of some texts, in their order."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(hashlib.sha256(text.encode()).digest())
    return digest.hexdigest()


def check_bundle(
    folder: Path, *, references: Iterable[Reference], requirements: Iterable[str] | None = None
) -> tuple[Bundle, list[Finding]]:
    """The bundle and everything that must be mended; without a list, requirements pass."""
    bundle, notes = read_bundle(folder)
    keys = {reference.key for reference in references}
    notes.extend(module_findings(bundle.content))
    notes.extend(reference_findings(bundle.content, keys))
    notes.extend(list(fact_findings(bundle.content, bundle.facts, keys)))
    if requirements is not None:
        own = (*bundle.content.requirements, f"module.{bundle.content.code}")
        notes.extend(requirement_findings(own, requirements))
    order = {name: place for place, name in enumerate((FILE, QUESTIONS, FACTS))}
    notes.findings.sort(key=lambda item: (order.get(item.file, 3), item.file, item.line))
    return bundle, notes.findings


def load_bundle(
    folder: Path, *, references: Iterable[Reference], requirements: Iterable[str] | None = None
) -> Bundle:
    """A bundle without faults; raises BundleError listing every finding."""
    references = tuple(references)
    bundle, findings = check_bundle(folder, references=references, requirements=requirements)
    if findings:
        raise BundleError(findings)
    cited = {key for _, text in all_texts(bundle.content) for key in citations(text)}
    cited |= {key for item in bundle.content.asked for key in item.references}
    sources = [repr(each) for each in references if each.key in cited]
    return replace(bundle, file_hash=file_hash(bundle.file_hash, *sources))
