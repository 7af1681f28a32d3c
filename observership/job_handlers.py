"""What follows an application, a match, a placement and its sign-off."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from observership.models import Application, SupportLetter
from observership.services.alerts import mail_link, tell_waiting
from observership.services.answers import lapse_matches
from observership.services.eligibility import assess_application
from observership.services.guest_links import deliver_home_link, remind_home
from observership.services.letters import mail_letter
from observership.services.match_notices import tell_run
from observership.services.matching import make_run
from observership.services.placements import begin_and_end_visits
from observership.services.reminding import remind
from observership.services.reruns import rerun_call
from observership.services.retention import erase_due
from passport.jobs.models import Job
from passport.jobs.registry import register
from passport.jobs.services import report_progress


@register("home_signature_asked")
def home_signature_asked(*, link_id: int, **_rest: Any) -> None:
    """The head of a home department is asked to sign an agreement."""
    deliver_home_link(link_id=link_id)


@register("application_submitted")
def application_submitted(*, application_id: str, **_rest: Any) -> None:
    """An application was handed in and waits for the rules of its call."""
    application = Application.objects.get(public_id=UUID(application_id))
    assess_application(application=application, at=timezone.now())


@register("letter_asked")
def letter_asked(*, letter_id: str, **_rest: Any) -> None:
    """A head of department was asked for a letter of support."""
    rows = SupportLetter.objects.select_related("application__call", "application__trainee__user")
    mail_letter(letter=rows.get(public_id=UUID(letter_id)), at=timezone.now())


@register("match_run_asked")
def match_run_asked(*, run_id: int, job: Job, **_rest: Any) -> None:
    """A coordinator asked what the matching would come to."""

    def progress(step: str, done: int, total: int | None) -> None:
        report_progress(job=job, at=timezone.now(), step=step, done=done, total=total)

    make_run(run_id=run_id, clock=timezone.now, progress=progress)


@register("match_run_published")
def match_run_published(*, run_id: int, **_rest: Any) -> None:
    """Places were published: applicants and hosts hear."""
    tell_run(run_id=run_id, at=timezone.now())


@register("match_freed")
def match_freed(*, call_id: int, **_rest: Any) -> None:
    """A place of a call is free again, or a coordinator looks for free places."""
    rerun_call(call_id=call_id, at=timezone.now())


@register("match_answers_due")
def match_answers_due(**_rest: Any) -> None:
    """A day begins: offers whose time to answer is over lapse."""
    lapse_matches(at=timezone.now())


@register("observership_visits_due")
def observership_visits_due(**_rest: Any) -> None:
    """A day begins: visits begin and end."""
    begin_and_end_visits(on=timezone.localdate(), at=timezone.now())


@register("observership_steps_due")
def observership_steps_due(**_rest: Any) -> None:
    """A day begins: overdue steps and near visits remind, heads of department are asked again."""
    remind_home(at=timezone.now())
    remind(on=timezone.localdate(), at=timezone.now())


@register("observership_retention_due")
def observership_retention_due(**_rest: Any) -> None:
    """A day begins: what is no longer kept is erased."""
    erase_due(on=timezone.localdate(), at=timezone.now())


@register("call_alert_asked")
def call_alert_asked(*, alert_id: str, **_rest: Any) -> None:
    """Somebody left an address and wants to hear of the next call."""
    mail_link(alert_id=UUID(alert_id))


@register("call_alerts_due")
def call_alerts_due(**_rest: Any) -> None:
    """A day begins: who waits hears that a call is open, once."""
    tell_waiting(at=timezone.now())
