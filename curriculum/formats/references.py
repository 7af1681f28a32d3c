"""Reads references.yaml: the sources that modules cite, by key."""

import re
from pathlib import Path

from curriculum.domain.content import Reference
from curriculum.domain.findings import Finding, Rule
from curriculum.formats.entries import Entry
from curriculum.formats.notes import Notes
from curriculum.formats.yaml_text import LINE, read_yaml

FILE = "references.yaml"
_KEY = re.compile(r"^[A-Z0-9][A-Z0-9-]*$")
_DOI = re.compile(r"^10\.\d{4,9}/[^\s\"<>]+$")


def _reference(key: str, entry: Entry) -> Reference:
    reference = Reference(
        key=key,
        citation=entry.text("citation"),
        doi=entry.text("doi", ""),
        url=entry.text("url", ""),
    )
    entry.raw("seen")
    entry.close()
    if not _KEY.match(key):
        entry.notes.add(
            Rule.VALUE, FILE, entry.line, name="key", value=key, expected="capitals and digits"
        )
    if reference.doi and not _DOI.match(reference.doi):
        entry.notes.add(Rule.REFERENCE_DOI, FILE, entry.line, doi=reference.doi)
    if reference.url and not reference.url.startswith("https://"):
        entry.notes.add(Rule.LINK, FILE, entry.line, url=reference.url)
    return reference


def references_in(text: str, notes: Notes) -> tuple[Reference, ...]:
    """Every reference of a text; what does not fit is noted."""
    data = read_yaml(text, file=FILE, notes=notes) or {}
    if not isinstance(data, dict):
        notes.add(Rule.SHAPE, FILE, name="The file", expected="references by their key")
        return ()
    return tuple(
        _reference(str(key), Entry(value, file=FILE, notes=notes))
        for key, value in data.items()
        if key != LINE
    )


def read_references(path: Path) -> tuple[tuple[Reference, ...], list[Finding]]:
    """Every reference, and what must be mended."""
    notes = Notes()
    if not path.is_file():
        notes.add(Rule.FILE_MISSING, FILE)
        return (), notes.findings
    return references_in(path.read_text(encoding="utf-8"), notes), notes.findings
