"""Makes and closes the address of a person's calendar, which works without an account."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from observership.models import GuestLink
from observership.queries.calendars import CALENDAR, open_calendar_of
from passport.people.models import Professional

TOKEN_BYTES = 24


@transaction.atomic
def make_calendar(*, person: Professional, at: datetime) -> str:
    """The token of a new address, which is not kept; the address before ends."""
    close_calendar(person=person, at=at)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    GuestLink.objects.create(person=person, purpose=CALENDAR, token_hash=_hash(token), made_at=at)
    return token


@transaction.atomic
def close_calendar(*, person: Professional, at: datetime) -> None:
    """The address does not answer any more."""
    Professional.objects.select_for_update().get(pk=person.pk)
    open_calendar_of(person).update(closed_at=at)


def calendar_person(*, token: str) -> Professional | None:
    """Whose calendar a token opens; None for any other. Reading it leaves no trace."""
    rows = GuestLink.objects.filter(purpose=CALENDAR, closed_at__isnull=True)
    link = rows.filter(token_hash=_hash(token)).select_related("person__user").first()
    if link is None or link.person is None or not link.person.user.is_active:
        return None
    return link.person


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
