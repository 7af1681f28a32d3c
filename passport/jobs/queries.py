"""Which jobs are due, and what one job's page shows."""

from datetime import datetime

from django.db.models import Q, QuerySet

from passport.jobs.models import Job, JobStatus


def due_jobs(queue: str, at: datetime) -> QuerySet[Job]:
    """Jobs of a queue that should run now, oldest first, with those a dead worker left."""
    free = Q(status=JobStatus.WAITING, due_at__lte=at)
    left = Q(status=JobStatus.RUNNING, lease_until__lt=at)
    return Job.objects.filter(free | left, queue=queue).order_by("due_at", "pk")
