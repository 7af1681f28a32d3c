"""What stands on the page of a placement: its state, who is who, and what happened, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from observership.domain.codes import Payee, Side
from observership.domain.funding import may_read_payment
from observership.domain.lifecycle import PlacementState
from observership.models import Placement, PlacementEvent
from observership.models.labels import PAYEE_LABELS, PLACEMENT_LABELS
from observership.rendering.step_words import WHOSE_WORDS
from passport.dates import local_day
from passport.people.models import User

TONES = {
    PlacementState.PREPARING: "info",
    PlacementState.AGREED: "good",
    PlacementState.UNDERWAY: "good",
    PlacementState.REPORTING: "attention",
    PlacementState.CANCELLED: "stop",
}
EVENT_WORDS = {
    "preparing": gettext_lazy("Opened, to be prepared"),
    "agreed": gettext_lazy("Agreed by all three sides"),
    "underway": gettext_lazy("The visit began"),
    "reporting": gettext_lazy("The visit ended, reports are due"),
    "closed": gettext_lazy("Closed"),
    "cancelled": gettext_lazy("Cancelled"),
    "stopped": gettext_lazy("Stopped before its last day"),
    "dates_changed": gettext_lazy("Moved to other days"),
    "shortened": gettext_lazy("Shortened"),
    "extended": gettext_lazy("Extended"),
    "supervisor_changed": gettext_lazy("Another supervisor was named"),
    "home_head_changed": gettext_lazy("Somebody else signs for the home department"),
    "incident": gettext_lazy("Incident reported"),
    "link_sent": gettext_lazy("The home department was asked to sign"),
    "changes_asked": gettext_lazy("The home department asked for changes"),
    "report_handed_in": gettext_lazy("The report was handed in"),
    "signed_off": gettext_lazy("The supervisor attested the visit"),
    "sign_off_refused": gettext_lazy("The supervisor did not attest the visit"),
    "annulled": gettext_lazy("The attestation was taken back"),
    "payment_released": gettext_lazy("A payment was released"),
    "payment_paid": gettext_lazy("A payment was made"),
    "payment_withheld": gettext_lazy("A payment was withheld"),
    "payment_planned": gettext_lazy("A payment was planned again"),
}
OPEN_NOTES = frozenset(
    {
        "cancelled",
        "dates_changed",
        "shortened",
        "extended",
        "supervisor_changed",
        "changes_asked",
        "incident",
        "preparing",
        "payment_released",
        "payment_paid",
        "payment_withheld",
        "payment_planned",
    }
)


@dataclass(frozen=True)
class StateLine:
    """Where a placement stands, since when."""

    words: str
    tone: str
    since: date


@dataclass(frozen=True)
class Person:
    """Somebody with a part: what they are here, their name, and where the reader may write."""

    role: str
    name: str
    email: str = ""


@dataclass(frozen=True)
class HistoryLine:
    """One thing that happened."""

    at: Any
    words: str
    by: str
    facts: str
    note: str


def state_line(placement: Placement) -> StateLine:
    """The state in words, with its tone."""
    state = PlacementState(placement.state)
    return StateLine(
        str(PLACEMENT_LABELS[state]),
        TONES.get(state, ""),
        local_day(placement.state_since, settings.TIME_ZONE),
    )


def who_is_who(placement: Placement, reader: Side) -> tuple[Person, ...]:
    """Everybody with a part; the host's address is for the trainee and the host alone.

    Once closed, neither end reads the other's address here: mentoring shows them where both agree.
    """
    closed = placement.state == PlacementState.CLOSED
    ours = {Side.HOST} if closed else {Side.TRAINEE, Side.HOST}
    theirs = not closed or reader is not Side.HOST
    trainee, supervisor = placement.trainee, placement.supervisor
    home = placement.home_email if reader is not Side.HOST else ""
    people = [
        Person(_("Trainee"), str(trainee), trainee.user.email if theirs else "")
        if trainee
        else None,
        Person(_("Supervisor"), str(supervisor), supervisor.user.email if reader in ours else "")
        if supervisor
        else None,
        Person(_("Signs for the home department"), placement.home_name, home)
        if placement.home_name
        else None,
        Person(_("Coordination"), settings.ISSUER["name"], settings.ISSUER["contact"]),
    ]
    return tuple(each for each in people if each is not None)


def history(events: Iterable[PlacementEvent], reader: User, side: Side) -> tuple[HistoryLine, ...]:
    """What happened, as this reader may know it.

    An incident is for coordinators and its writer, a payment for them and who is paid.
    """
    return tuple(
        _line(event)
        for event in events
        if event.kind in EVENT_WORDS and may_read(event, reader, side)
    )


def may_read(event: PlacementEvent, reader: User, side: Side) -> bool:
    """Whether an event is this reader's to know."""
    if event.kind == "incident":
        return side is Side.COORDINATOR or event.by_id == reader.pk
    return "payee" not in event.facts or may_read_payment(event.facts["payee"], side)


def _line(event: PlacementEvent) -> HistoryLine:
    side = str(WHOSE_WORDS[Side(event.side)]) if event.side else ""
    note = event.note if event.kind in OPEN_NOTES else ""
    return HistoryLine(event.at, str(EVENT_WORDS[event.kind]), side, _facts(event), note)


def _facts(event: PlacementEvent) -> str:
    """Days before a change, days attended, or which payment."""
    facts = event.facts
    if "before_first" in facts:
        first, last = (_day(facts[name]) for name in ("before_first", "before_last"))
        before = _("before: %(first)s to %(last)s") % {"first": first, "last": last}
        agreed = _("trainee, host and home department agreed") if facts.get("all_agreed") else ""
        return "; ".join(filter(None, [before, agreed]))
    if "days_attended" in facts:
        return _("days attended: %(days)d") % {"days": facts["days_attended"]}
    if "payee" in facts:
        payee = str(PAYEE_LABELS[Payee(facts["payee"])])
        return _("%(payee)s, step %(number)d") % {"payee": payee, "number": facts["step"]}
    return ""


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "j F Y")
