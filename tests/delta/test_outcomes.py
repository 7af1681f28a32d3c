"""The shipped outcomes say what modules teach and examine, and nothing more."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

from curriculum.domain.content import Pool
from curriculum.domain.findings import Rule
from curriculum.domain.names import names_in
from curriculum.domain.outcomes import Asked, Outcome, Teaching, required_of
from curriculum.formats.bundle import BundleError, check_bundle
from curriculum.formats.outcomes import FILE, KnownTeaching, read_outcomes
from curriculum.formats.references import read_references
from curriculum.formats.tracks import read_tracks

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "curriculum" / "content"
STANDARDS = ROOT / "passport" / "standards" / "data"


def standards(name: str) -> dict:
    return yaml.safe_load((STANDARDS / name).read_text(encoding="utf-8"))


@cache
def modules():
    """Content of every shipped module by its code."""
    references, _ = read_references(CONTENT / "references.yaml")
    keys = tuple(standards("requirements.yaml"))
    return {
        path.parent.name: check_bundle(path.parent, references=references, requirements=keys)[
            0
        ].content
        for path in sorted(CONTENT.glob("*/module.md"))
    }


@cache
def known() -> KnownTeaching:
    return KnownTeaching(
        modules={code: tuple(content.objectives) for code, content in modules().items()},
        requirements={
            key: tuple(value["roles"]) for key, value in standards("requirements.yaml").items()
        },
        roles=frozenset(track.role for track in read_tracks(CONTENT / "tracks.yaml")),
    )


@cache
def shipped():
    return read_outcomes(CONTENT / FILE, known())


def asked_by(product: str) -> tuple[Asked, ...]:
    """What the EU programme of a product asks."""
    keys = {
        key
        for group in standards("clauses.yaml")[f"eu-programme-{product}"].values()
        for key in group
    }
    return tuple(each for each in shipped().asked if each.requirement in keys)


def outcomes():
    return {each.key: each for each in shipped().outcomes}


def test_every_outcome_of_the_core_and_the_nurses_is_really_examined():
    thin = [
        (outcome.key, teaching.module, objective)
        for outcome in shipped().outcomes
        for teaching in outcome.teachings
        for objective in teaching.objectives
        if sum(
            question.pool == Pool.EXAM and question.objective == objective
            for question in modules()[teaching.module].questions
        ) < 2
    ]  # fmt: skip
    assert thin == []


def test_an_objective_stands_for_one_outcome_and_an_outcome_for_one_objective_of_a_module():
    uses = Counter(
        (teaching.module, objective)
        for outcome in shipped().outcomes
        for teaching in outcome.teachings
        for objective in teaching.objectives
    )
    assert set(uses.values()) == {1}
    assert {
        len(teaching.objectives) for each in shipped().outcomes for teaching in each.teachings
    } == {1}


def test_every_requirement_of_the_product_programmes_that_concerns_people_asks_for_outcomes():
    concerning = {
        key for key, roles in known().requirements.items() if key.startswith("programme.") and roles
    }
    assert {each.requirement for each in shipped().asked} == concerning
    assert all(each.outcomes for each in shipped().asked)


def test_what_belongs_to_one_product_is_taught_by_nothing_shipped():
    own = [each for each in shipped().outcomes if each.topic == "product"]
    assert len(own) == 39
    assert [each.key for each in own if each.teachings] == []
    asking = {each.requirement for each in shipped().asked for key in each.outcomes if "." in key}
    assert all(requirement.count(".") == 2 for requirement in asking)


def test_a_requirement_that_modules_meet_in_full_asks_only_for_what_they_teach():
    full = {
        key: code
        for code, content in modules().items()
        for key, strength in content.requirements.items()
        if key.startswith("programme.") and strength == "full"
    }
    taught = {
        each.requirement: {
            teaching.module for key in each.outcomes for teaching in outcomes()[key].teachings
        }
        for each in shipped().asked
        if each.requirement in full
    }
    assert taught == {key: {code} for key, code in full.items()}


def test_a_requirement_that_modules_meet_in_part_leaves_something_to_learn():
    part = {
        key
        for content in modules().values()
        for key, strength in content.requirements.items()
        if key.startswith("programme.") and strength == "partial"
    }
    whole = {
        each.requirement
        for each in shipped().asked
        if all(outcomes()[key].teachings for key in each.outcomes)
    }
    assert part & whole == set()


def test_labels_are_short_and_name_no_company():
    assert [each.key for each in shipped().outcomes if names_in(each.label)] == []
    labels = Counter(each.label for each in shipped().outcomes)
    assert [label for label, count in labels.items() if count > 1] == []


NURSE = {
    "tisagenlecleucel": (27, 31),
    "axicabtagene-ciloleucel": (27, 31),
    "lisocabtagene-maraleucel": (27, 32),
    "ciltacabtagene-autoleucel": (27, 32),
}


@pytest.mark.parametrize("product", NURSE)
def test_a_ward_nurse_s_programme_in_numbers(product):
    keys = required_of(asked_by(product), outcomes(), ("NUR",))
    taught = [key for key in keys if outcomes()[key].teachings]
    assert (len(taught), len(keys)) == NURSE[product]


def test_nobody_is_asked_for_an_outcome_of_another_profession():
    asked = asked_by("tisagenlecleucel")
    physician = required_of(asked, outcomes(), ("PHY",))
    assert "tocilizumab-giving" not in physician
    assert "toxicity-orders" in physician
    assert len([key for key in physician if outcomes()[key].teachings]) == 15
    assert len(physician) == 20
    assert required_of(asked, outcomes(), ("PSY",)) == ()


def test_two_roles_are_asked_for_both_and_each_outcome_once():
    asked = (Asked("r.1", ("a", "b"), ("NUR",)), Asked("r.2", ("b", "c"), ("PHY",)))
    catalogue = {
        "a": Outcome("a", "A", "t"),
        "b": Outcome("b", "B", "t", (Teaching("M", ("O1",)),)),
        "c": Outcome("c", "C", "t", roles=("NUR",)),
    }
    assert required_of(asked, catalogue, ("NUR",)) == ("a", "b")
    assert required_of(asked, catalogue, ("PHY",)) == ("b",)
    assert required_of(asked, catalogue, ("NUR", "PHY")) == ("a", "b", "c")


SAMPLE = """\
outcomes:
  crs-suspect:
    label: Suspect it
    topic: crs
    taught: {COR-04: [O1]}
    roles: [NUR]
  thaw:
    label: Thaw it
    topic: handling
required:
  programme.crs:
    asks: [crs-suspect]
  programme.reporting: {asks: [thaw]}
"""
LITTLE = KnownTeaching(
    {"COR-04": ("O1", "O2")}, {"programme.crs": ("NUR",), "programme.reporting": ("PHA",)}, {"NUR"}
)
CASES = [
    ("COR-04: [O1]", "COR-99: [O1]", Rule.VALUE, 5),
    ("COR-04: [O1]", "COR-04: [O9]", Rule.OBJECTIVE_UNKNOWN, 5),
    ("COR-04: [O1]", "COR-04: []", Rule.COUNT, 5),
    ("COR-04: [O1]", "COR-04: O1", Rule.SHAPE, 5),
    ("    label: Thaw it\n", "", Rule.KEY_MISSING, 8),
    ("label: Thaw it", "label: ''", Rule.VALUE, 8),
    ("label: Thaw it", f"label: {'x' * 121}", Rule.TOO_LONG, 8),
    ("topic: crs", "topic: C R S", Rule.VALUE, 3),
    ("topic: crs", "topic: crs\n    title: More", Rule.KEY_UNKNOWN, 3),
    ("roles: [NUR]", "roles: [XXX]", Rule.VALUE, 3),
    ("  thaw:", "  Thaw it:", Rule.VALUE, 8),
    ("  thaw:", "  crs-suspect:", Rule.FILE_UNREADABLE, 2),
    ("asks: [crs-suspect]", "asks: [nothing]", Rule.VALUE, 12),
    ("asks: [crs-suspect]", "asks: [thaw, thaw]", Rule.DOUBLED, 12),
    ("asks: [crs-suspect]", "ask: [thaw]", Rule.KEY_MISSING, 12),
    ("programme.reporting", "programme.nothing", Rule.REQUIREMENT_UNKNOWN, 13),
    ("required:", "wanted:", Rule.KEY_UNKNOWN, 1),
]


def read(tmp_path: Path, text: str):
    path = tmp_path / FILE
    path.write_text(text, encoding="utf-8")
    return read_outcomes(path, LITTLE)


def test_the_sample_is_read_with_the_roles_of_its_requirements(tmp_path):
    found = read(tmp_path, SAMPLE)
    assert found.outcomes == (
        Outcome("crs-suspect", "Suspect it", "crs", (Teaching("COR-04", ("O1",)),), ("NUR",)),
        Outcome("thaw", "Thaw it", "handling"),
    )
    assert found.asked == (
        Asked("programme.crs", ("crs-suspect",), ("NUR",)),
        Asked("programme.reporting", ("thaw",), ("PHA",)),
    )


@pytest.mark.parametrize(("old", "new", "rule", "line"), CASES)
def test_what_must_be_mended_is_named_with_file_and_line(tmp_path, old, new, rule, line):
    assert old in SAMPLE
    with pytest.raises(BundleError) as refused:
        read(tmp_path, SAMPLE.replace(old, new, 1))
    places = [(found.rule, found.file, found.line) for found in refused.value.findings]
    assert (rule, FILE, line) in places
