"""What the schedule starts: looks at versions, packages, changes of labels and numbers."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from passport.jobs.services import ring


@shared_task
def ask_versions_due(**_: Any) -> None:
    """One job that publishes, retires and reminds."""
    ring("versions_due", ids={}, at=timezone.now())


@shared_task
def ask_packages_rescan(**_: Any) -> None:
    """One job that scans packages again."""
    ring("packages_rescan_due", ids={}, at=timezone.now())


@shared_task
def ask_label_changes_due(**_: Any) -> None:
    """One job that reminds learners of what is to be relearned."""
    ring("label_changes_due", ids={}, at=timezone.now())


@shared_task
def ask_product_numbers_due(**_: Any) -> None:
    """One job that publishes the numbers of quarters that ended."""
    ring("product_numbers_due", ids={}, at=timezone.now())
