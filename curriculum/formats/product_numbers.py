"""Writes the published numbers of a product as a workbook and as a table of text."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

from xlsxwriter import Workbook

from passport.standards.formats.cells import neutral

Cell = str | int | None
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def numbers_csv(head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """A line for each figure, with a mark that spreadsheets understand; no cell is a formula."""
    target = StringIO(newline="")
    writer = csv.writer(target, delimiter=";")
    for row in (head, *rows):
        writer.writerow([neutral(each) if isinstance(each, str) else each for each in row])
    return target.getvalue().encode("utf-8-sig")


def numbers_xlsx(
    head: Sequence[str], rows: Sequence[Sequence[Cell]], *, title: str, author: str
) -> bytes:
    """The same lines on one sheet whose head stays in sight."""
    target = BytesIO()
    with Workbook(target, _OPTIONS) as book:
        book.set_properties({"title": title, "author": author})
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(head) - 1, 24)
        for column, text in enumerate(head):
            sheet.write_string(0, column, text, bold)
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(line, column, value)
                elif value is not None:
                    sheet.write_number(line, column, value)
    return target.getvalue()
