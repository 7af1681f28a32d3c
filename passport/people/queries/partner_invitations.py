"""Questions about invitations to a partner: whose link, where each stands, how many a day."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from passport.people.domain.invitations import DAY, InvitationState
from passport.people.domain.tokens import kept_of
from passport.people.models import Partner, PartnerInvitation, User
from passport.people.queries.invitations import confirmed_addresses
from passport.people.queries.link_tokens import link_token

PURPOSE = "passport.people.partner_invitation"
RECENTLY = timedelta(days=30)
UNANSWERED = Q(accepted_at__isnull=True, withdrawn_at__isnull=True)


def lasts() -> timedelta:
    """How long a link works once it was mailed."""
    return timedelta(days=settings.PARTNER_INVITATION_DAYS)


def partner_token_of(invitation: PartnerInvitation) -> str:
    """The token in an invitation's link: made anew from the secret key, stored nowhere."""
    return link_token(PURPOSE, str(invitation.public_id))


def partner_join_path(invitation: PartnerInvitation) -> str:
    """The path of an invitation's link."""
    return reverse("people:partner_join", args=[partner_token_of(invitation)])


def partner_invitation_of(token: str) -> PartnerInvitation | None:
    """The invitation behind a token as somebody followed or typed it."""
    rows = PartnerInvitation.objects.select_related("partner", "invited_by")
    return rows.filter(token_hash=kept_of(token)).first()


def partner_state_of(invitation: PartnerInvitation, at: datetime) -> InvitationState:
    """Where an invitation to a partner stands."""
    if invitation.accepted_at:
        return InvitationState.ACCEPTED
    if invitation.withdrawn_at:
        return InvitationState.WITHDRAWN
    return InvitationState.OPEN if at < invitation.expires_at else InvitationState.EXPIRED


def mailed_at(invitation: PartnerInvitation) -> datetime:
    """When its mail was last asked for: the link lasts from that moment."""
    return invitation.expires_at - lasts()


def is_for_person(invitation: PartnerInvitation, user: User) -> bool:
    """Whether an invitation went to a confirmed address of this person."""
    return invitation.email.lower() in confirmed_addresses(user)


def partner_invitations_for(user: User, at: datetime) -> QuerySet[PartnerInvitation]:
    """Open invitations to this person's confirmed addresses; none of a suspended partner."""
    rows = PartnerInvitation.objects.filter(
        UNANSWERED,
        email__in=confirmed_addresses(user),
        expires_at__gt=at,
        partner__suspended_at__isnull=True,
    )
    return rows.select_related("partner", "invited_by")


def partner_invitations_of(partner: Partner, at: datetime) -> QuerySet[PartnerInvitation]:
    """A partner's invitations: all that are unanswered, and the rest of the last days."""
    recent = Q(invited_at__gt=at - RECENTLY)
    rows = PartnerInvitation.objects.filter(UNANSWERED | recent, partner=partner)
    return rows.select_related("invited_by")


def open_invitations_of(partner: Partner) -> QuerySet[PartnerInvitation]:
    """Invitations that nobody answered or withdrew, expired ones among them."""
    return PartnerInvitation.objects.filter(UNANSWERED, partner=partner)


def mailed_lately(partner: Partner, at: datetime) -> QuerySet[PartnerInvitation]:
    """Invitations whose mail was asked for in the last 24 hours, each at most once."""
    return PartnerInvitation.objects.filter(partner=partner, expires_at__gt=at - DAY + lasts())
