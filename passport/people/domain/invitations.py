"""Where an invitation stands, and when a centre may send the next one."""

from datetime import datetime, timedelta
from enum import StrEnum

DAY = timedelta(days=1)


class InvitationState(StrEnum):
    """Where an invitation stands."""

    WAITING = "waiting"
    OPEN = "open"
    EXPIRED = "expired"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


def may_send_again(sent_at: datetime | None, at: datetime) -> bool:
    """Whether a day has passed since an invitation went out."""
    return sent_at is not None and at - sent_at >= DAY


def next_free(sent: list[datetime], limit: int, at: datetime) -> datetime:
    """When one more may go out, if at most `limit` go out in any 24 hours."""
    recent = sorted(moment for moment in sent if at - moment < DAY)
    return at if len(recent) < limit else recent[-limit] + DAY
