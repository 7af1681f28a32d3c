"""Mails about partners: to their managers and to who no longer belongs to them."""

from datetime import datetime

from django.conf import settings

from passport.dates import local_day
from passport.notices.services import send_notice
from passport.people.models import Partner, User
from passport.people.queries.partners import managers_of_partner
from passport.people.queries.profiles import professional_of


def language_of(user: User) -> str:
    """The language in which this person reads mails."""
    professional = professional_of(user)
    return professional.language if professional else settings.LANGUAGE_CODE


def _facts(partner: Partner) -> dict[str, object]:
    return {"partner": partner.name, "partner_id": str(partner.public_id)}


def _tell(kind: str, user: User, context: dict[str, object], at: datetime) -> None:
    send_notice(kind=kind, recipient=user.email, language=language_of(user), context=context, at=at)


def _tell_managers(kind: str, partner: Partner, about: User, at: datetime) -> None:
    """Tell every manager about somebody else."""
    context = {**_facts(partner), "name": str(about)}
    for manager in managers_of_partner(partner, local_day(at, settings.TIME_ZONE)):
        if manager.pk != about.pk:
            _tell(kind, manager, context, at)


def tell_partner_joined(*, partner: Partner, user: User, at: datetime) -> None:
    """Managers hear that somebody accepted."""
    _tell_managers("partner_joined", partner, user, at)


def tell_partner_left(*, partner: Partner, user: User, at: datetime) -> None:
    """Managers hear that somebody left."""
    _tell_managers("partner_left", partner, user, at)


def tell_partner_ended(*, partner: Partner, user: User, at: datetime) -> None:
    """The person hears that a manager ended the membership."""
    _tell("partner_ended", user, {"partner": partner.name}, at)


def tell_partner_standing(*, partner: Partner, suspended: bool, reason: str, at: datetime) -> None:
    """Managers hear that the partner was suspended, or that this was lifted."""
    context = {**_facts(partner), "suspended": suspended, "reason": reason}
    for manager in managers_of_partner(partner, local_day(at, settings.TIME_ZONE)):
        _tell("partner_standing", manager, context, at)
