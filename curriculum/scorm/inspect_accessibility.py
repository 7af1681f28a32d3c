"""Whether the pages of a package can be used by everybody, as far as a machine can tell.

The rules stand for WCAG 2.2: 3.1.1, 2.4.2, 1.1.1, 1.2.2, 1.3.1 with 4.1.2, and 1.4.4.
"""

import re
from collections.abc import Iterator, Sequence

from curriculum.domain.packages import Level, PackageFinding, PackageRule
from curriculum.scorm.inspect_sources import Source
from curriculum.scorm.markup import Tag, attributes_of

_NO_LABEL_NEEDED = {"hidden", "submit", "reset", "button", "image"}
_NAMED = ("aria-label", "aria-labelledby", "title")
_SCALE = re.compile(r"maximum-scale\s{0,3}=\s{0,3}(\d(?:\.\d{1,3})?)")
_NO_SCALE = re.compile(r"user-scalable\s{0,3}=\s{0,3}(?:no|0)\b")


def accessibility_findings(source: Source) -> Iterator[PackageFinding]:
    """What one page lacks; a rule is told once a page, with the first line and the count."""
    tags = source.page.tags
    if any(tag.name == "html" for tag in tags):
        yield from _page_findings(source)
    checks = (
        (PackageRule.NO_TEXT_FOR_IMAGE, [tag for tag in tags if _lacks_text(tag)]),
        (PackageRule.NO_CAPTIONS, _films_without_captions(tags)),
        (PackageRule.NO_LABEL, _fields_without_label(tags)),
        (PackageRule.NO_ZOOM, [tag for tag in tags if _forbids_zoom(tag)]),
    )
    for rule, found in checks:
        if found:
            details = {"count": str(len(found))}
            yield PackageFinding(Level.FIX, rule, source.name, found[0].line, details)


def _page_findings(source: Source) -> Iterator[PackageFinding]:
    tags = source.page.tags
    html = next(tag for tag in tags if tag.name == "html")
    if not html.attributes.get("lang", html.attributes.get("xml:lang", "")).strip():
        yield PackageFinding(Level.FIX, PackageRule.NO_LANGUAGE, source.name, html.line)
    titles = [tag for tag in tags if tag.name == "title"]
    if not any(title.text.strip() for title in titles):
        yield PackageFinding(Level.FIX, PackageRule.NO_TITLE, source.name, html.line)


def _lacks_text(tag: Tag) -> bool:
    """Whether a picture says nothing; an empty alt says that it is for decoration alone."""
    values = tag.attributes
    if values.get("aria-hidden") == "true" or values.get("role") in ("presentation", "none"):
        return False
    if tag.name == "img":
        return "alt" not in values and not _is_named(tag)
    linked = tag.name == "area" and "href" in values
    pressed = tag.name == "input" and values.get("type", "").lower() == "image"
    drawn = values.get("role") == "img" and tag.name != "svg"
    return ((linked or pressed) and not values.get("alt", "").strip()) or (
        drawn and not _is_named(tag)
    )


def _is_named(tag: Tag) -> bool:
    return any(tag.attributes.get(name, "").strip() for name in _NAMED)


def _films_without_captions(tags: Sequence[Tag]) -> list[Tag]:
    """Films with no track of captions or subtitles before the next film."""
    without: list[Tag] = []
    for tag in tags:
        if tag.name == "video" and "muted" not in tag.attributes:
            without.append(tag)
        elif tag.name == "track" and without:
            kind = tag.attributes.get("kind", "subtitles").lower()
            if kind in ("captions", "subtitles") and tag.attributes.get("src"):
                without.pop()
    return without


def _fields_without_label(tags: Sequence[Tag]) -> list[Tag]:
    """Fields with no label of their own; a field right after a label's beginning is inside it."""
    labelled = set(attributes_of([tag for tag in tags if tag.name == "label"], "for"))
    found, before = [], ""
    for tag in tags:
        if _is_field(tag) and before != "label":
            named = _is_named(tag) or tag.attributes.get("id", "") in labelled - {""}
            found += [] if named else [tag]
        before = tag.name if tag.name not in ("span", "b", "strong", "em", "br") else before
    return found


def _is_field(tag: Tag) -> bool:
    kind = tag.attributes.get("type", "text").lower()
    return tag.name in ("select", "textarea") or (
        tag.name == "input" and kind not in _NO_LABEL_NEEDED
    )


def _forbids_zoom(tag: Tag) -> bool:
    if tag.name != "meta" or tag.attributes.get("name", "").lower() != "viewport":
        return False
    content = tag.attributes.get("content", "").lower()
    scale = _SCALE.search(content)
    return _NO_SCALE.search(content) is not None or (scale is not None and float(scale[1]) < 2)
