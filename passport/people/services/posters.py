"""Writes posters for the staff room, and the requests of those who followed them."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from passport.audit.services import record
from passport.dates import local_day
from passport.people.domain.invitations import InvitationState
from passport.people.domain.roles import Terms
from passport.people.domain.tokens import kept_of
from passport.people.models import (
    Centre,
    Invitation,
    InvitationKind,
    JoinRequest,
    Professional,
    User,
)
from passport.people.queries.centres import centres_of
from passport.people.queries.invitations import UNANSWERED, state_of, token_of, was_declined
from passport.people.services.centre_notices import tell_asked, tell_decided
from passport.people.services.invitations import InvitationClosedError
from passport.people.services.memberships import begin


class AlreadyMemberError(Exception):
    """The person belongs to the centre already."""


class AlreadyAskedError(Exception):
    """A request of this person waits, or was declined by the same poster."""


class AlreadyDecidedError(Exception):
    """Somebody decided the request before."""


@transaction.atomic
def make_poster(*, centre: Centre, by: User, at: datetime) -> Invitation:
    """A new poster; the one before closes."""
    Centre.objects.select_for_update().get(pk=centre.pk)
    _close_open(centre, at)
    poster = Invitation(
        public_id=uuid.uuid4(),
        centre=centre,
        kind=InvitationKind.POSTER,
        invited_by=by,
        invited_at=at,
        sent_at=at,
        expires_at=at + timedelta(days=settings.CENTRE_POSTER_DAYS),
    )
    poster.token_hash = kept_of(token_of(poster))
    poster.save()
    _record("poster.made", centre, by, at)
    return poster


@transaction.atomic
def close_poster(*, centre: Centre, by: User, at: datetime) -> None:
    """The code on the poster answers no more; requests that wait stay."""
    if _close_open(centre, at):
        _record("poster.closed", centre, by, at)


@transaction.atomic
def ask_to_join(
    *,
    poster: Invitation,
    professional: Professional,
    roles: Sequence[str],
    unit: str,
    at: datetime,
) -> JoinRequest:
    """Somebody followed the poster and asks to be listed.

    Raises InvitationClosedError, AlreadyMemberError, AlreadyAskedError.
    """
    poster = Invitation.objects.select_for_update(of=("self",)).get(
        pk=poster.pk, kind=InvitationKind.POSTER
    )
    if state_of(poster, at) is not InvitationState.OPEN:
        raise InvitationClosedError
    on = local_day(at, settings.TIME_ZONE)
    if centres_of(professional, on).filter(centre=poster.centre_id).exists():
        raise AlreadyMemberError
    waiting = professional.join_requests.filter(centre=poster.centre_id, decided_at__isnull=True)
    if waiting.exists() or was_declined(professional, poster):
        raise AlreadyAskedError
    request = JoinRequest.objects.create(
        centre=poster.centre,
        professional=professional,
        invitation=poster,
        roles=list(roles),
        unit=unit,
        asked_at=at,
    )
    tell_asked(centre=poster.centre, professional=professional, at=at)
    return request


@transaction.atomic
def decide_request(*, request: JoinRequest, accepted: bool, by: User, at: datetime) -> None:
    """The quality manager lists the person, or not; raises AlreadyDecidedError."""
    request = _decided(request, accepted=accepted, by=by, at=at)
    if accepted:
        on = local_day(at, settings.TIME_ZONE)
        terms = Terms(roles=tuple(request.roles), unit=request.unit)
        begin(centre=request.centre, professional=request.professional, terms=terms, on=on)
    details = {"professional": str(request.professional.public_id), "accepted": accepted}
    _record("request.decided", request.centre, by, at, details)
    tell_decided(request=request, at=at)


@transaction.atomic
def take_back(*, request: JoinRequest, at: datetime) -> None:
    """The person asks no longer; nobody decided it. Raises AlreadyDecidedError."""
    _decided(request, accepted=False, by=None, at=at)


def _decided(request: JoinRequest, *, accepted: bool, by: User | None, at: datetime) -> JoinRequest:
    rows = JoinRequest.objects.select_for_update(of=("self",))
    request = rows.select_related("centre", "professional__user").get(pk=request.pk)
    if request.decided_at is not None:
        raise AlreadyDecidedError
    request.decided_at, request.decided_by, request.accepted = at, by, accepted
    request.save(update_fields=["decided_at", "decided_by", "accepted"])
    return request


def _close_open(centre: Centre, at: datetime) -> int:
    rows = centre.invitations.filter(UNANSWERED, kind=InvitationKind.POSTER)
    return rows.update(withdrawn_at=at)


def _record(
    action: str, centre: Centre, by: User, at: datetime, details: dict[str, object] | None = None
) -> None:
    subject = f"centre:{centre.public_id}"
    record(action=action, subject=subject, at=at, actor_id=by.public_id, details=details)
