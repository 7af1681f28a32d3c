"""The doorbell: one message that says "look at this job"; losing it loses nothing."""

import logging

from celery import current_app

logger = logging.getLogger(__name__)


def announce(*, job_id: int, queue: str) -> None:
    """Send the message; when the broker is away the sweeper finds the row."""
    try:
        current_app.tasks["passport.jobs.tasks.look"].apply_async(
            kwargs={"job_id": job_id}, queue=queue, retry=False
        )
    except Exception as error:  # noqa: BLE001 - the row is written; no bell may break a request
        logger.warning("broker away, job %s waits for the sweeper: %r", job_id, error)
