"""Names the committee of a call, shares applications out and keeps what readers say of them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from observership.domain.committee import READERS_EACH, Tie, share_out
from observership.domain.lifecycle import ApplicationState
from observership.models import Application, Call, CommitteeMember, CommitteeReview
from observership.queries.committee import (
    applies_in,
    loads_of,
    members_of_committee,
    order_of_call,
    papers_of,
    readers_of,
    tie_between,
    to_be_read,
)
from observership.services.office_notices import tell_assigned
from passport.audit.services import record
from passport.dates import local_day
from passport.people.models import User


class NoSuchPersonError(ValueError):
    """Nobody with this address can sign in."""


class AlreadyMemberError(ValueError):
    """Somebody is in the committee already."""


class AppliesError(ValueError):
    """Somebody applies in this very call."""


class NobodyToReadError(ValueError):
    """The committee has no members."""


class OrderFixedError(ValueError):
    """The priority order stands: reviews are not changed any more."""


class TiedError(ValueError):
    """A tie keeps somebody from reading an application."""

    def __init__(self, tie: Tie) -> None:
        super().__init__(str(tie))
        self.tie = tie


class NotEligibleError(ValueError):
    """The application is not among those that are read."""


class NotDeclaredError(ValueError):
    """A reviewer has not said yet whether there is a tie."""


class SubmittedError(ValueError):
    """A review was handed in and is not taken away any more."""


class ScoresError(ValueError):
    """Scores do not fit the criteria of the call."""


@transaction.atomic
def name_member(*, call: Call, email: str, by: User, at: datetime) -> CommitteeMember:
    """Make somebody a member of a call's committee, by the exact address of the account.

    Raises NoSuchPersonError, AlreadyMemberError, AppliesError, OrderFixedError.
    """
    locked = _open_call(call)
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        raise NoSuchPersonError
    if members_of_committee(locked).filter(user=user).exists():
        raise AlreadyMemberError
    if applies_in(locked, user):
        raise AppliesError
    member = CommitteeMember.objects.create(call=locked, user=user, named_by=by, named_at=at)
    _kept("committee_member_named", member, by, at)
    return member


@transaction.atomic
def end_member(*, member: CommitteeMember, by: User, at: datetime) -> None:
    """End a membership; reviews that were not handed in go, so that others can be assigned."""
    _open_call(member.call)
    CommitteeReview.objects.filter(
        application__call=member.call,
        reviewer=member.user,
        submitted_at__isnull=True,
        conflict_at__isnull=True,
    ).delete()
    CommitteeMember.objects.filter(pk=member.pk, left_at__isnull=True).update(left_at=at)
    _kept("committee_member_left", member, by, at)


@transaction.atomic
def assign_reviews(
    *, call: Call, at: datetime, each: int = READERS_EACH
) -> tuple[CommitteeReview, ...]:
    """Share out eligible applications so that each has `each` readers without ties.

    What was assigned stays. Readers are told once. Raises OrderFixedError, NobodyToReadError.
    """
    locked = _open_call(call)
    made = _shared(locked, to_be_read(locked), at, each)
    tell_assigned(locked, made, at)
    return made


def _shared(
    call: Call, applications: Iterable[Application], at: datetime, each: int
) -> tuple[CommitteeReview, ...]:
    on = local_day(at, settings.TIME_ZONE)
    readers = readers_of(call, on)
    if not readers:
        raise NobodyToReadError
    chosen = share_out(readers, papers_of(applications, on), loads_of(call), each)
    rows = [
        CommitteeReview(application_id=int(one.paper), reviewer_id=int(one.reader), assigned_at=at)
        for one in chosen
    ]
    return tuple(CommitteeReview.objects.bulk_create(rows))


@transaction.atomic
def assign_by_hand(
    *, application: Application, member: CommitteeMember, at: datetime
) -> CommitteeReview:
    """Give one application to one member; who has it already keeps it.

    Raises OrderFixedError, NotEligibleError, TiedError.
    """
    call = _open_call(application.call)
    now = Application.objects.select_related("trainee", "call").get(pk=application.pk)
    if now.state != ApplicationState.ELIGIBLE:
        raise NotEligibleError
    tie = tie_between(member.user, now, local_day(at, settings.TIME_ZONE))
    if tie is not None:
        raise TiedError(tie)
    review, is_new = CommitteeReview.objects.get_or_create(
        application=now, reviewer=member.user, defaults={"assigned_at": at}
    )
    if is_new:
        tell_assigned(call, [review], at)
    return review


@transaction.atomic
def take_off(*, review: CommitteeReview) -> None:
    """Take a review from its reader before it was handed in; raises SubmittedError."""
    _open_call(review.application.call)
    now = _locked(review)
    if now.submitted_at is not None:
        raise SubmittedError
    if now.conflict_at is None:
        now.delete()


@transaction.atomic
def declare_free(*, review: CommitteeReview, at: datetime) -> CommitteeReview:
    """Keep that a reviewer knows of no tie; only then the application is shown."""
    now = _locked(review)
    _check_tie(now, at)
    if now.declared_at is None:
        now.declared_at = at
        now.save(update_fields=["declared_at"])
    return now


@transaction.atomic
def declare_tie(*, review: CommitteeReview, reason: str, at: datetime) -> CommitteeReview | None:
    """Take a reviewer off for a tie and give the application to somebody else.

    What was scored goes. Returns the new review; None when nobody else may read it. Raises
    OrderFixedError.
    """
    call = _open_call(review.application.call)
    now = _locked(review)
    before = now.scores
    now.conflict_at, now.conflict_reason = at, reason
    now.scores, now.comment, now.submitted_at = {}, "", None
    now.save()
    _scored("committee_review_tied", now, before, at)
    others = CommitteeReview.objects.filter(
        application=now.application, conflict_at__isnull=True
    ).count()
    made = _shared(call, to_be_read(call).filter(pk=now.application_id), at, others + 1)
    tell_assigned(call, made, at)
    return made[0] if made else None


@transaction.atomic
def submit_review(
    *, review: CommitteeReview, scores: Mapping[str, int], comment: str, at: datetime
) -> CommitteeReview:
    """Keep scores and comment, which may be handed in again until the order is fixed.

    Raises OrderFixedError, NotDeclaredError, TiedError, ScoresError.
    """
    call = _open_call(review.application.call)
    now = _locked(review)
    if now.declared_at is None:
        raise NotDeclaredError
    _check_tie(now, at)
    keys = {each["key"] for each in call.criteria}
    if set(scores) != keys or not all(1 <= score <= 5 for score in scores.values()):
        raise ScoresError
    before = now.scores
    now.scores, now.comment, now.submitted_at = dict(scores), comment, at
    now.save(update_fields=["scores", "comment", "submitted_at"])
    _scored("committee_review_submitted", now, before, at)
    return now


def _check_tie(review: CommitteeReview, at: datetime) -> None:
    on = local_day(at, settings.TIME_ZONE)
    tie = tie_between(review.reviewer, review.application, on)
    if review.conflict_at is not None:
        raise TiedError(Tie.DECLARED)
    if tie is not None:
        raise TiedError(tie)


def _open_call(call: Call) -> Call:
    """The call, locked, while its order is not fixed: whoever fixes it locks it too."""
    locked = Call.objects.select_for_update().get(pk=call.pk)
    if order_of_call(locked) is not None:
        raise OrderFixedError
    return locked


def _locked(review: CommitteeReview) -> CommitteeReview:
    rows = CommitteeReview.objects.select_for_update(of=("self",))
    return rows.select_related("application__call", "application__trainee", "reviewer").get(
        pk=review.pk
    )


def _kept(action: str, member: CommitteeMember, by: User, at: datetime) -> None:
    record(
        action=action,
        subject=f"call:{member.call.public_id}",
        at=at,
        actor_id=by.public_id,
        details={"user": str(member.user.public_id)},
    )


def _scored(action: str, review: CommitteeReview, before: Mapping[str, int], at: datetime) -> None:
    """Keep scores that the row forgets when it is written again; never the words beside them."""
    record(
        action=action,
        subject=f"review:{review.public_id}",
        at=at,
        actor_id=review.reviewer.public_id,
        details={"call": review.application.call.key, "before": before, "scores": review.scores},
    )
