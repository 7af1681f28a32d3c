"""Writes jobs: rung in the transaction of their cause, claimed, finished, put off."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from passport.jobs import bell, registry
from passport.jobs.models import Job, JobStatus


def ring(kind: str, *, ids: dict[str, Any], at: datetime, owner_id: UUID | None = None) -> Job:
    """Write a job in the caller's transaction; after commit a message says "look".

    Raises UnknownKindError when no app registered the kind.
    """
    queue = registry.registered(kind).queue
    job = Job.objects.create(
        kind=kind, ids=ids, queue=queue, due_at=at, created_at=at, owner_id=owner_id
    )
    transaction.on_commit(lambda: bell.announce(job_id=job.pk, queue=queue))
    return job


def claim(*, job_id: int, at: datetime) -> Job | None:
    """Take a due job for one lease; None when another worker has it or it is done.

    A job whose workers died as often as a job may stumble stops, so that it takes no more along.
    """
    dead = Q(status=JobStatus.RUNNING, lease_until__lt=at)
    Job.objects.filter(dead, pk=job_id, attempts__gte=settings.JOB_MAX_ATTEMPTS).update(
        status=JobStatus.FAILED,
        finished_at=at,
        lease_until=None,
        error="Its workers ended before it did.",
    )
    free = Q(status=JobStatus.WAITING) | dead
    taken = Job.objects.filter(free, pk=job_id, due_at__lte=at).update(
        status=JobStatus.RUNNING,
        lease_until=at + timedelta(seconds=settings.JOB_LEASE_SECONDS),
        attempts=F("attempts") + 1,
    )
    return Job.objects.get(pk=job_id) if taken else None


def report_progress(
    *, job: Job, at: datetime, step: str, done: int = 0, total: int | None = None
) -> None:
    """Write how far a job is and renew its lease, in a transaction of its own."""
    Job.objects.filter(pk=job.pk).update(
        step=step,
        done_count=done,
        total_count=total,
        lease_until=at + timedelta(seconds=settings.JOB_LEASE_SECONDS),
    )


def finish(*, job: Job, at: datetime) -> None:
    """Mark a job done."""
    Job.objects.filter(pk=job.pk).update(
        status=JobStatus.DONE, finished_at=at, lease_until=None, error=""
    )


def put_off(*, job: Job, error: str, at: datetime) -> None:
    """Try again later, doubling the pause; after the last attempt the job stops.

    A worker whose lease ran out says nothing about a job that another has or finished.
    """
    last = job.attempts >= settings.JOB_MAX_ATTEMPTS
    pause = timedelta(seconds=min(3600, 5 * 2**job.attempts))
    mine = Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING, attempts=job.attempts)
    mine.update(
        status=JobStatus.FAILED if last else JobStatus.WAITING,
        due_at=at + pause,
        lease_until=None,
        error=error[:2000],
        finished_at=at if last else None,
    )


def retry(*, job: Job, at: datetime) -> None:
    """Set a stopped job waiting again, with all its attempts."""
    Job.objects.filter(pk=job.pk, status=JobStatus.FAILED).update(
        status=JobStatus.WAITING, due_at=at, attempts=0, finished_at=None
    )
    transaction.on_commit(lambda: bell.announce(job_id=job.pk, queue=job.queue))
