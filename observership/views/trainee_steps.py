"""What an applicant does next, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from observership.domain.lifecycle import ApplicationState
from observership.models import Application, Match
from observership.views.application_words import deadline_words


@dataclass(frozen=True)
class NextStep:
    """What happens next, and whether it is the applicant's turn."""

    text: str
    is_mine: bool = False


def next_step(
    application: Application,
    *,
    missing: int = 0,
    call_open: bool = True,
    offer: Match | None = None,
) -> NextStep:
    """The next step of an application; `missing` counts what a draft lacks."""
    state = ApplicationState(application.state)
    if state is ApplicationState.DRAFT:
        return _draft_step(application, missing) if call_open else _kept_step()
    if offer is not None and offer.trainee_accepted_at is not None:
        day = date_format(timezone.localtime(offer.answer_by), "j F Y")
        return NextStep(_("You said yes. The host answers by %(day)s.") % {"day": day})
    return _AFTER[state](application)


def _draft_step(application: Application, missing: int) -> NextStep:
    until = {"moment": deadline_words(application.call.closes_on)}
    if not missing:
        return NextStep(_("Everything is there. Submit it by %(moment)s.") % until, is_mine=True)
    said = ngettext("%(n)s answer is missing.", "%(n)s answers are missing.", missing)
    rest = _("Submit it by %(moment)s.") % until
    return NextStep(f"{said % {'n': missing}} {rest}", is_mine=True)


def _kept_step() -> NextStep:
    return NextStep(_("The call is closed. Your draft is kept for the next call."))


def _announced(application: Application) -> NextStep:
    day = date_format(application.call.publish_on, "j F Y")
    return NextStep(_("Places are announced on %(day)s.") % {"day": day})


def _said(text: Any, is_mine: bool = False) -> Any:
    return lambda _application: NextStep(str(text()), is_mine)


_AFTER: dict[ApplicationState, Any] = {
    ApplicationState.SUBMITTED: _said(lambda: _("We check the rules of the call now.")),
    ApplicationState.INELIGIBLE: _said(
        lambda: _("A rule of the call is not met. Read which one, and what you can do."), True
    ),
    ApplicationState.ELIGIBLE: _announced,
    ApplicationState.OFFERED: _said(lambda: _("A place is offered to you. Answer it."), True),
    ApplicationState.PLACED: _said(
        lambda: _("You have a place. The page of the visit says what comes next.")
    ),
    ApplicationState.NOT_PLACED: _said(
        lambda: _("There was no place in this call. You hear from us if one becomes free.")
    ),
    ApplicationState.WITHDRAWN: _said(lambda: _("You withdrew this application.")),
}
