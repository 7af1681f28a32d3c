"""Brings the texts, pictures and links of a package before the rules against promotion."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from curriculum.domain.packages import Level, PackageFinding, PackageManifest
from curriculum.domain.promotion import (
    OutboundLink,
    Picture,
    PlainText,
    PromotionContext,
    promotion_findings,
    text_findings,
)
from curriculum.scorm.inspect_sources import Source, scripts_of
from curriculum.scorm.package_paths import is_external

# A string without an end is taken up to its line's end, so that no place is read twice.
_STRING = re.compile(r""""((?:[^"\\\n]|\\.){0,4000}+)["\n]?|'((?:[^'\\\n]|\\.){0,4000}+)['\n]?""")
_SENTENCE_LIKE = re.compile(r"[A-Za-z][\w,;:'-]{0,40}(?:\s{1,3}[\w(][\w,;:.()'%-]{0,40}){3}")
_CODE = re.compile(r"[{}=<>]|\);|\|\||&&")
_TIMES = re.compile(r"\d|WEBVTT|NOTE\b")
_MOST_STRINGS = 20_000


def promotion_findings_of(
    sources: Sequence[Source], manifest: PackageManifest, context: PromotionContext
) -> list[PackageFinding]:
    """What reads like promotion in a package; what stands in scripts is a NOTE, since it may
    never be shown.
    """
    texts = [*_titles(manifest), *(text for each in sources for text in _texts(each))]
    pictures = (picture for each in sources for picture in _pictures(each))
    links = (link for each in sources for link in _links(each))
    said = [text for each in sources for text in _strings(each)]
    noted = [replace(each, level=Level.NOTE) for each in text_findings(said, context)]
    return promotion_findings(texts, context, pictures, links) + noted


def _titles(manifest: PackageManifest) -> Iterator[PlainText]:
    language = next(iter(manifest.languages), "en")
    yield PlainText(manifest.title, "manifest", 0, language)
    for unit in manifest.units:
        yield PlainText(unit.title, "manifest", 0, language)


def _texts(source: Source) -> Iterator[PlainText]:
    for passage in source.page.passages:
        yield PlainText(passage.text, source.name, passage.line, passage.language or "en")
    for tag in source.page.tags:
        if words := tag.attributes.get("alt", "").strip():
            yield PlainText(words, source.name, tag.line)
    if source.kind in ("txt", "vtt", "srt"):
        for number, line in enumerate(source.text.splitlines(), start=1):
            if line.strip() and not (source.kind != "txt" and _TIMES.match(line)):
                yield PlainText(line, source.name, number)
    if source.kind == "json":
        yield from _json_texts(source)


def _json_texts(source: Source) -> Iterator[PlainText]:
    """Sentences of a data file; one that is no JSON is read like a script."""
    for match in _STRING.finditer(source.text):
        text = _plain_string(f'"{match[1] or ""}"')
        if _SENTENCE_LIKE.search(text):
            yield PlainText(text, source.name)


def _plain_string(quoted: str) -> str:
    try:
        return str(json.loads(quoted))
    except ValueError:
        return quoted.strip("\"'")


def _strings(source: Source) -> Iterator[PlainText]:
    """Strings of scripts that look like sentences."""
    count = 0
    for script, line in scripts_of(source):
        for match in _STRING.finditer(script):
            text = match[1] or match[2] or ""
            if len(text) > 20 and _SENTENCE_LIKE.search(text) and not _CODE.search(text):
                yield PlainText(text, source.name, line)
                count += 1
            if count >= _MOST_STRINGS:
                return


def _pictures(source: Source) -> Iterator[Picture]:
    for tag in source.page.tags:
        if tag.name in ("img", "image", "source"):
            address = tag.attributes.get("src", tag.attributes.get("xlink:href", ""))[:300]
            yield Picture(source.name, tag.line, address, tag.attributes.get("alt", "")[:300])


def _links(source: Source) -> Iterator[OutboundLink]:
    for tag in source.page.tags:
        address = tag.attributes.get("href", "").strip()
        if tag.name in ("a", "area") and is_external(address) and not _is_inner(address):
            yield OutboundLink(source.name, tag.line, address, tag.text)


def _is_inner(address: str) -> bool:
    return address.lower().startswith(("javascript:", "blob:", "data:", "about:"))
