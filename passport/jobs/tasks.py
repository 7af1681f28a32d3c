"""Celery tasks: look at one job, sweep a queue, clear old sessions."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.core.management import call_command

from passport.jobs.runner import run_due, run_job


@shared_task
def look(*, job_id: int, **_: Any) -> None:
    """Run the job behind a doorbell message."""
    run_job(job_id)


@shared_task
def sweep(*, queue: str, **_: Any) -> None:
    """Run what is due on a queue and was not announced, or whose worker died."""
    run_due(queue)


@shared_task
def clear_sessions(**_: Any) -> None:
    """Remove sessions that ran out."""
    call_command("clearsessions")


@worker_ready.connect
def sweep_at_start(sender: Any = None, **_: Any) -> None:
    """A worker that starts looks at once for what was left while it was away."""
    for queue in sender.app.amqp.queues.consume_from:
        sweep.apply_async(kwargs={"queue": queue}, queue=queue)
