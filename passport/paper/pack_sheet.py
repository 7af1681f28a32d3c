"""The words of an evidence pack, finished and translated; long tables come row by row."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class PackRow:
    """One row: its cells, the tone (good, attention, stop) of the second, the link of the last.

    `repeated` are the first cells as they are written where the row opens a page.
    """

    cells: tuple[str, ...]
    repeated: tuple[str, ...] = ()
    tone: str = ""
    link: str = ""


@dataclass(frozen=True)
class PackTable:
    """A table under a heading of its own; `level` 0 opens a chapter of the bookmarks.

    `rows` is read once, `closing` after it. `shares` are percents of the width. Without rows
    only heading, note and closing lines are drawn.
    """

    heading: str
    level: int = 1
    note: str = ""
    head: tuple[str, ...] = ()
    shares: tuple[int, ...] = ()
    rows: Iterable[PackRow] = ()
    closing: Iterable[str] = ()


@dataclass(frozen=True)
class PackCover:
    """The first page: whose pack, of which day, against which edition, and how to check it."""

    product: str
    issuer: str
    kind: str
    centre: str
    status: str
    mapped: str
    warning: str
    facts: tuple[tuple[str, str], ...]
    check_heading: str
    check_steps: tuple[str, ...]
    code_text: str
    code: str
    host: str
    hash_label: str
    data_hash: str
    disclaimer: str


@dataclass(frozen=True)
class PackPaper:
    """The whole document."""

    language: str
    title: str
    subject: str
    author: str
    cover: PackCover
    tables: Iterable[PackTable]
    running_head: str
    footer: str
    page_line: str
    continued: str
