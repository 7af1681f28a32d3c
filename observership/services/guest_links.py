"""Makes, sends and closes the links of home departments, which work without an account."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery
from django.urls import reverse

from observership.domain.codes import Side
from observership.domain.lifecycle import PlacementState
from observership.models import Agreement, AgreementSignature, GuestLink, Placement
from observership.services.placement_moves import note_event
from observership.services.placement_notices import facts_of
from passport.dates import local_day
from passport.jobs.services import ring
from passport.notices.models import Notice
from passport.notices.services import build_mail
from passport.people.domain.tokens import kept_of
from passport.people.models import User
from passport.people.queries.link_tokens import link_token

HOME_SIGNATURE = "home_signature"
HOME_LINK_DAYS = 30
HOME_REMIND_DAYS, HOME_MAILS_MAX, HOME_MAILS_A_DAY = 7, 4, 3
_SALT = "observership.home_signature"


class NoHomeAddressError(ValueError):
    """Nobody is named who signs for the home department."""


class AskedTooOftenError(ValueError):
    """As many links as may go out in a day went to the home department."""


@transaction.atomic
def ask_home(*, placement: Placement, at: datetime, by: User | None = None) -> GuestLink:
    """A new link for the home side; a job mails it, and older links end. NoHomeAddressError."""
    if not placement.home_email:
        raise NoHomeAddressError
    close_home_links(placement=placement, at=at)
    link = GuestLink.objects.create(
        placement=placement,
        purpose=HOME_SIGNATURE,
        token_hash=uuid.uuid4().hex,
        made_at=at,
        expires_at=at + timedelta(days=HOME_LINK_DAYS),
    )
    link.token_hash = kept_of(_token(link))
    link.save(update_fields=["token_hash"])
    note_event(placement=placement, kind="link_sent", at=at, by=by)
    ring("home_signature_asked", ids={"link_id": link.pk}, at=at)
    return link


@transaction.atomic
def ask_home_again(*, placement: Placement, by: User, at: datetime) -> GuestLink:
    """Somebody asks for a new link. Raises AskedTooOftenError, NoHomeAddressError."""
    locked = Placement.objects.select_for_update().get(pk=placement.pk)
    lately = locked.links.filter(purpose=HOME_SIGNATURE, made_at__gt=at - timedelta(days=1))
    if lately.count() >= HOME_MAILS_A_DAY:
        raise AskedTooOftenError
    return ask_home(placement=locked, at=at, by=by)


def is_home_asked(placement: Placement, at: datetime) -> bool:
    """Whether a link of the home side is open."""
    rows = GuestLink.objects.filter(placement=placement, purpose=HOME_SIGNATURE)
    return rows.filter(closed_at__isnull=True, expires_at__gt=at).exists()


@transaction.atomic
def remind_home(*, at: datetime) -> int:
    """Ask heads of department again a week after the last mail, four times in all; how many."""
    signed = AgreementSignature.objects.filter(
        agreement=Subquery(
            Agreement.objects.filter(placement=OuterRef(OuterRef("pk")))
            .order_by("-version")
            .values("pk")[:1]
        ),
        side=Side.HOME,
    )
    links = Count("links", filter=Q(links__purpose=HOME_SIGNATURE))
    last = Max("links__made_at", filter=Q(links__purpose=HOME_SIGNATURE))
    rows = Placement.objects.filter(state=PlacementState.PREPARING).exclude(home_email="")
    rows = rows.filter(~Exists(signed), starts_on__gt=local_day(at, settings.TIME_ZONE))
    due = rows.annotate(mails=links, last=last).filter(
        mails__lt=HOME_MAILS_MAX, last__lte=at - timedelta(days=HOME_REMIND_DAYS)
    )
    found = list(due)
    for placement in found:
        ask_home(placement=placement, at=at)
    return len(found)


@transaction.atomic
def close_home_links(*, placement: Placement, at: datetime) -> None:
    """End every link of the home side."""
    GuestLink.objects.filter(
        placement=placement, purpose=HOME_SIGNATURE, closed_at__isnull=True
    ).update(closed_at=at)


def home_link(token: str, at: datetime) -> GuestLink | None:
    """The open link behind a token; None for any other, whatever is wrong with it."""
    rows = GuestLink.objects.select_related(
        "placement__application__call",
        "placement__application__centre",
        "placement__trainee__user",
        "placement__host",
        "placement__opening",
        "placement__supervisor__user",
    )
    return rows.filter(
        purpose=HOME_SIGNATURE,
        token_hash=kept_of(token),
        closed_at__isnull=True,
        expires_at__gt=at,
    ).first()


def deliver_home_link(*, link_id: int) -> None:
    """Mail a link to the head of department; one that was closed meanwhile is not sent.

    The mail is built here and not kept as a notice, because it holds the token.
    """
    link = GuestLink.objects.select_related("placement__host", "placement__opening").get(pk=link_id)
    placement = link.placement
    if placement is None or link.closed_at is not None:
        return
    token = _token(link)
    GuestLink.objects.filter(pk=link.pk).update(token_hash=kept_of(token))
    build_mail(_notice(placement, link, token)).send()


def _notice(placement: Placement, link: GuestLink, token: str) -> Notice:
    trainee = placement.trainee.user.get_full_name() if placement.trainee else ""
    expires = link.expires_at or link.made_at
    context = {
        **facts_of(placement),
        "trainee": trainee,
        "head": placement.home_name,
        "address": settings.PUBLIC_URL + reverse("observership:home_signature", args=[token]),
        "expires_on": local_day(expires, settings.TIME_ZONE).isoformat(),
    }
    return Notice(
        kind="observership_home_signature",
        recipient=placement.home_email,
        language=settings.LANGUAGE_CODE,
        context=context,
    )


def _token(link: GuestLink) -> str:
    """Made anew from the secret key, stored nowhere."""
    key = f"{link.pk} {link.made_at.isoformat()}"
    return link_token(_SALT, key)
