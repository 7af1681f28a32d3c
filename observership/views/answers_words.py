"""The words for how an offer stands, who still answers, and why it is closed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from observership.domain.answers import Closed, DatesRefusal, why_closed
from observership.domain.codes import Side
from observership.domain.lifecycle import MatchState
from observership.models import Match
from observership.views.application_words import deadline_words
from passport.dates import local_day

CLOSED_WORDS = {
    Closed.ACCEPTED: gettext_lazy("Both sides accepted already."),
    Closed.DECLINED: gettext_lazy("This offer was declined."),
    Closed.LATE: gettext_lazy("The time to answer is over."),
    Closed.REPLACED: gettext_lazy("A better place took the place of this offer."),
    Closed.ENDED: gettext_lazy("This placement was ended."),
}
REPLACED_AT_HOST = gettext_lazy("The applicant has a place that was wanted more.")
WINDOW_FULL = gettext_lazy(
    "All places of these dates are taken. The coordinators look for another one."
)
NO_DAYS_LEFT = gettext_lazy(
    "No days of this offer are left. Decline it: then we look for another place."
)
OWN_VISIT = {
    Side.TRAINEE: gettext_lazy(
        "You have another visit on these days. Move or cancel that one first, or decline this one."
    ),
    Side.HOST: gettext_lazy(
        "The applicant has another visit on these days. Suggest other days, or decline."
    ),
}
DATES_WORDS = {
    DatesRefusal.WINDOW: gettext_lazy("The visit must lie within your window."),
    DatesRefusal.TRAINEE: gettext_lazy("The applicant cannot come on these days."),
    DatesRefusal.SOON: gettext_lazy("The visit must begin after the last day to answer."),
    DatesRefusal.LENGTH: gettext_lazy("The visit keeps its length."),
}


@dataclass(frozen=True)
class Standing:
    """How an offer stands for one side: kind of banner, title, text."""

    kind: str
    title: Any
    text: Any = ""


def deadline_of(match: Match) -> str:
    """Until when an offer can be answered, in words."""
    return deadline_words(local_day(match.answer_by, settings.TIME_ZONE))


def standing_of(match: Match, side: Side, at: datetime) -> Standing:
    """What the page says first."""
    closed = why_closed(match.state, match.answer_by, at)
    if closed is Closed.ACCEPTED:
        return Standing("good", _("Both sides accepted"))
    if closed is Closed.REPLACED and side is Side.HOST:
        return Standing("info", _("This offer is closed"), REPLACED_AT_HOST)
    if closed is not None:
        return Standing("info", _("This offer is closed"), _closed_words(match, closed, side))
    own, other = match.trainee_accepted_at, match.host_accepted_at
    if side is Side.HOST:
        own, other = other, own
    by = {"deadline": deadline_of(match)}
    if own:
        return Standing("info", _("You accepted. The other side still answers."),
                        _("It can answer until %(deadline)s.") % by)  # fmt: skip
    title = _("The other side accepted. Now it is your turn.") if other else _("Please answer")
    return Standing("attention", title, _("You can answer until %(deadline)s.") % by)


def _closed_words(match: Match, closed: Closed, side: Side) -> Any:
    if match.state != MatchState.DECLINED:
        return CLOSED_WORDS[closed]
    if match.declined_by == side:
        return _("You declined.")
    return _("The other side declined.")
