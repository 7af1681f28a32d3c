"""Questions about invitations and requests: whose link, which are open, what waits to be sent."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from passport.people.domain.invitations import DAY, InvitationState
from passport.people.domain.tokens import kept_of
from passport.people.models import (
    Centre,
    Invitation,
    InvitationKind,
    JoinRequest,
    Professional,
    User,
)
from passport.people.queries.link_tokens import link_token

PURPOSE = "passport.people.invitation"
RECENTLY = timedelta(days=30)
UNANSWERED = Q(accepted_at__isnull=True, declined_at__isnull=True, withdrawn_at__isnull=True)


def token_of(invitation: Invitation) -> str:
    """The token in an invitation's link: made anew from the secret key, stored nowhere."""
    return link_token(PURPOSE, str(invitation.public_id))


def join_address(invitation: Invitation) -> str:
    """The whole address of an invitation's link."""
    return settings.PUBLIC_URL + reverse("people:join", args=[token_of(invitation)])


def invitation_of(token: str) -> Invitation | None:
    """The invitation behind a token as somebody followed or typed it."""
    rows = Invitation.objects.select_related("centre", "invited_by")
    return rows.filter(token_hash=kept_of(token)).first()


def state_of(invitation: Invitation, at: datetime) -> InvitationState:
    """Where an invitation stands; what was not sent yet does not run out."""
    if invitation.accepted_at:
        return InvitationState.ACCEPTED
    if invitation.declined_at:
        return InvitationState.DECLINED
    if invitation.withdrawn_at:
        return InvitationState.WITHDRAWN
    if invitation.sent_at is None:
        return InvitationState.WAITING
    return InvitationState.OPEN if at < invitation.expires_at else InvitationState.EXPIRED


def confirmed_addresses(user: User) -> frozenset[str]:
    """Addresses that this person has shown to read, in small letters."""
    rows = EmailAddress.objects.filter(user=user, verified=True)
    return frozenset(address.lower() for address in rows.values_list("email", flat=True))


def is_for(invitation: Invitation, user: User) -> bool:
    """Whether an invitation by mail went to a confirmed address of this person."""
    return invitation.email.lower() in confirmed_addresses(user)


def invitations_for(user: User, at: datetime) -> QuerySet[Invitation]:
    """Open invitations to this person's confirmed addresses."""
    rows = Invitation.objects.filter(
        UNANSWERED,
        kind=InvitationKind.MAIL,
        email__in=confirmed_addresses(user),
        sent_at__isnull=False,
        expires_at__gt=at,
    )
    return rows.select_related("centre", "invited_by")


def invitations_of(centre: Centre, at: datetime) -> QuerySet[Invitation]:
    """A centre's invitations by mail: all that are unanswered, and the rest of the last days."""
    recent = Q(invited_at__gt=at - RECENTLY)
    rows = Invitation.objects.filter(UNANSWERED | recent, centre=centre, kind=InvitationKind.MAIL)
    return rows.select_related("invited_by")


def unanswered(centre: Centre) -> QuerySet[Invitation]:
    """Invitations by mail that nobody answered or withdrew, expired ones among them."""
    return Invitation.objects.filter(UNANSWERED, centre=centre, kind=InvitationKind.MAIL)


def poster_of(centre: Centre, at: datetime) -> Invitation | None:
    """The poster that lets people ask to join now; none once the secret key was changed."""
    rows = centre.invitations.filter(UNANSWERED, kind=InvitationKind.POSTER, expires_at__gt=at)
    found = rows.first()
    return found if found and found.token_hash == kept_of(token_of(found)) else None


def unsent(centre: Centre) -> QuerySet[Invitation]:
    """What waits to be sent: single invitations first, then rosters in their order."""
    rows = unanswered(centre).filter(sent_at__isnull=True)
    return rows.order_by(F("roster_id").asc(nulls_first=True), "pk")


def sent_lately(centre: Centre, at: datetime) -> list[datetime]:
    """When invitations of the last 24 hours went out."""
    rows = Invitation.objects.filter(centre=centre, kind=InvitationKind.MAIL, sent_at__gt=at - DAY)
    return [sent for sent in rows.values_list("sent_at", flat=True) if sent is not None]


def addresses_at_limit(centre: Centre, at: datetime) -> frozenset[str]:
    """Addresses to which so many invitations of a centre went in 24 hours that no more may go."""
    rows = Invitation.objects.filter(centre=centre, kind=InvitationKind.MAIL, sent_at__gt=at - DAY)
    often = rows.order_by().values("email").annotate(mails=Count("pk"))
    found = often.filter(mails__gte=settings.CENTRE_INVITATIONS_TO_ONE_ADDRESS_PER_DAY)
    return frozenset(found.values_list("email", flat=True))


def requests_of(centre: Centre) -> QuerySet[JoinRequest]:
    """Requests that wait for the quality manager, oldest first."""
    rows = JoinRequest.objects.filter(centre=centre, decided_at__isnull=True)
    return rows.select_related("professional__user", "centre").order_by("asked_at", "pk")


def requests_by(professional: Professional) -> QuerySet[JoinRequest]:
    """Requests of this person that nobody decided yet."""
    rows = professional.join_requests.filter(decided_at__isnull=True)
    return rows.select_related("centre").order_by("asked_at", "pk")


def was_declined(professional: Professional, poster: Invitation) -> bool:
    """Whether the centre declined a request of this person by this poster."""
    return poster.requests.filter(
        professional=professional, accepted=False, decided_by__isnull=False
    ).exists()
