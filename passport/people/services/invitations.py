"""Writes invitations by mail: asked, sent, taken back, accepted or declined by their reader."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from passport.audit.services import record
from passport.dates import local_day
from passport.jobs.services import ring
from passport.people.domain.invitations import InvitationState, may_send_again
from passport.people.domain.roles import Membership, Terms
from passport.people.domain.tokens import kept_of
from passport.people.models import (
    Centre,
    Invitation,
    InvitationKind,
    Professional,
    RosterImport,
    User,
)
from passport.people.queries.centres import leads_of
from passport.people.queries.invitations import (
    addresses_at_limit,
    is_for,
    state_of,
    token_of,
    unanswered,
)
from passport.people.services.centre_notices import tell_joined
from passport.people.services.memberships import begin


@dataclass(frozen=True)
class Invitee:
    """Whom a centre asks, and as what."""

    email: str
    given_names: str
    family_name: str
    terms: Terms


class AlreadyInvitedError(Exception):
    """An invitation to this address is open."""


class TooOftenError(Exception):
    """As many invitations as may go to one address in a day went there."""


class InvitationClosedError(Exception):
    """The invitation was answered, withdrawn or ran out."""


class OtherAddressError(Exception):
    """The invitation went to an address that is not this person's."""


class TooSoonError(Exception):
    """The invitation went out less than a day ago."""


def drafted(
    *, centre: Centre, invitee: Invitee, by: User, at: datetime, roster: RosterImport | None = None
) -> Invitation:
    """An invitation that is not saved yet."""
    invitation = Invitation(
        public_id=uuid.uuid4(),
        centre=centre,
        kind=InvitationKind.MAIL,
        email=invitee.email.lower(),
        given_names=invitee.given_names,
        family_name=invitee.family_name,
        membership=invitee.terms.kind,
        roles=list(invitee.terms.roles),
        unit=invitee.terms.unit,
        roster=roster,
        invited_by=by,
        invited_at=at,
        expires_at=at + timedelta(days=settings.CENTRE_INVITATION_DAYS),
    )
    invitation.token_hash = kept_of(token_of(invitation))
    return invitation


@transaction.atomic
def invite(*, centre: Centre, invitee: Invitee, by: User, at: datetime) -> Invitation:
    """Ask one colleague; a job sends the mail. Raises AlreadyInvitedError, TooOftenError."""
    Centre.objects.select_for_update().get(pk=centre.pk)
    if invitee.email.lower() in addresses_at_limit(centre, at):
        raise TooOftenError
    for before in unanswered(centre).filter(email=invitee.email.lower()):
        if state_of(before, at) is not InvitationState.EXPIRED:
            raise AlreadyInvitedError
        before.withdrawn_at = at
        before.save(update_fields=["withdrawn_at"])
    invitation = drafted(centre=centre, invitee=invitee, by=by, at=at)
    invitation.save()
    _record("invitation.written", invitation, by, at)
    ring("invitations_waiting", ids={"centre_id": str(centre.public_id)}, at=at)
    return invitation


@transaction.atomic
def resend(*, invitation: Invitation, by: User, at: datetime) -> None:
    """Send an unanswered invitation once more, for another seven days; at most once a day."""
    invitation = _locked(invitation)
    if state_of(invitation, at) not in {InvitationState.OPEN, InvitationState.EXPIRED}:
        raise InvitationClosedError
    if not may_send_again(invitation.sent_at, at):
        raise TooSoonError
    invitation.sent_at = None
    invitation.save(update_fields=["sent_at"])
    _record("invitation.resent", invitation, by, at)
    ring("invitations_waiting", ids={"centre_id": str(invitation.centre.public_id)}, at=at)


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User, at: datetime) -> None:
    """Take an unanswered invitation back; its link answers no more."""
    invitation = _locked(invitation)
    if invitation.accepted_at or invitation.declined_at or invitation.withdrawn_at:
        raise InvitationClosedError
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    _record("invitation.withdrawn", invitation, by, at)


@transaction.atomic
def accept(*, invitation: Invitation, professional: Professional, at: datetime) -> None:
    """The reader joins with the roles of the invitation.

    Raises InvitationClosedError, and OtherAddressError for whoever it was forwarded to.
    """
    invitation = _answerable(invitation, professional, at)
    invitation.accepted_at, invitation.accepted_by = at, professional
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    terms = Terms(kind=invitation.membership, roles=tuple(invitation.roles), unit=invitation.unit)
    on = local_day(at, settings.TIME_ZONE)
    _refuse_heirs(invitation, on)
    begin(centre=invitation.centre, professional=professional, terms=terms, on=on)
    _record("invitation.accepted", invitation, professional.user, at)
    tell_joined(centre=invitation.centre, professional=professional, at=at)


@transaction.atomic
def decline(*, invitation: Invitation, professional: Professional, at: datetime) -> None:
    """The reader does not join; raises as accepting does."""
    invitation = _answerable(invitation, professional, at)
    invitation.declined_at = at
    invitation.save(update_fields=["declined_at"])
    _record("invitation.declined", invitation, professional.user, at)


def _answerable(invitation: Invitation, professional: Professional, at: datetime) -> Invitation:
    invitation = _locked(invitation)
    if not is_for(invitation, professional.user):
        raise OtherAddressError
    # One that waits to be sent once more was read before.
    if state_of(invitation, at) not in {InvitationState.OPEN, InvitationState.WAITING}:
        raise InvitationClosedError
    return invitation


def _refuse_heirs(invitation: Invitation, on: date) -> None:
    """Whoever leads a centre no longer makes nobody its quality manager either."""
    leads = {lead.user_id for lead in leads_of(invitation.centre, on)}
    if invitation.membership == Membership.LEAD and invitation.invited_by_id not in leads:
        raise InvitationClosedError


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("centre")
    return rows.get(pk=invitation.pk, kind=InvitationKind.MAIL)


def _record(action: str, invitation: Invitation, by: User, at: datetime) -> None:
    record(
        action=action,
        subject=f"invitation:{invitation.public_id}",
        at=at,
        actor_id=by.public_id,
        details={
            "centre": str(invitation.centre.public_id),
            "kind": invitation.membership,
            "roles": invitation.roles,
        },
    )
