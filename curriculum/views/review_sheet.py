"""The text of a version as a reviewer reads it: what changed is open, the rest is folded."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from curriculum.domain.media import shown_under
from curriculum.domain.product_bundle import ProductBundle
from curriculum.domain.version_diff import changed_places
from curriculum.models import AddOnVersion
from curriculum.rendering.preview import Preview
from curriculum.rendering.release import Rendered
from curriculum.rendering.release import render as rendered_release
from curriculum.services.publishing import MEDIA
from curriculum.services.version_checks import bundle_of


@dataclass(frozen=True)
class Fold:
    """A chapter or a question, whether it changed, and whether it stands open."""

    item: dict[str, Any]
    is_changed: bool
    is_open: bool


@dataclass(frozen=True)
class Sheet:
    """The text as its release would freeze it, with the key of every question.

    `since` is the number of the version that it was compared with; 0 when everything is new.
    """

    rendered: Rendered
    chapters: tuple[Fold, ...]
    exam: tuple[Fold, ...]
    since: int


def sheet_of(
    version: AddOnVersion, bundle: ProductBundle | None, before: AddOnVersion | None
) -> Sheet | None:
    """The sheet of a version; None when it has no text, or its text cannot be drawn."""
    if bundle is None:
        return None
    show = shown_under(MEDIA, bundle.media)
    try:
        rendered = rendered_release(bundle.content, bundle.references, show=show)
    except (KeyError, ValueError):  # a source or a file is not there; the findings say which
        return None
    changed = changed_places(bundle_of(before) if before else None, bundle)
    chapters = Preview(version.title, version.add_on.module.code, (), rendered).chapters
    return Sheet(
        rendered=rendered,
        chapters=tuple(
            _chapter(each, changed, is_first=place == 0 and before is None)
            for place, each in enumerate(chapters)
        ),
        exam=tuple(Fold(each, each["key"] in changed, each["key"] in changed)
                   for each in rendered.exam),
        since=before.number if before else 0,
    )  # fmt: skip


def _chapter(chapter: dict[str, Any], changed: Collection[str], *, is_first: bool) -> Fold:
    """A chapter is open when it changed, or when a question in it did."""
    keys = {segment.get("key") for segment in chapter["segments"]}
    is_changed = chapter["slug"] in changed or not keys.isdisjoint(changed)
    return Fold(chapter, is_changed, is_changed or is_first)
