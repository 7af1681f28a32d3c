"""The shipped data are coherent, and say nothing as fact that nobody saw."""

import pytest

from passport.people.domain.roles import Role
from passport.standards.models import EvidenceKind, FrameworkKind, NumberStatus, Relation
from passport.standards.services.shipped import (
    read_data,
    shipped_clauses,
    shipped_entries,
    shipped_frameworks,
)

REQUIREMENTS = read_data("requirements")
FRAMEWORKS = shipped_frameworks()
CLAUSES = list(shipped_clauses())
RECORDS = {
    "record.qualification": (["qualification"], 0),
    "record.orientation": (["orientation"], 0),
    "record.initial_competence": (["initial_competence"], 0),
    "record.yearly_competence": (["yearly_competence"], 12),
    "record.continuing_education": (["continuing_education"], 12),
}


def keys_of(framework: str) -> set[str]:
    return {each.requirement for each in CLAUSES if each.framework == framework}


def test_every_clause_names_a_requirement_a_framework_and_a_group_of_it():
    groups = {key: [group for group, _ in row["groups"]] for key, row in FRAMEWORKS.items()}
    assert {each.requirement for each in CLAUSES} == set(REQUIREMENTS)
    assert {each.framework for each in CLAUSES} == set(FRAMEWORKS)
    assert [each for each in CLAUSES if each.group not in groups[each.framework]] == []


def test_every_group_of_every_framework_has_a_requirement():
    used = {(each.framework, each.group) for each in CLAUSES}
    listed = {(key, group) for key, row in FRAMEWORKS.items() for group, _ in row["groups"]}
    assert listed - used == set()


def test_roles_and_kinds_of_evidence_are_known():
    roles = {role for row in REQUIREMENTS.values() for role in row["roles"]}
    kinds = {kind for row in REQUIREMENTS.values() for kind in row["evidence"]}
    assert roles - {"all", *Role} == set()
    assert kinds - set(EvidenceKind.values) == set()
    assert {row["kind"] for row in FRAMEWORKS.values()} == set(FrameworkKind.values)


def test_what_no_evidence_shows_is_asked_of_no_person():
    """Otherwise a centre would always lack it; and what asks a person can be shown."""
    assert [
        key for key, row in REQUIREMENTS.items() if bool(row["roles"]) != bool(row["evidence"])
    ] == []


def test_the_five_records_are_asked_of_everybody_with_one_kind_of_evidence_each():
    found = {key: (REQUIREMENTS[key]["evidence"], REQUIREMENTS[key]["months"]) for key in RECORDS}
    assert found == RECORDS
    assert {tuple(REQUIREMENTS[key]["roles"]) for key in RECORDS} == {("all",)}


@pytest.mark.parametrize("framework", ["fact-jacie-hct-8", "fact-jacie-hct-9", "fact-jacie-iec-3"])
def test_the_current_standards_ask_for_the_five_records(framework):
    found = [
        each for each in CLAUSES if each.framework == framework and each.requirement in RECORDS
    ]
    assert {each.requirement for each in found} == set(RECORDS)
    assert {each.status for each in found} & {NumberStatus.VERIFIED} == set()


def test_every_framework_says_where_it_was_seen_and_what_is_not_sure():
    assert [key for key, row in FRAMEWORKS.items() if not row["source"] or not row["note"]] == []


def test_a_verified_number_says_where_it_was_seen():
    sure = [each for each in CLAUSES if each.status == NumberStatus.VERIFIED]
    assert [each for each in sure if not each.seen or not each.number] == []
    assert {each.framework for each in sure} == {"fact-jacie-hct-6-1"}


def test_observed_practice_is_grouped_by_role_and_each_task_asks_that_role():
    found = {}
    for each in CLAUSES:
        if each.framework == "cart-practice":
            found.setdefault(each.group, []).append(each.requirement.removeprefix("task."))
            assert each.group in REQUIREMENTS[each.requirement]["roles"]
    ice = ["ice-score"]
    assert found == {
        "NUR": ["ice-score", "two-person-check", "tocilizumab-drill"],
        "NOP": ice,
        "LAB": ["thaw", "two-person-check"],
        "PHA": ["tocilizumab-drill"],
        **dict.fromkeys(["PHY", "APP", "PIT", "ICU", "NEU"], ice),
    }


def test_every_product_has_a_programme_that_shares_its_topics_and_adds_its_own():
    programmes = {key: row for key, row in FRAMEWORKS.items() if row["kind"] == "product"}
    assert {row["product"] for row in programmes.values()} == set(read_data("products"))
    assert set(programmes) == {f"eu-programme-{product}" for product in read_data("products")}
    shared = set.intersection(*(keys_of(key) for key in programmes))
    assert {"programme.crs", "programme.patient_card", "programme.tocilizumab_stock"} <= shared
    for key, row in programmes.items():
        own = keys_of(key) - shared
        assert {f"programme.{row['product']}.education_completed"} <= own
        assert {requirement.split(".")[1] for requirement in own} == {row["product"]}


def test_the_rules_of_2027_begin_in_2027():
    assert FRAMEWORKS["eu-soho-2024-1938"]["valid_from"] == "2027-08-07"


def test_crosswalk_entries_name_what_both_editions_hold_and_none_claims_to_be_read():
    entries = list(shipped_entries())
    assert len(entries) == 9
    for each in entries:
        assert each.requirement in keys_of(each.earlier) & keys_of(each.later)
        assert each.fields["relation"] in Relation.values
        assert (each.fields["verified"], bool(each.fields["source"])) == (False, True)
