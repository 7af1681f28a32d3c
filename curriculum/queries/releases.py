"""Which release of a module is current, and its frozen text, kept in this process's memory."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.cache import caches
from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KT

from curriculum.models import ModuleRelease

SOURCE_LANGUAGE = "en"
NEWS_SECONDS = 2
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

    Its `summary` is read beside it.
    """
    newest = (
        ModuleRelease.objects.filter(
            module=OuterRef("module"), language__in={language, SOURCE_LANGUAGE}
        )
        .annotate(foreign=Case(When(language=language, then=Value(0)), default=Value(1)))
        .order_by("foreign", "-number")
        .values("pk")[:1]
    )
    return (
        ModuleRelease.objects.filter(pk=Subquery(newest))
        .select_related("module")
        .defer(*HEAVY_FIELDS)
        .annotate(summary=KT("content__summary"))
    )


def current_release(code: str, language: str) -> ModuleRelease:
    """The release a learner reads now, without its texts; raises ModuleRelease.DoesNotExist."""
    return reviewed_release(code, language)[0]


def reviewed_release(code: str, language: str) -> tuple[ModuleRelease, bool]:
    """The current release, and whether its latest clinical decision is an approval.

    Which one is current is asked again after NEWS_SECONDS, so that a busy page does not ask for
    every reader.
    """
    newest = partial(_newest, code, language)
    pk, approved = remembered(f"newest:{code}:{language}", newest, seconds=NEWS_SECONDS)
    return light_release(pk), approved


def light_release(release_id: int) -> ModuleRelease:
    """A release with its module, without its texts."""
    return remembered(f"release:{release_id}", partial(_light, release_id))


def _newest(code: str, language: str) -> tuple[int, bool]:
    """Key of the current release and whether it is approved; raises ModuleRelease.DoesNotExist."""
    for spoken in dict.fromkeys((language, SOURCE_LANGUAGE)):
        found = (
            ModuleRelease.objects.filter(module__code=code, language=spoken)
            .order_by("-number", "-clinical_reviews__reviewed_at", "-clinical_reviews__pk")
            .values_list("pk", "clinical_reviews__approved")
            .first()
        )
        if found:
            return found[0], bool(found[1])
    raise ModuleRelease.DoesNotExist(code)


def outlines(release_ids: list[int]) -> dict[int, tuple[ChapterOutline, ...]]:
    """Chapters of several releases; those not yet in memory cost one query together."""
    cache = caches["local"]
    names = {f"outline:{pk}": pk for pk in release_ids}
    found = {names[name]: value for name, value in cache.get_many(names).items()}
    missing = [pk for pk in release_ids if pk not in found]
    if missing:
        rows = ModuleRelease.objects.filter(pk__in=missing).values_list("pk", "content")
        fresh = {pk: outline_of(content) for pk, content in rows}
        cache.set_many({f"outline:{pk}": value for pk, value in fresh.items()}, timeout=None)
        found |= fresh
    return found


def remembered(name: str, build: Callable[[], Any], seconds: float | None = None) -> Any:
    """A value built once per process: for ever, since releases never change, or for a while."""
    cache = caches["local"]
    value = cache.get(name)
    if value is None:
        value = build()
        cache.set(name, value, timeout=seconds)
    return value


def content_of(release_id: int) -> dict[str, Any]:
    """The frozen content of a release without questions."""
    return remembered(
        f"content:{release_id}",
        lambda: ModuleRelease.objects.values_list("content", flat=True).get(pk=release_id),
    )


def _light(release_id: int) -> ModuleRelease:
    """A release and its module without the texts."""
    return ModuleRelease.objects.select_related("module").defer(*HEAVY_FIELDS).get(pk=release_id)


def outline_of(content: dict[str, Any]) -> tuple[ChapterOutline, ...]:
    """Chapters of a release's content."""
    return tuple(
        ChapterOutline(
            slug=chapter["slug"],
            title=chapter["title"],
            minutes=chapter["minutes"],
            objectives=tuple(chapter["objectives"]),
        )
        for chapter in content["chapters"]
    )
