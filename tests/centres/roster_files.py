"""Lists of staff as tests upload them: good ones, and workbooks made to do harm."""

import csv
import zipfile
from collections.abc import Sequence
from io import BytesIO, StringIO

from django.core.files.uploadedfile import SimpleUploadedFile
from xlsxwriter import Workbook

from passport.people.models import RosterImport

HEADING = ("E-mail", "Given names", "Family name", "Roles", "Unit")
ANA = ("ana@hospital.example", "Ana", "Černá", "NUR; TRN", "Ward 5")
BO = ("bo@hospital.example", "Bo", "Novák", "Hospital pharmacist", "Pharmacy")


def as_csv(rows: Sequence[Sequence[str]], mark: str = ";", coding: str = "utf-8") -> bytes:
    """Rows as CSV."""
    target = StringIO(newline="")
    csv.writer(target, delimiter=mark).writerows(rows)
    return target.getvalue().encode(coding)


def as_xlsx(rows: Sequence[Sequence[object]], **formulas: str) -> bytes:
    """Rows as a workbook; `formulas` are written into cells by their name."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for cell, formula in formulas.items():
            sheet.write_formula(cell, formula, value="ana@hospital.example")
    return target.getvalue()


def changed(content: bytes, name: str, change: "bytes | None") -> bytes:
    """A workbook with one part replaced, or left out."""
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as before,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.namelist():
            if part != name:
                after.writestr(part, before.read(part))
        if change is not None:
            after.writestr(name, change)
    return target.getvalue()


def upload(desk, *rows, content: bytes | None = None, name: str = "staff list.csv"):
    """Choose a file on the page; ends at the preview."""
    file = SimpleUploadedFile(name, as_csv([HEADING, *rows]) if content is None else content)
    return desk.post("people:roster", data={"file": file})


def outcome_list(roster: RosterImport) -> list[str]:
    """What happens to each row."""
    return [row["outcome"] for row in roster.rows]
