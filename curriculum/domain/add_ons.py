"""A version of a product add-on on its way: states, who moves it, what it lacks, when it ends."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from passport.dates import earliest, is_after


class VersionState(StrEnum):
    """Where a version stands; only a live one is learned, and a retired one stays retired."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    CHANGES_ASKED = "changes_asked"
    APPROVED = "approved"
    LIVE = "live"
    RETIRED = "retired"


class Published(StrEnum):
    """What became of a version that went live; an unsafe one is retired, too."""

    LIVE = "live"
    RETIRED = "retired"
    UNSAFE = "unsafe"


class Actor(StrEnum):
    """Who moves a version; CLOCK is the daily run."""

    PARTNER = "partner"
    REVIEWERS = "reviewers"
    OFFICE = "office"
    CLOCK = "clock"


_DRAFT, _REVIEW, _CHANGES, _APPROVED, _LIVE, _RETIRED = VersionState
_MOVES: dict[tuple[VersionState, VersionState], frozenset[Actor]] = {
    (_DRAFT, _REVIEW): frozenset({Actor.PARTNER}),
    (_DRAFT, _RETIRED): frozenset({Actor.PARTNER}),
    (_REVIEW, _DRAFT): frozenset({Actor.PARTNER}),
    (_REVIEW, _CHANGES): frozenset({Actor.REVIEWERS}),
    (_REVIEW, _APPROVED): frozenset({Actor.REVIEWERS}),
    (_CHANGES, _REVIEW): frozenset({Actor.PARTNER}),
    (_CHANGES, _RETIRED): frozenset({Actor.PARTNER}),
    (_APPROVED, _LIVE): frozenset({Actor.OFFICE, Actor.CLOCK}),
    (_APPROVED, _RETIRED): frozenset({Actor.PARTNER, Actor.OFFICE, Actor.CLOCK}),
    (_LIVE, _RETIRED): frozenset({Actor.PARTNER, Actor.OFFICE, Actor.CLOCK}),
}
EDITABLE = frozenset({VersionState.DRAFT, VersionState.CHANGES_ASKED})


def may_move(state: VersionState, to: VersionState, actor: Actor) -> bool:
    """Whether somebody may move a version from one state to another."""
    return actor in _MOVES.get((state, to), frozenset())


def next_states(state: VersionState, actor: Actor) -> tuple[VersionState, ...]:
    """Where somebody may move a version."""
    return tuple(to for to in VersionState if may_move(state, to, actor))


class Missing(StrEnum):
    """What a version lacks before it can be submitted."""

    INN = "inn"
    PRODUCT = "product"
    COUNTRIES = "countries"
    LANGUAGES = "languages"
    LABEL_DATE = "label_date"
    LABEL_DATE_AHEAD = "label_date_ahead"
    LABEL_ENDED = "label_ended"
    LABEL_ADDRESS = "label_address"
    RMP_VERSION = "rmp_version"
    AUTHORITY_ANSWER = "authority_answer"
    APPROVAL_REFERENCE = "approval_reference"
    APPROVAL_EXPIRY = "approval_expiry"
    APPROVAL_ENDED = "approval_ended"
    AUTHORS = "authors"
    INTERESTS = "interests"
    CONTENT = "content"
    OPEN_STOP = "open_stop"
    OPEN_FIX = "open_fix"
    TRIAL_RUN = "trial_run"
    ACCEPTANCE_RULE = "acceptance_rule"
    UNCHANGED = "unchanged"
    UNREACHABLE_OUTCOME = "unreachable_outcome"


@dataclass(frozen=True)
class Author:
    """Who wrote it; `interests` are in their own words, "none" when there are none."""

    name: str
    interests: str = ""


@dataclass(frozen=True)
class Declared:
    """What a partner states about a version; `authority_agreed` is None until answered."""

    inn: str = ""
    product: str = ""
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    label_date: date | None = None
    label_ends_on: date | None = None
    label_address: str = ""
    rmp_version: str = ""
    authority_agreed: bool | None = None
    approval_reference: str = ""
    approval_expires_on: date | None = None
    authors: tuple[Author, ...] = ()


@dataclass(frozen=True)
class Readiness:
    """What the platform knows about a version: content, findings of the checks, rule.

    `unreachable` counts required outcomes that it does not teach and its rule does not accept;
    `sent_back` says that reviewers sent exactly this back. A package alone is never enough: its
    exam and the words around it stand in the bundle.
    """

    chapters: int = 0
    packages: int = 0
    open_stops: int = 0
    open_fixes: int = 0
    trial_run: bool = False
    rule_signed: bool = False
    unreachable: int = 0
    sent_back: bool = False


def missing_for_submission(
    declared: Declared, readiness: Readiness, on: date
) -> tuple[Missing, ...]:
    """Everything that keeps a version from being submitted on a day, in the order of the form."""
    found = {
        *_blank(declared),
        *_dates(declared, on),
        *_approval(declared, on),
        *_authors(declared.authors),
        *_content(readiness),
    }
    return tuple(code for code in Missing if code in found)


def _blank(declared: Declared) -> list[Missing]:
    """Plain answers that are empty."""
    answers: dict[Missing, str | Collection[str]] = {
        Missing.INN: declared.inn.strip(),
        Missing.PRODUCT: declared.product.strip(),
        Missing.COUNTRIES: declared.countries,
        Missing.LANGUAGES: declared.languages,
        Missing.LABEL_ADDRESS: declared.label_address.strip(),
        Missing.RMP_VERSION: declared.rmp_version.strip(),
    }
    return [code for code, answer in answers.items() if not answer]


def _dates(declared: Declared, on: date) -> list[Missing]:
    found = []
    if declared.label_date is None:
        found.append(Missing.LABEL_DATE)
    elif is_after(declared.label_date, on):
        found.append(Missing.LABEL_DATE_AHEAD)
    if _has_ended(declared.label_ends_on, on):
        found.append(Missing.LABEL_ENDED)
    return found


def _approval(declared: Declared, on: date) -> list[Missing]:
    """Material agreed with an authority names its approval, which has not ended."""
    found = [Missing.AUTHORITY_ANSWER] if declared.authority_agreed is None else []
    if declared.authority_agreed and not declared.approval_reference.strip():
        found.append(Missing.APPROVAL_REFERENCE)
    if declared.authority_agreed and declared.approval_expires_on is None:
        found.append(Missing.APPROVAL_EXPIRY)
    if _has_ended(declared.approval_expires_on, on):
        found.append(Missing.APPROVAL_ENDED)
    return found


def _authors(authors: tuple[Author, ...]) -> list[Missing]:
    if not any(author.name.strip() for author in authors):
        return [Missing.AUTHORS]
    return [] if all(author.interests.strip() for author in authors) else [Missing.INTERESTS]


def _content(readiness: Readiness) -> list[Missing]:
    """Something to learn without open findings; a package was tried, the rule is signed."""
    lacks = {
        Missing.CONTENT: not readiness.chapters,
        Missing.UNCHANGED: readiness.sent_back,
        Missing.OPEN_STOP: readiness.open_stops > 0,
        Missing.OPEN_FIX: readiness.open_fixes > 0,
        Missing.TRIAL_RUN: readiness.packages > 0 and not readiness.trial_run,
        Missing.ACCEPTANCE_RULE: not readiness.rule_signed,
        Missing.UNREACHABLE_OUTCOME: readiness.unreachable > 0,
    }
    return [code for code, lacking in lacks.items() if lacking]


def _has_ended(last_day: date | None, on: date) -> bool:
    return last_day is not None and is_after(on, last_day)


def ends_on(approval_expires_on: date | None, label_ends_on: date | None) -> date | None:
    """Last day on which a version may be shown; None when neither approval nor label ends."""
    return earliest([day for day in (approval_expires_on, label_ends_on) if day is not None])


def may_be_marked_unsafe(state: VersionState, *, was_live: bool, unsafe: bool) -> bool:
    """Whether a version that is not offered any more may still be said to have been unsafe."""
    return state is VersionState.RETIRED and was_live and not unsafe


def retires_today(state: VersionState, last_day: date | None, on: date) -> bool:
    """Whether the daily run retires a version: from the day after its last day on."""
    return may_move(state, VersionState.RETIRED, Actor.CLOCK) and _has_ended(last_day, on)


def goes_live_today(
    state: VersionState, publish_on: date | None, last_day: date | None, on: date
) -> bool:
    """Whether the daily run publishes a version: approved, its day has come, it has not ended."""
    return (
        state == VersionState.APPROVED
        and publish_on is not None
        and not is_after(publish_on, on)
        and not _has_ended(last_day, on)
    )
