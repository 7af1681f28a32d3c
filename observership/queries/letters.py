"""Questions about letters of support: whose link it is, and how many were asked for."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse

from observership.models import Application, SupportLetter
from passport.dates import earliest, local_day
from passport.people.domain.tokens import kept_of
from passport.people.models import Professional
from passport.people.queries.link_tokens import link_token

PURPOSE = "observership.letter"
DAY = timedelta(days=1)


def lasts() -> timedelta:
    """How long the link of a letter works."""
    return timedelta(days=settings.OBSERVERSHIP_LETTER_DAYS)


def letter_token(letter: SupportLetter) -> str:
    """The token in a letter's link: made anew from the secret key, stored nowhere."""
    return link_token(PURPOSE, str(letter.public_id))


def letter_path(letter: SupportLetter) -> str:
    """The path of a letter's link."""
    return reverse("observership:letter", args=[letter_token(letter)])


def letter_behind(token: str) -> SupportLetter | None:
    """The letter behind a token as somebody followed or typed it."""
    rows = SupportLetter.objects.select_related("application__call", "application__trainee__user")
    return rows.filter(token_hash=kept_of(token)).first()


def answer_by(letter: SupportLetter) -> date:
    """The last day to answer: when the link ends, or the call."""
    ends_on = local_day(letter.expires_at, settings.TIME_ZONE)
    return earliest([ends_on, letter.application.call.closes_on]) or ends_on


def mailed_at(letter: SupportLetter) -> datetime:
    """When its mail was last asked for: the link lasts from that moment."""
    return letter.expires_at - lasts()


def asked_lately(trainee: Professional, at: datetime) -> int:
    """How many letters a person asked for in the last 24 hours."""
    rows = SupportLetter.objects.filter(application__trainee=trainee)
    return rows.filter(asked_at__gt=at - DAY).count()


def letters_of(application: Application) -> list[SupportLetter]:
    """All letters of an application, the newest first."""
    return list(application.letters.order_by("-asked_at", "-pk"))
