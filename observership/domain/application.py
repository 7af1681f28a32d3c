"""What an application holds, and what it still lacks before it may be handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from observership.domain.codes import Section

SECTIONS = tuple(Section)
MINUTES: Mapping[Section, int] = {
    Section.ME: 5,
    Section.CENTRE: 8,
    Section.GOALS: 8,
    Section.LANGUAGES: 2,
    Section.DATES: 3,
    Section.LETTER: 3,
}
PREFERENCES_MINUTES = 5


class Accreditation(StrEnum):
    """Where a home centre stands with JACIE."""

    ACCREDITED = "accredited"
    PREPARING = "preparing"
    NOT_YET = "not_yet"


class LetterState(StrEnum):
    """Where a letter of support stands."""

    NONE = "none"
    OPEN = "open"
    EXPIRED = "expired"
    ANSWERED = "answered"
    CLOSED = "closed"


class Gap(StrEnum):
    """One thing that an application lacks."""

    ROLE = "role"
    POSITION = "position"
    MOTIVATION = "motivation"
    CENTRE = "centre"
    SETTING = "setting"
    PER_YEAR = "per_year"
    JACIE = "jacie"
    NEEDS = "needs"
    GOALS = "goals"
    LANGUAGES = "languages"
    DATES = "dates"
    LENGTH = "length"
    LETTER_NOT_ASKED = "letter_not_asked"
    LETTER_WAITING = "letter_waiting"
    LETTER_EXPIRED = "letter_expired"
    LETTER_OUTDATED = "letter_outdated"


PLACES: Mapping[Gap, Section] = {
    Gap.ROLE: Section.ME,
    Gap.POSITION: Section.ME,
    Gap.MOTIVATION: Section.ME,
    Gap.CENTRE: Section.CENTRE,
    Gap.SETTING: Section.CENTRE,
    Gap.PER_YEAR: Section.CENTRE,
    Gap.JACIE: Section.CENTRE,
    Gap.NEEDS: Section.CENTRE,
    Gap.GOALS: Section.GOALS,
    Gap.LANGUAGES: Section.LANGUAGES,
    Gap.DATES: Section.DATES,
    Gap.LENGTH: Section.DATES,
    Gap.LETTER_NOT_ASKED: Section.LETTER,
    Gap.LETTER_WAITING: Section.LETTER,
    Gap.LETTER_EXPIRED: Section.LETTER,
    Gap.LETTER_OUTDATED: Section.LETTER,
}


class Progress(StrEnum):
    """How far a section is."""

    EMPTY = "empty"
    STARTED = "started"
    WAITING = "waiting"
    COMPLETE = "complete"


@dataclass(frozen=True)
class Draft:
    """What an application says so far; `saved` are the sections that were saved once.

    `letter_fits` tells whether the head was asked about the days that the application names now.
    """

    given: Mapping[Gap, bool]
    saved: frozenset[Section]
    letter: LetterState
    letter_fits: bool = True
    letter_needed: bool = True


def gaps(draft: Draft) -> tuple[Gap, ...]:
    """What is missing, in the order of the sections."""
    asked = [gap for gap in Gap if PLACES[gap] is not Section.LETTER]
    return (*(gap for gap in asked if not draft.given.get(gap, False)), *_letter_gap(draft))


def _letter_gap(draft: Draft) -> tuple[Gap, ...]:
    if not draft.letter_needed:
        return ()
    if draft.letter is LetterState.ANSWERED:
        return () if draft.letter_fits else (Gap.LETTER_OUTDATED,)
    if draft.letter is LetterState.OPEN:
        return (Gap.LETTER_WAITING,)
    expired = draft.letter is LetterState.EXPIRED
    return (Gap.LETTER_EXPIRED if expired else Gap.LETTER_NOT_ASKED,)


def progress(section: Section, draft: Draft) -> Progress:
    """How far a section is: complete with nothing missing, waiting for the head of department."""
    missing = [gap for gap in gaps(draft) if PLACES[gap] is section]
    if section is Section.LETTER:
        if missing == [Gap.LETTER_WAITING]:
            return Progress.WAITING
        asked = draft.letter is not LetterState.NONE
        return Progress.COMPLETE if asked and not missing else _begun(asked)
    saved = section in draft.saved
    return Progress.COMPLETE if saved and not missing else _begun(saved)


def _begun(begun: bool) -> Progress:
    return Progress.STARTED if begun else Progress.EMPTY


def letter_state(
    *,
    expires_at: datetime,
    answered_at: datetime | None,
    closed_at: datetime | None,
    at: datetime,
) -> LetterState:
    """Where a letter stands at a moment; replaced ones are closed, also when they were answered."""
    if closed_at is not None:
        return LetterState.CLOSED
    if answered_at is not None:
        return LetterState.ANSWERED
    return LetterState.OPEN if at < expires_at else LetterState.EXPIRED
