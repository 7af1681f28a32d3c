"""Mails about passports: issued, withdrawn, a copy closed, an alarm."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from credentials.domain.edition import read_content
from credentials.models import Alarm, Copy, Edition, Passport, Revocation
from passport.dates import local_day
from passport.notices.services import send_notice


@transaction.atomic
def tell_issued(*, edition: Edition, at: datetime) -> None:
    """Tell the holder that a first or a new edition was issued."""
    content = read_content(edition.content)
    _tell_holder(
        "passport_issued",
        edition.passport,
        {
            "number": content["number"],
            "edition": content["edition"],
            "expires_on": content["expires_on"],
            "stamps": [stamp["title"] for stamp in content["stamps"]],
            "demonstration": content["demonstration"],
        },
        at,
    )


@transaction.atomic
def tell_decided(*, decision: Revocation, at: datetime) -> None:
    """Tell the holder what the issuer decided, why, and how to object."""
    _tell_holder(
        "passport_withdrawn",
        decision.passport,
        {
            "number": decision.passport.number,
            "change": decision.change,
            "reason": decision.reason,
            "decided_on": local_day(decision.decided_at, settings.TIME_ZONE).isoformat(),
        },
        at,
    )


@transaction.atomic
def tell_closed(*, copy: Copy, at: datetime) -> None:
    """Tell the holder that one of the copies no longer answers."""
    _tell_holder(
        "copy_closed",
        copy.passport,
        {
            "kind": copy.kind,
            "label": copy.label,
            "made_on": local_day(copy.created_at, settings.TIME_ZONE).isoformat(),
        },
        at,
    )


@transaction.atomic
def tell_alarm(*, alarm: Alarm, at: datetime) -> None:
    """Tell the issuer that an edition does not match its seal."""
    send_notice(
        kind="passport_alarm",
        recipient=settings.ISSUER["contact"],
        language=settings.LANGUAGE_CODE,
        context={"number": alarm.edition.passport.number, "edition": alarm.edition.number},
        at=at,
    )


def _tell_holder(kind: str, passport: Passport, context: dict[str, object], at: datetime) -> None:
    holder = passport.holder
    send_notice(
        kind=kind, recipient=holder.user.email, language=holder.language, context=context, at=at
    )
