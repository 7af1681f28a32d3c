"""Outcomes are loaded with the curriculum, and what partners teach stays theirs."""

import pytest

from curriculum.domain.outcomes import Asked, Outcome, Teaching
from curriculum.formats.outcomes import OutcomesFile
from curriculum.models import ModuleOutcome, RequiredOutcome
from curriculum.services.loading import Result
from curriculum.services.outcomes import load_outcomes
from tests.factories import make_release
from tests.product_factories import make_live_version

pytestmark = pytest.mark.django_db


def file(*objectives: str, asks: tuple[str, ...] = ("crs-grade",)) -> OutcomesFile:
    make_release("COR-04") if not objectives else None
    return OutcomesFile(
        (Outcome("crs-grade", "Grade it", "crs", (Teaching("COR-04", objectives or ("O1",)),)),),
        (Asked("programme.toxicity", asks),),
    )


def taught():
    rows = ModuleOutcome.objects.order_by("module__code", "objective", "outcome__key")
    return list(rows.values_list("module__code", "objective", "outcome__key"))


def test_a_second_load_changes_nothing_and_a_changed_file_is_followed():
    version = make_live_version()
    own = [row for row in taught() if row[0] == version.add_on.module.code]
    assert load_outcomes(file=file()).result is Result.UPDATED
    assert load_outcomes(file=file("O1")).result is Result.UNCHANGED
    assert load_outcomes(file=file("O2")).result is Result.UPDATED
    assert taught() == sorted([("COR-04", "O2", "crs-grade"), *own])
    asked = RequiredOutcome.objects.filter(requirement__key="programme.toxicity")
    assert list(asked.values_list("outcome__key", flat=True)) == ["crs-grade"]
    handled = RequiredOutcome.objects.filter(requirement__key="programme.fictoleucel.handling")
    assert list(handled.values_list("outcome__key", flat=True)) == ["fictoleucel-thaw"]
