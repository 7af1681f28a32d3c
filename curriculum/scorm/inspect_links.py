"""Where the addresses in a package lead: to a file of it, to nothing, or outside."""

import re
from collections.abc import Collection, Iterator

from curriculum.domain.packages import Level, PackageFinding, PackageRule
from curriculum.scorm.entry_names import shown
from curriculum.scorm.inspect_sources import Source, styles_of
from curriculum.scorm.inspect_trackers import is_tracker
from curriculum.scorm.markup import Tag
from curriculum.scorm.package_paths import folder_of_path, is_external, path_inside

_ADDRESSES = ("src", "href", "poster", "data", "xlink:href", "background")
_FORMS = ("action", "formaction")
_SILENT = re.compile(r"(?:data|blob|about|javascript|mailto|tel|urn):", re.IGNORECASE)
_UNUSED_RELATIONS = {"canonical", "license", "author", "profile", "pingback"}
_REFRESH = re.compile(r"url\s{0,5}=\s{0,5}['\"]?([^'\"\s]{1,2000})", re.IGNORECASE)
_STYLE = re.compile(r"""(?:url\(\s{0,5}|@import\s{1,5})["']?([^"')\s]{1,2000})""", re.IGNORECASE)


def link_findings(source: Source, names: Collection[str]) -> Iterator[PackageFinding]:
    """What is wrong with the addresses of one text; `names` are the files of the package.

    Links that readers may follow outside are left to the promotion rules.
    """
    folder = _folder(source)
    for tag in source.page.tags:
        for attribute, address in _addresses(tag):
            yield from _finding(source, tag, attribute, address, (folder, names))
    for style, line in styles_of(source):
        own = folder if source.kind != "css" else folder_of_path(source.name)
        counted = 0
        for match in _STYLE.finditer(style):
            line += style.count("\n", counted, match.start())
            counted = match.start()
            yield from _finding(source, Tag("style", {}, line), "url", match[1], (own, names))


def _folder(source: Source) -> str:
    """The folder that addresses are seen from: the file's, or the one that `base` names."""
    own = folder_of_path(source.name)
    base = next((tag for tag in source.page.tags if tag.name == "base"), None)
    address = base.attributes.get("href", "") if base else ""
    path = path_inside(address.rpartition("/")[0], own) if address else None
    return own if path is None else path


def _addresses(tag: Tag) -> Iterator[tuple[str, str]]:
    for name in (*_ADDRESSES, *_FORMS):
        if address := tag.attributes.get(name, "").strip():
            yield name, address
    for candidate in tag.attributes.get("srcset", "").split(",")[:50]:
        if candidate.strip():
            yield "srcset", candidate.split()[0]
    if tag.name == "meta" and (to := _REFRESH.search(tag.attributes.get("content", ""))):
        yield "refresh", to[1]


def _finding(
    source: Source, tag: Tag, attribute: str, address: str, where: tuple[str, Collection[str]]
) -> Iterator[PackageFinding]:
    if address.startswith("#") or (_SILENT.match(address) and attribute not in _FORMS):
        return
    if is_external(address):
        yield from _external(source, tag, attribute, address)
    elif attribute not in _FORMS and tag.name != "base":
        yield from _local(source, tag, address, where)


def _external(source: Source, tag: Tag, attribute: str, address: str) -> Iterator[PackageFinding]:
    if is_tracker(address):
        yield _found(Level.STOP, PackageRule.TRACKER, source, tag, address)
    elif attribute in _FORMS:
        yield _found(Level.STOP, PackageRule.EXTERNAL_FORM, source, tag, address)
    elif not _is_followed(tag) and not _is_unused(tag):
        yield _found(Level.FIX, PackageRule.EXTERNAL_ADDRESS, source, tag, address)


def _is_followed(tag: Tag) -> bool:
    return tag.name in ("a", "area")


def _is_unused(tag: Tag) -> bool:
    return tag.name == "link" and tag.attributes.get("rel", "").lower() in _UNUSED_RELATIONS


def _local(
    source: Source, tag: Tag, address: str, where: tuple[str, Collection[str]]
) -> Iterator[PackageFinding]:
    path = path_inside(address, where[0])
    if path == "" or path in where[1] or _is_unused(tag):
        return
    needed = not _is_followed(tag) and tag.name != "style"
    level = Level.FIX if needed else Level.NOTE
    yield _found(level, PackageRule.BROKEN_LINK, source, tag, address)


def _found(
    level: Level, rule: PackageRule, source: Source, tag: Tag, address: str
) -> PackageFinding:
    return PackageFinding(level, rule, source.name, tag.line, {"address": shown(address)})
