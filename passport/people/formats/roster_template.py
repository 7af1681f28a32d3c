"""Writes the empty roster that a quality manager fills in, as CSV and as XLSX."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

from xlsxwriter import Workbook

EXAMPLE_ROLE = "NUR"


def csv_template(heading: Sequence[str], example: Sequence[str]) -> bytes:
    """Heading and one example, with semicolons and a mark that spreadsheets understand."""
    target = StringIO(newline="")
    csv.writer(target, delimiter=";").writerows([heading, example])
    return target.getvalue().encode("utf-8-sig")


def xlsx_template(
    heading: Sequence[str],
    example: Sequence[str],
    roles: Sequence[tuple[str, str]],
    titles: tuple[str, str],
) -> bytes:
    """A sheet to fill in and a sheet with the codes and names of all roles."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True})
        staff, codes = (book.add_worksheet(title) for title in titles)
        staff.write_row(0, 0, heading, bold)
        staff.write_row(1, 0, example)
        staff.set_column(0, len(heading) - 1, 26)
        staff.freeze_panes(1, 0)
        for number, (code, name) in enumerate(roles):
            codes.write_row(number, 0, (code, name))
        codes.set_column(1, 1, 40)
    return target.getvalue()
