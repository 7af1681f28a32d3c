"""Which versions of observed tasks a clinician approved, and every version with its decisions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max

from curriculum.models import ObservationSignOff, ObservedTask, TaskReview

TaskVersion = tuple[int, str]  # a task's id and a version of it


@dataclass(frozen=True)
class VersionSheet:
    """One version of a task: its steps, the decisions on it, newest first, what rests on it."""

    version: str
    is_current: bool
    steps: list[dict[str, Any]]
    reviews: tuple[TaskReview, ...]
    sign_offs: int


def approved_versions() -> frozenset[TaskVersion]:
    """Versions whose latest clinical decision is an approval; one query."""
    rows = TaskReview.objects.order_by("reviewed_at", "pk")
    latest = {
        (task_id, version): approved
        for task_id, version, approved in rows.values_list("task_id", "version", "approved")
    }
    return frozenset(key for key, approved in latest.items() if approved)


def is_approved(task: ObservedTask, version: str) -> bool:
    """Whether the latest clinical decision on a version is an approval."""
    latest = TaskReview.objects.filter(task=task, version=version).first()
    return latest is not None and latest.approved


def unreviewed(tasks: Iterable[ObservedTask]) -> tuple[ObservedTask, ...]:
    """Those of some tasks whose present version no clinician approved; one query."""
    approved = approved_versions()
    return tuple(task for task in tasks if (task.pk, task.version) not in approved)


def learner_ids_signed_at(task_id: int, version: str) -> tuple[int, ...]:
    """Everybody who was ever signed off at a version of a task."""
    rows = ObservationSignOff.objects.filter(task_id=task_id, version=version)
    return tuple(rows.order_by("learner_id").values_list("learner_id", flat=True).distinct())


def versions_of(task: ObservedTask) -> tuple[VersionSheet, ...]:
    """The present version, then earlier ones that somebody was signed off at, newest first."""
    rows = (
        ObservationSignOff.objects.filter(task=task, annulment__isnull=True)
        .order_by()
        .values("version")
        .annotate(number=Count("pk"), newest=Max("pk"))
        .order_by("-newest")
    )
    found = {row["version"]: row for row in rows}
    steps = ObservationSignOff.objects.in_bulk([row["newest"] for row in found.values()])
    reviews: dict[str, list[TaskReview]] = defaultdict(list)
    for review in task.reviews.select_related("reviewer"):
        reviews[review.version].append(review)
    return tuple(
        VersionSheet(
            version=version,
            is_current=version == task.version,
            steps=task.steps if version == task.version else steps[found[version]["newest"]].steps,
            reviews=tuple(reviews[version]),
            sign_offs=found[version]["number"] if version in found else 0,
        )
        for version in dict.fromkeys((task.version, *found))
    )
