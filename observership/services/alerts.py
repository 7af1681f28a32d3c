"""Tells people once that a call has opened, and forgets their addresses then."""

import logging
import uuid
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.db import IntegrityError, transaction

from observership.models import Call, CallAlert
from observership.queries.alerts import UNCONFIRMED, alert_address, confirmed_alerts, token_of
from observership.queries.calls import open_call, page_of
from passport.dates import local_day
from passport.jobs.services import ring
from passport.notices.models import Notice
from passport.notices.services import build_mail
from passport.people.domain.tokens import kept_of

AGAIN = timedelta(days=1)
PER_DAY = 300

logger = logging.getLogger(__name__)


class TooManyAlertsError(ValueError):
    """More addresses were left today than people who could want it."""


@transaction.atomic
def ask_alert(*, email: str, language: str, at: datetime) -> None:
    """Keep an address that waits for its confirmation; a job mails the link.

    Who asks again within a day, or has confirmed, gets no other mail. Raises
    TooManyAlertsError.
    """
    address = email.strip().lower()
    known = CallAlert.objects.select_for_update().filter(email=address).first()
    if known is not None and (known.confirmed_at or known.asked_at + AGAIN > at):
        return
    recent = CallAlert.objects.filter(
        confirmed_at__isnull=True, asked_at__gt=at - timedelta(days=1)
    )
    if recent.count() >= PER_DAY:
        raise TooManyAlertsError
    alert = known or CallAlert(public_id=uuid.uuid4(), email=address)
    alert.language, alert.asked_at = language, at
    alert.token_hash = kept_of(token_of(alert))
    try:
        with transaction.atomic():
            alert.save()
    except IntegrityError:  # the same address, at the same moment
        return
    ring("call_alert_asked", ids={"alert_id": str(alert.public_id)}, at=at)


def mail_link(*, alert_id: uuid.UUID) -> None:
    """Send the link that confirms.

    The mail is built here and not kept as a notice, because it holds the token and the address.
    """
    alert = CallAlert.objects.filter(public_id=alert_id, confirmed_at__isnull=True).first()
    if alert is not None:
        _send(alert, "observership_alert_confirm", {"address": alert_address(alert)})


@transaction.atomic
def confirm_alert(*, alert: CallAlert, at: datetime) -> None:
    """The address is its reader's, who wants the mail."""
    CallAlert.objects.filter(pk=alert.pk, confirmed_at__isnull=True).update(confirmed_at=at)


@transaction.atomic
def drop_alert(*, alert: CallAlert) -> None:
    """Forget the address."""
    CallAlert.objects.filter(pk=alert.pk).delete()


def tell_waiting(*, at: datetime) -> int:
    """Mail everybody who waits while a call is open, and erase each address then; how many.

    Each in a transaction of its own: whoever is told is forgotten, whatever happens to the next.
    Unconfirmed addresses are erased after a week.
    """
    CallAlert.objects.filter(confirmed_at__isnull=True, asked_at__lte=at - UNCONFIRMED).delete()
    call = open_call(local_day(at, settings.TIME_ZONE))
    if call is None:
        return 0
    waiting = list(confirmed_alerts())
    for alert in waiting:
        _send(alert, "observership_call_opened", _about(call))
        alert.delete()
    return len(waiting)


def _about(call: Call) -> dict[str, str]:
    page = page_of(call)
    parts = page.get_url_parts() if page else None
    return {
        "call": call.title,
        "closes_on": call.closes_on.isoformat(),
        "address": settings.PUBLIC_URL + (parts[2] if parts else "/observerships/"),
    }


def _send(alert: CallAlert, kind: str, context: dict[str, str]) -> None:
    notice = Notice(kind=kind, recipient=alert.email, language=alert.language, context=context)
    try:
        build_mail(notice).send()
    except (SMTPRecipientsRefused, ValueError):  # ValueError: no mail can be written to it
        logger.warning("call alert %s: the address is refused", alert.public_id)
