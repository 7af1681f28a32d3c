"""The holder's own passport, ready for its page."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from credentials.domain.edition import EditionContent, StampContent
from credentials.domain.verdict import (
    Facts,
    Verdict,
    VerdictState,
    decide,
    practice_of,
    stamp_state,
    update_due_on,
)
from credentials.models import Edition, Revocation, StandingChange
from credentials.rendering.words import (
    Words,
    days_line,
    placement_line,
    practice_line,
    sponsor_line,
    update_line,
    words_for,
)

STAMP_STATES = {
    VerdictState.VALID: "valid",
    VerdictState.UPDATE_DUE: "renewal_due",
    VerdictState.EXPIRED: "expired",
}


@dataclass(frozen=True)
class ShownStamp:
    """A stamp as components/stamp.html takes it, with what it opens to."""

    content: StampContent
    state: str
    practice: tuple[str, ...] = ()
    product: str = ""
    update: str = ""
    visits: tuple[str, ...] = ()

    @property
    def stamp(self) -> dict[str, object]:
        """Values of the drawn stamp."""
        return {
            "kind": self.content["kind"],
            "title": self.content["title"],
            "state": self.state,
            "earned_on": self.content["earned_on"],
            "expires_on": self.content["expires_on"],
            "practice": [line["centre"] for line in self.content["practice"]],
            "product": self.product,
            "update": self.update,
            "note": " ".join(days_line(each) for each in self.content["placements"]),
        }


@dataclass(frozen=True)
class Event:
    """One line of a passport's history."""

    at: datetime
    title: str
    text: str = ""


def own_verdict(content: EditionContent | None, withdrawn: str | None, on: date) -> Verdict:
    """What a verifier would be told today."""
    change = VerdictState(withdrawn) if withdrawn else None
    return decide(Facts(open=True, content=content, withdrawn=change), on)


def own_words(verdict: Verdict) -> Words:
    """The state, with what its holder can do about it."""
    words = words_for(verdict)
    again = _("Sit the exams again to renew your stamps.")
    object_to = _("The reason stands below. Write to %(contact)s if you object.") % {
        "contact": settings.ISSUER["contact"]
    }
    texts = {
        VerdictState.UPDATE_DUE: f"{words.text} {again}",
        VerdictState.EXPIRED: again,
        VerdictState.REVOKED: object_to,
        VerdictState.PAUSED: object_to,
    }
    return replace(words, text=texts.get(verdict.state, words.text))


def stamps_of(content: EditionContent, on: date) -> list[ShownStamp]:
    """Every stamp of an edition as it stands on a day."""
    return [
        ShownStamp(
            stamp,
            STAMP_STATES[stamp_state(stamp, on)],
            tuple(practice_line(each) for each in practice_of(stamp, on)),
            " ".join(sponsor_line(each) for each in stamp["products"]),
            update_line(update_due_on(stamp, on)),
            tuple(placement_line(each) for each in stamp["placements"]),
        )
        for stamp in content["stamps"]
    ]


def history_of(editions: list[Edition], decisions: list[Revocation]) -> list[Event]:
    """Editions and decisions, newest first."""
    titles = {
        StandingChange.REVOKED: _("Withdrawn by the issuer"),
        StandingChange.PAUSED: _("Paused by the issuer"),
        StandingChange.REINSTATED: _("Reinstated by the issuer"),
    }
    events = [
        Event(edition.issued_at, _("Edition %(n)d issued") % {"n": edition.number})
        for edition in editions
    ] + [
        Event(decision.decided_at, titles[StandingChange(decision.change)], decision.reason)
        for decision in decisions
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)
