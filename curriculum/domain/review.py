"""Independent review: who may read and decide, what they check, and what two decisions make."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from curriculum.domain.add_ons import VersionState
from passport.dates import in_last_years, is_after

APPROVALS_NEEDED = 2
YEARS_APART = 1


class Reason(StrEnum):
    """Why somebody may not review a version, or not decide on it."""

    PARTNER_MEMBER = "partner_member"
    FORMER_MEMBER = "former_member"
    INTEREST = "interest"
    AUTHOR = "author"
    UPLOADER = "uploader"
    OTHER_REVIEWER = "other_reviewer"
    NOT_ASSIGNED = "not_assigned"
    NOT_IN_REVIEW = "not_in_review"
    ALREADY_DECIDED = "already_decided"
    CHECKLIST_OPEN = "checklist_open"
    CONTENT_CHANGED = "content_changed"


class ChecklistItem(StrEnum):
    """What a reviewer confirms before approving."""

    ACCURACY = "accuracy"
    BALANCE = "balance"
    REFERENCES_RESOLVE = "references_resolve"
    LABEL_MATCH = "label_match"
    ALT_TEXT = "alt_text"
    READING_LEVEL = "reading_level"
    NO_PROMOTION = "no_promotion"
    SPONSOR_PLATE = "sponsor_plate"
    NO_LOGO_OUTSIDE_PLATE = "no_logo_outside_plate"
    AUTHORITY_MATERIAL_UNMODIFIED = "authority_material_unmodified"


class Decision(StrEnum):
    """What one reviewer says; any CHANGES sends the version back."""

    APPROVE = "approve"
    CHANGES = "changes"


@dataclass(frozen=True)
class Tie:
    """A membership of a partner, or an interest in partner or product; last day inclusive."""

    partner: int | None = None
    product: str | None = None
    until_on: date | None = None


@dataclass(frozen=True)
class Reviewer:
    """Who would review: memberships of partners, and entries of the interests register."""

    id: int
    memberships: tuple[Tie, ...] = ()
    interests: tuple[Tie, ...] = ()


@dataclass(frozen=True)
class Reviewed:
    """The version as far as independence is concerned; `reviewers` are those assigned so far."""

    partner: int
    product: str
    authors: frozenset[int]
    uploader: int | None
    reviewers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Seat:
    """Where the review stands when somebody decides; hashes are of the content under review."""

    state: VersionState
    decided: frozenset[int]
    ticked: frozenset[ChecklistItem]
    authority_agreed: bool
    read_hash: str
    content_hash: str


@dataclass(frozen=True)
class Review:
    """One decision on one state of the content."""

    reviewer: int
    decision: Decision
    content_hash: str


def _recent(tie: Tie, on: date) -> bool:
    """Whether a tie holds, will hold, or ended in the last 12 months."""
    until = tie.until_on
    return until is None or is_after(until, on) or in_last_years(until, on, YEARS_APART)


def _current(tie: Tie, on: date) -> bool:
    return tie.until_on is None or not is_after(on, tie.until_on)


def _membership(reviewer: Reviewer, partner: int, on: date) -> Reason | None:
    """Whoever belongs to any partner reads no draft of a competitor, the own one stays a year."""
    if any(_current(tie, on) for tie in reviewer.memberships):
        return Reason.PARTNER_MEMBER
    own = [tie for tie in reviewer.memberships if tie.partner == partner]
    return Reason.FORMER_MEMBER if any(_recent(tie, on) for tie in own) else None


def _interest(reviewer: Reviewer, version: Reviewed, on: date) -> bool:
    return any(
        _recent(tie, on) and (tie.partner == version.partner or tie.product == version.product)
        for tie in reviewer.interests
    )


def conflict(reviewer: Reviewer, version: Reviewed, on: date) -> Reason | None:
    """Why somebody is not independent of a version on a day; None when they are."""
    if (reason := _membership(reviewer, version.partner, on)) is not None:
        return reason
    if reviewer.id in version.authors:
        return Reason.AUTHOR
    if reviewer.id == version.uploader:
        return Reason.UPLOADER
    return Reason.INTEREST if _interest(reviewer, version, on) else None


def may_review(reviewer: Reviewer, version: Reviewed, on: date) -> Reason | None:
    """Why somebody may not be assigned; None when they may. One person fills one seat."""
    if (reason := conflict(reviewer, version, on)) is not None:
        return reason
    return Reason.OTHER_REVIEWER if reviewer.id in version.reviewers else None


def may_decide(reviewer: Reviewer, version: Reviewed, seat: Seat, on: date) -> Reason | None:
    """Why somebody may not decide; None when they may. Independence is asked again on the day."""
    if (reason := conflict(reviewer, version, on)) is not None:
        return reason
    blocked = {
        Reason.NOT_ASSIGNED: reviewer.id not in version.reviewers,
        Reason.NOT_IN_REVIEW: seat.state != VersionState.IN_REVIEW,
        Reason.ALREADY_DECIDED: reviewer.id in seat.decided,
        Reason.CONTENT_CHANGED: seat.read_hash != seat.content_hash,
    }
    return next((reason for reason, applies in blocked.items() if applies), None)


def may_approve(reviewer: Reviewer, version: Reviewed, seat: Seat, on: date) -> Reason | None:
    """As `may_decide`; an approval also needs the whole checklist."""
    if (reason := may_decide(reviewer, version, seat, on)) is not None:
        return reason
    return Reason.CHECKLIST_OPEN if open_items(seat.ticked, seat.authority_agreed) else None


def open_items(
    ticked: Collection[ChecklistItem], authority_agreed: bool
) -> tuple[ChecklistItem, ...]:
    """What is not yet confirmed; the last item is asked of material that an authority agreed."""
    asked = [
        item
        for item in ChecklistItem
        if authority_agreed or item != ChecklistItem.AUTHORITY_MATERIAL_UNMODIFIED
    ]
    return tuple(item for item in asked if item not in ticked)


def decision(reviews: Collection[Review], content_hash: str) -> VersionState:
    """What the reviews of this very content make of a version: back, approved, or still open."""
    current = [each for each in reviews if each.content_hash == content_hash]
    if any(each.decision == Decision.CHANGES for each in current):
        return VersionState.CHANGES_ASKED
    approvers = {each.reviewer for each in current}
    enough = len(approvers) >= APPROVALS_NEEDED
    return VersionState.APPROVED if enough else VersionState.IN_REVIEW
