"""The nightly pass: asks again for everybody, so that no lost ring loses a passport."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from credentials.evidence.completions import holder_ids
from credentials.services.reassessing import reassess_each


@shared_task
def reassess_due(**_: Any) -> None:
    """Reassess everybody who ever completed something."""
    reassess_each(holder_ids=holder_ids(), at=timezone.now())
