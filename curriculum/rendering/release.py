"""A module's records to what a release freezes: text, practice, vignettes, exam."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import rfc8785
from django.utils import translation

from curriculum.domain.content import (
    BlockKind,
    ModuleContent,
    Option,
    Pool,
    Question,
    Reference,
    Vignette,
)
from curriculum.domain.media import ShowMedia, shows_nothing
from curriculum.domain.minutes import Length, length_of
from curriculum.domain.typography import typeset
from curriculum.rendering.chapters import ChapterWriter
from curriculum.rendering.sources import Sources

NOT_TEXT = {"slug", "kind", "key", "objective", "chapter", "doi", "url", "requirements"}


@dataclass(frozen=True)
class Rendered:
    """The parts of a release, ready to be stored, and the hash over all of them."""

    content: dict[str, Any]
    practice: dict[str, Any]
    vignettes: dict[str, Any]
    exam: list[dict[str, Any]]
    length: Length
    content_hash: str


def _explained(options: tuple[Option, ...]) -> list[dict[str, Any]]:
    return [
        {"text": each.text, "correct": each.correct, "explanation": each.explanation}
        for each in options
    ]


def _practice(question: Question, chapter: str, sources: Sources) -> dict[str, Any]:
    return {
        "objective": question.objective,
        "kind": str(question.kind),
        "stem": question.stem,
        "options": _explained(question.options),
        "references": sources.numbered(question.references),
        "chapter": chapter,
    }


def _vignette(vignette: Vignette, chapter: str, sources: Sources) -> dict[str, Any]:
    return {
        "title": vignette.title,
        "patient": vignette.patient,
        "stages": [
            {"text": stage.text, "question": stage.question, "options": _explained(stage.options)}
            for stage in vignette.stages
        ],
        "ending": vignette.ending,
        "references": sources.numbered(vignette.references),
        "chapter": chapter,
    }


def _exam(question: Question) -> dict[str, Any]:
    return {
        "key": question.key,
        "objective": question.objective,
        "kind": str(question.kind),
        "stem": question.stem,
        "options": [{"text": each.text, "correct": each.correct} for each in question.options],
    }


def _front(content: ModuleContent) -> dict[str, Any]:
    return {
        "summary": content.summary,
        "audience": content.audience,
        "objectives": content.objectives,
        "handbook_topics": list(content.handbook_topics),
        "observed": list(content.observed),
        "glossary": content.glossary,
        "requirements": content.requirements,
    }


def _chapter_of(content: ModuleContent, kind: BlockKind) -> dict[str, str]:
    return {
        block.key: chapter.slug
        for chapter in content.chapters
        for block in chapter.blocks
        if block.kind == kind
    }


def _hash(content: ModuleContent, parts: dict[str, Any]) -> str:
    frozen = {
        "code": content.code,
        "language": content.language,
        "title": content.title,
        "version": content.version,
        "reviewed_on": content.reviewed_on,
        "draw": content.draw,
        **parts,
    }
    return hashlib.sha256(rfc8785.dumps(frozen)).hexdigest()


def _asked(content: ModuleContent, sources: Sources) -> dict[str, Any]:
    """Practice, vignettes and exam, each as the release keeps it."""
    checks = _chapter_of(content, BlockKind.CHECK)
    vignettes = _chapter_of(content, BlockKind.VIGNETTE)
    return {
        "practice": {
            question.key: _practice(question, checks.get(question.key, ""), sources)
            for question in content.pool(Pool.PRACTICE)
        },
        "vignettes": {
            vignette.key: _vignette(vignette, vignettes.get(vignette.key, ""), sources)
            for vignette in content.vignettes
        },
        "exam": [_exam(question) for question in content.pool(Pool.EXAM)],
    }


def typeset_all(part: Any) -> Any:
    """A part of a release with every text in it typeset; keys and addresses stay."""
    if isinstance(part, str):
        return typeset(part)
    if isinstance(part, list):
        return [typeset_all(each) for each in part]
    if isinstance(part, dict):
        return {
            name: each if name in NOT_TEXT else typeset_all(each) for name, each in part.items()
        }
    return part


def render(
    content: ModuleContent, references: Iterable[Reference], *, show: ShowMedia = shows_nothing
) -> Rendered:
    """What a release of this module freezes; raises KeyError for an unknown source or file.

    `show` gives the address of a product's picture or video by the name in its bundle.
    """
    sources, length = Sources(references), length_of(content)
    writer = ChapterWriter(content, sources, show)
    with translation.override(content.language):
        chapters = [
            {
                "slug": chapter.slug,
                "title": chapter.title,
                "objectives": list(chapter.objectives),
                "minutes": length.chapters[chapter.slug],
                "segments": writer.segments(chapter),
            }
            for chapter in content.chapters
        ]
    parts = _asked(content, sources)
    text = {**_front(content), "chapters": chapters, "references": sources.listed}
    parts = typeset_all({**parts, "content": text})
    return Rendered(**parts, length=length, content_hash=_hash(content, parts))
