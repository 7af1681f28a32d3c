"""The next step of a placement in words: what is done, by whom, until when."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from observership.domain.codes import Side
from observership.domain.next_steps import NextStep, Step
from observership.models import Placement
from observership.models.labels import SIDE_LABELS
from observership.queries.step_paths import step_path
from passport.dates import is_after

STEP_WORDS = {
    Step.NAME_SUPERVISOR: _("Name a supervisor"),
    Step.CHOOSE_OBJECTIVES: _("Choose the objectives"),
    Step.NAME_HOME_HEAD: _("Name who signs for the home department"),
    Step.SIGN: _("Sign the agreement"),
    Step.PREPARE_HOST: _("Finish the host's checklist"),
    Step.NEW_DATES: _("Set new dates, or cancel"),
    Step.LOOK_INTO: _("Look at the placement: it did not move on"),
    Step.PREPARE_TRAVEL: _("Finish the list before travelling"),
    Step.ARRIVE: _("The visit begins"),
    Step.WRITE_LOG: _("Write the log of the day"),
    Step.SIGN_OFF: _("Sign off the visit"),
    Step.WRITE_REPORT: _("Write the report"),
    Step.RATE: _("Say how the visit was"),
    Step.CLOSE: _("Close the placement"),
    Step.RELEASE_FIRST: _("Release the first payment"),
    Step.RELEASE_SECOND: _("Release the second payment"),
    Step.PAY: _("Make the payment"),
    Step.FOLLOW_UP: _("Say what changed at home"),
}
WHOSE_WORDS = {
    Side.TRAINEE: pgettext_lazy("whose step", "trainee"),
    Side.HOST: pgettext_lazy("whose step", "host"),
    Side.HOME: pgettext_lazy("whose step", "home department"),
    Side.COORDINATOR: pgettext_lazy("whose step", "coordinator"),
}


@dataclass(frozen=True)
class StepLine:
    """A step as pages show it; `url` is empty where it is not this reader's or is done here.

    `from_on` is the day before which it cannot be done, while that lies ahead.
    """

    words: str
    whose: tuple[str, ...]
    is_mine: bool
    due_on: date
    is_late: bool
    url: str
    from_on: date | None = None


def step_line(placement: Placement, step: NextStep, reader: Side, on: date) -> StepLine:
    """A step for a reader on a day; what is the reader's leads to its page."""
    mine = reader in step.whose
    waits = is_after(step.from_on, on) if step.from_on else False
    leads = mine and step.code is not Step.ARRIVE and not waits
    return StepLine(
        words=str(STEP_WORDS[step.code]),
        whose=tuple(str(WHOSE_WORDS[side]) for side in step.whose),
        is_mine=mine,
        due_on=step.due_on,
        is_late=is_after(on, step.due_on),
        url=step_path(placement, step) if leads else "",
        from_on=step.from_on if waits else None,
    )


def side_words(side: str) -> str:
    """A side as people read it."""
    return str(SIDE_LABELS.get(Side(side), side)) if side else ""
