"""Writes what a clinical reviewer should look at in the observed tasks."""

from collections.abc import Iterator
from pathlib import Path

from curriculum.domain.practice import Step, TaskContent
from curriculum.formats.check import requirement_keys
from curriculum.formats.references import FILE as REFERENCES
from curriculum.formats.references import read_references
from curriculum.formats.tasks import FOLDER, Known, read_task
from passport.people.domain.roles import Role

HEAD = """
## Observed tasks

Every step stands here with its sources. Who signs off a task saw every step that must be seen.
Approval is recorded in the back office (Curriculum, Observed tasks), version by version. Until
then a task is called a demonstration, and production does not count its sign-offs.
"""


def shipped_tasks(folder: Path) -> list[TaskContent]:
    """Every task of a folder, in the order of the keys; raises BundleError."""
    references, _findings = read_references(folder / REFERENCES)
    known = Known(
        references={each.key for each in references},
        requirements=requirement_keys() or (),
        roles=set(Role),
    )
    return [read_task(path, known) for path in sorted((folder / FOLDER).glob("*.yaml"))]


def tasks_part(tasks: list[TaskContent]) -> str:
    """The tasks one after the other."""
    return HEAD + "".join(part for task in tasks for part in _task(task))


def _task(task: TaskContent) -> Iterator[str]:
    roles = ", ".join(task.roles)
    yield f"\n## Observed task: {task.title} ({task.key}, version {task.version})\n\n"
    yield f"{task.summary} {task.setting}. For {roles}; with module {task.module}.\n"
    yield "\n### Steps\n\n"
    for number, step in enumerate(task.steps, start=1):
        yield f"{number}. **{step.key}** {step.text} ({_basis(step)})\n"
    yield "\n### Open points\n\n"
    yield from (f"- {point}\n" for point in (*_without_source(task), *task.open_points))


def _basis(step: Step) -> str:
    seen = "must be seen" if step.critical else "need not be seen"
    return f"{seen}; {', '.join(step.references) or 'no source'}"


def _without_source(task: TaskContent) -> Iterator[str]:
    keys = [step.key for step in task.steps if step.critical and not step.references]
    if keys:
        yield (
            "Asked for without a source, by the local procedure, the text of a product or"
            f" the exercise: {', '.join(keys)}. Should each of them be needed for a sign-off?"
        )
