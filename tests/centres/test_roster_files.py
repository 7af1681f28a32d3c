"""A list of staff is read safely, and what is wrong in it is said in words."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from passport.people.domain.roster import Fault, Outcome, columns_of, row_of
from passport.people.formats.roster_files import UnreadableRosterError, lines_of
from passport.people.forms.roster import REMEDIES, RosterForm, role_codes
from passport.people.models import RosterImport
from passport.people.models.labels import ROLE_LABELS
from tests.centres.roster_files import (
    ANA,
    BO,
    HEADING,
    as_csv,
    as_xlsx,
    changed,
    outcome_list,
    upload,
)

SHEET = "xl/worksheets/sheet1.xml"
ROWS_MAX = 2_000
PLACES = columns_of(HEADING)


def reason_of(content: bytes) -> str:
    with pytest.raises(UnreadableRosterError) as caught:
        lines_of(content, ROWS_MAX)
    return caught.value.reason


# --- reading ---


@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
def test_csv_is_read_with_every_usual_delimiter_and_coding(mark, coding):
    rows = [HEADING, ("ana@hospital.example", "Ana", "Černá", "NUR", "Ward 5")]
    assert lines_of(as_csv(rows, mark, coding), ROWS_MAX) == [
        (number, list(row)) for number, row in enumerate(rows, start=1)
    ]


def test_a_workbook_is_read_from_its_first_sheet():
    assert lines_of(as_xlsx([HEADING, ANA, BO]), ROWS_MAX) == [
        (1, list(HEADING)), (2, list(ANA)), (3, list(BO)),
    ]  # fmt: skip


def test_blank_rows_are_left_out_and_numbers_stay():
    blank = ("", " ", "", "", "")
    for content in (as_csv([HEADING, blank, ANA]), as_xlsx([HEADING, blank, ANA])):
        assert [number for number, _ in lines_of(content, ROWS_MAX)] == [1, 3]


def test_a_line_break_inside_quotes_stays_in_its_cell():
    content = b'E-mail;Roles\n"ana@hospital.example";"NUR\nTRN"\n'
    assert lines_of(content, ROWS_MAX)[1] == (2, ["ana@hospital.example", "NUR\nTRN"])


def test_two_thousand_rows_are_the_most():
    rows = [HEADING, *([ANA] * ROWS_MAX)]
    assert len(lines_of(as_csv(rows), ROWS_MAX)) == ROWS_MAX + 1
    assert len(lines_of(as_xlsx(rows), ROWS_MAX)) == ROWS_MAX + 1
    for content in (as_csv([*rows, ANA]), as_xlsx([*rows, ANA])):
        assert reason_of(content) == "rows"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xd0\xcf\x11\xe0 an old workbook", "kind"),
        (b"%PDF-1.7\x00\x01\x02", "kind"),
        (b"PK\x03\x04 not really", "broken"),
        (changed(as_xlsx([HEADING, ANA]), "xl/workbook.xml", None), "kind"),
        (changed(as_xlsx([HEADING, ANA]), "xl/workbook.xml", b"<broken"), "broken"),
        (changed(as_xlsx([HEADING, ANA]), SHEET, b"<worksheet><sheetData><row"), "broken"),
        (as_xlsx([HEADING, ANA])[:-40], "broken"),
    ],
    ids=["xls", "pdf", "zip", "no workbook", "bad workbook", "bad sheet", "cut off"],
)
def test_what_is_no_list_is_refused_with_its_reason(content, reason):
    assert reason_of(content) == reason


def test_an_archive_that_grows_is_refused_before_it_is_read():
    bomb = changed(as_xlsx([HEADING, ANA]), "xl/media/zeros.xml", b"\x00" * 60_000_000)
    assert len(bomb) < 100_000
    began = time.monotonic()
    assert reason_of(bomb) == "packed"
    assert time.monotonic() - began < 1


def test_a_sheet_of_countless_empty_cells_is_refused():
    cells = b"<worksheet><sheetData><row>" + b"<c/>" * 1_500_000 + b"</row></sheetData></worksheet>"
    assert reason_of(changed(as_xlsx([HEADING, ANA]), SHEET, cells)) == "packed"


def test_entities_are_not_expanded():
    sheet = (
        b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    )
    assert reason_of(changed(as_xlsx([HEADING, ANA]), SHEET, sheet)) == "broken"


def test_what_a_sheet_says_of_its_size_is_not_believed():
    xml = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:XFD1048576"/><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>E-mail</t></is></c></row>'
        b'<row r="99999999"><c r="A99999999" t="inlineStr"><is><t>late</t></is></c></row>'
        b"</sheetData></worksheet>"
    )
    began = time.process_time()
    lines = lines_of(changed(as_xlsx([HEADING]), SHEET, xml), ROWS_MAX)
    assert time.process_time() - began < 3
    assert [(number, cells[0]) for number, cells in lines] == [(1, "E-mail")]


def test_a_formula_is_text_and_is_not_computed():
    lines = lines_of(as_xlsx([HEADING, ANA], A2='=HYPERLINK("http://evil.example")'), ROWS_MAX)
    assert lines[1][1][0].startswith("=")


# --- checking ---


def faults(*cells: str) -> list[tuple[Fault, str]]:
    return list(row_of(2, cells, PLACES, role_codes()).faults)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (ANA, []),
        (("", "Ana", "", "NUR", ""), [(Fault.NO_EMAIL, "")]),
        (("ana", "", "", "NUR", ""), [(Fault.BAD_EMAIL, "ana")]),
        (("ana@hospital", "", "", "NUR", ""), [(Fault.BAD_EMAIL, "ana@hospital")]),
        (("a@b.example, c@d.example", "", "", "NUR", ""),
         [(Fault.BAD_EMAIL, "a@b.example, c@d.example")]),
        ((f"{'a' * 250}@b.example", "", "", "NUR", ""), [(Fault.LONG_EMAIL, "")]),
        (("colleague@hospital.example", "", "", "NUR", ""), [(Fault.EXAMPLE, "")]),
        (("ana@h.example", "", "", "", ""), [(Fault.NO_ROLE, "")]),
        (("ana@h.example", "", "", "NUR; Wizard", ""), [(Fault.UNKNOWN_ROLE, "Wizard")]),
        (("ana@h.example", "A" * 151, "", "NUR", ""), [(Fault.LONG_NAME, "")]),
        (("ana@h.example", "A\u202eb", "", "NUR", ""), [(Fault.HIDDEN, "")]),
        (("ana@h.example", "", "", "NUR", "U" * 81), [(Fault.LONG_UNIT, "")]),
        (("ana@h.example", "=1+1", "", "NUR", ""), [(Fault.FORMULA, "")]),
        (("ana@h.example",), [(Fault.NO_ROLE, "")]),
    ],
)  # fmt: skip
def test_each_fault_of_a_row_is_named(cells, found):
    assert faults(*cells) == found


def test_every_fault_has_its_remedy_in_words():
    assert set(REMEDIES) == set(Fault)


@pytest.mark.parametrize("code", list(ROLE_LABELS))
def test_a_role_is_known_by_code_and_name(code):
    label = str(ROLE_LABELS[code])
    for text in (code, code.lower(), label, f" {label.upper()} ; {code}"):
        row = row_of(2, ("a@b.example", "", "", text, ""), PLACES, role_codes())
        assert (row.roles, row.faults) == ((code,), ())


@pytest.mark.parametrize("mark", [";", ",", "/", "|", "\n"])
def test_several_roles_stand_in_one_cell(mark):
    row = row_of(2, ("a@b.example", "", "", f"NUR{mark} ICU{mark}NUR", ""), PLACES, role_codes())
    assert row.roles == ("NUR", "ICU")


def test_addresses_are_compared_in_small_letters():
    assert row_of(2, (" ANA@H.Example ", "", "", "NUR", ""), PLACES, role_codes()).email == (
        "ana@h.example"
    )


def test_columns_are_found_in_any_order_and_spelling():
    heading = ("Ward", " ROLE ", "Surname", "email address", "First  name", "Note")
    assert {column.value: place for column, place in columns_of(heading).items()} == {
        "unit": 0, "roles": 1, "family": 2, "email": 3, "given": 4,
    }  # fmt: skip


def form_errors(content: bytes) -> list[str]:
    form = RosterForm({}, {"file": SimpleUploadedFile("staff.csv", content)})
    return [] if form.is_valid() else list(form.errors["file"])


@pytest.mark.parametrize(
    ("content", "start"),
    [
        (b"", "This file is empty."),
        (b"x" * 1_000_001, "The file is larger than 1 MB."),
        (b"Name;Ward\nAna;5\n", "The first row must name the columns. Missing: “E-mail”, “Roles”."),
        (b"E-mail;Roles\n", "There is no row below the headings."),
        (b"\n\n", "The first row must name the columns."),
        (as_csv([HEADING, *([ANA] * 2_001)]), "The file has more than 2,000 rows."),
        (b"PK\x03\x04", "This file is damaged."),
        (b"\x00\x01", "We read CSV and XLSX files."),
    ],
)
def test_a_file_that_cannot_be_taken_says_why_and_what_to_do(content, start):
    (error,) = form_errors(content)
    assert error.startswith(start)


@pytest.mark.django_db
def test_the_templates_are_read_back_by_ourselves(desk):
    for name in ("people:roster_csv", "people:roster_xlsx"):
        content = desk.get(name).content
        lines = lines_of(content, ROWS_MAX)
        places = columns_of(lines[0][1])
        assert len(places) == 5
        row = row_of(2, lines[1][1], places, role_codes())
        assert [fault for fault, _ in row.faults] == [Fault.EXAMPLE]


@pytest.mark.django_db
def test_a_workbook_is_uploaded_as_well(desk):
    upload(desk, content=as_xlsx([HEADING, ANA, BO]), name="staff.xlsx")
    assert outcome_list(RosterImport.objects.get()) == [Outcome.INVITE, Outcome.INVITE]


@pytest.mark.django_db
def test_a_wrong_file_keeps_the_page_and_stores_nothing(desk):
    page = upload(desk, content=b"\x00", name="staff.pdf")
    assert page.status_code == 422
    assert "Please correct the following" in page.text
    assert RosterImport.objects.count() == 0


@pytest.mark.django_db
def test_names_are_shown_as_text(desk):
    upload(desk, ("ana@h.example", "<script>alert(1)</script>", "", "NUR", "<b>"))
    roster = RosterImport.objects.get()
    page = desk.get("people:roster_preview", roster.public_id).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
