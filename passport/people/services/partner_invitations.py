"""Writes invitations to a partner: asked, mailed, taken back, accepted by their reader."""

import logging
import uuid
from datetime import datetime
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from passport.audit.services import record
from passport.dates import local_day
from passport.jobs.services import ring
from passport.notices.models import Notice
from passport.notices.services import build_mail
from passport.people.domain.invitations import InvitationState, may_send_again
from passport.people.domain.tokens import kept_of
from passport.people.models import Partner, PartnerInvitation, PartnerMembership, User
from passport.people.queries.partner_invitations import (
    is_for_person,
    lasts,
    mailed_at,
    mailed_lately,
    open_invitations_of,
    partner_join_path,
    partner_state_of,
    partner_token_of,
)
from passport.people.queries.partners import looks_after_partners
from passport.people.services.invitations import (
    AlreadyInvitedError,
    InvitationClosedError,
    OtherAddressError,
    TooOftenError,
    TooSoonError,
)
from passport.people.services.partner_notices import language_of, tell_partner_joined
from passport.people.services.partners import (
    PartnerSuspendedError,
    lasting_memberships,
    locked,
    start_membership,
)

logger = logging.getLogger(__name__)


class DayLimitError(Exception):
    """As many invitations as a partner may write in a day were written."""


class AlreadyPartnerMemberError(Exception):
    """The person belongs to the partner already."""


class DeskMemberError(Exception):
    """The person looks after partners or created this one, and so may belong to none."""


@transaction.atomic
def invite_to_partner(
    *, partner: Partner, email: str, kind: str, by: User, at: datetime
) -> PartnerInvitation:
    """Ask one person; a job sends the mail.

    Raises PartnerSuspendedError, DayLimitError, TooOftenError and AlreadyInvitedError.
    """
    partner, email = _writable(partner), email.lower()
    _keep_limits(partner, email, at)
    for before in open_invitations_of(partner).filter(email=email):
        if partner_state_of(before, at) is not InvitationState.EXPIRED:
            raise AlreadyInvitedError
        before.withdrawn_at = at
        before.save(update_fields=["withdrawn_at"])
    invitation = PartnerInvitation(
        public_id=uuid.uuid4(),
        partner=partner,
        kind=kind,
        email=email,
        invited_by=by,
        invited_at=at,
        expires_at=at + lasts(),
    )
    invitation.token_hash = kept_of(partner_token_of(invitation))
    invitation.save()
    _record("partner_invitation.written", invitation, by, at)
    _ring(invitation, at)
    return invitation


@transaction.atomic
def resend_to_partner(*, invitation: PartnerInvitation, by: User, at: datetime) -> None:
    """Mail an unanswered invitation once more, for another seven days; at most once a day.

    Raises PartnerSuspendedError, InvitationClosedError, TooSoonError, DayLimitError.
    """
    partner, invitation = _writable(invitation.partner), _locked(invitation)
    if partner_state_of(invitation, at) not in {InvitationState.OPEN, InvitationState.EXPIRED}:
        raise InvitationClosedError
    if not may_send_again(mailed_at(invitation), at):
        raise TooSoonError
    _keep_day_limit(partner, at)
    invitation.expires_at = at + lasts()
    invitation.token_hash = kept_of(partner_token_of(invitation))  # of today's secret key
    invitation.save(update_fields=["expires_at", "token_hash"])
    _record("partner_invitation.resent", invitation, by, at)
    _ring(invitation, at)


@transaction.atomic
def withdraw_from_partner(*, invitation: PartnerInvitation, by: User, at: datetime) -> None:
    """Take an unanswered invitation back; its link answers no more."""
    invitation = _locked(invitation)
    if invitation.accepted_at or invitation.withdrawn_at:
        raise InvitationClosedError
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    _record("partner_invitation.withdrawn", invitation, by, at)


@transaction.atomic
def accept_partner(*, invitation: PartnerInvitation, user: User, at: datetime) -> PartnerMembership:
    """The reader joins as what the invitation says.

    Raises OtherAddressError for whoever it was forwarded to, InvitationClosedError,
    PartnerSuspendedError, DeskMemberError and AlreadyPartnerMemberError.
    """
    partner, invitation = locked(invitation.partner), _locked(invitation)
    if not is_for_person(invitation, user):
        raise OtherAddressError
    if partner_state_of(invitation, at) is not InvitationState.OPEN:
        raise InvitationClosedError
    if partner.suspended_at is not None:
        raise PartnerSuspendedError
    if partner.created_by_id == user.pk or looks_after_partners(user):
        raise DeskMemberError
    on = local_day(at, settings.TIME_ZONE)
    if lasting_memberships(partner, on).filter(user=user).exists():
        raise AlreadyPartnerMemberError
    invitation.accepted_at, invitation.accepted_by = at, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    membership = start_membership(partner=partner, user=user, kind=invitation.kind, on=on)
    _record("partner_invitation.accepted", invitation, user, at)
    tell_partner_joined(partner=partner, user=user, at=at)
    return membership


def mail_partner_invitation(*, invitation: PartnerInvitation, at: datetime) -> bool:
    """Send the mail of an open invitation; False when it ended or its address is refused.

    The mail is built here and not kept as a notice, because it holds the token.
    """
    if partner_state_of(invitation, at) is not InvitationState.OPEN:
        return False
    try:
        build_mail(_notice(invitation)).send()
    except (SMTPRecipientsRefused, ValueError):  # ValueError: no mail can be written to it
        logger.warning("partner invitation %s: the address is refused", invitation.public_id)
        PartnerInvitation.objects.filter(pk=invitation.pk).update(withdrawn_at=at)
        return False
    return True


def _notice(invitation: PartnerInvitation) -> Notice:
    language = language_of(invitation.invited_by)
    with override(language):
        context = {
            "inviter": str(invitation.invited_by),
            "partner": invitation.partner.name,
            "kind": invitation.get_kind_display(),
            "address": settings.PUBLIC_URL + partner_join_path(invitation),
            "expires_on": local_day(invitation.expires_at, settings.TIME_ZONE).isoformat(),
        }
    return Notice(
        kind="partner_invitation", recipient=invitation.email, language=language, context=context
    )


def _writable(partner: Partner) -> Partner:
    partner = locked(partner)
    if partner.suspended_at is not None:
        raise PartnerSuspendedError
    return partner


def _keep_limits(partner: Partner, email: str, at: datetime) -> None:
    often = mailed_lately(partner, at).filter(email=email).count()
    if often >= settings.PARTNER_INVITATIONS_TO_ONE_ADDRESS_PER_DAY:
        raise TooOftenError
    _keep_day_limit(partner, at)


def _keep_day_limit(partner: Partner, at: datetime) -> None:
    if mailed_lately(partner, at).count() >= settings.PARTNER_INVITATIONS_PER_DAY:
        raise DayLimitError


def _ring(invitation: PartnerInvitation, at: datetime) -> None:
    ring("partner_invitation_due", ids={"invitation_id": str(invitation.public_id)}, at=at)


def _locked(invitation: PartnerInvitation) -> PartnerInvitation:
    rows = PartnerInvitation.objects.select_for_update(of=("self",)).select_related("partner")
    return rows.get(pk=invitation.pk)


def _record(action: str, invitation: PartnerInvitation, by: User, at: datetime) -> None:
    record(
        action=action,
        subject=f"partner_invitation:{invitation.public_id}",
        at=at,
        actor_id=by.public_id,
        details={"partner": str(invitation.partner.public_id), "kind": invitation.kind},
    )
