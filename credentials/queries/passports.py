"""A holder's passport, its editions, decisions and copies."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet

from credentials.models import Alarm, Copy, CopyKind, Edition, Passport, Revocation


def passport_held_by(holder_id: int) -> Passport | None:
    """A professional's passport, if one was opened."""
    return Passport.objects.filter(holder_id=holder_id).first()


def latest_edition(passport: Passport) -> Edition | None:
    """The edition that counts."""
    return passport.editions.order_by("-number").first()


def has_open_alarm(passport: Passport) -> bool:
    """Whether an edition did not match its seal and nobody has dealt with it yet."""
    return Alarm.objects.filter(edition__passport=passport, acknowledged_at=None).exists()


def last_decision(passport: Passport) -> Revocation | None:
    """The issuer's last decision about a passport."""
    return passport.revocations.order_by("-decided_at", "-pk").first()


def open_copies(passport: Passport, at: datetime) -> QuerySet[Copy]:
    """Copies that answer when they are scanned."""
    not_run_out = Q(expires_at=None) | Q(expires_at__gte=at)
    return passport.copies.filter(not_run_out, closed_at=None, replaced_at=None)


def carried_copies(passport: Passport, at: datetime) -> QuerySet[Copy]:
    """Printed and shared copies that are open, newest first."""
    return open_copies(passport, at).exclude(kind=CopyKind.LIVE)


def live_copy(passport: Passport, at: datetime) -> Copy | None:
    """The code for the screen that still runs, if there is one."""
    return open_copies(passport, at).filter(kind=CopyKind.LIVE).first()


def copies_made_on(passport: Passport, on: date) -> int:
    """How many copies were made on one day, codes for the screen among them.

    What centres' packs need is not the holder's doing and does not count.
    """
    start = datetime.combine(on, time.min, tzinfo=ZoneInfo(settings.TIME_ZONE))
    end = start + timedelta(days=1)
    made = passport.copies.filter(created_at__gte=start, created_at__lt=end)
    return made.exclude(kind=CopyKind.PACK).count()
