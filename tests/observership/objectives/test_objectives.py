"""The shipped objectives of visits come in once, and support requirements in part only."""

from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from observership.formats.objectives import (
    ShippedObjective,
    WrongObjectivesError,
    read_objectives,
)
from observership.models import Objective, ObjectiveAlignment
from observership.services.objectives import UnknownNameError, load_objectives
from passport.standards.models import Requirement
from passport.standards.services.loading import load_standards
from tests.centre_factories import make_framework
from tests.factories import EPOCH, make_programme, make_release

CRS = ShippedObjective("crs", "Watching CRS", "COR-04", ("care.iec",))


@pytest.fixture
def standards(db: None) -> None:
    make_release("COR-04")
    make_framework("fictional", {"care.iec": {}})


def test_every_requirement_and_module_that_is_named_is_shipped(db: None) -> None:
    load_standards()
    for code in {each.module for each in read_objectives()}:
        make_release(code)

    first = load_objectives(shipped=read_objectives(), at=EPOCH)
    again = load_objectives(shipped=read_objectives(), at=EPOCH)

    supports = sum(len(each.supports) for each in read_objectives())
    assert (first, again) == (len(read_objectives()) + supports, 0)


def test_loading_changes_words_and_retires_what_is_gone(standards: None) -> None:
    load_objectives(shipped=[CRS], at=EPOCH)

    said = ShippedObjective("icans", "Watching ICANS", "COR-04", ())
    assert load_objectives(shipped=[said], at=EPOCH) == 2

    rows = Objective.objects.order_by("key").values_list("key", "retired_at")
    assert list(rows) == [("crs", EPOCH), ("icans", None)]


def test_an_objective_supports_in_part_only(standards: None) -> None:
    load_objectives(shipped=[CRS], at=EPOCH)
    row = ObjectiveAlignment.objects.get()
    assert (row.objective.source, row.requirement.key, row.strength) == (
        "visit.crs",
        "care.iec",
        "partial",
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        ObjectiveAlignment.objects.create(
            objective=row.objective,
            requirement=Requirement.objects.create(key="other", label="Other"),
            strength="full",
        )


def test_the_programme_itself_is_supported_by_no_visit(standards: None) -> None:
    make_programme(core=("COR-04",), roles={"NUR": ("COR-04",)})
    own = Requirement.objects.filter(clauses__framework__kind="passport").first()
    assert own is not None

    with pytest.raises(UnknownNameError, match=own.key):
        load_objectives(shipped=[ShippedObjective("x", "X", "COR-04", (own.key,))], at=EPOCH)
    assert Objective.objects.count() == 0


def test_an_unknown_module_is_named_and_nothing_is_written(standards: None) -> None:
    with pytest.raises(UnknownNameError, match="crs: module COR-99"):
        load_objectives(shipped=[ShippedObjective("crs", "X", "COR-99", ())], at=EPOCH)
    assert Objective.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("key: x", "a list of objectives is needed"),
        ("- {key: x}", "objective 1 needs key, title, module and supports"),
        (
            "- {key: x, title: a, module: COR-01, supports: []}\n"
            "- {key: x, title: b, module: COR-01, supports: []}",
            "keys stand twice: x",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "objectives.yaml"
    path.write_text(text)
    with pytest.raises(WrongObjectivesError, match=said):
        read_objectives(path)
