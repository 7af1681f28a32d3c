"""Sends invitations that wait, no more of them in a day than a centre may."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from passport.dates import local_day
from passport.jobs.models import Job, JobStatus
from passport.jobs.services import ring
from passport.notices.models import Notice
from passport.notices.services import build_mail
from passport.people.domain.invitations import next_free
from passport.people.domain.tokens import kept_of
from passport.people.models import Centre, Invitation
from passport.people.models.labels import MEMBERSHIP_LABELS, ROLE_LABELS
from passport.people.queries.invitations import join_address, sent_lately, token_of, unsent
from passport.people.queries.profiles import professional_of

logger = logging.getLogger(__name__)


def may_send_at(centre: Centre, at: datetime) -> datetime:
    """When the next invitation of a centre may go out: now, or when the day's limit allows."""
    return next_free(sent_lately(centre, at), settings.CENTRE_INVITATIONS_PER_DAY, at)


def send_next(*, centre: Centre, at: datetime) -> bool:
    """Send the invitation whose turn it is; False when none waits or the limit is reached."""
    if may_send_at(centre, at) > at:
        return False
    invitation = unsent(centre).select_related("invited_by__professional", "centre").first()
    if invitation is None:
        return False
    _deliver(invitation, at)
    return True


@transaction.atomic
def send_rest_later(*, centre: Centre, at: datetime) -> None:
    """Ring again for what the limit held back, unless a job waits to look after it."""
    ids = {"centre_id": str(centre.public_id)}
    rung = Job.objects.filter(kind="invitations_waiting", ids=ids, status=JobStatus.WAITING)
    if unsent(centre).exists() and not rung.exists():
        ring("invitations_waiting", ids=ids, at=may_send_at(centre, at))


def _deliver(invitation: Invitation, at: datetime) -> None:
    """Send the mail, then note it: whoever died in between sends the same link once more.

    The mail is built here and not kept as a notice, because it holds the token.
    """
    expires_at = at + timedelta(days=settings.CENTRE_INVITATION_DAYS)
    row = Invitation.objects.filter(pk=invitation.pk)
    try:
        build_mail(_notice(invitation, expires_at)).send()
    except (SMTPRecipientsRefused, ValueError):  # ValueError: no mail can be written to it
        logger.warning("invitation %s: the address is refused", invitation.public_id)
        row.update(withdrawn_at=at)
        return
    token_hash = kept_of(token_of(invitation))  # differs when the secret key was changed
    row.update(sent_at=at, expires_at=expires_at, token_hash=token_hash)


def _notice(invitation: Invitation, expires_at: datetime) -> Notice:
    inviter = professional_of(invitation.invited_by)
    language = inviter.language if inviter else settings.LANGUAGE_CODE
    roles = {str(code): label for code, label in ROLE_LABELS.items()}
    kinds = {str(code): label for code, label in MEMBERSHIP_LABELS.items()}
    with override(language):
        context = {
            "given_names": invitation.given_names,
            "inviter": str(invitation.invited_by),
            "centre": str(invitation.centre),
            "roles": [str(roles.get(code, code)) for code in invitation.roles],
            "kind": str(kinds[invitation.membership]),
            "unit": invitation.unit,
            "address": join_address(invitation),
            "expires_on": local_day(expires_at, settings.TIME_ZONE).isoformat(),
        }
    return Notice(
        kind="centre_invitation", recipient=invitation.email, language=language, context=context
    )
