"""The words of the office: where a call stands, what to do next, why something is refused."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from observership.domain.calls import Stage, ToDo
from observership.domain.committee import Tie
from observership.models import Call

STAGE_WORDS: dict[Stage, Promise] = {
    Stage.PLANNED: _("Not open yet"),
    Stage.OPEN: _("Open"),
    Stage.CHOOSING: _("Closed, choosing"),
    Stage.PUBLISHED: _("Places announced"),
    Stage.ENDED: _("Ended"),
}
TIE_WORDS: dict[Tie, Promise] = {
    Tie.OWN: _("It is the own application."),
    Tie.APPLICANT: _("Applies in this call too."),
    Tie.SAME_CENTRE: _("Belongs to the same centre as the applicant."),
    Tie.LETTER: _("Was asked for the letter of support."),
    Tie.DECLARED: _("Declared a tie."),
}
_TO_DO: dict[ToDo, tuple[Promise, str, Promise]] = {
    ToDo.INVITE_HOSTS: (
        _("No host offers a place in this call yet. Ask host centres to name their dates."),
        "",
        _("Open the call"),
    ),
    ToDo.WAIT_OPEN: (
        _("Everything is ready. The call opens by itself on its day."),
        "",
        _("Open the call"),
    ),
    ToDo.NAME_COMMITTEE: (
        _("Name the committee that reads the applications."),
        "office_committee",
        _("Name the committee"),
    ),
    ToDo.WAIT_CLOSE: (
        _("People apply until the call closes by itself."),
        "office_applications",
        _("Look at applications"),
    ),
    ToDo.DECIDE: (
        _("Applications wait to be found eligible."),
        "office_applications",
        _("Look at applications"),
    ),
    ToDo.ASSIGN: (
        _("Eligible applications have no reader yet."),
        "office_committee",
        _("Share out applications"),
    ),
    ToDo.AWAIT_REVIEWS: (
        _("The committee still reads. Who is late is reminded."),
        "office_committee",
        _("See who still reads"),
    ),
    ToDo.FIX_ORDER: (
        _("Everything is read. Fix the order that breaks ties."),
        "office_order",
        _("Fix the order"),
    ),
    ToDo.MATCH: (
        _("The order is fixed. Match applicants and hosts."),
        "matching",
        _("Propose matches"),
    ),
    ToDo.AWAIT_ANSWERS: (
        _("Offers wait for answers. Who does not answer in time loses the place."),
        "matching",
        _("See the offers"),
    ),
    ToDo.FOLLOW_VISITS: (
        _("Visits are prepared or under way."),
        "board",
        _("Open the board"),
    ),
    ToDo.END: (_("Nothing waits any more. You can end the call."), "", _("Open the call")),
    ToDo.NOTHING: (_("This call has ended."), "", _("Open the call")),
}


@dataclass(frozen=True)
class Next:
    """What to do next in words, and the page on which it is done."""

    text: Promise
    url: str
    label: Promise


def next_of(call: Call, to_do: ToDo) -> Next:
    """The next thing to do in a call, and where."""
    text, name, label = _TO_DO[to_do]
    if name == "board":
        return Next(text, f"{reverse('observership:board')}?call={call.key}", label)
    return Next(text, reverse(f"observership:{name or 'office_call'}", args=[call.key]), label)
