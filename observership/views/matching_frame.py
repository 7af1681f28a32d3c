"""What pages of the matching share: the tab, choices of applicants and places, how a run stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from observership.domain.constraints import Constraint
from observership.domain.runs import Summary, summary_in
from observership.domain.wishes import Refused, WishFault
from observership.models import Application, Call, MatchRun, OpeningWindow
from observership.queries.runs import run_of
from observership.views.coordinator_frame import framed
from observership.views.matching_words import rules_in_words
from passport.jobs.models import Job, JobStatus

MATCHING, RUN = "observership:matching", "observership:run"


@dataclass(frozen=True)
class RunLine:
    """A run with its job, if one makes it, and what it came to."""

    run: MatchRun
    job: Job | None

    @property
    def state(self) -> str:
        """Made, stopped, or working: waiting or running."""
        if self.run.result is not None:
            return "made"
        return "stopped" if self.job and self.job.status == JobStatus.FAILED else "working"

    @property
    def summary(self) -> Summary | None:
        """What came out; None before."""
        return None if self.run.result is None else summary_in(self.run.result)


def framed_matching(call: Call, **context: Any) -> dict[str, Any]:
    """The context of a page of the matching."""
    return framed("calls", call, "matching", **context)


def run_or_404(call: Call, number: int) -> MatchRun:
    """A run of this call; raises Http404."""
    found = run_of(call, number)
    if found is None:
        raise Http404
    return found


def made_or_404(call: Call, number: int) -> MatchRun:
    """A run with a result; raises Http404."""
    found = run_or_404(call, number)
    if found.result is None:
        raise Http404
    return found


def applicant_choices(rows: Iterable[Application]) -> list[tuple[str, str]]:
    """Applicants as a form names them: number, name, centre."""
    return [
        (str(each.public_id), f"{each.number}: {person_of(each)}, {each.centre_name}")
        for each in rows
    ]


def person_of(application: Application) -> str:
    """Who applied; erased people have no name any more."""
    return str(application.trainee.user) if application.trainee else _("erased")


def place_choices(windows: Iterable[OpeningWindow]) -> list[tuple[str, str]]:
    """Windows as a form names them: centre, department, days, places."""
    return [(str(each.public_id), window_words(each)) for each in windows]


def window_words(window: OpeningWindow) -> str:
    """A window in one line."""
    places = ngettext("%(n)d place", "%(n)d places", window.places) % {"n": window.places}
    opening = window.opening
    return f"{opening.centre}, {opening.department}, {days_words(window)} ({places})"


def days_words(window: OpeningWindow) -> str:
    """Days of a window: 1 June 2026 to 14 June 2026."""
    days = {
        "first": date_format(window.starts_on, "j F Y"),
        "last": date_format(window.ends_on, "j F Y"),
    }
    return _("%(first)s to %(last)s") % days


def fault_words(found: Refused) -> tuple[str, str]:
    """The field of a row and what is wrong with it."""
    if found.fault is WishFault.REASON and found.broken:
        rules = rules_in_words(found.broken)
        return "reason", _("This sets a rule aside: %(rules)s. Say why.") % {"rules": rules}
    return {
        WishFault.REASON: ("reason", _("Say why.")),
        WishFault.UNKNOWN: ("application", _("Applicant or place is not in the matching now.")),
        WishFault.TWICE: ("application", _("This applicant is kept at another place already.")),
        WishFault.FULL: ("window", _("More applicants are kept here than there are places.")),
        WishFault.BOTH: ("window", _("This pair is ruled out below.")),
    }[found.fault]


def set_aside_words(broken: Iterable[Constraint]) -> str:
    """Which rules a proposal would set aside."""
    return _("This sets a rule aside: %(rules)s.") % {"rules": rules_in_words(broken)}
