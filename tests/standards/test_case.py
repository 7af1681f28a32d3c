"""CASE packages: the standard's schema, stable identifiers, the crosswalk, foreign packages."""

import json

import pytest
from jsonschema import Draft202012Validator

from passport.audit.models import AuditEntry
from passport.standards.formats import identifiers
from passport.standards.formats.fields import NotReadableError
from passport.standards.models import Clause, CrosswalkEntry, Framework, NumberStatus, Requirement
from passport.standards.queries.exchange import SHIPPED_AT, framework_record, writing_facts
from passport.standards.services.editing import keep_row
from passport.standards.services.loading import load_standards
from tests.factories import make_user
from tests.standards.case_schema import CASE_1_0, CASE_1_1
from tests.standards.exchange import as_case, bring_in

pytestmark = pytest.mark.django_db
KEY = "fact-jacie-hct-9"
EARLIER = "fact-jacie-hct-8"


@pytest.fixture
def edition():
    """The ninth edition, which replaces the eighth."""
    load_standards()
    framework = Framework.objects.get(key=KEY)
    framework.replaces = Framework.objects.get(key=EARLIER)
    framework.save()
    return framework


def _package(key=KEY, version="1.1"):
    return json.loads(as_case(key, version))


def _own(thing):
    return thing["extensions"]["cart_passport"]


def _item_of(package, key):
    return next(item for item in package["CFItems"] if _own(item).get("key") == key)


@pytest.mark.parametrize(("version", "schema"), [("1.1", CASE_1_1), ("1.0", CASE_1_0)])
def test_every_framework_fits_the_schema_of_case(edition, version, schema):
    check = Draft202012Validator(schema)
    faults = {
        key: [error.message for error in check.iter_errors(_package(key, version))]
        for key in Framework.objects.values_list("key", flat=True)
    }
    assert {key: found for key, found in faults.items() if found} == {}


def test_the_schema_can_refuse(edition):
    package = _package()
    package["CFItems"][0]["educationLevel"] = "NUR"
    package["CFAssociations"][0]["associationType"] = "isUncleOf"
    assert len(list(Draft202012Validator(CASE_1_1).iter_errors(package))) == 2


def test_identifiers_follow_from_our_keys_and_nothing_else(edition):
    package = _package()
    assert package["CFDocument"]["identifier"] == identifiers.framework_id(KEY)
    assert identifiers.framework_id(KEY) == "5afc9cf7-ef35-5a0b-b58e-b0e33d67f42e"
    clause = edition.clauses.get(requirement__key="care.iec")
    assert _item_of(package, "care.iec")["identifier"] == identifiers.clause_id(
        KEY, clause.group, "care.iec"
    )


def test_no_identifier_stands_for_two_things():
    load_standards()
    found = []
    for key in Framework.objects.values_list("key", flat=True):
        package = _package(key)
        things = [package["CFDocument"], *package["CFItems"], *package["CFAssociations"]]
        found += [thing["identifier"] for thing in things]
    assert len(found) == len(set(found))


def test_only_a_verified_number_is_shown_as_the_code_of_an_item(edition):
    Clause.objects.filter(framework=edition).update(number="B1", number_status="unverified")
    Clause.objects.filter(framework=edition, requirement__key="care.iec").update(
        number="B7", number_status=NumberStatus.VERIFIED, number_source="Page 7"
    )
    package = _package()
    shown = {_own(item)["key"]: item["humanCodingScheme"] for item in package["CFItems"]
             if "humanCodingScheme" in item}  # fmt: skip
    assert shown == {"care.iec": "B7"}
    assert _own(_item_of(package, "clin.team_defined"))["number"] == "B1"


def test_roles_are_our_own_facts_and_no_education_level(edition):
    Requirement.objects.filter(key="care.iec").update(roles=["NUR", "PHY"], validity_months=6)
    item = _item_of(_package(), "care.iec")
    assert (_own(item)["roles"], _own(item)["validity_months"]) == (["NUR", "PHY"], 6)
    assert "educationLevel" not in item


def test_requirements_hang_under_their_group_and_groups_under_the_document(edition):
    package = _package()
    parent = {
        row["originNodeURI"]["identifier"]: row["destinationNodeURI"]["identifier"]
        for row in package["CFAssociations"]
        if row["associationType"] == "isChildOf"
    }
    clause = edition.clauses.get(requirement__key="care.iec")
    item = identifiers.clause_id(KEY, clause.group, "care.iec")
    group = identifiers.group_id(KEY, clause.group)
    assert (parent[item], parent[group]) == (group, identifiers.framework_id(KEY))


def test_the_crosswalk_says_equal_only_where_somebody_read_both_texts(edition):
    CrosswalkEntry.objects.filter(later=edition).delete()
    before = Framework.objects.get(key=EARLIER)
    for key, relation, verified in (
        ("care.iec", "same", True), ("clin.team_defined", "same", False),
        ("clin.common_training", "changed", True),
    ):  # fmt: skip
        CrosswalkEntry.objects.create(
            earlier=before, later=edition, requirement=Requirement.objects.get(key=key),
            relation=relation, verified=verified, note="In our words",
        )  # fmt: skip
    rows = [row for row in _package()["CFAssociations"] if row["associationType"] != "isChildOf"]
    assert [row["associationType"] for row in rows].count("replacedBy") == 1
    replaced = next(row for row in rows if row["associationType"] == "replacedBy")
    assert replaced["originNodeURI"]["identifier"] == identifiers.framework_id(EARLIER)
    assert replaced["destinationNodeURI"]["identifier"] == identifiers.framework_id(KEY)
    equal = [row for row in rows if row["associationType"] == "exactMatchOf"]
    clause = before.clauses.get(requirement__key="care.iec")
    assert [row["destinationNodeURI"]["identifier"] for row in equal] == [
        identifiers.clause_id(EARLIER, clause.group, "care.iec")
    ]
    related = {_own(row)["relation"] for row in rows if row["associationType"] == "isRelatedTo"}
    assert related == {"same", "changed", "unchecked"}
    assert {row.get("notes") for row in equal} == {"In our words"}


def test_the_package_says_when_it_changed_last(edition, now):
    record = framework_record(KEY)
    assert writing_facts(record)["changed_at"] == SHIPPED_AT
    row = Requirement.objects.get(key="care.iec")
    keep_row(row=row, fields=["label"], by=make_user(), at=now)
    assert AuditEntry.objects.get().subject == "requirement:care.iec"
    assert writing_facts(record)["changed_at"] == now


FOREIGN = {
    "CFDocument": {
        "identifier": "11111111-1111-4111-8111-111111111111",
        "uri": "https://example.org/1",
        "creator": "Somebody else",
        "title": "Their standard",
        "version": "3",
        "lastChangeDateTime": "2026-01-01T00:00:00Z",
    },
    "CFItems": [
        {"identifier": f"22222222-2222-4222-8222-22222222222{number}", "fullStatement": text,
         "uri": "https://example.org/2", "lastChangeDateTime": "2026-01-01T00:00:00Z", **more}
        for number, text, more in (
            (0, "Clinical programme", {}),
            (1, "Somebody leads", {"humanCodingScheme": "B1.1"}),
            (2, "A very long statement " * 20, {"abbreviatedStatement": "Deep down"}),
            (3, "Stands alone", {}),
        )
    ],
    "CFAssociations": [
        {"identifier": f"33333333-3333-4333-8333-33333333333{number}",
         "associationType": "isChildOf", "uri": "https://example.org/3",
         "lastChangeDateTime": "2026-01-01T00:00:00Z",
         "originNodeURI": {"identifier": f"22222222-2222-4222-8222-22222222222{child}"},
         "destinationNodeURI": {"identifier": parent}}
        for number, child, parent in (
            (0, 0, "11111111-1111-4111-8111-111111111111"),
            (1, 1, "22222222-2222-4222-8222-222222222220"),
            (2, 2, "22222222-2222-4222-8222-222222222221"),
            (3, 3, "11111111-1111-4111-8111-111111111111"),
        )
    ],
}  # fmt: skip


def test_somebody_elses_package_comes_in_with_numbers_that_nobody_answers_for(now):
    load_standards()
    bring_in(json.dumps(FOREIGN).encode(), by=make_user(), at=now)
    framework = Framework.objects.get(key="case-11111111-1111-4111-8111-111111111111")
    assert (framework.owner, framework.edition) == ("Somebody else", "3")
    group = "22222222-2222-4222-8222-222222222220"
    assert framework.groups == [[group, "Clinical programme"], ["general", "General"]]
    assert list(
        framework.clauses.order_by("position").values_list(
            "requirement__label", "group", "number", "number_status"
        )
    ) == [
        ("Somebody leads", group, "B1.1", "unverified"),
        ("Deep down", group, "", "unknown"),
        ("Stands alone", "general", "", "unknown"),
    ]


def test_a_code_that_another_tool_changed_is_no_longer_sure(edition, now):
    Clause.objects.filter(framework=edition, requirement__key="care.iec").update(
        number="B7", number_status="unverified"
    )
    package = _package()
    _item_of(package, "care.iec")["humanCodingScheme"] = "B8"
    bring_in(json.dumps(package).encode(), by=make_user(), at=now)
    clause = Clause.objects.get(framework=edition, requirement__key="care.iec")
    assert (clause.number, clause.number_status) == ("B8", "unverified")


def test_nobody_is_asked_by_somebody_elses_package_before_roles_are_set(now):
    load_standards()
    bring_in(json.dumps(FOREIGN).encode(), by=make_user(), at=now)
    assert [row.roles for row in Requirement.objects.filter(key__startswith="case.")] == [[]] * 3


def test_a_copy_for_case_1_0_is_not_taken_for_another_framework(edition, now):
    with pytest.raises(NotReadableError) as caught:
        bring_in(as_case(KEY, "1.0"), by=make_user(), at=now)
    assert [each.where for each in caught.value.findings] == ["CFDocument.identifier"]
    assert not Framework.objects.filter(key__startswith="case-").exists()
