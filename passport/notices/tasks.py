"""What the schedule starts: old mails are forgotten."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from passport.jobs.services import ring


@shared_task
def ask_notices_old(**_: Any) -> None:
    """One job that forgets old mails."""
    ring("notices_old", ids={}, at=timezone.now())
