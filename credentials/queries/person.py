"""What a person's passport said on a day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from credentials.models import Edition, Passport, StandingChange


@dataclass(frozen=True)
class PassportOn:
    """The edition that counted at the end of a day, and the issuer's decision until then."""

    number: str
    edition: Edition
    withdrawn: str | None


def passport_on(holder_id: int, on: date) -> PassportOn | None:
    """A holder's passport on a day; None before its first edition. Three queries."""
    passport = Passport.objects.filter(holder_id=holder_id).first()
    if passport is None:
        return None
    next_day = datetime.combine(on, time.min, ZoneInfo(settings.TIME_ZONE)) + timedelta(days=1)
    editions = passport.editions.filter(issued_at__lt=next_day)
    edition = editions.order_by("-number").first()
    if edition is None:
        return None
    decisions = passport.revocations.filter(decided_at__lt=next_day)
    change = decisions.order_by("-decided_at", "-pk").values_list("change", flat=True).first()
    return PassportOn(
        number=passport.number,
        edition=edition,
        withdrawn=None if change == StandingChange.REINSTATED else change,
    )
