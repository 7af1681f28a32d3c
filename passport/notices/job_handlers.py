"""Sends the mail behind a job."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from passport.jobs.registry import register
from passport.notices.services import deliver


@register("notice_due")
def notice_due(*, notice_id: str, **_: Any) -> None:
    """One mail is due."""
    deliver(notice_id=UUID(notice_id), at=timezone.now())
