"""A verdict as the page and as the machine's answer."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime

from credentials.domain.verdict import Verdict, VerdictState
from credentials.rendering.words import practice_line, stamp_line, update_line, words_for
from passport.people.domain.roles import Profession
from passport.people.models.labels import PROFESSION_LABELS

STATUS = {VerdictState.UNKNOWN: 404, VerdictState.THROTTLED: 429}


def status_of(verdict: Verdict) -> int:
    """HTTP status of a verdict."""
    return STATUS.get(verdict.state, 200)


def checked_line(at: datetime) -> str:
    """The moment of a check, to the second, with the city that names its zone."""
    city = settings.TIME_ZONE.rsplit("/", 1)[-1].replace("_", " ")
    return f"{date_format(localtime(at), 'j M Y, H:i:s')} ({city})"


def page_of(verdict: Verdict, at: datetime, *, typed: bool = False) -> dict[str, Any]:
    """What components/verdict.html takes."""
    return {
        "words": words_for(verdict, typed=typed),
        "verdict": verdict,
        "profession": PROFESSION_LABELS[Profession(verdict.profession)] if verdict.name else "",
        "stamps": [
            {
                "stamp": stamp,
                "line": stamp_line(stamp.state, stamp.expires_on),
                "practice": [practice_line(each) for each in stamp.practice],
                "update": update_line(stamp.update_due_on),
            }
            for stamp in verdict.stamps
        ],
        "checked": checked_line(at),
    }


def json_of(verdict: Verdict, at: datetime) -> dict[str, Any]:
    """The machine's answer: the same fields in every state, empty where nothing is disclosed."""
    return {
        "state": verdict.state.value,
        "number": verdict.number or None,
        "name": verdict.name or None,
        "profession": verdict.profession or None,
        "expires_on": verdict.expires_on.isoformat() if verdict.expires_on else None,
        "stamps": [
            {
                "kind": stamp.kind,
                "title": stamp.title,
                "state": stamp.state.value,
                "expires_on": stamp.expires_on.isoformat() if stamp.expires_on else None,
                "practice": [
                    {
                        "centre": each.centre,
                        "state": each.state.value,
                        "expires_on": each.expires_on.isoformat(),
                    }
                    for each in stamp.practice
                ],
                "update_due_on": stamp.update_due_on.isoformat() if stamp.update_due_on else None,
            }
            for stamp in verdict.stamps
        ],
        "demonstration": verdict.demonstration,
        "edition": verdict.edition,
        "checked_at": at.isoformat(timespec="seconds"),
    }
