"""What follows in people from what happened: invitations go out, rosters are carried out."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from passport.jobs.models import Job
from passport.jobs.registry import register
from passport.jobs.services import report_progress
from passport.people.models import Centre, PartnerInvitation, RosterImport
from passport.people.services.partner_invitations import mail_partner_invitation
from passport.people.services.rosters import carry_out
from passport.people.services.sending import send_next, send_rest_later


@register("invitations_waiting")
def invitations_waiting(*, centre_id: str, job: Job, **_rest: Any) -> None:
    """Invitations of a centre wait to be sent."""
    centre = Centre.objects.get(public_id=UUID(centre_id))
    _send(centre, job, waiting=None)


@register("roster_confirmed")
def roster_confirmed(*, roster_id: str, job: Job, **_rest: Any) -> None:
    """A roster was confirmed and its time to undo has passed."""
    roster = RosterImport.objects.select_related("centre").get(public_id=UUID(roster_id))
    report_progress(job=job, at=timezone.now(), step=_("Writing invitations"))
    waiting = carry_out(roster=roster, at=timezone.now())
    _send(roster.centre, job, waiting=waiting)


@register("partner_invitation_due")
def partner_invitation_due(*, invitation_id: str, **_rest: Any) -> None:
    """An invitation to a partner waits to be mailed."""
    rows = PartnerInvitation.objects.select_related("partner", "invited_by__professional")
    mail_partner_invitation(invitation=rows.get(public_id=UUID(invitation_id)), at=timezone.now())


def _send(centre: Centre, job: Job, waiting: int | None) -> None:
    """Send one after the other; what the day's limit holds back rings again later."""
    done = 0
    while send_next(centre=centre, at=timezone.now()):
        done += 1
        step = _("Sending invitations")
        report_progress(job=job, at=timezone.now(), step=step, done=done, total=waiting)
    send_rest_later(centre=centre, at=timezone.now())
