"""The shipped frameworks load once, and show a clause number as sure only where it was seen."""

from importlib import import_module

import pytest
from django.apps import apps

from passport.standards.models import (
    Clause,
    CrosswalkEntry,
    Framework,
    Jurisdiction,
    NumberStatus,
    Requirement,
    StandardsMark,
)
from passport.standards.services.loading import load_standards

pytestmark = pytest.mark.django_db


def test_loading_twice_creates_nothing_more():
    first = load_standards()
    assert min(first.values()) > 0
    assert set(load_standards().values()) == {0}


def test_the_passport_programme_is_a_framework_with_one_requirement_per_module():
    load_standards()
    programme = Framework.objects.get(key="cart-passport")
    keys = programme.clauses.filter(group="NUR").values_list("requirement__key", flat=True)
    assert list(keys) == [f"module.NUR-0{number}" for number in range(1, 9)]
    assert (programme.validity_months, programme.grace_days) == (12, 60)


def test_no_number_of_a_current_edition_is_called_verified():
    load_standards()
    sure = Clause.objects.filter(number_status=NumberStatus.VERIFIED)
    assert set(sure.values_list("framework__key", flat=True)) == {"fact-jacie-hct-6-1"}


def test_what_staff_entered_survives_loading_again():
    load_standards()
    clause = Clause.objects.get(framework__key="fact-jacie-hct-9", requirement__key="care.iec")
    clause.number, clause.number_status = "B7.1", NumberStatus.VERIFIED
    clause.save()
    Requirement.objects.filter(key="care.iec").update(label="Our own words")
    load_standards()
    clause.refresh_from_db()
    assert (clause.number, clause.requirement.label) == ("B7.1", "Our own words")


def mark() -> int:
    return StandardsMark.objects.get().number


def test_caches_hear_of_a_loading_that_changed_something_and_of_no_other():
    load_standards()
    before = mark()
    load_standards()
    assert mark() == before
    Clause.objects.filter(framework__key="eu-soho-2024-1938").first().delete()
    load_standards()
    assert mark() == before + 1


def test_blank_groups_sources_notes_and_predecessors_are_filled():
    load_standards()
    shipped = Framework.objects.get(key="fact-jacie-hct-9")
    Framework.objects.update(groups=[], source="", note="", replaces=None)
    Clause.objects.update(number_source="")
    assert load_standards()["completed"] > Framework.objects.count()
    found = Framework.objects.get(key="fact-jacie-hct-9")
    assert (found.groups, found.source, found.note) == (
        shipped.groups,
        shipped.source,
        shipped.note,
    )
    assert found.replaces.key == "fact-jacie-hct-8"
    assert Clause.objects.filter(number_status="verified", number_source="").count() == 0


def test_what_staff_wrote_about_a_framework_is_kept():
    load_standards()
    earlier = Framework.objects.get(key="fact-jacie-hct-6-1")
    rows = Framework.objects.filter(key="fact-jacie-hct-9")
    rows.update(
        note="Read by us", source="The licensed text", replaces=earlier, groups=[["x", "X"]]
    )
    Clause.objects.filter(number_status="verified").update(number="A9", number_source="")
    CrosswalkEntry.objects.filter(requirement__key="qm.audits").update(note="As we read it")
    assert set(load_standards().values()) == {0}
    [found] = rows
    assert (found.note, found.source, found.replaces, found.groups) == (
        "Read by us",
        "The licensed text",
        earlier,
        [["x", "X"]],
    )
    assert CrosswalkEntry.objects.get(requirement__key="qm.audits").note == "As we read it"


def test_rows_of_the_first_release_are_told_apart_unless_staff_changed_them():
    load_standards()
    migration = import_module("passport.standards.migrations.0004_programme_or_person")
    rows = Requirement.objects
    rows.filter(key="clin.team_defined").update(roles=["DIR"])
    rows.filter(key="qm.personnel_records").update(
        roles=["all"], evidence_kinds=["initial_competence"]
    )
    rows.filter(key="qm.plan").update(roles=["QMA", "DIR"])
    rows.filter(key="pers.director").update(validity_months=None)
    rows.filter(key="pers.attending").update(validity_months=24)
    Framework.objects.filter(key="fact-jacie-hct-8").update(validity_months=None)
    before = mark()
    migration.tell_programme_from_person(apps, None)
    found = {row.key: (row.roles, row.evidence_kinds) for row in rows.all()}
    assert found["clin.team_defined"] == ([], [])
    assert found["qm.personnel_records"] == ([], [])
    assert found["qm.plan"] == (["QMA", "DIR"], [])
    months = dict(rows.values_list("key", "validity_months"))
    assert (months["pers.director"], months["pers.attending"]) == (0, 24)
    assert Framework.objects.get(key="fact-jacie-hct-8").validity_months == 12
    assert mark() == before + 1


def test_frameworks_written_by_a_centre_staff_are_left_alone():
    load_standards()
    own = Framework.objects.create(
        key="our-own",
        kind="law",
        title="Ours",
        owner="Us",
        edition="1",
        jurisdiction=Jurisdiction.objects.get(code="EU"),
    )
    load_standards()
    own.refresh_from_db()
    assert (own.groups, own.note, own.clauses.count()) == ([], "", 0)
