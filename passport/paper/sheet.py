"""The words on a passport sheet, finished and translated."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StampLine:
    """One stamp: its kind decides the shape; `notes` stand below its title."""

    kind: str
    title: str
    earned: str
    until: str
    volume: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A table under a heading of its own: the modules of a stamp, or what it evidences."""

    heading: str
    note: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]


@dataclass(frozen=True)
class PassportSheet:
    """Every word on the sheet, in the holder's language."""

    language: str
    title: str
    product: str
    issuer: str
    name: str
    profession: str
    number: str
    tone: str
    statement: str
    statement_note: str
    warning: str
    stamps_heading: str
    stamps_head: tuple[str, ...]
    stamps: tuple[StampLine, ...]
    sections: tuple[Section, ...]
    check_heading: str
    check_steps: tuple[str, ...]
    code_text: str
    host: str
    footer: str
    page_line: str
