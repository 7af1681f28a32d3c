"""Mails about centres: to quality managers, registrars and members."""

from datetime import datetime

from django.conf import settings

from passport.dates import local_day
from passport.notices.services import send_notice
from passport.people.domain.invitations import DAY
from passport.people.models import Centre, JoinRequest, Professional
from passport.people.queries.centres import leads_of
from passport.people.queries.registry import registrar_addresses


def _facts(centre: Centre) -> dict[str, object]:
    return {"centre": str(centre), "centre_id": str(centre.public_id)}


def _tell(kind: str, professional: Professional, context: dict[str, object], at: datetime) -> None:
    send_notice(
        kind=kind,
        recipient=professional.user.email,
        language=professional.language,
        context=context,
        at=at,
    )


def _tell_leads(kind: str, centre: Centre, about: Professional, at: datetime) -> None:
    """Tell every quality manager about somebody else."""
    context = {**_facts(centre), "name": str(about.user)}
    for lead in leads_of(centre, local_day(at, settings.TIME_ZONE)):
        if lead.pk != about.pk:
            _tell(kind, lead, context, at)


def tell_registered(*, centre: Centre, by: Professional, at: datetime) -> None:
    """Registrars hear that a centre waits to be confirmed."""
    context = {**_facts(centre), "centre_key": centre.pk, "name": str(by.user)}
    for address in registrar_addresses():
        send_notice(
            kind="centre_registered",
            recipient=address,
            language=settings.LANGUAGE_CODE,
            context=context,
            at=at,
        )


def tell_confirmed(*, centre: Centre, at: datetime) -> None:
    """Quality managers hear that their centre may see people now."""
    for lead in leads_of(centre, local_day(at, settings.TIME_ZONE)):
        _tell("centre_confirmed", lead, _facts(centre), at)


def tell_joined(*, centre: Centre, professional: Professional, at: datetime) -> None:
    """Quality managers hear that somebody accepted."""
    _tell_leads("centre_joined", centre, professional, at)


def tell_left(*, centre: Centre, professional: Professional, at: datetime) -> None:
    """Quality managers hear that somebody left."""
    _tell_leads("centre_left", centre, professional, at)


def tell_ended(*, centre: Centre, professional: Professional, at: datetime) -> None:
    """The person hears that the centre ended the membership."""
    _tell("centre_ended", professional, _facts(centre), at)


def tell_asked(*, centre: Centre, professional: Professional, at: datetime) -> None:
    """Quality managers hear that requests wait; one mail until they have decided all.

    Taking a request back and asking again within a day writes no further mail.
    """
    asked = JoinRequest.objects.filter(centre=centre)
    again = asked.filter(professional=professional, asked_at__gt=at - DAY).count() > 1
    if not again and asked.filter(decided_at__isnull=True).count() == 1:
        _tell_leads("centre_asked", centre, professional, at)


def tell_decided(*, request: JoinRequest, at: datetime) -> None:
    """The person hears what became of the request."""
    context = {**_facts(request.centre), "accepted": bool(request.accepted)}
    _tell("centre_decided", request.professional, context, at)
