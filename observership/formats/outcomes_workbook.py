"""Outcomes as a workbook (XLSX): one sheet per question, every text written as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date | None
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its head, which stays in sight, and its rows."""

    name: str
    head: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


def write_workbook(sheets: Sequence[Sheet], *, title: str, author: str, on: date) -> bytes:
    """A workbook, the same bytes for the same content and day."""
    target = BytesIO()
    with Workbook(target, _OPTIONS) as book:
        made = datetime.combine(on, time.min)
        book.set_properties({"title": title, "author": author, "created": made})
        bold = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, bold, day)
    return target.getvalue()


def _write(page: Worksheet, sheet: Sheet, bold: Format, day: Format) -> None:
    page.freeze_panes(1, 0)
    page.set_column(0, len(sheet.head) - 1, 18)
    for column, text in enumerate(sheet.head):
        page.write_string(0, column, text, bold)
    for line, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            _write_cell(page, line, column, value, day)


def _write_cell(page: Worksheet, line: int, column: int, value: Cell, day: Format) -> None:
    if isinstance(value, str):
        page.write_string(line, column, value)
    elif isinstance(value, date):
        page.write_datetime(line, column, datetime.combine(value, time.min), day)
    elif value is not None:
        page.write_number(line, column, value)
