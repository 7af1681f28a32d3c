"""A version as lines that can be compared: paragraphs, pictures, options, each of its kind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from curriculum.domain.content import Block, Chapter, ModuleContent, Option, Question, Vignette
from curriculum.domain.product_bundle import ProductBundle
from curriculum.domain.text import block_texts, plain

_PARAGRAPH_ENDS = re.compile(r"</(?:p|li|h\d|tr|blockquote|div|dt|dd|text)>|<br\s*/?>|\n{2,}", re.I)


class LineKind(StrEnum):
    """What a line is to its reader."""

    TEXT = "text"
    TITLE = "title"
    PICTURE = "picture"
    QUESTION = "question"
    TEACHES = "teaches"
    RIGHT = "right"
    WRONG = "wrong"
    WHY = "why"
    POOL = "pool"
    SOURCES = "sources"


@dataclass(frozen=True)
class Line:
    """One paragraph in plain words."""

    kind: LineKind
    text: str


Lines = tuple[Line, ...]


def plain_lines(text: str, kind: LineKind = LineKind.TEXT) -> Lines:
    """The paragraphs of a marked-up text; nothing of an empty one."""
    found = (" ".join(plain(each).split()) for each in _PARAGRAPH_ENDS.split(text))
    return tuple(Line(kind, each) for each in found if each)


def front_lines(bundle: ProductBundle) -> dict[str, Lines]:
    """What stands before the chapters, by name."""
    content = bundle.content
    objectives = [
        f"{text} ({outcome})" if (outcome := bundle.outcomes.get(key)) else text
        for key, text in content.objectives.items()
    ]
    return {
        "title": plain_lines(content.title),
        "summary": plain_lines(content.summary),
        "audience": plain_lines(content.audience),
        "objectives": tuple(Line(LineKind.TEXT, each) for each in objectives),
        "draw": plain_lines(str(content.draw)),
        "references": tuple(Line(LineKind.TEXT, each.citation) for each in bundle.references),
    }


def chapter_lines(bundle: ProductBundle) -> dict[str, Lines]:
    """By slug, each chapter with its media, what it asks and what it teaches."""
    return {each.slug: tuple(_chapter(bundle, each)) for each in bundle.content.chapters}


def _chapter(bundle: ProductBundle, chapter: Chapter) -> Iterator[Line]:
    yield Line(LineKind.TITLE, chapter.title)
    for block in chapter.blocks:
        yield from _block(bundle, block)
        if block.key:
            yield Line(LineKind.QUESTION, block.key)
    for name in chapter.objectives:
        yield Line(LineKind.TEACHES, bundle.content.objectives.get(name, name))


def _block(bundle: ProductBundle, block: Block) -> Iterator[Line]:
    for text in block_texts(block):
        yield from plain_lines(text)
    if block.figure:
        picture = f"{block.figure.alt} {_mark(bundle, block.figure.media)}"
        yield Line(LineKind.PICTURE, picture.strip())


def _mark(bundle: ProductBundle, name: str) -> str:
    """A file's name and the first digits of its hash, so that an exchanged picture shows."""
    file = bundle.media.get(name)
    return f"({name}, {file.sha256[:8]})" if file else f"({name})" if name else ""


def question_lines(bundle: ProductBundle) -> dict[str, Lines]:
    """Questions and cases by key."""
    content = bundle.content
    asked = {each.key: tuple(_question(content, each)) for each in content.questions}
    return asked | {each.key: tuple(_vignette(each)) for each in content.vignettes}


def _question(content: ModuleContent, question: Question) -> Iterator[Line]:
    yield from plain_lines(question.stem)
    yield from _options(question.options)
    yield from plain_lines(question.rationale, LineKind.WHY)
    yield Line(LineKind.POOL, str(question.pool))
    objective = content.objectives.get(question.objective, question.objective)
    yield Line(LineKind.TEACHES, objective)
    if question.references:
        yield Line(LineKind.SOURCES, ", ".join(question.references))


def _vignette(vignette: Vignette) -> Iterator[Line]:
    yield Line(LineKind.TITLE, vignette.title)
    yield from plain_lines(vignette.patient)
    for stage in vignette.stages:
        yield from plain_lines(stage.text)
        yield from plain_lines(stage.question)
        yield from _options(stage.options)
    yield from plain_lines(vignette.ending)
    if vignette.references:
        yield Line(LineKind.SOURCES, ", ".join(vignette.references))


def _options(options: tuple[Option, ...]) -> Iterator[Line]:
    for option in options:
        kind = LineKind.RIGHT if option.correct else LineKind.WRONG
        yield Line(kind, " ".join(f"{option.text} {option.explanation}".split()))
