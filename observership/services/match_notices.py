"""Mails about offers: to trainees, hosts and, when dates do not suit, coordinators."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from observership.domain.codes import Side
from observership.domain.lifecycle import ApplicationState
from observership.models import Application, Match, MatchRun
from observership.queries.matches import matches, receivers
from observership.queries.placement_people import coordinators
from passport.dates import local_day
from passport.notices.models import Notice
from passport.notices.services import send_notice
from passport.people.models import Professional

OFFER, HOST_OFFER = "observership_offer", "observership_host_offer"
NOT_PLACED = "observership_not_placed"


def facts_of(match: Match) -> dict[str, Any]:
    """What mails about an offer may name; not the other side's people."""
    opening = match.window.opening
    return {
        "match": str(match.public_id),
        "centre": str(opening.centre.public_id),
        "host": str(opening.centre),
        "department": opening.department,
        "starts_on": match.window.starts_on.isoformat(),
        "ends_on": match.window.ends_on.isoformat(),
        "answer_by": local_day(match.answer_by, settings.TIME_ZONE).isoformat(),
    }


def tell_offered(*, match: Match, at: datetime) -> None:
    """Both sides hear of a new match and until when they can answer."""
    tell(kind=OFFER, match=match, side=Side.TRAINEE, at=at)
    tell(kind=HOST_OFFER, match=match, side=Side.HOST, at=at)


def tell(*, kind: str, match: Match, side: Side, at: datetime, **facts: Any) -> None:
    """One side of a match gets a mail."""
    context = {**facts_of(match), **facts, "side": side.value}
    for person in _people(match, side, local_day(at, settings.TIME_ZONE)):
        _send(kind, person, context, at)


def tell_not_placed(*, application: Application, at: datetime) -> None:
    """Somebody without a place hears so, with the way to the reasons."""
    context = {"application": str(application.public_id), "call": application.call.title}
    if application.trainee is not None:
        _send(NOT_PLACED, application.trainee, context, at)


def tell_coordinators(*, kind: str, match: Match, at: datetime, **facts: Any) -> None:
    """Everybody who coordinates gets a mail about a match."""
    context = {**facts_of(match), **facts, "call": match.application.call.key}
    context["number"] = match.application.number
    for user in coordinators():
        send_notice(
            kind=kind,
            recipient=user.email,
            language=settings.LANGUAGE_CODE,
            context=context,
            at=at,
        )


@transaction.atomic
def tell_run(*, run_id: int, at: datetime) -> None:
    """After publication everybody hears; who was told before is not told again."""
    run = MatchRun.objects.select_for_update().select_related("call").get(pk=run_id)
    told = _told((OFFER, HOST_OFFER), "match")
    for match in matches().filter(run=run).order_by("pk"):
        if str(match.public_id) not in told:
            tell_offered(match=match, at=at)
    told = _told((NOT_PLACED,), "application")
    rows = Application.objects.filter(call=run.call, state=ApplicationState.NOT_PLACED)
    for application in rows.select_related("call", "trainee__user").order_by("pk"):
        if str(application.public_id) not in told:
            tell_not_placed(application=application, at=at)


def _told(kinds: Collection[str], key: str) -> set[str]:
    rows = Notice.objects.filter(kind__in=kinds).values_list(f"context__{key}", flat=True)
    return set(rows)


def _people(match: Match, side: Side, on: date) -> list[Professional]:
    if side is Side.HOST:
        return receivers(match, on)
    trainee = match.application.trainee
    return [trainee] if trainee else []


def _send(kind: str, person: Professional, context: dict[str, Any], at: datetime) -> None:
    send_notice(
        kind=kind, recipient=person.user.email, language=person.language, context=context, at=at
    )
