"""Keeps what a host says of an applicant before places are announced."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from observership.domain.host_words import TIERS, Word, word_of
from observership.models import (
    Application,
    CommitteeReview,
    HostPreference,
    MatchRun,
    Opening,
    RunKind,
)
from observership.queries.applications import eligible_applications
from observership.services.matching import lock_call
from passport.audit.services import record
from passport.people.models import User


class WordsLockedError(ValueError):
    """Places were announced: what hosts said before counts and stays."""


class ApplicationGoneError(ValueError):
    """The application is not among those that are matched any more, or is one's own."""


class ReaderError(ValueError):
    """Whoever reads an application for the committee says no word of it as a host."""


class ReasonMissingError(ValueError):
    """Who cannot host somebody says why."""


@dataclass(frozen=True)
class Said:
    """A host's word, with the reason when it is no."""

    word: Word
    reason: str = ""


@transaction.atomic
def say_of_applicant(
    *, opening: Opening, application: Application, said: Said, by: User, at: datetime
) -> None:
    """Write down or change a host's word of an applicant.

    Raises WordsLockedError, ApplicationGoneError, ReaderError, ReasonMissingError.
    """
    _check(application, by)
    refused = said.word is Word.NO
    if refused and not said.reason.strip():
        raise ReasonMissingError
    before = HostPreference.objects.filter(opening=opening, application=application).first()
    row, _new = HostPreference.objects.update_or_create(
        opening=opening,
        application=application,
        defaults={
            "tier": TIERS[said.word],
            "refused": refused,
            "reason": said.reason.strip() if refused else "",
            "by": by,
            "at": at,
        },
    )
    _kept(row, before)


def _check(application: Application, by: User) -> None:
    """Lock the call; raises WordsLockedError, ApplicationGoneError, ReaderError."""
    call = lock_call(application.call)
    published = MatchRun.objects.filter(call=call, kind=RunKind.PUBLISHED)
    if call.ended_at is not None or published.exists():
        raise WordsLockedError
    others = eligible_applications(call).exclude(trainee__user=by)
    if not others.filter(pk=application.pk).exists():
        raise ApplicationGoneError
    if CommitteeReview.objects.filter(application=application, reviewer=by).exists():
        raise ReaderError


def _kept(row: HostPreference, before: HostPreference | None) -> None:
    """Keep a word that the row forgets when it is changed; never the reason typed beside it."""
    record(
        action="host_word_said",
        subject=f"application:{row.application.public_id}",
        at=row.at,
        actor_id=row.by.public_id,
        details={
            "opening": str(row.opening.public_id),
            "before": _word(before) if before else None,
            "word": _word(row),
        },
    )


def _word(row: HostPreference) -> str:
    return str(word_of(row.tier, refused=row.refused))
