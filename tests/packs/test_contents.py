"""What PDF and workbook of a pack say."""

import io
import zipfile

import openpyxl
import pypdfium2
import pytest

from credentials.domain.pack import DATA, DRAWN, WORKBOOK
from curriculum.models import ModuleRelease
from tests.coverage.rows import ask_locally, attest
from tests.factories import approve
from tests.packs.reading import cells_of, data_of, text_of

pytestmark = pytest.mark.django_db


def test_the_pdf_says_what_an_inspector_looks_for(world):
    ask_locally(world.centre, "Yearly drill with intensive care")
    pack = world.make()
    text = text_of(world.file(pack, DRAWN))
    for words in (
        "Fictional University Hospital, Sampletown",
        "Status on 21 November 2026",
        "Evidence mapped to FACT-JACIE Test Standards, edition 9",
        "Not issued or endorsed by GoCART, EBMT, EHA or JACIE.",
        "Demonstration: not clinically reviewed",
        "Coverage by role",
        "50 % (1 of 2)",
        "Fever after infusion",
        "In force for 1 of 4 people.",
        "Jana Novakova In force until 21 Nov 2027 Module COR-01 (not clinically reviewed)",
        "Not yet shown (1): Petr Zeman",
        "Yearly drill with intensive care",
        "Asked by the centre itself. It is no part of the standard.",
        pack.record.code,
        pack.record.data_sha256[:32],
        "Page 1 of",
    ):
        assert words in text, words
    assert "certified" not in text.lower().replace("it certifies neither", "")


def test_the_pdf_has_bookmarks_metadata_and_embedded_fonts(world):
    drawn = world.file(world.make(), DRAWN)
    document = pypdfium2.PdfDocument(drawn)
    titles = [item.get_title() for item in document.get_toc()]
    assert titles == [
        "Evidence pack for an inspector", "Coverage by role", "People", "Clinical",
        "Fever after infusion", "Neurology signs", "Processing", "Thaw in two pairs",
    ]  # fmt: skip
    said = document.get_metadata_dict()
    assert (
        said["Title"] == "Evidence pack for an inspector: Fictional University Hospital, Sampletown"
    )
    assert said["Subject"] == "Status on 21 November 2026"
    document.close()
    assert drawn.count(b"/FontFile2") == 2


def test_only_verified_clause_numbers_are_printed(world):
    first, second = world.framework.clauses.filter(group="clinical")
    first.number, first.number_status = "B3.1", "verified"
    second.number, second.number_status = "B9.9", "unverified"
    first.save()
    second.save()
    pack = world.make()
    text = text_of(world.file(pack, DRAWN))
    assert "B3.1 Fever after infusion" in text
    assert b"B9.9" not in world.file(pack, DATA)
    assert "B9.9" not in text


def test_an_attestation_says_by_whom_and_where(world, now):
    attest(
        world.petr, world.centre, "care.fever", now.date(), reference="Binder 4", hours=2,
        attested_by=world.lead.user,
    )  # fmt: skip
    pack = world.make()
    text = text_of(world.file(pack, DRAWN))
    assert "Petr Zeman In force until 21 Nov 2027" in text
    assert "Quinn Manager, Binder 4" in text


def test_the_workbook_has_four_sheets_whose_texts_are_no_formulas(world):
    world.jana.user.last_name = '=HYPERLINK("http://bad.example","x")'
    world.jana.user.save()
    workbook = world.file(world.make(), WORKBOOK)
    cells = cells_of(workbook)
    assert list(cells) == ["Summary", "Coverage", "People", "Evidence"]
    head, *rows = cells["Evidence"]
    assert head[:2] == ["Number", "Name"]
    assert sorted({row[1] for row in rows if "HYPERLINK" in row[1]}) == [
        'Jana =HYPERLINK("http://bad.example","x")'
    ]
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    assert {sheet.freeze_panes for sheet in book} == {"A2"}
    parts = zipfile.ZipFile(io.BytesIO(workbook))
    sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert [name for name in sheets if b"<f>" in parts.read(name)] == []


def test_what_no_clinician_reviewed_is_called_a_demonstration(world):
    for release in ModuleRelease.objects.all():
        approve(release)
    reviewed = world.make()
    assert data_of(world, reviewed)["demonstration"] is False
    assert "not clinically reviewed" not in text_of(world.file(reviewed, DRAWN))
    approve(ModuleRelease.objects.get(module__code="COR-01"), approved=False, at=world.at)
    again = world.make()
    assert data_of(world, again)["demonstration"] is True
    assert "Demonstration: not clinically reviewed" in text_of(world.file(again, DRAWN))
