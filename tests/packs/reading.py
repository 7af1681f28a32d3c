"""Reads what stands in the files of a pack."""

import io
import json
import re
from typing import Any

import openpyxl
import pypdfium2

from credentials.domain.pack import DATA
from credentials.models import EvidencePack


def data_of(world: Any, pack: EvidencePack) -> dict[str, Any]:
    """The list of a pack."""
    return json.loads(world.file(pack, DATA))


def text_of(drawn: bytes) -> str:
    """The words of a PDF, with one space between them."""
    document = pypdfium2.PdfDocument(drawn)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return re.sub(r"\s+", " ", text)


def cells_of(workbook: bytes) -> dict[str, list[list[Any]]]:
    """The values of each sheet, row by row."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book
    }


def names_in(world: Any, pack: EvidencePack) -> list[str]:
    """Names of the people in the list of a pack."""
    return [person["name"] for person in data_of(world, pack)["people"]]


def hashes(pack: EvidencePack) -> dict[str, str]:
    """The hash of each file as recorded."""
    return {entry["name"]: entry["sha256"] for entry in pack.record.files}
