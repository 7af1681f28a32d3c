"""Sends the mail behind a job, and forgets old ones."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from passport.jobs.registry import register
from passport.notices.services import deliver, purge_notices


@register("notice_due")
def notice_due(*, notice_id: str, **_: Any) -> None:
    """One mail is due."""
    deliver(notice_id=UUID(notice_id), at=timezone.now())


@register("notices_old")
def notices_old(**_: Any) -> None:
    """A day begins: the log forgets old mails."""
    purge_notices(at=timezone.now())
