"""Letters of support: asked for, mailed, asked again, closed, answered without an account."""

import logging
import uuid
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from observership.domain.application import LetterState
from observership.domain.codes import Section
from observership.domain.lifecycle import ApplicationState
from observership.models import Application, SupportLetter
from observership.queries.applications import current_letter, is_open, state_of_letter
from observership.queries.letters import (
    DAY,
    answer_by,
    asked_lately,
    lasts,
    letter_path,
    letter_token,
    mailed_at,
)
from observership.services.application_notices import tell_applicant
from observership.services.applications import CallClosedError, locked_draft
from passport.audit.services import record
from passport.dates import local_day
from passport.jobs.services import ring
from passport.notices.models import Notice
from passport.notices.services import build_mail
from passport.people.domain.tokens import kept_of
from passport.people.models import Professional, User
from passport.people.queries.invitations import confirmed_addresses

logger = logging.getLogger(__name__)


class OwnAddressError(ValueError):
    """The letter would go to the applicant's own address."""


class NoDatesError(ValueError):
    """The head is asked for leave, and the application names no days yet."""


class TooOftenError(ValueError):
    """As many letters as a person may ask for in a day were asked for, or it went out today."""


class LetterClosedError(ValueError):
    """The link answers no more: answered, replaced, too late; `state` says which."""

    def __init__(self, state: LetterState) -> None:
        super().__init__(state)
        self.state = state


@dataclass(frozen=True)
class Head:
    """Who is asked."""

    name: str
    position: str
    email: str


@dataclass(frozen=True)
class LetterAnswer:
    """What the head of department says, under a typed name."""

    supports: bool
    gives_leave: bool
    text: str
    signed_name: str


@transaction.atomic
def ask_letter(*, application: Application, head: Head, at: datetime) -> SupportLetter:
    """Ask a head of department; a job mails the link, and a letter asked before is closed.

    Raises NotDraftError, CallClosedError, NoDatesError, OwnAddressError, TooOftenError.
    """
    draft = locked_draft(application)
    trainee = _askable(draft, head, at)
    _close(current_letter(draft), trainee.user, at)
    letter = SupportLetter(
        public_id=uuid.uuid4(),
        application=draft,
        head_name=head.name,
        head_position=head.position,
        head_email=head.email.lower(),
        asked_at=at,
        expires_at=at + lasts(),
    )
    letter.token_hash = kept_of(letter_token(letter))
    letter.save()
    said = {"head_name": head.name, "head_position": head.position, "head_email": head.email}
    asked = {"dates": draft.dates, "length": draft.length, "saved_at": at.isoformat()}
    draft.sections = {**draft.sections, Section.LETTER: {**said, **asked}}
    draft.saved_at = at
    draft.save(update_fields=["sections", "saved_at"])
    _record("observership.letter_asked", letter, trainee.user, at)
    _ring(letter, at)
    return letter


def _askable(draft: Application, head: Head, at: datetime) -> Professional:
    """The applicant, when nothing keeps the letter from being asked for."""
    trainee = draft.trainee
    if trainee is None or not is_open(draft.call, local_day(at, settings.TIME_ZONE)):
        raise CallClosedError
    if not draft.dates or draft.length is None:
        raise NoDatesError
    own = {trainee.user.email.lower(), *confirmed_addresses(trainee.user)}
    if head.email.lower() in own:
        raise OwnAddressError
    Professional.objects.select_for_update().get(pk=trainee.pk)
    if asked_lately(trainee, at) >= settings.OBSERVERSHIP_LETTERS_PER_DAY:
        raise TooOftenError
    return trainee


@transaction.atomic
def resend_letter(*, letter: SupportLetter, by: User, at: datetime) -> None:
    """Mail the link of an unanswered letter once more, for as long again; at most once a day.

    Raises LetterClosedError, NotDraftError, CallClosedError, TooOftenError.
    """
    draft = locked_draft(letter.application)
    letter = SupportLetter.objects.select_for_update().get(pk=letter.pk)
    state = state_of_letter(letter, at)
    if state not in {LetterState.OPEN, LetterState.EXPIRED}:
        raise LetterClosedError(state)
    if not is_open(draft.call, local_day(at, settings.TIME_ZONE)):
        raise CallClosedError
    if at - mailed_at(letter) < DAY:
        raise TooOftenError
    letter.expires_at = at + lasts()
    letter.token_hash = kept_of(letter_token(letter))  # of today's secret key
    letter.save(update_fields=["expires_at", "token_hash"])
    _record("observership.letter_resent", letter, by, at)
    _ring(letter, at)


@transaction.atomic
def close_letter(*, letter: SupportLetter, by: User | None, at: datetime) -> None:
    """Close an unanswered letter: its link answers no more. Raises LetterClosedError."""
    letter = SupportLetter.objects.select_for_update().get(pk=letter.pk)
    if letter.closed_at is not None or letter.answered_at is not None:
        raise LetterClosedError(state_of_letter(letter, at))
    _close(letter, by, at)


@transaction.atomic
def answer_letter(*, token: str, answer: LetterAnswer, at: datetime) -> SupportLetter:
    """Keep the word of the head of department, once; the applicant is told that it is there.

    Raises LetterClosedError, also for a token that nobody knows.
    """
    rows = SupportLetter.objects.select_for_update(of=("self",))
    found = rows.select_related("application__call", "application__trainee__user")
    letter = found.filter(token_hash=kept_of(token)).first()
    state = guest_state(letter, at)
    if letter is None or state is not LetterState.OPEN:
        raise LetterClosedError(state)
    letter.answered_at = at
    letter.supports, letter.gives_leave = answer.supports, answer.gives_leave
    letter.text, letter.signed_name = answer.text, answer.signed_name
    letter.save()
    _record("observership.letter_answered", letter, None, at)
    tell_applicant("observership_letter_answered", letter.application, at)
    return letter


def guest_state(letter: SupportLetter | None, at: datetime) -> LetterState:
    """What a link answers: a letter of a call that ended, or of no draft, is closed."""
    state = state_of_letter(letter, at)
    if letter is None or state not in {LetterState.OPEN, LetterState.EXPIRED}:
        return state
    application = letter.application
    wanted = application.state == ApplicationState.DRAFT and application.trainee is not None
    open_now = is_open(application.call, local_day(at, settings.TIME_ZONE))
    return state if wanted and open_now else LetterState.CLOSED


def mail_letter(*, letter: SupportLetter, at: datetime) -> bool:
    """Send the mail of an open letter; False when it ended or its address is refused.

    The mail is built here and not kept as a notice, because it holds the token.
    """
    if guest_state(letter, at) is not LetterState.OPEN:
        return False
    try:
        build_mail(_notice(letter)).send()
    except (SMTPRecipientsRefused, ValueError):  # ValueError: no mail can be written to it
        logger.warning("letter %s: the address is refused", letter.public_id)
        close_letter(letter=letter, by=None, at=at)
        return False
    return True


def _notice(letter: SupportLetter) -> Notice:
    application = letter.application
    trainee = application.trainee
    language = trainee.language if trainee else settings.LANGUAGE_CODE
    with override(language):
        context = {
            "head": letter.head_name,
            "applicant": str(trainee.user) if trainee else "",
            "call": application.call.title,
            "address": settings.PUBLIC_URL + letter_path(letter),
            "expires_on": answer_by(letter).isoformat(),
        }
    return Notice(
        kind="observership_letter_asked",
        recipient=letter.head_email,
        language=language,
        context=context,
    )


def _close(letter: SupportLetter | None, by: User | None, at: datetime) -> None:
    if letter is None:
        return
    letter.closed_at = at
    letter.save(update_fields=["closed_at"])
    _record("observership.letter_closed", letter, by, at)


def _ring(letter: SupportLetter, at: datetime) -> None:
    ring("letter_asked", ids={"letter_id": str(letter.public_id)}, at=at)


def _record(action: str, letter: SupportLetter, by: User | None, at: datetime) -> None:
    record(
        action=action,
        subject=f"letter:{letter.public_id}",
        at=at,
        actor_id=by.public_id if by else None,
        details={"application": str(letter.application.public_id)},
    )
