"""Appends a clinician's decision on a release, or on a version of an observed task."""

from datetime import datetime
from typing import Any

from django.db import transaction

from curriculum.models import ClinicalReview, ModuleRelease, ObservedTask, TaskReview
from passport.audit.services import record
from passport.jobs import registry
from passport.jobs import services as jobs
from passport.people.models import User

RELEASE = "clinical_review_recorded"
TASK = "task_review_recorded"


@transaction.atomic
def record_clinical_review(
    *, release: ModuleRelease, reviewer: User, approved: bool, open_points: str, at: datetime
) -> ClinicalReview:
    """Write the decision with the points left open, and tell whoever listens."""
    review = ClinicalReview.objects.create(
        release=release,
        reviewer=reviewer,
        approved=approved,
        open_points=open_points.strip(),
        reviewed_at=at,
    )
    _write_down(RELEASE, f"release {release.public_id}", review)
    _ring(RELEASE, {"release_id": release.pk}, at)
    return review


@transaction.atomic
def record_task_review(
    *,
    task: ObservedTask,
    version: str,
    reviewer: User,
    approved: bool,
    open_points: str,
    at: datetime,
) -> TaskReview:
    """The same for one version of an observed task."""
    review = TaskReview.objects.create(
        task=task,
        version=version,
        reviewer=reviewer,
        approved=approved,
        open_points=open_points.strip(),
        reviewed_at=at,
    )
    _write_down(TASK, f"task:{task.key}:{version}", review)
    _ring(TASK, {"task_id": task.pk, "version": version}, at)
    return review


def _write_down(kind: str, subject: str, review: ClinicalReview | TaskReview) -> None:
    record(
        action=kind,
        subject=subject,
        at=review.reviewed_at,
        actor_id=review.reviewer.public_id,
        details={"approved": review.approved, "open_points": bool(review.open_points)},
    )


def _ring(kind: str, ids: dict[str, Any], at: datetime) -> None:
    if kind in registry.registered_kinds():
        jobs.ring(kind, ids=ids, at=at)
