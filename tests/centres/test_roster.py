"""A list of staff: read safely, looked at row by row, carried out as a whole, undone."""

import time
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from passport.audit.models import AuditEntry
from passport.jobs.models import Job
from passport.jobs.runner import run_due
from passport.people.domain.roster import Fault, Outcome, columns_of, row_of
from passport.people.formats.roster_files import UnreadableRosterError, lines_of
from passport.people.forms.roster import REMEDIES, RosterForm, role_codes
from passport.people.models import Invitation, RosterImport
from passport.people.models.labels import ROLE_LABELS
from passport.people.queries.centres import member_of
from passport.people.services.invitations import Invitee, accept, invite
from passport.people.services.rosters import carry_out, confirm_roster, undo_roster
from tests.centre_factories import join
from tests.centres.conftest import JANA, TERMS
from tests.centres.roster_files import ANA, BO, HEADING, as_csv, as_xlsx, changed
from tests.coverage_pages.conftest import tables

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


# --- the way through the pages ---


def upload(desk, *rows, content: bytes | None = None, name: str = "staff list.csv"):
    file = SimpleUploadedFile(name, as_csv([HEADING, *rows]) if content is None else content)
    return desk.post("people:roster", data={"file": file})


@pytest.fixture
def roster(desk, jana, now, run_jobs) -> RosterImport:
    """Six rows, one of each fate; Jana belongs already, Ina is invited already."""
    join(desk.centre, jana, roles=("NUR",), unit="Ward 5")
    invitee = Invitee(email="ina@hospital.example", given_names="", family_name="", terms=TERMS)
    invite(centre=desk.centre, invitee=invitee, by=desk.lead.user, at=now)
    run_jobs()
    mail.outbox.clear()
    upload(
        desk,
        ANA,
        (JANA, "Jana", "Nováková", "ICU", "Ward 6"),
        ("quentin@example.org", "Quentin", "Sample", "QMA", ""),
        ("ina@hospital.example", "Ina", "", "NUR", ""),
        ("ANA@hospital.example", "Ana", "again", "NUR", ""),
        ("broken", "", "", "Wizard", ""),
        BO,
    )
    return RosterImport.objects.get()


def outcome_list(roster: RosterImport) -> list[str]:
    return [row["outcome"] for row in roster.rows]


ALL = ["invite", "change", "same", "invited", "duplicate", "error", "invite"]


@pytest.mark.django_db
def test_the_preview_says_of_every_row_what_happens_and_nothing_happens(desk, roster):
    assert outcome_list(roster) == ALL
    assert roster.file_name == "staff_list.csv"
    page = desk.get("people:roster_preview", roster.public_id).text
    (table,) = tables(page)
    assert [row[0] for row in table[1:]] == ["2", "3", "4", "5", "6", "7", "8"]
    assert table[6][4] == (
        "Not taken: see what to correct “broken” is not an email address. Write it as "
        "name@hospital.example. We know no role “Wizard”. Use a code or name from the template, "
        "with / between several."
    )
    assert "2 colleagues are invited by mail." in " ".join(page.split())
    assert Invitation.objects.filter(roster=roster).count() == 0
    assert mail.outbox == []
    assert roster.applied_at is None


@pytest.mark.django_db
def test_rows_are_shown_by_their_fate(desk, roster):
    page = desk.get("people:roster_preview", roster.public_id, query="?only=error").text
    assert len(tables(page)[0]) == 2


@pytest.mark.django_db
def test_nothing_is_sent_for_two_minutes_after_confirming(desk, roster, clock, now):
    page = desk.post("people:apply_roster", roster.public_id, data={}).text
    assert "It starts in two minutes; until then nothing is sent." in page
    clock.at = now + timedelta(seconds=119)
    run_due("default")
    assert (mail.outbox, Invitation.objects.filter(roster=roster).count()) == ([], 0)
    clock.at = now + timedelta(seconds=120)
    run_due("default")
    assert [each.to for each in mail.outbox] == [["ana@hospital.example"], ["bo@hospital.example"]]
    job = Job.objects.get(kind="roster_confirmed")
    assert (job.status, job.owner_id, job.step) == (
        "done", desk.lead.user.public_id, "Sending invitations",
    )  # fmt: skip
    assert (job.done_count, job.total_count) == (2, 2)


@pytest.mark.django_db
def test_only_good_rows_are_carried_out(desk, jana, roster, now):
    confirm_roster(roster=roster, by=desk.lead.user, at=now)
    carry_out(roster=roster, at=now)
    written = Invitation.objects.filter(roster=roster).order_by("pk")
    assert [(each.email, each.family_name, each.roles, each.unit) for each in written] == [
        ("ana@hospital.example", "Černá", ["NUR", "TRN"], "Ward 5"),
        ("bo@hospital.example", "Novák", ["PHA"], "Pharmacy"),
    ]
    member = member_of(desk.centre, jana.public_id, now.date())
    assert (member.roles, member.unit) == (("NUR", "ICU"), "Ward 6")
    counts = {"invite": 2, "change": 1, "same": 1, "invited": 1, "duplicate": 1, "error": 1}
    entry = AuditEntry.objects.get(action="roster.confirmed")
    assert entry.details == {"centre": str(desk.centre.public_id), "rows": counts}


@pytest.mark.django_db
def test_a_list_takes_neither_roles_nor_members_away(desk, jana, roster, now):
    join(desk.centre, unit="Ward 9")
    confirm_roster(roster=roster, by=desk.lead.user, at=now)
    carry_out(roster=roster, at=now)
    assert "NUR" in member_of(desk.centre, jana.public_id, now.date()).roles
    assert desk.centre.memberships.filter(ends_on=None).count() == 3


@pytest.mark.django_db
def test_carrying_out_twice_changes_nothing(desk, jana, roster, now):
    confirm_roster(roster=roster, by=desk.lead.user, at=now)
    first = carry_out(roster=roster, at=now)
    before = list(Invitation.objects.values())
    assert (first, carry_out(roster=roster, at=now)) == (2, 2)
    assert list(Invitation.objects.values()) == before


@pytest.mark.django_db
def test_what_changed_since_the_preview_is_seen(desk, stranger, roster, now):
    """Ana was invited and joined while the list waited."""
    stranger.user.emailaddress_set.create(email="ana@hospital.example", verified=True)
    join(desk.centre, stranger, roles=("NUR", "TRN"), unit="Ward 5")
    confirm_roster(roster=roster, by=desk.lead.user, at=now)
    carry_out(roster=roster, at=now)
    roster.refresh_from_db()
    assert outcome_list(roster) == ["same", *ALL[1:]]
    assert [each.email for each in roster.invitations.all()] == ["bo@hospital.example"]


@pytest.mark.django_db
def test_what_breaks_in_the_middle_leaves_nothing_half_written(desk, roster, now, monkeypatch):
    def broken(**_):
        raise RuntimeError

    confirm_roster(roster=roster, by=desk.lead.user, at=now)
    monkeypatch.setattr("passport.people.services.rosters.extend", broken)
    with pytest.raises(RuntimeError):
        carry_out(roster=roster, at=now)
    assert Invitation.objects.filter(roster=roster).count() == 0
    monkeypatch.undo()
    assert carry_out(roster=roster, at=now) == 2


@pytest.mark.django_db
def test_undone_within_two_minutes_nothing_happens_at_all(desk, jana, roster, run_jobs, now):
    desk.post("people:apply_roster", roster.public_id, data={})
    page = desk.post("people:undo_roster", roster.public_id, data={}).text
    assert "Undone. Invitations that nobody accepted are withdrawn." in page
    run_jobs()
    assert (mail.outbox, Invitation.objects.filter(roster=roster).count()) == ([], 0)
    assert member_of(desk.centre, jana.public_id, now.date()).roles == ("NUR",)


@pytest.mark.django_db
def test_undone_later_mails_are_void_and_changes_go_back(
    desk, jana, stranger, roster, now, run_jobs
):
    stranger.user.emailaddress_set.create(email="bo@hospital.example", verified=True)
    confirm_roster(roster=roster, by=desk.lead.user, at=now)
    run_jobs()
    assert len(mail.outbox) == 2
    accept(
        invitation=Invitation.objects.get(email="bo@hospital.example"),
        professional=stranger,
        at=now,
    )
    undo_roster(roster=roster, by=desk.lead.user, at=now)
    assert Invitation.objects.get(email="ana@hospital.example").withdrawn_at == now
    assert Invitation.objects.get(email="bo@hospital.example").withdrawn_at is None
    assert member_of(desk.centre, stranger.public_id, now.date()) is not None
    member = member_of(desk.centre, jana.public_id, now.date())
    assert (member.roles, member.unit) == (("NUR",), "Ward 5")
    assert Invitation.objects.get(email="ina@hospital.example").withdrawn_at is None


@pytest.mark.django_db
def test_a_unit_that_was_changed_since_is_not_set_back(desk, jana, roster, now):
    confirm_roster(roster=roster, by=desk.lead.user, at=now)
    carry_out(roster=roster, at=now)
    desk.centre.memberships.filter(professional=jana).update(unit="Ward 7")
    undo_roster(roster=roster, by=desk.lead.user, at=now)
    assert member_of(desk.centre, jana.public_id, now.date()).unit == "Ward 7"


@pytest.mark.django_db
def test_undone_and_confirmed_once_only(desk, roster):
    desk.post("people:undo_roster", roster.public_id, data={})
    roster.refresh_from_db()
    assert roster.undone_at is None
    desk.post("people:apply_roster", roster.public_id, data={})
    desk.post("people:apply_roster", roster.public_id, data={})
    assert Job.objects.filter(kind="roster_confirmed").count() == 1
    desk.post("people:undo_roster", roster.public_id, data={})
    page = desk.post("people:undo_roster", roster.public_id, data={}).text
    assert "This was done before." in page


@pytest.mark.django_db
def test_a_long_list_goes_out_over_days(desk, settings, clock, now):
    settings.CENTRE_INVITATIONS_PER_DAY = 2
    rows = [(f"n{n}@hospital.example", "", "", "NUR", "") for n in range(5)]
    page = upload(desk, *rows).text
    assert "At most 2 mails go out in a day, so this takes 3 days." in page
    roster = RosterImport.objects.get()
    desk.post("people:apply_roster", roster.public_id, data={})
    sent = []
    for day in range(3):
        clock.at = now + timedelta(days=day, minutes=2)
        run_due("default")
        sent.append(len(mail.outbox))
    assert sent == [2, 4, 5]


@pytest.mark.django_db
def test_a_list_without_a_good_row_cannot_be_confirmed(desk):
    page = upload(desk, ("broken", "", "", "", "")).text
    assert "No row can be taken" in page
    assert "Confirm the good rows" not in page


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


@pytest.mark.django_db
def test_another_centre_reads_confirms_and_undoes_nothing(desk, other_desk, roster):
    for name in ("people:apply_roster", "people:undo_roster"):
        assert other_desk.post(name, roster.public_id, data={}).status_code == 404
        path = desk.path(name, roster.public_id)
        assert other_desk.client.post(path).status_code == 404
    assert other_desk.get("people:roster_preview", roster.public_id).status_code == 404
    for name in ("people:roster", "people:roster_csv", "people:roster_xlsx"):
        assert other_desk.client.get(desk.path(name)).status_code == 404
    roster.refresh_from_db()
    assert roster.applied_at is None


@pytest.mark.django_db
def test_two_thousand_rows_are_previewed_and_carried_out_in_seconds(desk, now, queries):
    people = [join(desk.centre, roles=("NUR",)) for _ in range(50)]
    rows = [(each.user.email, "", "", "ICU", "Ward 6") for each in people]
    rows += [(f"n{n}@hospital.example", "", "", "NUR", "Ward 5") for n in range(1_950)]
    began = time.process_time()
    upload(desk, *rows)
    roster = RosterImport.objects.get()
    confirm_roster(roster=roster, by=desk.lead.user, at=now)
    assert carry_out(roster=roster, at=now) == 1_950
    assert time.process_time() - began < 10
    costs = queries(lambda: desk.get("people:roster_preview", roster.public_id))
    RosterImport.objects.filter(pk=roster.pk).update(rows=roster.rows[:3])
    assert queries(lambda: desk.get("people:roster_preview", roster.public_id)) == costs
