"""Independent review of a version: seats, checklist, comments, and two decisions on its bytes."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from curriculum.domain.add_ons import Actor, VersionState
from curriculum.domain.review import (
    APPROVALS_NEEDED,
    ChecklistItem,
    Decision,
    Reason,
    Review,
    Seat,
    decision,
    may_approve,
    may_decide,
    may_review,
)
from curriculum.models import AddOnVersion, ReviewAssignment, ReviewComment, ReviewDecision
from curriculum.queries.independence import (
    conflict_of,
    hands_in,
    has_declared,
    reviewed_of,
    reviewer_of,
    seats_of,
)
from curriculum.services.review_moves import held, move, note
from curriculum.services.review_notices import tell_partner
from curriculum.services.version_checks import content_hash_of
from curriculum.services.version_moves import VersionStateError, locked_version
from passport.dates import local_day
from passport.people.models import User

DUE_DAYS = 14


class NotDeclaredError(Exception):
    """The reviewer declared no interests in the last 12 months."""


class NotIndependentError(Exception):
    """This person may not review the version; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class SeatsTakenError(Exception):
    """Two reviewers have this content."""


class SentBackBeforeError(Exception):
    """These very bytes were sent back before; the partner has to change something."""


class MayNotDecideError(Exception):
    """This person may not decide on the version now; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def take_review(*, version: AddOnVersion, by: User, at: datetime) -> ReviewAssignment:
    """A reviewer, who says to have no interest in it, reads this content; due in 14 days.

    Raises VersionStateError, NotDeclaredError, NotIndependentError, SeatsTakenError,
    SentBackBeforeError, PartnerSuspendedError.
    """
    on, row = local_day(at, settings.TIME_ZONE), locked_version(version)
    if row.state != VersionState.IN_REVIEW:
        raise VersionStateError(row.state)
    if not has_declared(by, on):
        raise NotDeclaredError
    _check_seat(row, by, at)
    assignment = ReviewAssignment.objects.create(
        version=row,
        reviewer=by,
        content_hash=row.content_hash,
        no_interest_at=at,
        assigned_at=at,
        due_on=on + timedelta(days=DUE_DAYS),
    )
    note("review_taken", row, at, by)
    return assignment


def _check_seat(row: AddOnVersion, by: User, at: datetime) -> None:
    seats = {each.reviewer_id for each in seats_of(row)}
    version = reviewed_of(row, by, hands_in([row.add_on_id]), seats)
    reason = may_review(reviewer_of(by), version, local_day(at, settings.TIME_ZONE))
    if reason is not None:
        raise NotIndependentError(reason)
    decisions = row.decisions.filter(content_hash=row.content_hash)
    if decisions.filter(approved=False).exists():
        raise SentBackBeforeError
    decided = set(decisions.values_list("reviewer_id", flat=True))
    if by.pk in decided:
        raise NotIndependentError(Reason.ALREADY_DECIDED)
    if len(seats | decided) >= APPROVALS_NEEDED:
        raise SeatsTakenError


@transaction.atomic
def give_back(*, assignment: ReviewAssignment, at: datetime) -> None:
    """A reviewer leaves the seat before deciding; raises MayNotDecideError after that."""
    row = _open_seat(assignment)
    row.released_at = at
    row.save(update_fields=["released_at"])
    note("review_given_back", row.version, at, row.reviewer)


@transaction.atomic
def save_checklist(
    *, assignment: ReviewAssignment, ticked: Collection[ChecklistItem], at: datetime
) -> ReviewAssignment:
    """Keep exactly these items, each with the moment at which it was ticked first.

    Raises MayNotDecideError when the review ended.
    """
    row = _open_seat(assignment)
    row.checklist = {
        str(item): row.checklist.get(item, at.isoformat())
        for item in ChecklistItem
        if item in ticked
    }
    row.save(update_fields=["checklist"])
    return row


def _open_seat(assignment: ReviewAssignment) -> ReviewAssignment:
    rows = ReviewAssignment.objects.select_for_update(of=("self",))
    row = rows.select_related("reviewer", "version__add_on").get(pk=assignment.pk)
    if ReviewDecision.objects.filter(assignment=row).exists():
        raise MayNotDecideError(Reason.ALREADY_DECIDED)
    if row.released_at is not None:
        raise MayNotDecideError(Reason.NOT_ASSIGNED)
    return row


@transaction.atomic
def write_comment(
    *, version: AddOnVersion, anchor: str, body: str, by: User, at: datetime
) -> ReviewComment:
    """Add a reviewer's comment to the thread; `anchor` as in ReviewComment.

    Raises VersionStateError for a retired version, NotIndependentError.
    """
    row = held(version)
    if row.state == VersionState.RETIRED:
        raise VersionStateError(row.state)
    _independent(row, by, at)
    return ReviewComment.objects.create(
        version=row, author=by, from_partner=False, anchor=anchor, body=body, written_at=at
    )


@transaction.atomic
def settle_comment(*, comment: ReviewComment, settled: bool, by: User, at: datetime) -> None:
    """Settle a comment, or open it again; raises NotIndependentError."""
    rows = ReviewComment.objects.select_for_update(of=("self",))
    row = rows.select_related("version__add_on__programme__product").get(pk=comment.pk)
    _independent(row.version, by, at)
    row.settled_at, row.settled_by = (at, by) if settled else (None, None)
    row.save(update_fields=["settled_at", "settled_by"])


def _independent(row: AddOnVersion, by: User, at: datetime) -> None:
    reason = conflict_of(by, row, local_day(at, settings.TIME_ZONE))
    if reason is not None:
        raise NotIndependentError(reason)


@transaction.atomic
def decide(
    *, version: AddOnVersion, approve: bool, reason: str, by: User, at: datetime
) -> ReviewDecision:
    """Write one reviewer's decision on exactly the content that is under review.

    Two approvals make the version approved, a request for changes sends it back. Raises
    MayNotDecideError, ValueError for changes without a reason, PartnerSuspendedError.
    """
    row = locked_version(version)
    seats = {each.reviewer_id: each for each in seats_of(row)}
    assignment = _allowed(row, seats, approve, by, at)
    if not approve and not reason.strip():
        raise ValueError("changes are asked for with a reason")
    made = ReviewDecision.objects.create(
        assignment=assignment,
        version=row,
        reviewer=by,
        content_hash=row.content_hash,
        approved=approve,
        checklist=assignment.checklist,
        reason=reason.strip(),
        decided_at=at,
    )
    note("decided", row, at, by, approved=approve)
    _follow(row, at)
    return made


def _allowed(
    row: AddOnVersion, seats: dict[int, ReviewAssignment], approve: bool, by: User, at: datetime
) -> ReviewAssignment:
    """The seat of this person; raises MayNotDecideError. Everything is asked anew."""
    seen = reviewed_of(row, by, hands_in([row.add_on_id]), seats)
    may = may_approve if approve else may_decide
    seat = _seat(row, seats.get(by.pk))
    reason = may(reviewer_of(by), seen, seat, local_day(at, settings.TIME_ZONE))
    if reason is not None:
        raise MayNotDecideError(reason)
    return seats[by.pk]


def _seat(row: AddOnVersion, mine: ReviewAssignment | None) -> Seat:
    """Where the review stands; the content is hashed anew, not taken at its word."""
    decided = row.decisions.filter(content_hash=row.content_hash)
    return Seat(
        state=VersionState(row.state),
        decided=frozenset(decided.values_list("reviewer_id", flat=True)),
        ticked=frozenset(item for item in ChecklistItem if mine and item in mine.checklist),
        authority_agreed=bool(row.authority_agreed),
        read_hash=mine.content_hash if mine else "",
        content_hash=content_hash_of(row),
    )


def _follow(row: AddOnVersion, at: datetime) -> None:
    """Move the version where its decisions lead, and tell the partner's managers."""
    reviews = [
        Review(each.reviewer_id, _said(each.approved), each.content_hash)
        for each in row.decisions.all()
    ]
    state = decision(reviews, row.content_hash)
    if state == row.state:
        return
    move(row, state, Actor.REVIEWERS, at)
    note(str(state), row, at)
    row.assignments.filter(released_at__isnull=True, decision__isnull=True).update(released_at=at)
    tell_partner(kind=f"version_{state}", version=row, at=at)


def _said(approved: bool) -> Decision:
    return Decision.APPROVE if approved else Decision.CHANGES
