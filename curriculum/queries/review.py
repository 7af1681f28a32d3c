"""What reviewers see: the queue of versions, the register of interests, threads."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from curriculum.domain.add_ons import VersionState
from curriculum.domain.review import APPROVALS_NEEDED, Reason, conflict
from curriculum.models import (
    AddOnVersion,
    DeclaredInterest,
    ReviewAssignment,
    ReviewComment,
    ReviewDecision,
)
from curriculum.queries.independence import hands_in, reviewed_of, reviewer_of
from passport.dates import days_left, is_after, local_day
from passport.people.models import User

REVIEW = "curriculum.add_reviewdecision"
ON_THE_WAY = (VersionState.IN_REVIEW, VersionState.APPROVED)
SHOWN = (*ON_THE_WAY, VersionState.CHANGES_ASKED, VersionState.LIVE, VersionState.RETIRED)


def may_enter_review(user: User) -> bool:
    """Whether somebody is a product reviewer."""
    return user.is_active and user.has_perm(REVIEW)


def versions_for_review() -> QuerySet[AddOnVersion]:
    """Versions that were ever handed to reviewers, with partner, module and product.

    A draft is its partner's alone, also after it was taken back.
    """
    rows = AddOnVersion.objects.filter(state__in=SHOWN).exclude(content_hash="")
    return rows.select_related(
        "add_on__module", "add_on__partner", "add_on__programme__product",
        "add_on__programme__jurisdiction",
    )  # fmt: skip


@dataclass(frozen=True)
class QueueLine:
    """A version in the queue of one reviewer.

    `waited` counts days since it was handed in; `taken` seats out of two; `mine` the own review.
    """

    version: AddOnVersion
    waited: int
    taken: int
    approvals: int
    mine: ReviewAssignment | None
    decided: bool
    reason: Reason | None
    days_left: int | None

    @property
    def news(self) -> str:
        """What the partner says is new, in one line."""
        return next(iter(self.version.notes.strip().splitlines()), "")

    @property
    def is_full(self) -> bool:
        """Whether two reviewers have it."""
        return self.taken >= APPROVALS_NEEDED


@dataclass(frozen=True)
class Queue:
    """Versions by what they wait for: me, anybody, a second reviewer, others, their day."""

    mine: tuple[QueueLine, ...]
    open: tuple[QueueLine, ...]
    second: tuple[QueueLine, ...]
    others: tuple[QueueLine, ...]
    approved: tuple[QueueLine, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits for this reviewer."""
        return not (self.mine or self.open or self.second or self.approved)


def queue_of(user: User, on: date) -> Queue:
    """The queue as one reviewer sees it; twelve queries whatever its length."""
    versions = list(
        versions_for_review()
        .filter(state__in=ON_THE_WAY)
        .defer("content")
        .order_by("submitted_at", "pk")
    )
    seats, decisions = _seats(versions), _decisions(versions)
    reasons = reasons_of(versions, user, on)
    lines = [
        _line(
            version, _Stand(seats[version.pk], decisions[version.pk], user.pk),
            reasons[version.pk], on,
        )
        for version in versions
    ]  # fmt: skip
    return Queue(
        mine=_those(lines, _is_mine),
        open=_those(lines, lambda each: _waits(each) and each.taken == 0),
        second=_those(lines, lambda each: _waits(each) and 0 < each.taken < APPROVALS_NEEDED),
        others=_those(lines, lambda each: _waits(each) and each.is_full),
        approved=_those(lines, lambda each: each.version.state == VersionState.APPROVED),
    )


def _those(lines: Iterable[QueueLine], fits: Callable[[QueueLine], bool]) -> tuple[QueueLine, ...]:
    return tuple(line for line in lines if fits(line))


def _is_mine(line: QueueLine) -> bool:
    in_review = line.version.state == VersionState.IN_REVIEW
    return in_review and line.mine is not None and not line.decided


def _waits(line: QueueLine) -> bool:
    return line.version.state == VersionState.IN_REVIEW and not _is_mine(line)


def _seats(versions: Iterable[AddOnVersion]) -> Mapping[int, list[ReviewAssignment]]:
    """By version, reviews of its present content that were not given back."""
    hashes = {version.pk: version.content_hash for version in versions}
    found: dict[int, list[ReviewAssignment]] = defaultdict(list)
    for row in ReviewAssignment.objects.filter(version__in=hashes, released_at__isnull=True):
        if row.content_hash == hashes[row.version_id]:
            found[row.version_id].append(row)
    return found


def _decisions(versions: Iterable[AddOnVersion]) -> Mapping[int, list[tuple[int, bool]]]:
    """By version, who decided how on its present content."""
    hashes = {version.pk: version.content_hash for version in versions}
    found: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    rows = ReviewDecision.objects.filter(version__in=hashes)
    for version, reviewer, approved, seen in rows.values_list(
        "version", "reviewer", "approved", "content_hash"
    ):
        if seen == hashes[version]:
            found[version].append((reviewer, approved))
    return found


def reasons_of(
    versions: Iterable[AddOnVersion], user: User, on: date
) -> Mapping[int, Reason | None]:
    """By version, why this person is not independent of it; eight queries."""
    rows = list(versions)
    hands, who = hands_in({row.add_on_id for row in rows}), reviewer_of(user)
    return {row.pk: conflict(who, reviewed_of(row, user, hands), on) for row in rows}


@dataclass(frozen=True)
class _Stand:
    """Seats and decisions on the present content, and who asks."""

    seats: list[ReviewAssignment]
    decisions: list[tuple[int, bool]]
    asker: int

    @property
    def mine(self) -> ReviewAssignment | None:
        return next((each for each in self.seats if each.reviewer_id == self.asker), None)

    @property
    def people(self) -> set[int]:
        return {each.reviewer_id for each in self.seats} | {key for key, _ in self.decisions}


def _line(version: AddOnVersion, stand: _Stand, reason: Reason | None, on: date) -> QueueLine:
    handed_in, mine = version.submitted_at, stand.mine
    since = local_day(handed_in, settings.TIME_ZONE) if handed_in else on
    return QueueLine(
        version=version,
        waited=days_left(on, since),
        taken=len(stand.people),
        approvals=sum(approved for _, approved in stand.decisions),
        mine=mine,
        decided=stand.asker in {key for key, _ in stand.decisions},
        reason=reason,
        days_left=days_left(mine.due_on, on) if mine else None,
    )


@dataclass(frozen=True)
class RegisterLine:
    """An entry of the register, and whether it keeps its reviewer away today."""

    entry: DeclaredInterest
    is_over: bool


def register_of_interests(on: date) -> tuple[RegisterLine, ...]:
    """Every entry of every reviewer, the newest first; ended ones stay. One query."""
    rows = DeclaredInterest.objects.select_related("reviewer", "partner")
    return tuple(
        RegisterLine(row, row.ends_on is not None and is_after(on, row.ends_on)) for row in rows
    )


def own_open_interests(user: User) -> QuerySet[DeclaredInterest]:
    """Interests of a reviewer that did not end."""
    return DeclaredInterest.objects.filter(reviewer=user, ends_on__isnull=True)


def thread_of(version: AddOnVersion) -> list[ReviewComment]:
    """Comments of a version, oldest first."""
    return list(version.comments.select_related("author").order_by("written_at", "pk"))


def own_seat(version: AddOnVersion, user: User) -> ReviewAssignment | None:
    """The own review of the content as it stands; None when it was not taken, or given back."""
    rows = ReviewAssignment.objects.filter(
        version=version, reviewer=user, content_hash=version.content_hash, released_at__isnull=True
    )
    return rows.select_related("decision").first()


def decisions_on(version: AddOnVersion) -> list[ReviewDecision]:
    """Decisions on the content as it stands, oldest first."""
    rows = version.decisions.filter(content_hash=version.content_hash)
    return list(rows.select_related("reviewer"))


def earlier_decisions(version: AddOnVersion) -> list[ReviewDecision]:
    """Decisions on what the version said before, oldest first."""
    rows = version.decisions.filter(~Q(content_hash=version.content_hash))
    return list(rows.select_related("reviewer"))
