"""Modules to choose from, and one module's page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from curriculum.domain.grading import needed
from curriculum.domain.plan import ModuleState
from curriculum.domain.prerequisites import ExamAccess
from curriculum.models import Attempt, Module, ModuleAlignment, ModuleRelease, Track
from curriculum.models.module import ModuleKind
from curriculum.queries.learning import Progress, progress_of
from curriculum.queries.releases import (
    ChapterOutline,
    content_of,
    current_releases,
    outlines,
)
from passport.people.models import Professional, User
from passport.people.queries.profiles import professional_of

MODULE_REQUIREMENT = "module."


@dataclass(frozen=True)
class Card:
    """A module in the catalogue."""

    code: str
    title: str
    summary: str
    kind: str
    kind_label: str
    minutes: int
    chapters: int
    has_exam: bool
    state: ModuleState


@dataclass(frozen=True)
class ChapterLine:
    """A chapter in a module's list."""

    outline: ChapterOutline
    read: bool


@dataclass(frozen=True)
class ModuleScreen:
    """Everything that a module's page says."""

    release: ModuleRelease
    module: Module
    clinically_reviewed: bool
    content: dict[str, Any]
    chapters: tuple[ChapterLine, ...]
    requirements: tuple[ModuleAlignment, ...]
    state: ModuleState
    completed_at: datetime | None
    access: ExamAccess
    open_attempt: Attempt | None
    right_needed: int

    @property
    def next_chapter(self) -> ChapterOutline | None:
        """The first chapter not yet read."""
        return next((line.outline for line in self.chapters if not line.read), None)


def learner_of(user: User | AnonymousUser) -> Professional | None:
    """The learner behind a user; None for visitors and for staff who do not learn."""
    learner = professional_of(user)
    return learner if learner and learner.welcomed_at else None


def listed_releases(
    language: str, *, kind: str = "", role: str = "", words: str = ""
) -> QuerySet[ModuleRelease]:
    """Current releases that fit the filters; every word must occur in title or summary.

    Products are left out: the public is shown none, and learners have a list of their own.
    """
    found = current_releases(language).order_by("module__kind", "module__code")
    found = found.exclude(module__kind=ModuleKind.PRODUCT)
    if kind:
        found = found.filter(module__kind=kind)
    if role:
        found = found.filter(module__track__role=role)
    for word in words.split():
        found = found.filter(
            Q(title__icontains=word) | Q(summary__icontains=word) | Q(module__code__icontains=word)
        )
    return found


def track_choices() -> list[tuple[str, str]]:
    """Roles that have a track."""
    return list(Track.objects.values_list("role", "title"))


def cards(releases: list[ModuleRelease], learner_id: int | None) -> list[Card]:
    """Cards for one page of releases, with the learner's state."""
    progress = progress_of(learner_id)
    chapters = outlines([release.pk for release in releases])
    return [
        Card(
            code=release.module.code,
            title=release.title,
            summary=release.summary,  # type: ignore[attr-defined]  # annotated
            kind=release.module.kind,
            kind_label=release.module.get_kind_display(),
            minutes=release.minutes,
            chapters=len(chapters[release.pk]),
            has_exam=release.draw > 0,
            state=progress.state(release.module_id),
        )
        for release in releases
    ]


def module_screen(
    release: ModuleRelease, learner_id: int | None, at: datetime, *, reviewed: bool
) -> ModuleScreen:
    """The page of a module for one learner, or for a visitor."""
    progress: Progress = progress_of(learner_id)
    read = progress.read.get(release.pk, set())
    chapters = outlines([release.pk])[release.pk]
    module_id = release.module_id
    return ModuleScreen(
        release=release,
        module=release.module,
        clinically_reviewed=reviewed,
        content=content_of(release.pk),
        chapters=tuple(ChapterLine(outline=each, read=each.slug in read) for each in chapters),
        requirements=tuple(
            ModuleAlignment.objects.filter(module=module_id)
            .exclude(requirement__key__startswith=MODULE_REQUIREMENT)
            .select_related("requirement")
            .order_by("requirement__key")
        ),
        state=progress.state(module_id),
        completed_at=progress.completed_at.get(module_id),
        access=progress.access(module_id, at),
        open_attempt=_open_attempt(learner_id, module_id, progress),
        right_needed=needed(release.draw, release.pass_percent),
    )


def _open_attempt(learner_id: int | None, module_id: int, progress: Progress) -> Attempt | None:
    if module_id not in progress.open_attempts:
        return None
    return Attempt.objects.only("public_id").get(
        learner_id=learner_id, module_id=module_id, submitted_at__isnull=True
    )
