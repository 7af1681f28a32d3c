"""A person's placements as iCalendar: whole days, the centre, and nobody's name."""

from collections.abc import Iterable
from datetime import UTC, date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from observership.domain.calendar import VISIT, Entry, entries
from observership.domain.codes import Side
from observership.domain.next_steps import Step
from observership.models import Placement
from observership.queries.calendars import Revision, revisions_of
from observership.queries.steps import all_steps_of
from observership.rendering.step_words import STEP_WORDS
from passport.people.models import Professional

CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_of(person: Professional, placements: Iterable[Placement], on: date) -> bytes:
    """The calendar of a person who visits or supervises, in the language that is active."""
    found = list(placements)
    steps, revisions = all_steps_of(found, on), revisions_of(found)
    whole = _calendar()
    for placement in found:
        side = Side.TRAINEE if placement.trainee_id == person.pk else Side.HOST
        for entry in entries(
            state=placement.state,
            starts_on=placement.starts_on,
            ends_on=placement.ends_on,
            side=side,
            steps=steps[placement.pk],
        ):
            event = _event(placement, entry, side)
            _revise(event, revisions.get(placement.pk, Revision(0, placement.state_since)))
            whole.add_component(event)
    return bytes(whole.to_ical())


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.WAGTAIL_SITE_NAME}//Observerships//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Observerships"))
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    return calendar


def _event(placement: Placement, entry: Entry, side: Side) -> Event:
    """One entry; its number stays the same when its day changes."""
    event = Event()
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    event.add("uid", f"{placement.public_id}-{entry.code}@{host}")
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + timedelta(days=1))
    event.add("summary", _line(_summary(placement, entry, side)))
    event.add("location", _line(f"{placement.opening.department}, {placement.host}"))
    path = reverse("observership:placement", args=[placement.public_id])
    event.add("url", settings.PUBLIC_URL + path)
    event.add("transp", "TRANSPARENT" if entry.code != VISIT else "OPAQUE")
    event.add("status", "CANCELLED" if entry.off else "CONFIRMED")
    return event


def _revise(event: Event, revision: Revision) -> None:
    """Which edition of the entry it is, so that one fetched before gives way to it."""
    event.add("dtstamp", revision.at.astimezone(UTC))
    event.add("last-modified", revision.at.astimezone(UTC))
    event.add("sequence", revision.number)


def _line(text: str) -> str:
    """The words on one line, whichever break stands between them."""
    return " ".join(text.split())


def _summary(placement: Placement, entry: Entry, side: Side) -> str:
    if entry.code == VISIT:
        if side is Side.TRAINEE:
            return _("Observership at %(host)s") % {"host": placement.host}
        return _("Visitor in %(department)s") % {"department": placement.opening.department}
    words = {"step": STEP_WORDS[Step(entry.code)], "host": placement.host}
    return _("By today: %(step)s (%(host)s)") % words
