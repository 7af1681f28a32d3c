"""A chapter as the reader shows it: frozen text from memory, the learner's answers beside it."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import mark_safe

from curriculum.models import ChapterRead, ModuleRelease, PracticeAnswer
from curriculum.queries.questions import (
    Given,
    ShownCheck,
    ShownVignette,
    shown_check,
    shown_vignette,
)
from curriculum.queries.releases import ChapterOutline, outline_of, remembered
from passport.prepared import Prepared

_ANSWERS: Prepared[tuple[Any, ...]] = Prepared(
    lambda learner, release: (
        PracticeAnswer.objects.filter(learner=learner, release=release)
        .order_by("pk")
        .values_list("key", "chosen", "correct", "confidence")
    ),
    PracticeAnswer.learner,
    PracticeAnswer.release,
)
_READ: Prepared[str] = Prepared(
    lambda learner, release: ChapterRead.objects.filter(
        learner=learner, release=release
    ).values_list("chapter", flat=True),
    ChapterRead.learner,
    ChapterRead.release,
)
_CITED = re.compile(r'popovertarget="ref-(\d+)"')


@dataclass(frozen=True)
class Segment:
    """A piece of a chapter: finished text, or the place of a check or vignette."""

    html: str = ""
    check: str = ""
    vignette: str = ""


@dataclass(frozen=True)
class ChapterText:
    """Everything of a chapter that never changes."""

    slug: str
    title: str
    minutes: int
    position: int
    chapters: tuple[ChapterOutline, ...]
    objectives: tuple[str, ...]
    segments: tuple[Segment, ...]
    practice: dict[str, dict[str, Any]]
    vignettes: dict[str, dict[str, Any]]
    references: tuple[dict[str, Any], ...]
    glossary: tuple[tuple[str, str], ...]
    topics: tuple[str, ...]
    cites_practice: bool

    @property
    def total(self) -> int:
        """Number of chapters."""
        return len(self.chapters)

    @property
    def previous(self) -> ChapterOutline | None:
        """The chapter before this one."""
        return self.chapters[self.position - 2] if self.position > 1 else None

    @property
    def following(self) -> ChapterOutline | None:
        """The chapter after this one."""
        return self.chapters[self.position] if self.position < self.total else None


@dataclass(frozen=True)
class ShownSegment:
    """A piece of a chapter for one learner."""

    html: str
    check: ShownCheck | None
    vignette: ShownVignette | None
    error: str


def chapter_text(release_id: int, slug: str) -> ChapterText | None:
    """A chapter's frozen text; None when the release has no such chapter."""
    return remembered(f"chapter:{release_id}:{slug}", lambda: _read(release_id, slug))


def chapters_read(learner_id: int, release_id: int) -> list[str]:
    """Chapters of a release that a learner finished, in alphabetical order."""
    return sorted(_READ.rows(learner_id, release_id))


def latest_answers(learner_id: int, release_id: int) -> dict[str, Given]:
    """The latest practice answer or decision for each key."""
    return {key: Given(*answer) for key, *answer in _ANSWERS.rows(learner_id, release_id)}


def shown_segments(
    text: ChapterText, answers: dict[str, Given], *, again: str, errors: dict[str, str]
) -> list[ShownSegment]:
    """The chapter's pieces; the check `again` is shown unanswered once more.

    `errors` holds what is missing in a form, by the anchor of its piece.
    """
    answers = {key: answer for key, answer in answers.items() if key != again}
    shown = []
    for each in text.segments:
        check = vignette = None
        if each.check:
            question = text.practice[each.check]
            check = shown_check(each.check, question, answers.get(each.check))
        if each.vignette:
            vignette = shown_vignette(each.vignette, text.vignettes[each.vignette], answers)
        error = errors.get(f"check-{each.check}", "") or errors.get(f"vignette-{each.vignette}", "")
        shown.append(ShownSegment(each.html, check, vignette, error))
    return shown


def _read(release_id: int, slug: str) -> ChapterText | None:
    release = ModuleRelease.objects.only("content", "practice", "vignettes").get(pk=release_id)
    chapters = release.content["chapters"]
    found = [index for index, chapter in enumerate(chapters) if chapter["slug"] == slug]
    if not found:
        return None
    chapter = chapters[found[0]]
    practice = _placed(release.practice, chapter, "check")
    vignettes = _placed(release.vignettes, chapter, "vignette")
    html = "".join(segment.get("html", "") for segment in chapter["segments"])
    return ChapterText(
        slug=slug,
        title=chapter["title"],
        minutes=chapter["minutes"],
        position=found[0] + 1,
        chapters=outline_of(release.content),
        objectives=tuple(release.content["objectives"][each] for each in chapter["objectives"]),
        segments=tuple(_segment(each) for each in chapter["segments"]),
        practice=practice,
        vignettes=vignettes,
        references=_cited(release.content, html, [*practice.values(), *vignettes.values()]),
        glossary=_used(release.content["glossary"], f"{html}{practice}{vignettes}"),
        topics=tuple(release.content["handbook_topics"]),
        cites_practice='popovertarget="ref-practice"' in html,
    )


def _placed(pool: dict[str, Any], chapter: dict[str, Any], kind: str) -> dict[str, Any]:
    """Questions or vignettes that stand in a chapter."""
    return {each["key"]: pool[each["key"]] for each in chapter["segments"] if each["kind"] == kind}


def _segment(segment: dict[str, str]) -> Segment:
    if segment["kind"] == "html":
        return Segment(html=mark_safe(segment["html"]))  # noqa: S308 - cleaned when released
    return Segment(**{segment["kind"]: segment["key"]})


def _cited(
    content: dict[str, Any], html: str, questions: list[dict[str, Any]]
) -> tuple[dict[str, Any], ...]:
    """References of the chapter's text and questions, in order of number."""
    numbers = {int(number) for number in _CITED.findall(html)}
    numbers |= {number for question in questions for number in question["references"]}
    return tuple(each for each in content["references"] if each["number"] in numbers)


def _used(glossary: dict[str, str], text: str) -> tuple[tuple[str, str], ...]:
    """Abbreviations that occur in the chapter, in alphabetical order."""
    words = set(re.findall(r"[\w-]+", text))
    return tuple(sorted((short, long) for short, long in glossary.items() if short in words))
