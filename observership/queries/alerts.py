"""Whose link it is that confirms a wish to hear of the next call, and whom to tell."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from observership.models import CallAlert
from passport.people.domain.tokens import kept_of
from passport.people.queries.link_tokens import link_token

PURPOSE = "observership.call_alert"
UNCONFIRMED = timedelta(days=7)


def token_of(alert: CallAlert) -> str:
    """The token in the link: made anew from the secret key, stored nowhere."""
    return link_token(PURPOSE, str(alert.public_id))


def alert_address(alert: CallAlert) -> str:
    """The whole address of the link that confirms, and that takes the address off again."""
    return settings.PUBLIC_URL + reverse("observership:alert", args=[token_of(alert)])


def alert_of(token: str, at: datetime) -> CallAlert | None:
    """What is behind a token as somebody followed it; None once it ran out or was erased."""
    found = CallAlert.objects.filter(token_hash=kept_of(token)).first()
    if found is None or (found.confirmed_at is None and found.asked_at + UNCONFIRMED <= at):
        return None
    return found


def confirmed_alerts() -> QuerySet[CallAlert]:
    """Everybody who waits for a call to open."""
    return CallAlert.objects.filter(confirmed_at__isnull=False)
