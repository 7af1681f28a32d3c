"""Reads a manifest's XML without believing it: one encoding, no entities, bounded in every way."""

import io
import re
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from curriculum.domain.packages import PackageFinding, PackageLimits, PackageRule
from curriculum.scorm.zip_directory import stop

_DEEPEST, _MOST_ELEMENTS, _LONGEST_ATTRIBUTE, _MOST_ATTRIBUTES = 64, 50_000, 16_384, 64
_DECLARATION = re.compile(r"\s*<\?xml\b([^>?]{0,200})\?>")
_ENCODING = re.compile(r"""encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ENCODINGS = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "ascii", "ascii": "ascii",
    "iso-8859-1": "latin-1", "windows-1252": "cp1252",
}  # fmt: skip
_MARK = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class ManifestError(Exception):
    """The manifest is refused; `finding` says by which rule."""

    def __init__(self, finding: PackageFinding) -> None:
        super().__init__(finding.rule)
        self.finding = finding


def read_xml(path: Path, limits: PackageLimits) -> Element:
    """The root of an XML file.

    Raises ManifestError for a file above the limit, an encoding that is not UTF-8, UTF-16 with
    its mark, ASCII, ISO 8859-1 or Windows-1252, a document type, an entity, more than 64 levels,
    50,000 elements or 16,384 letters in an attribute, or what is no XML.
    """
    if path.stat().st_size > limits.manifest:
        finding = stop(PackageRule.MANIFEST_TOO_LARGE, path.name, limit=limits.manifest)
        raise ManifestError(finding)
    text = _decoded(path.read_bytes(), path.name)
    return _parsed(_DECLARATION.sub("", text, count=1).encode(), path.name)


def _decoded(content: bytes, name: str) -> str:
    try:
        if content.startswith(_UTF16):
            return content.decode("utf-16")
        marked = content.startswith(_MARK)
        name_of_it = "utf-8-sig" if marked else _declared(content[:400].decode("latin-1"))
        if b"\0" in content:
            raise LookupError  # a reader that guesses would take it for UTF-16
        return content.decode(name_of_it)
    except (UnicodeError, LookupError):
        reason = stop(PackageRule.MANIFEST_UNREADABLE, name, reason="encoding")
        raise ManifestError(reason) from None


def _declared(start: str) -> str:
    declaration = _DECLARATION.match(start)
    named = _ENCODING.search(declaration[1]) if declaration else None
    return _ENCODINGS[named[1].lower()] if named else "utf-8"


def _parsed(content: bytes, name: str) -> Element:
    root, depth, count = None, 0, 0
    try:
        for event, element in iterparse(io.BytesIO(content), ("start", "end"), forbid_dtd=True):
            if event == "end":
                depth -= 1
                continue
            depth, count = depth + 1, count + 1
            root = element if root is None else root
            _check_bounds(element, depth, count, name)
    except DefusedXmlException:
        raise ManifestError(stop(PackageRule.MANIFEST_ENTITIES, name)) from None
    except (ParseError, UnicodeError, ValueError) as error:
        line = getattr(error, "position", (0, 0))[0]
        raise ManifestError(_unreadable(name, line)) from None
    if root is None:
        raise ManifestError(_unreadable(name, 0))
    return root


def _unreadable(name: str, line: int) -> PackageFinding:
    found = stop(PackageRule.MANIFEST_UNREADABLE, name, reason="xml")
    return PackageFinding(found.level, found.rule, found.file, line, found.details)


def _check_bounds(element: Element, depth: int, count: int, name: str) -> None:
    longest = max((len(text) for text in element.attrib.values()), default=0)
    many = len(element.attrib) > _MOST_ATTRIBUTES or longest > _LONGEST_ATTRIBUTE
    if depth > _DEEPEST or count > _MOST_ELEMENTS or many:
        raise ManifestError(stop(PackageRule.MANIFEST_TOO_LARGE, name, reason="shape"))
