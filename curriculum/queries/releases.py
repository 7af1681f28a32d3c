"""Which release of a module is current, and its frozen text, kept in this process's memory."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KT

from curriculum.models import ClinicalReview, ModuleRelease

SOURCE_LANGUAGE = "en"
HEAVY_FIELDS = ("content", "practice", "vignettes", "exam")


@dataclass(frozen=True)
class ChapterOutline:
    """A chapter without its text."""

    slug: str
    title: str
    minutes: int
    objectives: tuple[str, ...]


def current_releases(language: str) -> QuerySet[ModuleRelease]:
    """Newest release of every module, in `language` where there is one, without its texts.

    `summary` and `clinically_reviewed` are read beside it.
    """
    newest = (
        ModuleRelease.objects.filter(
            module=OuterRef("module"), language__in={language, SOURCE_LANGUAGE}
        )
        .annotate(foreign=Case(When(language=language, then=Value(0)), default=Value(1)))
        .order_by("foreign", "-number")
        .values("pk")[:1]
    )
    decision = ClinicalReview.objects.filter(release=OuterRef("pk")).values("approved")
    return (
        ModuleRelease.objects.filter(pk=Subquery(newest))
        .select_related("module")
        .defer(*HEAVY_FIELDS)
        .annotate(
            summary=KT("content__summary"),
            clinically_reviewed=Subquery(decision.order_by("-reviewed_at", "-pk")[:1]),
        )
    )


def current_release(code: str, language: str) -> ModuleRelease:
    """The release a learner reads now; raises ModuleRelease.DoesNotExist."""
    return current_releases(language).get(module__code=code)


def outlines(release_ids: list[int]) -> dict[int, tuple[ChapterOutline, ...]]:
    """Chapters of several releases; those not yet in memory cost one query together."""
    cache = caches["local"]
    names = {f"outline:{pk}": pk for pk in release_ids}
    found = {names[name]: value for name, value in cache.get_many(names).items()}
    missing = [pk for pk in release_ids if pk not in found]
    if missing:
        rows = ModuleRelease.objects.filter(pk__in=missing).values_list("pk", "content")
        fresh = {pk: _outline(content) for pk, content in rows}
        cache.set_many({f"outline:{pk}": value for pk, value in fresh.items()}, timeout=None)
        found |= fresh
    return found


def remembered(name: str, build: Callable[[], Any]) -> Any:
    """A value that never changes, since releases never do: built once per process."""
    cache = caches["local"]
    value = cache.get(name)
    if value is None:
        value = build()
        cache.set(name, value, timeout=None)
    return value


def content_of(release_id: int) -> dict[str, Any]:
    """The frozen content of a release without questions."""
    return remembered(
        f"content:{release_id}",
        lambda: ModuleRelease.objects.values_list("content", flat=True).get(pk=release_id),
    )


def _outline(content: dict[str, Any]) -> tuple[ChapterOutline, ...]:
    return tuple(
        ChapterOutline(
            slug=chapter["slug"],
            title=chapter["title"],
            minutes=chapter["minutes"],
            objectives=tuple(chapter["objectives"]),
        )
        for chapter in content["chapters"]
    )
