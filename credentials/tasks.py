"""What the schedule starts: the nightly pass over everybody, the weekly mail to centres."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from credentials.evidence.completions import holder_ids
from credentials.services.digest import ask_digests as ask
from credentials.services.network import ask_snapshot
from credentials.services.reassessing import reassess_each


@shared_task
def reassess_due(**_: Any) -> None:
    """Reassess everybody who ever completed something."""
    reassess_each(holder_ids=holder_ids(), at=timezone.now())


@shared_task
def ask_digests(**_: Any) -> None:
    """One job for each confirmed centre: its week in counts."""
    ask(at=timezone.now())


@shared_task
def count_network(**_: Any) -> None:
    """A job that counts all confirmed centres together."""
    ask_snapshot(at=timezone.now())
