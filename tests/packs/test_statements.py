"""A site statement holds counts; names only by the centre's own act, which is recorded."""

import io
import json
import zipfile

import openpyxl
import pypdfium2
import pytest

from credentials.domain.pack import DATA, DRAWN, WORKBOOK, Scope
from credentials.models import Copy, CopyKind, PackKind
from credentials.services.pack_keeping import kept_of
from credentials.services.pack_signing import signed_list
from credentials.services.packing import ask_again
from passport.audit.models import AuditEntry
from passport.standards.models import Product
from tests.factories import complete
from tests.packs.conftest import NAMED, UNNAMED

pytestmark = pytest.mark.django_db
NAMES = ("Jana", "Novakova", "Petr", "Zeman", "Olga", "Labova")


@pytest.fixture
def product(standard):
    found = Product.objects.create(key="testleucel", inn="testleucel", brand="Testa")
    standard.kind, standard.product = "product", found
    standard.save()
    return found


def statement(world, product, scope=UNNAMED, **changes):
    return world.make(kind=PackKind.STATEMENT, product=product, scope=scope, **changes)


def every_word(world, pack):
    """All that stands in the files of a pack, the workbook unpacked."""
    document = pypdfium2.PdfDocument(world.file(pack, DRAWN))
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    parts = zipfile.ZipFile(io.BytesIO(world.file(pack, WORKBOOK)))
    sheets = b"\n".join(parts.read(name) for name in parts.namelist()).decode()
    rest = [world.file(pack, DATA).decode(), signed_list(pack.record), str(kept_of(pack))]
    return "\n".join([text, sheets, *rest])


def test_a_statement_names_nobody(world, product):
    words = every_word(world, statement(world, product))
    assert [name for name in NAMES if name in words] == []
    assert "testleucel" in words


def test_it_counts_by_role_and_by_version(world, product, clock):
    complete(world.petr, "COR-01", at=clock())
    pack = statement(world, product)
    data = json.loads(world.file(pack, DATA))
    assert data["releases"] == [
        {"title": "Module COR-01", "version": "1.0", "role": "NUR", "people": 2},
        {"title": "Module NUR-01", "version": "1.0", "role": "NUR", "people": 1},
    ]
    assert (data["people"], "entries" in data, data["people_count"]) == ([], False, 4)
    nurses = next(row for row in data["coverage"] if row["role"] == "NUR")
    assert nurses["people"] == 2
    book = openpyxl.load_workbook(io.BytesIO(world.file(pack, WORKBOOK)))
    assert book.sheetnames == ["Summary", "Coverage", "Releases"]
    assert [cell.value for cell in book["Releases"][2]] == [
        "Module COR-01", "1.0", "Ward nurse", 2,
    ]  # fmt: skip


def test_names_come_by_the_centres_own_act_which_is_recorded(world, product):
    pack = statement(world, product, NAMED, reason="Asked for by our director.")
    data = json.loads(world.file(pack, DATA))
    assert {person["name"] for person in data["people"]} == {
        "Jana Novakova", "Petr Zeman", "Olga Labova", "Quinn Manager",
    }  # fmt: skip
    assert {tuple(person) for person in data["people"]} == {("name", "releases", "roles")}
    asked = AuditEntry.objects.get(action="pack_asked")
    assert asked.details["reason_for_names"] == "Asked for by our director."
    assert "Jana Novakova" in every_word(world, pack)


def test_companies_get_no_codes_of_passports(world, product):
    pack = statement(world, product, NAMED, reason="A reason.")
    assert "passport_code" not in world.file(pack, DATA).decode()
    assert Copy.objects.filter(kind=CopyKind.PACK).count() == 0
    assert AuditEntry.objects.filter(action="pack_copies_made").count() == 0


def test_roles_in_scope_are_the_only_ones_counted(world, product):
    pack = statement(world, product, Scope(roles=("LAB",), names=False))
    data = json.loads(world.file(pack, DATA))
    assert ([row["role"] for row in data["coverage"]], data["releases"]) == (["LAB"], [])


def test_asking_again_does_not_repeat_the_act_of_naming(world, product, clock):
    pack = statement(world, product, NAMED, reason="A reason.")
    again = ask_again(pack=pack, by=world.lead.user, at=clock())
    assert again.scope == {"names": False, "roles": [], "unit": ""}
