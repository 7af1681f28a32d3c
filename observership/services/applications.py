"""Writes applications: begun, saved section by section, handed in, taken back, withdrawn."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from observership.domain.application import Gap, gaps
from observership.domain.codes import Section
from observership.domain.lifecycle import ApplicationState
from observership.models import Application, Call
from observership.queries.applications import current_letter, draft_of, is_open, live_application
from observership.services.application_moves import move_application
from observership.services.application_notices import tell_applicant
from observership.services.matching import lock_call
from passport.dates import local_day
from passport.jobs.services import ring
from passport.people.models import Professional
from passport.people.queries.profiles import current_roles, home_centre

COLUMNS: Mapping[Section, tuple[str, ...]] = {
    Section.ME: ("role",),
    Section.CENTRE: ("centre", "centre_name", "city", "country", "setting"),
    Section.GOALS: (),
    Section.LANGUAGES: ("languages",),
    Section.DATES: ("dates", "length"),
}
LINKS: Mapping[Section, tuple[str, ...]] = {
    Section.CENTRE: ("products",),
    Section.GOALS: ("objectives", "requirements"),
}
TEXTS: Mapping[Section, tuple[str, ...]] = {
    Section.ME: ("position", "years", "motivation"),
    Section.CENTRE: ("per_year", "jacie", "needs"),
    Section.GOALS: ("outcome",),
}
_AWAITED = (ApplicationState.OFFERED, ApplicationState.PLACED)


class CallClosedError(ValueError):
    """Nobody may apply in this call now."""


class NotDraftError(ValueError):
    """The application was handed in or withdrawn, so its sections stand."""


class HasOfferError(ValueError):
    """A place was offered or accepted: it is answered or cancelled first."""


class NotCompleteError(ValueError):
    """Something is missing; `gaps` names it."""

    def __init__(self, missing: tuple[Gap, ...]) -> None:
        super().__init__(", ".join(missing))
        self.gaps = missing


@dataclass(frozen=True)
class Answers:
    """What a section was saved with: columns, typed answers, and rows that it points at."""

    columns: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, Any] = field(default_factory=dict)
    links: Mapping[str, Collection[Any]] = field(default_factory=dict)


@transaction.atomic
def start_application(*, trainee: Professional, call: Call, at: datetime) -> Application:
    """A new draft that begins with what the platform knows, or the one that is there already.

    Raises CallClosedError.
    """
    Professional.objects.select_for_update().get(pk=trainee.pk)
    existing = live_application(trainee, call)
    if existing is not None:
        return existing
    on = local_day(at, settings.TIME_ZONE)
    if not is_open(call, on):
        raise CallClosedError
    centre = home_centre(trainee)
    fitting = [role for role in current_roles(trainee, on) if role in call.roles]
    application = Application.objects.create(
        call=call,
        trainee=trainee,
        role=fitting[0] if fitting else "",
        centre=centre,
        centre_name=centre.name if centre else "",
        city=centre.city if centre else "",
        country=centre.country if centre else trainee.country,
        setting=trainee.setting,
        created_at=at,
        saved_at=at,
        state_since=at,
    )
    application.products.set(trainee.products.all())
    return application


@transaction.atomic
def save_section(
    *, application: Application, section: Section, answers: Answers, at: datetime
) -> Application:
    """Save one section of a draft, with gaps or without; the application as it is now.

    Drafts of a closed call can still be written, for the next one. Raises NotDraftError, and
    KeyError for what the section does not hold.
    """
    application = locked_draft(application)
    for name, value in answers.columns.items():
        setattr(application, _known(COLUMNS, section, name), value)
    for name, rows in answers.links.items():
        getattr(application, _known(LINKS, section, name)).set(rows)
    said = {_known(TEXTS, section, name): value for name, value in answers.texts.items()}
    application.sections = {**application.sections, section: {**said, "saved_at": at.isoformat()}}
    application.saved_at = at
    application.save()
    return application


def _known(names: Mapping[Section, tuple[str, ...]], section: Section, name: str) -> str:
    if name not in names.get(section, ()):
        raise KeyError(name)
    return name


def locked_draft(application: Application) -> Application:
    """The application's row, locked; raises NotDraftError unless it is a draft."""
    rows = Application.objects.select_for_update(of=("self",))
    found = rows.select_related("call", "trainee__user").get(pk=application.pk)
    if found.state != ApplicationState.DRAFT:
        raise NotDraftError
    return found


@transaction.atomic
def submit_application(*, application: Application, at: datetime) -> Application:
    """Hand an application in; a job then decides by rule.

    Raises NotDraftError, CallClosedError and NotCompleteError; the draft is kept.
    """
    call = Call.objects.select_for_update().get(pk=application.call_id)
    draft = locked_draft(application)
    if not is_open(call, local_day(at, settings.TIME_ZONE)):
        raise CallClosedError
    if missing := gaps(draft_of(draft, at)):
        raise NotCompleteError(missing)
    draft.number = draft.number or _next_number(call)
    draft.submitted_at = at
    draft.save(update_fields=["number", "submitted_at"])
    user = draft.trainee.user if draft.trainee else None
    moved = move_application(application=draft, to=ApplicationState.SUBMITTED, at=at, by=user)
    tell_applicant("observership_submitted", draft, at)
    ring("application_submitted", ids={"application_id": str(draft.public_id)}, at=at)
    return moved


def _next_number(call: Call) -> str:
    """The call's key and the next three figures; the call is locked meanwhile."""
    begun = f"{call.key}-"
    taken = call.applications.filter(number__startswith=begun).values_list("number", flat=True)
    figures = [str(number).removeprefix(begun) for number in taken]
    highest = max((int(each) for each in figures if each.isdecimal()), default=0)
    return f"{begun}{highest + 1:03}"


@transaction.atomic
def reopen_application(*, application: Application, at: datetime) -> Application:
    """Take an application back that nobody decided yet, to change it while the call is open.

    Raises CallClosedError, and IllegalMoveError once it was decided.
    """
    if not is_open(application.call, local_day(at, settings.TIME_ZONE)):
        raise CallClosedError
    user = application.trainee.user if application.trainee else None
    return move_application(application=application, to=ApplicationState.DRAFT, at=at, by=user)


@transaction.atomic
def withdraw_application(*, application: Application, reason: str, at: datetime) -> Application:
    """End an application for good, with the reason; an open letter is closed.

    Raises HasOfferError while a place waits for an answer or is accepted, IllegalMoveError when
    it was withdrawn before.
    """
    lock_call(application.call)
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if locked.state in _AWAITED:
        raise HasOfferError
    letter = current_letter(locked)
    if letter is not None and letter.answered_at is None:
        letter.closed_at = at
        letter.save(update_fields=["closed_at"])
    user = application.trainee.user if application.trainee else None
    withdrawn = ApplicationState.WITHDRAWN
    return move_application(application=application, to=withdrawn, at=at, by=user, note=reason)
