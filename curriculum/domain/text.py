"""What readers see of marked-up text: its words, its citations, its links."""

import re
from collections.abc import Iterator
from html import unescape

from curriculum.domain.content import Block, BlockKind, Chapter, ModuleContent, Option

PRACTICE_POINT = "PRACTICE"
CITATION = re.compile(r"\[@([A-Z0-9][A-Z0-9-]*)\]")
_BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
_BETWEEN_TAGS = re.compile(r">\s*\n\s*<")
_OTHER_NAMES = re.compile(r"<(/?)([bi])>")
_NAMES = {"b": "strong", "i": "em"}
_TAG = re.compile(r"<[^>]*>")
_HIDDEN = re.compile(r"<(title|desc)\b.*?</\1>", re.DOTALL)
_WORD = re.compile(r"[^\W_]+(?:[-'\u2019.,/][^\W_]+)*")


def plain_rich_text(html: str) -> str:
    """Rich text in one form, so that an editor who saves it unchanged changes nothing."""
    html = _OTHER_NAMES.sub(lambda tag: f"<{tag[1]}{_NAMES[tag[2]]}>", _BLOCK_KEY.sub("", html))
    html = _BETWEEN_TAGS.sub("><", html.strip()).replace("\n", " ")
    return html.replace("&quot;", '"').replace("&#x27;", "'").replace("<br/>", "<br>")


def plain(markup: str) -> str:
    """Text without tags and citations; a drawing's title and description are not seen."""
    return unescape(CITATION.sub("", _TAG.sub(" ", _HIDDEN.sub(" ", markup))))


def word_count(markup: str) -> int:
    """How many words a reader sees."""
    return len(_WORD.findall(plain(markup)))


def citations(markup: str) -> tuple[str, ...]:
    """Keys cited in a text, in order, with repetitions."""
    return tuple(CITATION.findall(markup))


def block_texts(block: Block) -> Iterator[str]:
    """Every text of a block that a reader sees, marked up."""
    yield block.title
    yield block.html
    if block.table:
        yield block.table.caption
        yield from block.table.head
        for row in block.table.rows:
            yield from row
    if block.figure:
        yield block.figure.svg
        yield block.figure.caption


def chapter_texts(chapter: Chapter) -> Iterator[str]:
    """Every text of a chapter, the interactions left out."""
    yield chapter.title
    for block in chapter.blocks:
        yield from block_texts(block)


def chapter_words(chapter: Chapter) -> int:
    """Words of a chapter, the interactions left out."""
    return sum(word_count(text) for text in chapter_texts(chapter))


def _option_texts(options: tuple[Option, ...]) -> Iterator[str]:
    for option in options:
        yield option.text
        yield option.explanation


def question_texts(content: ModuleContent) -> Iterator[tuple[str, str]]:
    """Where and what: every text of questions and vignettes."""
    for question in content.questions:
        where = f"question {question.key}"
        for text in (question.stem, question.rationale, *_option_texts(question.options)):
            yield where, text
    for vignette in content.vignettes:
        where = f"vignette {vignette.key}"
        for text in (vignette.title, vignette.patient, vignette.ending):
            yield where, text
        for stage in vignette.stages:
            for text in (stage.text, stage.question, *_option_texts(stage.options)):
                yield where, text


def all_texts(content: ModuleContent) -> Iterator[tuple[str, str]]:
    """Where and what: every text of a module that anyone reads."""
    for text in (content.title, content.summary, content.audience, *content.observed):
        yield "front matter", text
    for text in (*content.objectives.values(), *content.glossary, *content.glossary.values()):
        yield "front matter", text
    for chapter in content.chapters:
        for text in chapter_texts(chapter):
            yield f"chapter {chapter.slug}", text
        for block in chapter.blocks:
            if block.figure:
                yield f"chapter {chapter.slug}", block.figure.alt
    yield from question_texts(content)


def placed(content: ModuleContent, kind: BlockKind) -> list[str]:
    """Keys of the practice questions or vignettes as the chapters place them."""
    return [
        block.key for chapter in content.chapters for block in chapter.blocks if block.kind == kind
    ]
