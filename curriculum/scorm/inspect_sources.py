"""Reads the texts of an unpacked package, each once and no more than 20 MB together."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from curriculum.domain.packages import Level, PackageFinding, PackageRule
from curriculum.scorm.file_types import extension_of
from curriculum.scorm.markup import Page, read_page

MOST_BYTES, MOST_OF_A_FILE = 20 * 1024 * 1024, 4 * 1024 * 1024
_PAGES = frozenset({"html", "htm", "svg"})
_OTHERS = frozenset({"js", "css", "json", "txt", "vtt", "srt"})


@dataclass(frozen=True)
class Source:
    """One text of a package; `page` is what was read of HTML and SVG, and empty otherwise."""

    name: str
    kind: str
    text: str
    page: Page

    @property
    def is_page(self) -> bool:
        """Whether a browser shows it as a page."""
        return self.kind in ("html", "htm")

    def line_at(self, place: int) -> int:
        """The line of a place in the text."""
        return self.text.count("\n", 0, place) + 1


@dataclass(frozen=True)
class Sources:
    """What could be read, and a finding for each text that was too large to be."""

    read: tuple[Source, ...]
    findings: tuple[PackageFinding, ...]


def read_sources(folder: Path, names: dict[str, int]) -> Sources:
    """Every text of a package by name; pages come first, then scripts, then the rest."""
    wanted = [name for name in names if extension_of(name) in _PAGES | _OTHERS]
    read: list[Source] = []
    findings: list[PackageFinding] = []
    left = MOST_BYTES
    for name in sorted(wanted, key=_order):
        if names[name] > min(left, MOST_OF_A_FILE):
            details = {"limit": str(MOST_OF_A_FILE), "size": str(names[name])}
            rule = PackageRule.ENTRY_TOO_LARGE
            findings.append(PackageFinding(Level.FIX, rule, name, details=details))
            continue
        left -= names[name]
        read.append(_source(folder, name))
    return Sources(tuple(read), tuple(findings))


def _order(name: str) -> tuple[int, str]:
    kind = extension_of(name)
    return (0 if kind in _PAGES else 1 if kind == "js" else 2), name


def _source(folder: Path, name: str) -> Source:
    text, kind = _decoded((folder / name).read_bytes()), extension_of(name)
    return Source(name, kind, text, read_page(text) if kind in _PAGES else Page())


def _decoded(content: bytes) -> str:
    """Text by its mark, else UTF-8, else Latin-1, as a browser would at the worst."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def scripts_of(source: Source) -> Iterator[tuple[str, int]]:
    """Every piece of script of a text with its line: the file, script elements, handlers."""
    if source.kind == "js":
        yield source.text, 1
    for tag in source.page.tags:
        if tag.name == "script" and tag.text.strip():
            yield tag.text, tag.line
        for name, value in tag.attributes.items():
            if name.startswith("on") or value.lower().lstrip().startswith("javascript:"):
                yield value, tag.line


def styles_of(source: Source) -> Iterator[tuple[str, int]]:
    """Every piece of style of a text with its line."""
    if source.kind == "css":
        yield source.text, 1
    for tag in source.page.tags:
        if tag.name == "style":
            yield tag.text, tag.line
        elif style := tag.attributes.get("style"):
            yield style, tag.line
