"""What the schedule starts: the daily look at versions of product add-ons."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from passport.jobs.services import ring


@shared_task
def ask_versions_due(**_: Any) -> None:
    """One job that publishes, retires and reminds."""
    ring("versions_due", ids={}, at=timezone.now())
