"""Begins an application with what was written before: for the next call, or to correct one."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Model

from observership.domain.codes import Section
from observership.domain.lifecycle import ApplicationState
from observership.models import Application, Call, Preference, SupportLetter
from observership.queries.applications import current_letter, is_open
from observership.queries.letters import letter_token
from observership.services.applications import (
    CallClosedError,
    start_application,
    withdraw_application,
)
from passport.dates import local_day
from passport.people.domain.tokens import kept_of

_COLUMNS = ("centre", "centre_name", "city", "country", "setting", "languages")
_LETTER_WORDS = ("head_name", "head_position", "head_email")
CORRECTABLE = (ApplicationState.ELIGIBLE, ApplicationState.INELIGIBLE)


class NotOwnError(ValueError):
    """The application that was to be copied is somebody else's, or was erased."""


@transaction.atomic
def start_from_earlier(*, earlier: Application, call: Call, at: datetime) -> Application:
    """A draft in another call with what was written before; a draft that is there already stays.

    Days, preferences and the letter belong to their call and are asked for anew; whom the letter
    was asked of is known. Raises CallClosedError, NotOwnError.
    """
    if earlier.trainee is None:
        raise NotOwnError
    application = start_application(trainee=earlier.trainee, call=call, at=at)
    if application.sections or application.state != ApplicationState.DRAFT:
        return application
    _copy(earlier, application, at)
    head = earlier.sections.get(Section.LETTER, {})
    if head:
        kept = {name: head.get(name, "") for name in _LETTER_WORDS}
        application.sections = {**application.sections, Section.LETTER: kept}
    application.save()
    return application


@transaction.atomic
def correct_application(*, application: Application, at: datetime) -> Application:
    """Withdraw a decided application while its call is open, and begin anew with all it held.

    Days, preferences and an answered letter come along. Raises CallClosedError, HasOfferError,
    NotOwnError.
    """
    call, trainee = application.call, application.trainee
    if trainee is None:
        raise NotOwnError
    if not is_open(call, local_day(at, settings.TIME_ZONE)):
        raise CallClosedError
    withdraw_application(application=application, reason="", at=at)
    again = start_application(trainee=trainee, call=call, at=at)
    _copy(application, again, at)
    again.dates, again.length, again.any_host = (
        application.dates,
        application.length,
        application.any_host,
    )
    again.sections = application.sections
    again.save()
    Preference.objects.bulk_create(
        Preference(application=again, opening_id=each.opening_id, rank=each.rank)
        for each in application.preferences.all()
    )
    _carry_letter(application, again)
    return again


def _copy(source: Application, target: Application, at: datetime) -> None:
    """Columns, texts and links that hold in every call."""
    for name in _COLUMNS:
        setattr(target, name, getattr(source, name))
    if source.role in target.call.roles:
        target.role = source.role
    target.sections = {
        name: {**said, "saved_at": at.isoformat()}
        for name, said in source.sections.items()
        if name not in (Section.LETTER, Section.DATES)
    }
    target.objectives.set(source.objectives.filter(retired_at__isnull=True))
    target.requirements.set(source.requirements.all())
    target.products.set(source.products.all())


def _carry_letter(source: Application, target: Application) -> None:
    """The head's answer stands for the same call; the new row has a link of its own, used."""
    letter = current_letter(source)
    if letter is None or letter.answered_at is None:
        return
    carried = SupportLetter(application=target, public_id=uuid.uuid4(), **_facts(letter))
    carried.token_hash = kept_of(letter_token(carried))
    carried.save()


def _facts(row: Model) -> dict[str, object]:
    """The values of a letter, its identity left out."""
    own = {"id", "public_id", "application", "token_hash"}
    fields = [each for each in row._meta.concrete_fields if each.name not in own]
    return {each.attname: getattr(row, each.attname) for each in fields}
