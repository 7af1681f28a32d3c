"""Reads the cells of a roster from CSV or XLSX; nothing in the file is run or computed."""

import csv
import zipfile
from collections.abc import Iterator
from io import BytesIO, StringIO
from xml.etree.ElementTree import ParseError
from zlib import error as ZlibError  # noqa: N812 - it is an exception

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from passport.people.domain.roster import columns_of

UNPACKED_MAX = 8_000_000
PARTS_MAX = 200
TAGS_MAX = 400_000
COLUMNS_MAX = 30
LINES_MAX = 100_000  # of a sheet; gaps between rows are walked through
CELL_MAX = 2_000
DELIMITERS = (";", ",", "\t")
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_BROKEN = (
    InvalidFileException, zipfile.BadZipFile, ParseError, DefusedXmlException, ZlibError,
    LookupError, ArithmeticError, ValueError, TypeError, AttributeError, EOFError, OSError,
    RuntimeError,
)  # fmt: skip
Line = tuple[int, list[str]]


class UnreadableRosterError(Exception):
    """The file is no table that we read; the reason is "kind", "broken", "packed" or "rows"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def lines_of(content: bytes, rows_max: int) -> list[Line]:
    """Number and cells of every row that says something: the heading and at most `rows_max` rows.

    Of a workbook the first sheet. Raises UnreadableRosterError.
    """
    if content.startswith(_OLD_EXCEL):
        raise UnreadableRosterError("kind")
    rows = _sheet(content) if content.startswith(_ZIP) else _table(_text(content))
    kept: list[Line] = []
    for number, row in enumerate(rows, start=1):
        cells = [cell[:CELL_MAX] for cell in row[:COLUMNS_MAX]]
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            kept.append((number, cells))
        if len(kept) > rows_max + 1:
            raise UnreadableRosterError("rows")
    return kept


def _text(content: bytes) -> str:
    """UTF-8, else UTF-16 by its mark, else the code page of Central Europe."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for coding in ("utf-16",) if marked else ("utf-8-sig", "cp1250"):
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableRosterError("kind")


def _table(text: str) -> Iterator[list[str]]:
    """Rows of a CSV, whose delimiter is the one that finds most known columns."""
    heading = next((line for line in text.splitlines() if line.strip()), "")
    try:
        found = {
            mark: len(columns_of(next(csv.reader([heading], delimiter=mark), [])))
            for mark in DELIMITERS
        }
        best = max(DELIMITERS, key=lambda mark: found[mark])
        yield from csv.reader(StringIO(text, newline=""), delimiter=best)
    except csv.Error:
        raise UnreadableRosterError("broken") from None


def _sheet(content: bytes) -> Iterator[list[str]]:
    """Rows of the first sheet, streamed; a formula stays the text that it is."""
    try:
        _check_packing(content)
        book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size is not believed
        for row in sheet.iter_rows(values_only=True, max_row=LINES_MAX, max_col=COLUMNS_MAX):
            yield [_shown(cell) for cell in row] if any(row) else []
        book.close()
    except _BROKEN:
        raise UnreadableRosterError("broken") from None


def _shown(cell: object) -> str:
    if isinstance(cell, ArrayFormula | DataTableFormula):
        return "="
    return "" if cell is None else str(cell)


def _check_packing(content: bytes) -> None:
    """Refuse archives that grow beyond all measure, before anything is read as a workbook."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > PARTS_MAX or sum(part.file_size for part in parts) > UNPACKED_MAX:
            raise UnreadableRosterError("packed")
        if "xl/workbook.xml" not in {part.filename for part in parts}:
            raise UnreadableRosterError("kind")
        if sum(archive.read(part).count(b"<") for part in parts) > TAGS_MAX:
            raise UnreadableRosterError("packed")
