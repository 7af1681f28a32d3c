"""Workbooks (XLSX): texts that no program takes for formulas, the same bytes every time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date | None
Row = Sequence[Cell]
SHEET_ROWS_MAX = 1_048_575
TEXT_LENGTH_MAX = 32_767
_LARGE = {"constant_memory": True}
_SMALL = {"in_memory": True}
_TEXTS = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


class SheetFullError(ValueError):
    """A sheet cannot hold as many rows as there are."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its head stays in sight; rows are read once, in order."""

    name: str
    widths: tuple[int, ...]
    head: tuple[str, ...]
    rows: Iterable[Row]


@dataclass(frozen=True)
class _Formats:
    head: Format
    text: Format
    day: Format


def write_workbook(
    target: Path | BytesIO, sheets: Iterable[Sheet], *, title: str, author: str, on: date
) -> None:
    """Write a workbook; its properties name the day of its content and not that of writing.

    Rows wait beside the target when that is a path; in memory a workbook is a small one.
    """
    where = {"tmpdir": str(target.parent), **_LARGE} if isinstance(target, Path) else _SMALL
    with Workbook(target, {**_TEXTS, **where}) as book:
        book.set_properties(
            {"title": title, "author": author, "created": datetime.combine(on, time.min)}
        )
        formats = _Formats(
            head=book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            text=book.add_format({"text_wrap": True, "valign": "top"}),
            day=book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        )
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, formats)


def _write_sheet(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    for column, text in enumerate(sheet.head):
        page.write_string(0, column, text, formats.head)
    for line, row in enumerate(sheet.rows, start=1):
        if line > SHEET_ROWS_MAX:
            raise SheetFullError(sheet.name)
        _write_row(page, line, row, formats)


def _write_row(page: Worksheet, line: int, row: Row, formats: _Formats) -> None:
    """Each value by its own kind: what is text is written as text, whatever it begins with."""
    for column, value in enumerate(row):
        if isinstance(value, str):
            page.write_string(line, column, value[:TEXT_LENGTH_MAX], formats.text)
        elif isinstance(value, date):
            page.write_datetime(line, column, datetime.combine(value, time.min), formats.day)
        elif value is not None:
            page.write_number(line, column, value, formats.text)
