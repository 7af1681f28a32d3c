"""What a module must fulfil before it may be released: the same rules for file and page."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from curriculum.domain.content import Basis, Block, BlockKind, ModuleContent, Pool
from curriculum.domain.findings import Finding, Rule, finding
from curriculum.domain.limits import length_findings
from curriculum.domain.media import is_video
from curriculum.domain.names import names_in
from curriculum.domain.question_checks import question_findings, vignette_findings
from curriculum.domain.text import CITATION, PRACTICE_POINT, all_texts, citations, placed, plain

FRONT = "front matter"
DRAWS = (0, 5, 6, 7, 8)
POOL_FACTOR = 3
EXAM_PER_OBJECTIVE = 2
PRACTICE_LEAST = 6
ILLUSTRATIONS_LEAST = 2
_CODE = re.compile(r"^[A-Z]{3}-\d{2}$")
_SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_VERSION = re.compile(r"^\d+(\.\d+){0,2}$")
_TOPIC = re.compile(r"^HT-\d{2}$")
_OBJECTIVE = re.compile(r"^O[1-9]$")
_BROKEN_CITATION = re.compile(r"\[@[^\]]{0,30}\]?|@[A-Z0-9-]{3,}\]")
_HREF = re.compile(r'href="([^"]*)"')


def _front_findings(content: ModuleContent) -> Iterator[Finding]:
    patterns = (
        ("code", content.code, _CODE, "letters and number, such as COR-04"),
        ("reviewed_on", content.reviewed_on, _DAY, "a day, such as 2026-11-21"),
        ("version", content.version, _VERSION, "a number, such as 1.0"),
        ("language", content.language, re.compile(r"^[a-z]{2}$"), "two letters, such as en"),
    )
    for name, value, pattern, expected in patterns:
        if not pattern.match(value):
            yield finding(Rule.VALUE, FRONT, name=name, value=value, expected=expected)
    for name in ("title", "summary", "audience"):
        if not getattr(content, name).strip():
            yield finding(Rule.KEY_MISSING, FRONT, name=name)
    for topic in content.handbook_topics:
        if not _TOPIC.match(topic):
            yield finding(
                Rule.VALUE, FRONT, name="handbook_topics", value=topic, expected="such as HT-14"
            )
    if content.draw not in DRAWS:
        yield finding(Rule.VALUE, FRONT, name="draw", value=content.draw, expected="5 to 8, or 0")


def _count_findings(content: ModuleContent) -> Iterator[Finding]:
    blocks = [block for chapter in content.chapters for block in chapter.blocks]
    shown = sum(block.kind in (BlockKind.TABLE, BlockKind.FIGURE) for block in blocks)
    practice = len(content.pool(Pool.PRACTICE))
    if not 3 <= len(content.objectives) <= 6:
        yield _count(len(content.objectives), "objectives", "three to six")
    if not 3 <= len(content.chapters) <= 6:
        yield _count(len(content.chapters), "chapters", "three to six")
    if practice < PRACTICE_LEAST:
        yield _count(practice, "practice questions", "six or more")
    if shown < ILLUSTRATIONS_LEAST:
        yield _count(shown, "tables and figures", "two or more")
    if not any(citations(text) for _, text in all_texts(content)):
        yield _count(0, "citations", "a source at every claim")


def _count(count: int, name: str, expected: str) -> Finding:
    return finding(Rule.COUNT, FRONT, count=count, name=name, expected=expected)


def _objective_findings(content: ModuleContent) -> Iterator[Finding]:
    taught = {key for chapter in content.chapters for key in chapter.objectives}
    practised = {question.objective for question in content.pool(Pool.PRACTICE)}
    scored = Counter(question.objective for question in content.pool(Pool.EXAM))
    for key in content.objectives:
        if not _OBJECTIVE.match(key):
            yield finding(
                Rule.VALUE, FRONT, name="objectives", value=key, expected="O1, O2 and so on"
            )
        if key not in taught:
            yield finding(Rule.OBJECTIVE_UNTAUGHT, FRONT, key=key)
        if key not in practised:
            yield finding(Rule.OBJECTIVE_UNPRACTISED, FRONT, key=key)
        if content.has_exam and scored[key] < EXAM_PER_OBJECTIVE:
            yield finding(Rule.OBJECTIVE_EXAM, FRONT, key=key, count=scored[key])


def _pool_findings(content: ModuleContent) -> Iterator[Finding]:
    exam = content.pool(Pool.EXAM)
    needed = POOL_FACTOR * content.draw
    if len(exam) < needed:
        yield finding(Rule.POOL_SMALL, FRONT, count=len(exam), draw=content.draw, needed=needed)
    if exam and not content.has_exam:
        yield finding(Rule.EXAM_UNUSED, FRONT)
    for question in exam:
        if question.basis != Basis.VERIFIED:
            yield finding(Rule.BASIS, f"question {question.key}")


def _chapter_findings(content: ModuleContent) -> Iterator[Finding]:
    slugs = Counter(chapter.slug for chapter in content.chapters)
    for chapter in content.chapters:
        where = f"chapter {chapter.slug}"
        if slugs[chapter.slug] > 1:
            yield finding(Rule.DOUBLED, where, name=chapter.slug)
        if not _SLUG.match(chapter.slug):
            yield finding(
                Rule.VALUE, where, name="address", value=chapter.slug,
                expected="small letters, digits and hyphens",
            )  # fmt: skip
        for key in chapter.objectives:
            if key not in content.objectives:
                yield finding(Rule.OBJECTIVE_UNKNOWN, where, key=key)
        for block in chapter.blocks:
            yield from _block_findings(block, where)


def _block_findings(block: Block, where: str) -> Iterator[Finding]:
    for url in _HREF.findall(block.html):
        if not url.startswith("https://"):
            yield finding(Rule.LINK, where, url=url)
    if block.table:
        width = len(block.table.head)
        if not block.table.rows or any(len(row) != width for row in block.table.rows):
            yield finding(Rule.TABLE, where, reason="every row needs as many cells as the head.")
    if block.figure and not block.figure.alt.strip():
        yield finding(Rule.KEY_MISSING, where, name="alt")
    if block.figure and is_video(block.figure.media) and not block.figure.captions:
        yield finding(Rule.KEY_MISSING, where, name="captions")


def _placement_findings(content: ModuleContent) -> Iterator[Finding]:
    questions = [question.key for question in content.pool(Pool.PRACTICE)]
    vignettes = [vignette.key for vignette in content.vignettes]
    for kind, name, known in (
        (BlockKind.CHECK, "question", questions),
        (BlockKind.VIGNETTE, "vignette", vignettes),
    ):
        times = Counter(placed(content, kind))
        for key in known:
            if times[key] == 0:
                yield finding(Rule.NOT_PLACED, f"{name} {key}")
            elif times[key] > 1:
                yield finding(Rule.PLACED_TWICE, f"{name} {key}", count=times[key])
        for key in sorted(times.keys() - set(known)):
            yield finding(Rule.PLACED_UNKNOWN, f"{name} {key}", key=key)


def _text_findings(content: ModuleContent) -> Iterator[Finding]:
    for where, text in all_texts(content):
        for broken in _BROKEN_CITATION.findall(CITATION.sub("", text)):
            yield finding(Rule.CITATION_SYNTAX, where, text=broken)
        for name in names_in(plain(text)):
            yield finding(Rule.BRAND, where, name=name)


def reference_findings(content: ModuleContent, known: Iterable[str]) -> list[Finding]:
    """Citations and references whose key is in no list."""
    keys = {*known, PRACTICE_POINT}
    used = [(where, key) for where, text in all_texts(content) for key in citations(text)]
    used += [(f"question {item.key}", key) for item in content.questions for key in item.references]
    used += [(f"vignette {item.key}", key) for item in content.vignettes for key in item.references]
    return [
        finding(Rule.REFERENCE_UNKNOWN, where, key=key)
        for where, key in dict.fromkeys(used)
        if key not in keys
    ]


def requirement_findings(used: Iterable[str], known: Iterable[str]) -> list[Finding]:
    """Requirement keys of a module that no standard knows."""
    keys = set(known)
    return [finding(Rule.REQUIREMENT_UNKNOWN, FRONT, key=key) for key in used if key not in keys]


def module_findings(content: ModuleContent) -> list[Finding]:
    """Everything about a module that must be mended, facts and references left out."""
    return [
        *_front_findings(content),
        *_count_findings(content),
        *_objective_findings(content),
        *_pool_findings(content),
        *_chapter_findings(content),
        *_placement_findings(content),
        *question_findings(content),
        *vignette_findings(content),
        *length_findings(content),
        *_text_findings(content),
    ]
