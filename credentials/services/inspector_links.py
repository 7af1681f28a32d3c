"""Makes, closes and opens the links by which inspectors see one pack without an account."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from credentials.models import EvidencePack, InspectorLink
from credentials.queries.packs import link_behind, record_of
from passport.audit.services import record
from passport.dates import local_day
from passport.people.models import User

TOKEN_BYTES = 24


class PackNotReadyError(ValueError):
    """There is nothing yet that an inspector could see."""


class TooManyDaysError(ValueError):
    """A link would live longer than settings allow."""


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_link(
    *, pack: EvidencePack, label: str, days: int, by: User, at: datetime
) -> tuple[InspectorLink, str]:
    """A link to a signed pack and its token, which is not kept and cannot be shown again.

    Raises PackNotReadyError, TooManyDaysError.
    """
    if record_of(pack) is None:
        raise PackNotReadyError
    if not 1 <= days <= settings.INSPECTOR_LINK_DAYS_MAX:
        raise TooManyDaysError
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = InspectorLink.objects.create(
        pack=pack,
        token_hash=_hash(token),
        label=label,
        made_by=by,
        made_at=at,
        expires_at=at + timedelta(days=days),
    )
    _record("inspector_link_made", link, at, by, days=days)
    return link, token


@transaction.atomic
def close_link(*, link: InspectorLink, by: User, at: datetime) -> None:
    """Close a link: from now on it is answered like one that never was."""
    link = InspectorLink.objects.select_for_update().select_related("pack").get(pk=link.pk)
    if link.closed_at:
        return
    link.closed_at = at
    link.save()
    _record("inspector_link_closed", link, at, by)


def open_link(*, token: str, at: datetime) -> InspectorLink | None:
    """The link behind a token while it is open; None for any other, whatever is wrong with it.

    The day of opening is noted once a day, and so is the entry in the audit trail.
    """
    link = link_behind(_hash(token))
    if link is None or not is_open(link, at) or link.pack.centre.confirmed_at is None:
        return None
    if link.last_opened_on != local_day(at, settings.TIME_ZONE):
        _note_opened(link_id=link.pk, at=at)
    return link


def is_open(link: InspectorLink, at: datetime) -> bool:
    """Whether a link still answers."""
    return link.closed_at is None and at < link.expires_at


@transaction.atomic
def _note_opened(*, link_id: int, at: datetime) -> None:
    link = InspectorLink.objects.select_for_update().select_related("pack").get(pk=link_id)
    link.last_opened_on = local_day(at, settings.TIME_ZONE)
    link.save()
    _record("inspector_link_opened", link, at, None)


def _record(
    action: str, link: InspectorLink, at: datetime, by: User | None, **details: int
) -> None:
    record(
        action=action,
        subject=f"pack:{link.pack.public_id}",
        at=at,
        actor_id=by.public_id if by else None,
        details={"link": str(link.public_id), **details},
    )
