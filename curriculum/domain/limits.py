"""How long each text may be: the same in file, page and database."""

from collections.abc import Iterator

from curriculum.domain.content import Block, ModuleContent, Option, Question
from curriculum.domain.findings import Finding, Rule, finding

TITLE = 150
SUMMARY = 600
AUDIENCE = 300
OBJECTIVE = 300
TERM = 60
MEANING = 300
SLUG = 80
CAPTION = 600
ALT = 600
CELL = 600
OPTION = 500
EXPLANATION = 1500
PATIENT = 400
DECISION = 400
LONG_TEXT = 4000


def _over(where: str, name: str, text: str, limit: int) -> Iterator[Finding]:
    if len(text) > limit:
        yield finding(Rule.TOO_LONG, where, name=name, length=len(text), limit=limit)


def _options(where: str, options: tuple[Option, ...]) -> Iterator[Finding]:
    for option in options:
        yield from _over(where, "option", option.text, OPTION)
        yield from _over(where, "explanation", option.explanation, EXPLANATION)


def _block(where: str, block: Block) -> Iterator[Finding]:
    yield from _over(where, "title", block.title, TITLE)
    if block.table:
        yield from _over(where, "caption", block.table.caption, CAPTION)
        for row in (block.table.head, *block.table.rows):
            for cell in row:
                yield from _over(where, "table cell", cell, CELL)
    if block.figure:
        yield from _over(where, "caption", block.figure.caption, CAPTION)
        yield from _over(where, "alt", block.figure.alt, ALT)


def _front(content: ModuleContent) -> Iterator[Finding]:
    where = "front matter"
    yield from _over(where, "title", content.title, TITLE)
    yield from _over(where, "summary", content.summary, SUMMARY)
    yield from _over(where, "audience", content.audience, AUDIENCE)
    for text in content.objectives.values():
        yield from _over(where, "objective", text, OBJECTIVE)
    for term, meaning in content.glossary.items():
        yield from _over(where, "glossary term", term, TERM)
        yield from _over(where, "glossary meaning", meaning, MEANING)


def question_length_findings(question: Question) -> Iterator[Finding]:
    """Texts of one question that are too long."""
    where = f"question {question.key}"
    yield from _over(where, "stem", question.stem, LONG_TEXT)
    yield from _options(where, question.options)


def length_findings(content: ModuleContent) -> Iterator[Finding]:
    """Texts that are longer than page and database hold."""
    yield from _front(content)
    for chapter in content.chapters:
        where = f"chapter {chapter.slug}"
        yield from _over(where, "title", chapter.title, TITLE)
        yield from _over(where, "address", chapter.slug, SLUG)
        for block in chapter.blocks:
            yield from _block(where, block)
    for question in content.questions:
        yield from question_length_findings(question)
    for vignette in content.vignettes:
        where = f"vignette {vignette.key}"
        yield from _over(where, "title", vignette.title, TITLE)
        yield from _over(where, "patient", vignette.patient, PATIENT)
        yield from _over(where, "ending", vignette.ending, LONG_TEXT)
        for stage in vignette.stages:
            yield from _over(where, "text", stage.text, LONG_TEXT)
            yield from _over(where, "decision", stage.question, DECISION)
            yield from _options(where, stage.options)
