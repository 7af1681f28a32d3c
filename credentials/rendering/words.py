"""What each verdict says: its colour, its sign, its heading and what to do next."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from credentials.domain.edition import PlacementContent, ProductContent
from credentials.domain.verdict import IN_FORCE, PracticeVerdict, Verdict, VerdictState
from passport.people.domain.roles import Setting
from passport.people.models.countries import COUNTRY_NAMES
from passport.people.models.labels import SETTING_LABELS


@dataclass(frozen=True)
class Words:
    """How a verdict looks and reads; tone is good, attention, stop, info or neutral."""

    tone: str
    sign: str
    heading: str
    text: str


def _day(value: date | None) -> str:
    return date_format(value, "j F Y") if value else ""


def _valid(verdict: Verdict) -> Words:
    until = _("until %(day)s") % {"day": _day(verdict.expires_on)}
    if verdict.expired_stamps:
        heading = ngettext(
            "Valid, %(n)d stamp expired", "Valid, %(n)d stamps expired", verdict.expired_stamps
        )
        return Words("attention", "tick", heading % {"n": verdict.expired_stamps}, until)
    if verdict.updates_due:
        heading = ngettext(
            "Valid, %(n)d update due", "Valid, %(n)d updates due", verdict.updates_due
        )
        return Words("attention", "tick", heading % {"n": verdict.updates_due}, until)
    return Words("good", "tick", _("Valid passport"), until)


def _update_due(verdict: Verdict) -> Words:
    days = {"last": _day(verdict.expires_on), "grace": _day(verdict.grace_until)}
    return Words(
        "attention",
        "renew",
        _("Valid, renewal due"),
        _("Its date was %(last)s. It still counts until %(grace)s.") % days,
    )


def _expired(verdict: Verdict) -> Words:
    return Words(
        "attention",
        "clock",
        _("Expired on %(day)s") % {"day": _day(verdict.expires_on)},
        _("This is not proof of current training. Ask the person to renew."),
    )


def _superseded(verdict: Verdict) -> Words:
    return Words(
        "info",
        "sheets",
        _("A newer copy exists"),
        _("This copy was replaced on %(day)s. Ask for the new code.")
        % {"day": _day(verdict.replaced_on)},
    )


def _revoked(verdict: Verdict) -> Words:
    return Words(
        "stop",
        "bar",
        _("Withdrawn by the issuer"),
        _("Do not rely on this passport. The issuer can tell you more."),
    )


def _paused(verdict: Verdict) -> Words:
    return Words(
        "stop",
        "bar",
        _("Paused by the issuer"),
        _("Do not rely on this passport until the issuer has decided."),
    )


def _altered(verdict: Verdict) -> Words:
    return Words(
        "stop",
        "seal",
        _("Do not rely on this record"),
        _("The data does not match its seal. The issuer has been told."),
    )


def _unknown(verdict: Verdict) -> Words:
    return Words(
        "neutral",
        "question",
        _("We cannot confirm this code"),
        _("Check what you typed, or ask the holder for the code on their screen."),
    )


def _offline(verdict: Verdict) -> Words:
    return Words(
        "neutral",
        "cloud",
        _("Not checked: no connection"),
        _("Try again when you have a connection, or call the issuer."),
    )


def _throttled(verdict: Verdict) -> Words:
    return Words(
        "neutral",
        "hourglass",
        _("Not checked"),
        _("There were too many checks from here. Please wait, then check again."),
    )


_WORDS: dict[VerdictState, Callable[[Verdict], Words]] = {
    VerdictState.VALID: _valid,
    VerdictState.UPDATE_DUE: _update_due,
    VerdictState.EXPIRED: _expired,
    VerdictState.PAUSED: _paused,
    VerdictState.REVOKED: _revoked,
    VerdictState.SUPERSEDED: _superseded,
    VerdictState.UNKNOWN: _unknown,
    VerdictState.ALTERED: _altered,
    VerdictState.OFFLINE: _offline,
    VerdictState.THROTTLED: _throttled,
}


def words_for(verdict: Verdict, *, typed: bool = False) -> Words:
    """The words of a verdict in the reader's language; `typed` where no code was scanned."""
    words = _WORDS[verdict.state](verdict)
    if typed and verdict.state is VerdictState.UNKNOWN:
        return replace(words, heading=_("We cannot confirm this number and name"))
    return words


def stamp_line(state: VerdictState, expires_on: date | None) -> str:
    """What stands beside a stamp; what took place for good has no last day."""
    if expires_on is None:
        return _("observership, took place")
    if state is VerdictState.UPDATE_DUE:
        return _("renewal due since %(day)s") % {"day": _day(expires_on)}
    if state in IN_FORCE:
        return _("until %(day)s") % {"day": _day(expires_on)}
    return _("expired on %(day)s") % {"day": _day(expires_on)}


def sponsor_line(product: ProductContent) -> str:
    """Brand and sponsor of a product stamp, in small letters."""
    words = {"brand": product["brand"], "sponsor": product["sponsor"]}
    if not words["brand"]:
        return _("sponsored by %(sponsor)s") % words
    return _("%(brand)s, sponsored by %(sponsor)s") % words


def product_line(product: ProductContent) -> str:
    """What a product stamp says beside the active substance: brand, sponsor, where, label."""
    label = date.fromisoformat(product["label_on"]) if product["label_on"] else None
    dated = _("label of %(day)s") % {"day": _day(label)} if label else ""
    parts = (sponsor_line(product), product["jurisdiction"], dated)
    return "; ".join(part for part in parts if part)


def days_line(placement: PlacementContent) -> str:
    """How long a visit was, as it stands on its stamp."""
    return ngettext("%(n)d day", "%(n)d days", placement["days"]) % {"n": placement["days"]}


def placement_line(placement: PlacementContent) -> str:
    """What stands beside the stamp of a visit: how long, when, whom they treat there."""
    words = {
        "days": days_line(placement),
        "first": _day(date.fromisoformat(placement["starts_on"])),
        "last": _day(date.fromisoformat(placement["ends_on"])),
        "patients": SETTING_LABELS[Setting(placement["setting"])],
    }
    return _("%(days)s, %(first)s to %(last)s, patients: %(patients)s") % words


def place_line(placement: PlacementContent) -> str:
    """Where a visit was: department, city and country."""
    country = COUNTRY_NAMES.get(placement["country"], placement["country"])
    return ", ".join(filter(None, [placement["department"], placement["city"], str(country)]))


def update_line(due_on: date | None) -> str:
    """What stands beside a product stamp whose label changed; empty when nothing is due."""
    return _("update due by %(day)s") % {"day": _day(due_on)} if due_on else ""


def practice_line(practice: PracticeVerdict) -> str:
    """The second line of a stamp: where practice was observed, and until when that holds."""
    return _("practice observed at %(centre)s, %(until)s") % {
        "centre": practice.centre,
        "until": stamp_line(practice.state, practice.expires_on),
    }
