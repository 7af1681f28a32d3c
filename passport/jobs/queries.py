"""Which jobs are due, and what one job's page shows."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from passport.jobs.models import Job, JobStatus


def due_jobs(queue: str, at: datetime) -> QuerySet[Job]:
    """Jobs of a queue that should run now, oldest first, with those a dead worker left."""
    free = Q(status=JobStatus.WAITING, due_at__lte=at)
    left = Q(status=JobStatus.RUNNING, lease_until__lt=at)
    return Job.objects.filter(free | left, queue=queue).order_by("due_at", "pk")


def is_waiting(kind: str, ids: dict[str, Any], at: datetime) -> bool:
    """Whether a job of this kind about these ids is due and has not begun."""
    rows = Job.objects.filter(kind=kind, ids=ids, status=JobStatus.WAITING)
    return rows.filter(due_at__lte=at).exists()
