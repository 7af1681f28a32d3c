"""Every file of a pack says which observed task no clinician reviewed."""

import pytest

from credentials.domain.pack import DRAWN, WORKBOOK
from curriculum.models import ModuleRelease
from tests.coverage.rows import make_task, sign_off
from tests.factories import approve, approve_task
from tests.packs.reading import cells_of, data_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(world):
    """Petr was seen at a task; every module is approved."""
    for release in ModuleRelease.objects.all():
        approve(release)
    task = make_task(care_fever="full")
    sign_off(world.petr, task, world.centre, world.at)
    return task


def last_cells(world, pack):
    """What the workbook says last of each thing shown, by its title."""
    rows = cells_of(world.file(pack, WORKBOOK))["Evidence"][1:]
    return {row[7]: row[-1] or "" for row in rows if row[7]}


def test_a_task_without_review_is_marked_in_each_file(world, task):
    pack = world.make()
    data = data_of(world, pack)
    shown = [item for each in data["entries"] for item in each["shown_by"]]
    assert {item["title"] for item in shown if not item["reviewed"]} == {"Task ice-score"}
    assert data["demonstration"] is True
    assert last_cells(world, pack) == {
        "Task ice-score": "Demonstration: not clinically reviewed",
        "Module COR-01": "",
        "Module NUR-01": "",
    }
    drawn = text_of(world.file(pack, DRAWN))
    assert drawn.count("Demonstration: not clinically reviewed") == 1
    assert "Task ice-score (not clinically reviewed)" in drawn


def test_an_approved_task_is_not(world, task):
    approve_task(task)
    pack = world.make()
    assert data_of(world, pack)["demonstration"] is False
    assert set(last_cells(world, pack).values()) == {""}
    assert "not clinically reviewed" not in text_of(world.file(pack, DRAWN))


def test_production_leaves_it_out_until_it_is_approved(world, task, settings):
    settings.ISSUE_UNREVIEWED = False
    assert "Task ice-score" not in last_cells(world, world.make())
    approve_task(task)
    assert "Task ice-score" in last_cells(world, world.make())
