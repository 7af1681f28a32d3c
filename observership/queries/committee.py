"""The committee of a call: members, their ties, what waits for a reviewer, the scores."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Lower

from observership.domain.calls import mean_score
from observership.domain.committee import Paper, Reader, Tie, tie_of
from observership.domain.lifecycle import ApplicationState
from observership.models import (
    Application,
    Call,
    CommitteeMember,
    CommitteeReview,
    OpeningWindow,
    PriorityOrder,
    SupportLetter,
)
from observership.queries.applications import MATCHABLE
from passport.people.models import CentreMembership, Professional, User
from passport.people.queries.centres import held_on


def sits_in_a_committee(user: User) -> bool:
    """Whether somebody is a member of the committee of any call."""
    return CommitteeMember.objects.filter(user=user, left_at__isnull=True).exists()


def members_of_committee(call: Call) -> QuerySet[CommitteeMember]:
    """Members of a call's committee, by name."""
    rows = CommitteeMember.objects.filter(call=call, left_at__isnull=True)
    return rows.select_related("user").order_by("user__last_name", "user__first_name", "pk")


def applies_in(call: Call, user: User) -> bool:
    """Whether somebody has an application in a call, as a draft or handed in."""
    rows = Application.objects.filter(call=call, trainee__user=user)
    return rows.exclude(state=ApplicationState.WITHDRAWN).exists()


def centres_of(user_ids: Collection[int], on: date) -> dict[int, frozenset[str]]:
    """Ids of the centres to which people belong on a day, confirmed or not."""
    rows = CentreMembership.objects.filter(held_on(on), professional__user__in=user_ids)
    found: dict[int, set[str]] = defaultdict(set)
    for user, centre in rows.values_list("professional__user", "centre"):
        found[user].add(str(centre))
    return {user: frozenset(centres) for user, centres in found.items()}


def readers_of(call: Call, on: date) -> list[Reader]:
    """The members as the rules see them."""
    users = [row.user_id for row in members_of_committee(call)]
    centres = centres_of(users, on)
    applying = Application.objects.filter(call=call, trainee__user__in=users)
    applicants = set(
        applying.exclude(state=ApplicationState.WITHDRAWN).values_list("trainee__user", flat=True)
    )
    return [
        Reader(str(user), centres.get(user, frozenset()), applies=user in applicants)
        for user in users
    ]


def papers_of(applications: Iterable[Application], on: date) -> list[Paper]:
    """Applications as the rules see them; they come with `trainee` and `reviews`."""
    found = [each for each in applications if each.trainee is not None]
    centres = centres_of([each.trainee.user_id for each in found if each.trainee], on)
    heads = _heads_of(found)
    return [
        replace(_paper(each, each.trainee, centres), heads=heads.get(each.pk, frozenset()))
        for each in found
        if each.trainee
    ]


def _heads_of(applications: Collection[Application]) -> dict[int, frozenset[str]]:
    """Accounts under an address that was asked for a letter of support, by application."""
    rows = SupportLetter.objects.filter(application__in=applications)
    asked = list(rows.values_list("application", "head_email"))
    people: dict[str, set[str]] = defaultdict(set)
    known = User.objects.annotate(address=Lower("email"))
    wanted = {email.lower() for _application, email in asked if email}
    for address, user in known.filter(address__in=wanted).values_list("address", "pk"):
        people[address].add(str(user))
    found: dict[int, set[str]] = defaultdict(set)
    for application, email in asked:
        found[application] |= people[email.lower()]
    return {application: frozenset(users) for application, users in found.items()}


def _paper(
    application: Application, trainee: Professional, centres: dict[int, frozenset[str]]
) -> Paper:
    named = {str(application.centre_id)} if application.centre_id else set()
    reviews = list(application.reviews.all())
    return Paper(
        id=str(application.pk),
        applicant=str(trainee.user_id),
        homes=centres.get(trainee.user_id, frozenset()) | named,
        declared=frozenset(str(r.reviewer_id) for r in reviews if r.conflict_at),
        readers=frozenset(str(r.reviewer_id) for r in reviews if not r.conflict_at),
    )


def to_be_read(call: Call) -> QuerySet[Application]:
    """Eligible applications of a call with who reads them, by number."""
    rows = Application.objects.filter(call=call, state=ApplicationState.ELIGIBLE)
    return rows.select_related("trainee__user").prefetch_related("reviews").order_by("number")


def loads_of(call: Call) -> dict[str, int]:
    """How many applications of a call each reader has."""
    rows = CommitteeReview.objects.filter(application__call=call, conflict_at__isnull=True)
    return dict(Counter(str(pk) for pk in rows.values_list("reviewer", flat=True)))


def tie_between(user: User, application: Application, on: date) -> Tie | None:
    """Why somebody may not read an application on a day; None when nothing is known."""
    reader = Reader(
        str(user.pk),
        centres_of([user.pk], on).get(user.pk, frozenset()),
        applies=applies_in(application.call, user),
    )
    papers = papers_of([application], on)
    return tie_of(reader, papers[0]) if papers else None


@dataclass(frozen=True)
class MemberLine:
    """A member as listed: how much there is to read, how much is read, ties that are shown."""

    member: CommitteeMember
    assigned: int
    submitted: int
    declared: int
    hosts: tuple[str, ...]


def member_lines(call: Call, on: date) -> list[MemberLine]:
    """Members with their work and the host centres to which they belong."""
    members = list(members_of_committee(call))
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    rows = CommitteeReview.objects.filter(application__call=call)
    for reviewer, conflict, done in rows.values_list("reviewer", "conflict_at", "submitted_at"):
        counts[reviewer]["declared" if conflict else "assigned"] += 1
        counts[reviewer]["submitted"] += done is not None
    hosts = _hosts_of(call, [row.user_id for row in members], on)
    return [
        MemberLine(
            member=row,
            assigned=counts[row.user_id]["assigned"],
            submitted=counts[row.user_id]["submitted"],
            declared=counts[row.user_id]["declared"],
            hosts=tuple(sorted(hosts[row.user_id])),
        )
        for row in members
    ]


def _hosts_of(call: Call, user_ids: list[int], on: date) -> dict[int, set[str]]:
    windows = OpeningWindow.objects.filter(call=call, closed_at__isnull=True)
    rows = CentreMembership.objects.filter(
        held_on(on), professional__user__in=user_ids, centre__in=windows.values("opening__centre")
    )
    found: dict[int, set[str]] = defaultdict(set)
    for user, name in rows.values_list("professional__user", "centre__name"):
        found[user].add(name)
    return found


def reviews_for(user: User) -> QuerySet[CommitteeReview]:
    """Reviews of somebody who is still in the committee, with their applications and calls.

    Applications that were withdrawn or found not eligible are nobody's to read any more.
    """
    mine = CommitteeMember.objects.filter(user=user, left_at__isnull=True)
    rows = CommitteeReview.objects.filter(
        reviewer=user,
        conflict_at__isnull=True,
        application__call__in=mine.values("call"),
        application__state__in=MATCHABLE,
    )
    return rows.select_related("application__call", "application__trainee__user")


def review_for(user: User, public_id: UUID) -> CommitteeReview | None:
    """One of these reviews; None for everybody else's."""
    return reviews_for(user).filter(public_id=public_id).first()


def order_of_call(call: Call) -> PriorityOrder | None:
    """The priority order of a call; None until it is fixed."""
    return PriorityOrder.objects.filter(call=call).select_related("fixed_by").first()


def weights_of(call: Call) -> dict[str, int]:
    """Weights of a call's criteria."""
    return {each["key"]: each["weight"] for each in call.criteria}


def score_of_application(application: Application, weights: dict[str, int]) -> float | None:
    """The mean score of its submitted reviews, which were fetched before; None without any."""
    done = [row.scores for row in application.reviews.all() if row.submitted_at]
    return mean_score(done, weights)
