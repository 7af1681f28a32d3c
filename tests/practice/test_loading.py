"""Files become tasks; a new version replaces one, and nothing that was signed changes."""

import shutil

import pytest

from curriculum.formats.tasks import Known, read_task
from curriculum.models import Module, ObservedTask, TaskAlignment
from curriculum.services.curriculum import CONTENT, Refused, load_curriculum
from curriculum.services.loading import Loaded, Result
from passport.people.domain.roles import Role
from passport.standards.models import Requirement, StandardsMark
from passport.standards.services.loading import load_standards
from tests.authoring.conftest import home  # noqa: F401 - a fixture that ours rests on
from tests.factories import make_user

SHIPPED = ("ice-score", "thaw", "tocilizumab-drill", "two-person-check")
ICE = "tasks/ice-score"


@pytest.fixture
def folder(tmp_path):
    """The shipped tasks without any module bundle, and the modules they belong to."""
    shutil.copytree(CONTENT / "tasks", tmp_path / "tasks")
    shutil.copy(CONTENT / "references.yaml", tmp_path)
    (tmp_path / "tracks.yaml").write_text("core: {}\ntracks: []\n")
    return tmp_path


@pytest.fixture
def change(folder):
    """Replace a text in a task's file."""

    def replace(old: str, new: str, key: str = "ice-score") -> None:
        path = folder / "tasks" / f"{key}.yaml"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    return replace


@pytest.fixture
def load(db, home, folder, now):  # noqa: F811 - as above
    """Load the folder and return the lines about tasks by name."""
    load_standards()
    for code in ("NUR-03", "NUR-04", "NUR-05"):
        Module.objects.create(code=code, kind="role", title=code)

    def run() -> dict[str, Loaded | Refused]:
        lines = load_curriculum(home=home, at=now, folder=folder)
        return {getattr(line, "code", None) or line.name: line for line in lines}

    return run


def test_the_shipped_tasks_load_once_and_stay(load):
    assert load() == {f"tasks/{key}": Loaded(f"tasks/{key}", Result.CREATED) for key in SHIPPED}
    before = list(ObservedTask.objects.values()), list(TaskAlignment.objects.values())
    assert {line.result for line in load().values()} == {Result.UNCHANGED}
    assert (list(ObservedTask.objects.values()), list(TaskAlignment.objects.values())) == before


def test_each_task_shows_its_own_requirement_in_full_and_gives_reasons_for_the_rest(load):
    load()
    for task in ObservedTask.objects.all():
        rows = {row.requirement.key: row for row in task.alignments.all()}
        assert rows.pop(task.source).strength == "full"
        assert rows
        assert all(row.reason for row in rows.values())


def test_each_task_is_asked_of_the_roles_of_its_requirement(load):
    load()
    for task in ObservedTask.objects.all():
        assert task.roles == Requirement.objects.get(key=task.source).roles


def test_a_new_version_replaces_the_task_and_leaves_what_was_opened(load, change):
    load()
    change('version: "1.0"', 'version: "1.1"')
    change("title: ICE score", "title: ICE, ten points")
    assert load()[ICE] == Loaded(ICE, Result.UPDATED)
    task = ObservedTask.objects.get(key="ice-score")
    assert (task.version, task.title) == ("1.1", "ICE, ten points")
    assert ObservedTask.objects.count() == len(SHIPPED)


def test_a_change_without_a_new_version_is_refused(load, change):
    load()
    change("title: ICE score", "title: ICE, ten points")
    assert load()[ICE] == Refused(ICE, ("The task changed. Give it a new version.",))
    assert ObservedTask.objects.get(key="ice-score").title == "ICE score"


def test_an_alignment_follows_the_file_until_somebody_reviewed_it(load, change, now):
    load()
    row = TaskAlignment.objects.get(task__key="ice-score", requirement__key="care.iec")
    mark = StandardsMark.objects.get().number
    change("key: care.iec\n    strength: partial", "key: care.iec\n    strength: full")
    assert load()[ICE] == Loaded(ICE, Result.UPDATED)
    row.refresh_from_db()
    assert row.strength == "full"
    assert StandardsMark.objects.get().number == mark + 1
    TaskAlignment.objects.filter(pk=row.pk).update(reviewed_by=make_user(), reviewed_at=now)
    change("key: care.iec\n    strength: full", "key: care.iec\n    strength: partial")
    assert load()[ICE] == Loaded(ICE, Result.UNCHANGED)
    row.refresh_from_db()
    assert row.strength == "full"


def test_an_alignment_that_left_the_file_goes(load, folder):
    load()
    path = folder / "tasks" / "ice-score.yaml"
    text = path.read_text()
    path.write_text(text[: text.index("  - key: care.iec")])
    assert load()[ICE] == Loaded(ICE, Result.UPDATED)
    assert not TaskAlignment.objects.filter(
        task__key="ice-score", requirement__key="care.iec"
    ).exists()


def test_a_task_of_a_missing_module_waits(load):
    Module.objects.filter(code="NUR-05").delete()
    lines = load()
    assert lines[ICE] == Refused(ICE, ("Module NUR-05 is not there yet.",))
    assert lines["tasks/thaw"].result is Result.CREATED


def test_a_missing_requirement_is_reported_and_the_others_load(load, change):
    change("key: pers.nurse_topics", "key: pers.unheard_of")
    lines = load()
    (reason,) = lines[ICE].reasons
    assert reason.startswith("tasks/ice-score.yaml:")
    assert "Requirement pers.unheard_of does not exist." in reason
    assert ObservedTask.objects.count() == len(SHIPPED) - 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("minutes: 10", "minutes: soon", "minutes should be a whole number."),
        ("minutes: 10", "minutes: true", "minutes should be a whole number."),
        ("roles: [NUR,", "roles: [XYZ,", "“XYZ” does not fit roles. Expected: a role code."),
        ("key: total", "key: Total!", "“Total!” does not fit key."),
        ("key: total", "key: naming", "“naming” is there twice."),
        ("key: ice-score", "key: ice", "“ice” does not fit key. Expected: ice-score."),
        ("strength: partial", "strength: half", "“half” does not fit strength."),
        ("reviewed_on: 2026-11-21", "reviewed_on: autumn", "“autumn” does not fit reviewed_on."),
        ("references: [LEE19]", "references: [LEE99]", "Reference LEE99 is not in the list."),
        ("references: [LEE19, ASCO21]\nsteps", "references: [LEE19]\nsteps", "“ASCO21” does not"),
        ("title: ICE score\n", "", "“title” is missing. Add it."),
        ("title: ICE score\n", f"title: {'x' * 121}\n", "title has 121 characters"),
        ("minutes: 10", "minutes: 10\nmood: good", "“mood” is not known here."),
        ("steps:", "steps: [\n", "The file cannot be read"),
    ],
)
def test_what_must_be_mended_is_said_with_its_line(load, change, old, new, said):
    change(old, new)
    refused = load()[ICE]
    assert any(said in reason for reason in refused.reasons), refused.reasons
    assert all(reason.startswith("tasks/ice-score.yaml:") for reason in refused.reasons)


def test_a_task_needs_a_step_that_must_be_seen(load, folder):
    path = folder / "tasks" / "ice-score.yaml"
    path.write_text(path.read_text().replace("critical: true", "critical: false"))
    assert any("There are 0 critical steps" in reason for reason in load()[ICE].reasons)


@pytest.mark.parametrize("key", SHIPPED)
def test_a_shipped_step_without_a_source_names_whose_it_is(key):
    """What no source was seen for is the local procedure's, the product's or the exercise's."""
    everything = Known(references=Anything(), requirements=Anything(), roles=set(Role))
    task = read_task(CONTENT / "tasks" / f"{key}.yaml", everything)
    owners = ("local", "own text", "this is an exercise", "this centre")
    loose = [
        step.key
        for step in task.steps
        if not step.references and not any(owner in step.text for owner in owners)
    ]
    assert loose == []


class Anything:
    """Holds every key."""

    def __contains__(self, key: object) -> bool:
        return True
