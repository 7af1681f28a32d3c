"""What coordinators see of calls and applications: counts, lists, one application whole."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from observership.domain.calls import Stage, Standing, ToDo, next_to_do, stage_of
from observership.domain.lifecycle import LIVE_PLACEMENTS, ApplicationState
from observership.models import (
    Application,
    Call,
    CommitteeMember,
    CommitteeReview,
    MatchRun,
    OpeningWindow,
    Placement,
    PriorityOrder,
    RunKind,
    SupportLetter,
)

_S = ApplicationState
ALWAYS_SHOWN = (_S.SUBMITTED, _S.ELIGIBLE, _S.OFFERED, _S.PLACED)


@dataclass(frozen=True)
class CallLine:
    """A call with where it stands, how many applications are in which state, and what is next."""

    call: Call
    stage: Stage
    counts: dict[str, int]
    standing: Standing

    @property
    def to_do(self) -> ToDo:
        """What a coordinator does next."""
        return next_to_do(self.standing)

    @property
    def applications(self) -> int:
        """Applications that were handed in, drafts left out."""
        return sum(n for state, n in self.counts.items() if state != _S.DRAFT)


def is_published(call: Call) -> bool:
    """Whether a run of the matching was published."""
    return MatchRun.objects.filter(call=call, kind=RunKind.PUBLISHED).exists()


def stage_now(call: Call, on: date) -> Stage:
    """Where a call stands on a day."""
    return stage_of(
        call.opens_on,
        call.closes_on,
        on,
        is_published=is_published(call),
        is_ended=call.ended_at is not None,
    )


def office_calls() -> QuerySet[Call]:
    """Every call, the latest first, with `published` and `ordered`."""
    runs = MatchRun.objects.filter(call=OuterRef("pk"), kind=RunKind.PUBLISHED)
    orders = PriorityOrder.objects.filter(call=OuterRef("pk"))
    return Call.objects.annotate(published=Exists(runs), ordered=Exists(orders))


def call_lines(calls: Iterable[Call], on: date) -> list[CallLine]:
    """What stands in the list of calls; the same number of queries for any number of them.

    `calls` come from `office_calls`.
    """
    found = list(calls)
    ids = [call.pk for call in found]
    counts = _states_of(ids)
    members = _per_call(CommitteeMember.objects.filter(call__in=ids, left_at__isnull=True))
    windows = _per_call(OpeningWindow.objects.filter(call__in=ids, closed_at__isnull=True))
    live = _per_call(
        Placement.objects.filter(application__call__in=ids, state__in=LIVE_PLACEMENTS),
        "application__call",
    )
    unread, reviews = _unread_of(ids), _open_reviews_of(ids)
    lines = []
    for call in found:
        stage, states = _stage(call, on), counts[call.pk]
        standing = Standing(
            stage=stage, windows=windows[call.pk], members=members[call.pk],
            submitted=states[_S.SUBMITTED], eligible=states[_S.ELIGIBLE],
            unread=unread[call.pk], reviews_open=reviews[call.pk],
            has_order=bool(getattr(call, "ordered", False)),
            offered=states[_S.OFFERED], live=live[call.pk],
        )  # fmt: skip
        lines.append(CallLine(call, stage, dict(states), standing))
    return lines


def _stage(call: Call, on: date) -> Stage:
    published, ended = bool(getattr(call, "published", False)), call.ended_at is not None
    return stage_of(call.opens_on, call.closes_on, on, is_published=published, is_ended=ended)


def _states_of(ids: list[int]) -> dict[int, Counter[str]]:
    rows = Application.objects.filter(call__in=ids).order_by().values_list("call", "state")
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for call, state, number in rows.annotate(number=Count("pk")):
        found[call][state] = number
    return found


def _per_call(rows: QuerySet, field: str = "call") -> Counter[int]:
    counted = rows.order_by().values_list(field).annotate(number=Count("pk"))
    return Counter(dict(counted))


def _unread_of(ids: list[int]) -> Counter[int]:
    """Eligible applications that nobody reads."""
    reading = CommitteeReview.objects.filter(application=OuterRef("pk"), conflict_at__isnull=True)
    rows = Application.objects.filter(~Exists(reading), call__in=ids, state=_S.ELIGIBLE)
    return _per_call(rows)


def _open_reviews_of(ids: list[int]) -> Counter[int]:
    rows = CommitteeReview.objects.filter(
        application__call__in=ids,
        application__state=_S.ELIGIBLE,
        conflict_at__isnull=True,
        submitted_at__isnull=True,
    )
    return _per_call(rows, "application__call")


@dataclass(frozen=True)
class Wanted:
    """Filters of the list of applications; empty ones filter nothing."""

    state: str = ""
    country: str = ""
    role: str = ""
    number: str = ""

    def __bool__(self) -> bool:
        return any((self.state, self.country, self.role, self.number))


def office_applications(call: Call, wanted: Wanted) -> QuerySet[Application]:
    """Applications of a call that were handed in, by number, with reviews counted.

    Drafts are their authors' alone, withdrawn ones that were never handed in too.
    """
    done = Q(reviews__submitted_at__isnull=False)
    reading = Q(reviews__conflict_at__isnull=True, reviews__isnull=False)
    rows = (
        Application.objects.filter(call=call, number__isnull=False)
        .exclude(state=_S.DRAFT)
        .select_related("trainee__user")
        .annotate(
            reviewers=Count("reviews", filter=reading), reviewed=Count("reviews", filter=done)
        )
        .defer("sections")
        .order_by("number")
    )
    fields = {"state": wanted.state, "country": wanted.country, "role": wanted.role}
    rows = rows.filter(**{name: value for name, value in fields.items() if value})
    return rows.filter(number__icontains=wanted.number) if wanted.number else rows


def countries_of(call: Call) -> list[str]:
    """Countries from which applications of a call were handed in."""
    rows = Application.objects.filter(call=call, number__isnull=False).exclude(country="")
    return sorted(set(rows.order_by().values_list("country", flat=True)))


def office_application(call: Call, public_id: UUID) -> Application | None:
    """One application that was handed in, with all its page names; None when there is none."""
    rows = Application.objects.filter(call=call, number__isnull=False).exclude(state=_S.DRAFT)
    rows = rows.select_related("call", "trainee__user", "centre").prefetch_related(
        "events__by",
        "objectives__module",
        "requirements",
        "products",
        "reviews__reviewer",
        "placements__host",
        "letters",
    )
    return rows.filter(public_id=public_id).first()


def letter_of(application: Application) -> SupportLetter | None:
    """The letter of support that counts: the open one, else the latest; None without one."""
    rows = list(application.letters.all())
    return next((row for row in rows if row.closed_at is None), rows[0] if rows else None)
