"""Loads observed tasks: a new version replaces the task, and no sign-off changes with it."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction

from curriculum.domain.practice import Support, TaskContent
from curriculum.formats.tasks import FOLDER
from curriculum.models import Module, ObservedTask, TaskAlignment
from curriculum.services.loading import Loaded, Result
from passport.standards.models import AlignmentStrength, Requirement
from passport.standards.services.marks import touch_standards


class VersionKeptError(ValueError):
    """What a task says has changed while its version stayed."""


class UnknownModuleError(LookupError):
    """The task belongs to a module that is not there yet."""


@transaction.atomic
def load_task(*, content: TaskContent) -> Loaded:
    """Bring one task in; loading twice changes nothing.

    Raises UnknownModuleError and VersionKeptError.
    """
    row = ObservedTask.objects.select_for_update().filter(key=content.key).first()
    said = _said(content)
    created = row is None
    changed = row is not None and any(getattr(row, name) != said[name] for name in said)
    if changed and row is not None and row.version == content.version:
        raise VersionKeptError(content.key)
    if row is None:
        row = ObservedTask.objects.create(key=content.key, **said)
    elif changed:
        ObservedTask.objects.filter(pk=row.pk).update(**said)
    aligned = _align(row, content)
    if created:
        return Loaded(f"{FOLDER}/{content.key}", Result.CREATED)
    result = Result.UPDATED if changed or aligned else Result.UNCHANGED
    return Loaded(f"{FOLDER}/{content.key}", result)


def _said(content: TaskContent) -> dict[str, Any]:
    """The fields of the row as the file has them."""
    module = Module.objects.filter(code=content.module).first()
    if module is None:
        raise UnknownModuleError(content.module)
    return {
        "version": content.version,
        "title": content.title,
        "summary": content.summary,
        "setting": content.setting,
        "steps": [{**asdict(step), "references": list(step.references)} for step in content.steps],
        "references": list(content.references),
        "roles": list(content.roles),
        "minutes": content.minutes,
        "module_id": module.pk,
        "reviewed_on": date.fromisoformat(content.reviewed_on),
    }


def _align(task: ObservedTask, content: TaskContent) -> bool:
    """Follow the file where nobody reviewed an alignment; True when a row changed."""
    own = Support(content.own_requirement, AlignmentStrength.FULL, "")
    wanted = {each.requirement: each for each in (own, *content.requirements)}
    rows = {row.requirement.key: row for row in task.alignments.select_related("requirement")}
    gone = [row.pk for key, row in rows.items() if key not in wanted and row.reviewed_by_id is None]
    changed = [
        key
        for key, each in wanted.items()
        if key not in rows
        or (
            rows[key].reviewed_by_id is None
            and (rows[key].strength, rows[key].reason) != (each.strength, each.reason)
        )
    ]
    if not gone and not changed:
        return False
    TaskAlignment.objects.filter(pk__in=gone).delete()
    for requirement in Requirement.objects.filter(key__in=changed):
        each = wanted[requirement.key]
        TaskAlignment.objects.update_or_create(
            task=task,
            requirement=requirement,
            defaults={"strength": each.strength, "reason": each.reason},
        )
    touch_standards()
    return True
