"""What the schedule starts: visits begin and end, offers lapse, overdue steps remind."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from passport.jobs.services import ring


@shared_task
def ask_visits_due(**_: Any) -> None:
    """One job that lets visits begin and end."""
    ring("observership_visits_due", ids={}, at=timezone.now())


@shared_task
def ask_answers_due(**_: Any) -> None:
    """One job that lets offers lapse that nobody answered."""
    ring("match_answers_due", ids={}, at=timezone.now())


@shared_task
def ask_steps_due(**_: Any) -> None:
    """One job that reminds of overdue steps and near visits."""
    ring("observership_steps_due", ids={}, at=timezone.now())


@shared_task
def ask_retention_due(**_: Any) -> None:
    """One job that erases what is no longer kept."""
    ring("observership_retention_due", ids={}, at=timezone.now())


@shared_task
def ask_alerts_due(**_: Any) -> None:
    """One job that tells who waits that a call is open."""
    ring("call_alerts_due", ids={}, at=timezone.now())
