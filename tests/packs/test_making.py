"""A pack is the same bytes for the same day and data, says what it should, and is kept for good."""

import base64
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from datetime import timedelta

import openpyxl
import pypdfium2
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from credentials.domain.canonical import canonical, read_canonical
from credentials.domain.pack import DATA, DRAWN, WORKBOOK, Scope, code_of_data
from credentials.models import EvidencePack, PackFile, PackRecord
from credentials.services.pack_keeping import kept_of
from credentials.services.pack_signing import sign_pack, signed_list
from credentials.services.packing import (
    NamesNeedReasonError,
    StatusInFutureError,
    TooManyPacksError,
)
from credentials.signing.keys import public_keys
from credentials.signing.seals import BrokenSealError
from credentials.signing.signer import open_signer
from passport.append_only import AppendOnlyError
from passport.audit.models import AuditEntry
from passport.jobs.models import Job
from tests.coverage.rows import ask_locally, attest
from tests.factories import complete

pytestmark = pytest.mark.django_db
FILES = (DRAWN, WORKBOOK, DATA)


def data_of(world, pack):
    return json.loads(world.file(pack, DATA))


def text_of(drawn):
    document = pypdfium2.PdfDocument(drawn)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return re.sub(r"\s+", " ", text)


def cells_of(workbook):
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book
    }


def names_in(world, pack):
    return [person["name"] for person in data_of(world, pack)["people"]]


def hashes(pack):
    return {entry["name"]: entry["sha256"] for entry in pack.record.files}


def test_the_same_day_and_data_are_the_same_bytes_whenever_it_is_made(world, clock):
    first = world.make()
    clock.at += timedelta(days=400)
    world.at = clock.at
    second = world.make(status_on=first.status_on)
    assert {name: world.file(first, name) for name in FILES} == {
        name: world.file(second, name) for name in FILES
    }
    assert first.record.code == second.record.code
    assert first.record.made_at != second.record.made_at


def test_one_changed_fact_is_other_bytes_and_another_code(world, clock):
    first = world.make()
    complete(world.petr, "COR-01", at=clock())
    second = world.make()
    assert set(hashes(first).values()).isdisjoint(hashes(second).values())
    assert first.record.code != second.record.code


AGAIN = """
import os, sys, time
from pathlib import Path
import django
django.setup()
from datetime import date
from credentials.formats.workbook import Sheet, write_workbook
from passport.paper.pack_pages import draw_pack
from tests.packs.papers import paper
folder = Path(sys.argv[1])
with (folder / "pack.pdf").open("wb") as file:
    draw_pack(paper(), file)
rows = [("=1+1", 2, date(2026, 11, 21)), ("é", 2.5, None)]
sheets = [Sheet("One", (10, 5, 12), ("a", "b", "c"), iter(rows))]
write_workbook(folder / "pack.xlsx", sheets, title="T", author="A", on=date(2026, 11, 21))
"""


def test_other_processes_zones_and_file_modes_write_the_same_bytes(tmp_path):
    made = []
    for number, (zone, seed, mask) in enumerate(
        [("UTC", "1", 0o022), ("Asia/Seoul", "2", 0o077), ("America/New_York", "3", 0o000)]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        environment = {
            **os.environ,
            "TZ": zone,
            "PYTHONHASHSEED": seed,
            "DJANGO_SETTINGS_MODULE": "passport.settings.test",
        }
        subprocess.run(
            [sys.executable, "-c", AGAIN, str(folder)], env=environment, check=True, umask=mask
        )
        made.append([(folder / name).read_bytes() for name in (DRAWN, WORKBOOK)])
    assert made[0] == made[1] == made[2]


def test_the_list_is_canonical_and_holds_one_entry_per_person_and_requirement(world):
    pack = world.make()
    text = world.file(pack, DATA).decode()
    data = read_canonical(text)
    assert canonical(data) == text
    assert data["schema"] == "cart-passport/evidence-pack"
    assert data["status_on"] == "2026-11-21"
    entries = [(each["person"], each["requirement"], each["standing"]) for each in data["entries"]]
    assert [person["name"] for person in data["people"]] == [
        "Olga Labova", "Quinn Manager", "Jana Novakova", "Petr Zeman",
    ]  # fmt: skip
    assert sorted(entries) == [
        (1, "care.fever", "unmet"),
        (1, "cell.thaw", "unmet"),
        (2, "care.fever", "unmet"),
        (3, "care.fever", "met"),
        (3, "care.neuro", "met"),
        (4, "care.fever", "unmet"),
        (4, "care.neuro", "unmet"),
    ]


def test_an_entry_says_what_was_shown_and_neither_scores_nor_addresses(world):
    data = data_of(world, world.make())
    entry = next(each for each in data["entries"] if each["standing"] == "met")
    assert entry == {
        "person": 3,
        "requirement": "care.fever",
        "group": "clinical",
        "standing": "met",
        "last_day": "2027-11-21",
        "shown_by": [
            {
                "kind": "completion",
                "title": "Module COR-01",
                "version": "1.0",
                "language": "en",
                "minutes": 11,
                "on": "2026-11-21",
                "by": "",
                "place": "",
            }
        ],
    }
    assert set(data["people"][0]) == {
        "number", "name", "profession", "roles", "unit", "passport_code",
    }  # fmt: skip
    assert "@" not in json.dumps(data["people"])


def test_counts_equal_the_entries(world):
    data = data_of(world, world.make())
    nurses = next(row for row in data["coverage"] if row["role"] == "NUR")
    clinical = nurses["groups"][0]
    assert (nurses["people"], clinical["met"], clinical["total"]) == (2, 1, 2)


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
        "Jana Novakova In force until 21 Nov 2027 Module COR-01 Module completed 1.0 EN 11 min",
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


def test_people_out_of_scope_are_not_in_the_pack(world):
    assert names_in(world, world.make(scope=Scope(roles=("LAB",)))) == ["Olga Labova"]
    assert names_in(world, world.make(scope=Scope(unit="Ward 6"))) == ["Petr Zeman"]
    both = world.make(scope=Scope(roles=("NUR",), unit="Ward 5"))
    assert names_in(world, both) == ["Jana Novakova"]
    assert [row["role"] for row in data_of(world, both)["coverage"]] == ["NUR"]
    assert "Ward nurse; unit Ward 5" in text_of(world.file(both, DRAWN))


def leave(person, on):
    person.memberships.update(ends_on=on)
    person.roles.update(ends_on=on)


def test_who_left_stays_in_the_pack_made_before_and_is_only_counted_later(world, clock):
    before = world.make()
    clock.at += timedelta(days=3)
    world.at = clock.at
    leave(world.jana, before.status_on)
    after = world.make(status_on=before.status_on)
    assert "Jana Novakova" in names_in(world, before)
    assert "Jana Novakova" not in names_in(world, after)
    assert data_of(world, after)["left_since"] == 1
    text = text_of(world.file(after, DRAWN))
    assert "has left since and is not included" in text
    assert "Novakova" not in text


def test_the_day_decides_what_counts(world, clock):
    early = world.make(status_on=clock.at.date() - timedelta(days=30))
    met = [each for each in data_of(world, early)["entries"] if each["standing"] == "met"]
    assert met == []


def test_a_centre_that_lost_its_confirmation_sees_nobody(world):
    world.centre.confirmed_at = None
    world.centre.save()
    assert names_in(world, world.make()) == []


def test_the_manifest_is_signed_and_an_outsider_can_check_it(world, tmp_path):
    pack = world.make()
    record = pack.record
    key = public_keys()[0]
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(key.public_key)).verify(
        bytes.fromhex(record.signature), record.manifest.encode()
    )
    with pytest.raises(InvalidSignature):
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key.public_key)).verify(
            bytes.fromhex(record.signature), record.manifest.replace("2026", "2025").encode()
        )
    manifest = json.loads(record.manifest)
    assert manifest["centre"]["id"] == str(world.centre.public_id)
    assert manifest["status_on"] == "2026-11-21"
    assert {each["name"]: each["sha256"] for each in manifest["files"]} == {
        name: hashlib.sha256(world.file(pack, name)).hexdigest() for name in FILES
    }
    assert manifest["data_sha256"] == hashes(pack)[DATA]
    assert manifest["code"] == record.code == code_of_data(record.data_sha256)


def test_a_code_is_made_of_the_data_alone():
    line = b"cart-passport evidence pack code v1\n" + bytes(32)
    standard, ours = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    encoded = base64.b32encode(hashlib.sha256(line).digest())
    expected = encoded.translate(bytes.maketrans(standard, ours))[:26].decode()
    assert code_of_data("00" * 32) == expected
    assert code_of_data("01" + "00" * 31) != code_of_data("00" * 32)


def test_the_command_checks_the_signed_list_and_the_files(world, tmp_path, capsys, settings):
    pack = world.make()
    for name in FILES:
        (tmp_path / name).write_bytes(world.file(pack, name))
    signed = tmp_path / "signed.json"
    signed.write_text(signed_list(pack.record), encoding="utf-8")
    paths = [str(tmp_path / name) for name in FILES]
    call_command("check_pack", str(signed), *paths)
    said = capsys.readouterr().out
    assert "Signature correct: Fictional University Hospital" in said
    assert said.count("unchanged") == 3
    (tmp_path / DRAWN).write_bytes(world.file(pack, DRAWN) + b" ")
    with pytest.raises(SystemExit):
        call_command("check_pack", str(signed), *paths)
    signed.write_text(signed_list(pack.record).replace("2026-11-21", "2026-11-20"), "utf-8")
    with pytest.raises(CommandError, match="signature does not fit"):
        call_command("check_pack", str(signed))


def test_records_and_hashes_are_never_changed(world):
    record = world.make().record
    assert record.hashes.count() == 4
    with pytest.raises(AppendOnlyError):
        record.save()
    with pytest.raises(AppendOnlyError):
        PackRecord.objects.all().delete()
    with pytest.raises(AppendOnlyError):
        PackFile.objects.update(name="other.pdf")


def test_the_signer_refuses_files_that_are_no_longer_what_was_drawn(world):
    pack = world.ask()
    world.run(("default",))
    drawn = EvidencePack.objects.get(pk=pack.pk)
    stored = kept_of(drawn)["stored"][DRAWN]
    storages["private"].delete(stored)
    storages["private"].save(stored, ContentFile(b"forged"))
    with pytest.raises(BrokenSealError):
        sign_pack(pack_id=pack.pk, signer=open_signer(), at=world.at)
    assert PackRecord.objects.count() == 0


def test_a_pack_is_signed_and_drawn_once(world):
    pack = world.make()
    again = sign_pack(pack_id=pack.pk, signer=open_signer(), at=world.at)
    assert again == pack.record
    assert PackRecord.objects.count() == 1


def test_nobody_asks_for_tomorrow(world):
    with pytest.raises(StatusInFutureError):
        world.ask(status_on=world.at.date() + timedelta(days=1))
    assert EvidencePack.objects.count() == 0


def test_five_packs_a_day_and_no_more_until_tomorrow(world, clock):
    for _ in range(5):
        world.ask()
    with pytest.raises(TooManyPacksError):
        world.ask()
    world.at += timedelta(days=1)
    world.ask()
    assert EvidencePack.objects.count() == 6


def test_asking_and_making_stand_in_the_audit_trail(world):
    pack = world.make()
    entries = AuditEntry.objects.filter(subject=f"pack:{pack.public_id}").order_by("sequence")
    assert list(entries.values_list("action", flat=True)) == ["pack_asked", "pack_made"]
    assert entries[0].actor_id == world.lead.user.public_id
    assert entries[0].details["framework"] == world.framework.key


def test_the_job_names_its_steps_and_is_owned_by_who_asked(world, monkeypatch):
    steps = []
    real = "credentials.job_handlers.report_progress"
    monkeypatch.setattr(
        real, lambda *, step, done=0, total=None, **_: steps.append((step, done, total))
    )
    pack = world.ask()
    world.run()
    names = list(dict.fromkeys(step for step, _, _ in steps))
    assert names == [
        "Reading who belongs to the centre",
        "Counting coverage by role",
        "Preparing the codes of passports",
        "Collecting evidence, person by person",
        "Writing the list",
        "Drawing the PDF",
        "Writing the workbook",
        "Keeping the files",
        "Made. It is being signed now.",
        "Signing the pack",
    ]
    assert ("Collecting evidence, person by person", 0, 4) in steps
    owners = set(Job.objects.filter(ids={"pack_id": pack.pk}).values_list("owner_id", flat=True))
    assert owners == {world.lead.user.public_id}


def test_a_pack_that_stops_says_at_which_step(world, monkeypatch):
    def broken(*_, **__):
        raise OSError("disk full")

    monkeypatch.setattr("credentials.services.pack_files.draw_pack", broken)
    pack = world.ask()
    job = Job.objects.get(public_id=pack.job_id)
    Job.objects.filter(pk=job.pk).update(attempts=7)
    world.run()
    job.refresh_from_db()
    assert (job.status, job.step) == ("failed", "Writing the list")


def test_a_mail_follows_only_what_took_more_than_a_minute(world, clock, mailoutbox):
    world.make()
    assert mailoutbox == []
    world.ask()
    clock.at += timedelta(seconds=61)
    world.run()
    (mail,) = mailoutbox
    assert mail.subject == "Your evidence pack is ready"
    assert mail.to == [world.lead.user.email]
    assert f"/centre/{world.centre.public_id}/packs/" in mail.body


def test_names_in_a_statement_need_a_reason(world):
    with pytest.raises(NamesNeedReasonError):
        world.ask(kind="statement", scope=Scope(names=True))
