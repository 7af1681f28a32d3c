"""What is exported and imported into an empty database is exported again byte by byte."""

import csv
from io import StringIO

import pytest

from passport.standards.models import Clause, CrosswalkEntry, Framework, NumberStatus, Requirement
from passport.standards.services.loading import load_standards
from tests.factories import make_user
from tests.standards.exchange import as_case, as_csv, bring_in, empty

pytestmark = pytest.mark.django_db


def _in_order():
    """Keys of all frameworks, an edition before the one that replaces it."""
    waiting = dict(Framework.objects.values_list("key", "replaces__key"))
    ordered = []
    while waiting:
        ready = [key for key, before in sorted(waiting.items()) if before not in waiting]
        ordered += ready
        waiting = {key: before for key, before in waiting.items() if key not in ready}
    return ordered


def _hard_cases():
    """What shipped frameworks may lack: formulas, quotes, lines, every status, an entry."""
    framework = Framework.objects.get(key="fact-jacie-hct-9")
    Framework.objects.filter(pk=framework.pk).update(
        source="=cmd|' /C calc'!A0", note="One line,\nand “another”; 'so' it is.\n", grace_days=7
    )
    numbers = [
        ("'+1", NumberStatus.VERIFIED, "Page 3"),
        ("B7.1", NumberStatus.UNVERIFIED, "@home"),
        ("1.10", NumberStatus.VERIFIED, "''=twice"),
    ]
    for clause, (number, status, source) in zip(framework.clauses.all(), numbers, strict=False):
        clause.number, clause.number_status, clause.number_source = number, status, source
        clause.save()
    Requirement.objects.filter(key="care.iec").update(
        validity_months=0, any_of=True, label='-2+3 "quoted"; half, whole'
    )
    CrosswalkEntry.objects.update_or_create(
        earlier=Framework.objects.get(key="fact-jacie-hct-8"),
        later=framework,
        requirement=Requirement.objects.get(key="care.iec"),
        defaults={"relation": "same", "verified": True, "source": "Both texts", "note": "=1+1"},
    )
    Clause.objects.filter(number_status=NumberStatus.VERIFIED, number_source="").update(
        number_source="As shipped"
    )


@pytest.mark.parametrize("write", [as_csv, as_case])
def test_every_shipped_framework_comes_back_byte_by_byte(write, now):
    load_standards()
    _hard_cases()
    keys = _in_order()
    before = {key: write(key) for key in keys}
    assert len(before) >= 5
    empty()
    reader = make_user()
    for key in keys:
        bring_in(before[key], by=reader, at=now, read_in="The licensed text")
    assert {key: write(key) for key in keys} == before


@pytest.mark.parametrize("write", [as_csv, as_case])
def test_importing_what_stands_here_already_changes_nothing(write, now):
    load_standards()
    _hard_cases()
    for key in _in_order():
        assert bring_in(write(key), by=make_user(), at=now).changes == ()


def test_a_table_that_a_spreadsheet_saved_with_semicolons_is_read_too(now):
    load_standards()
    rows = csv.reader(StringIO(as_csv("fact-jacie-hct-6-1").decode("utf-8-sig"), newline=""))
    saved = StringIO()
    csv.writer(saved, delimiter=";").writerows(rows)
    assert bring_in(saved.getvalue().encode(), by=make_user(), at=now).changes == ()
