"""How long a module takes: 220 words a minute, and a minute for each interaction."""

from dataclasses import dataclass
from math import ceil

from curriculum.domain.content import BlockKind, Chapter, ModuleContent
from curriculum.domain.text import chapter_words

WORDS_PER_MINUTE = 220


@dataclass(frozen=True)
class Length:
    """Words and minutes of a module, and minutes of each chapter by its slug."""

    words: int
    minutes: int
    chapters: dict[str, int]


def _interactions(chapter: Chapter, content: ModuleContent) -> int:
    stages = {vignette.key: len(vignette.stages) for vignette in content.vignettes}
    checks = sum(block.kind == BlockKind.CHECK for block in chapter.blocks)
    decisions = sum(
        stages.get(block.key, 0) for block in chapter.blocks if block.kind == BlockKind.VIGNETTE
    )
    return checks + decisions


def length_of(content: ModuleContent) -> Length:
    """Words, minutes of each chapter and of the whole with its drawn exam, rounded up."""
    words = {chapter.slug: chapter_words(chapter) for chapter in content.chapters}
    extra = {chapter.slug: _interactions(chapter, content) for chapter in content.chapters}
    total = sum(words.values())
    return Length(
        words=total,
        minutes=ceil(total / WORDS_PER_MINUTE) + sum(extra.values()) + content.draw,
        chapters={
            slug: ceil(count / WORDS_PER_MINUTE) + extra[slug] for slug, count in words.items()
        },
    )


def chapter_minutes(content: ModuleContent) -> dict[str, int]:
    """Minutes of each chapter by its slug, rounded up, the drawn exam left out."""
    return length_of(content).chapters
