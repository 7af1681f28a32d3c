"""Runs one job: claim, call its handler outside any transaction, record how it ended."""

import logging

from django.utils import timezone

from passport.jobs import registry, services
from passport.jobs.queries import due_jobs

SWEEP_SIZE = 200
logger = logging.getLogger(__name__)


def run_job(job_id: int) -> bool:
    """Run a job if it is free and due; True when it ran to its end."""
    job = services.claim(job_id=job_id, at=timezone.now())
    if job is None:
        return False
    try:
        registry.registered(job.kind).handler(job=job, **job.ids)
    except Exception as error:
        logger.exception("job %s %s put off", job.kind, job.public_id)
        services.put_off(job=job, error=repr(error), at=timezone.now())
        return False
    services.finish(job=job, at=timezone.now())
    return True


def run_due(queue: str) -> int:
    """Run the jobs of a queue that are due now, oldest first; returns how many there were."""
    due = list(due_jobs(queue, timezone.now()).values_list("pk", flat=True)[:SWEEP_SIZE])
    for job_id in due:
        run_job(job_id)
    return len(due)
