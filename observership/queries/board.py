"""What stands on the coordinator's board; the same number of queries for any number of cards."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Sum

from observership.domain.board import (
    APPLICATION_COLUMNS,
    PLACEMENT_COLUMNS,
    Column,
    states_in,
)
from observership.domain.lifecycle import (
    OPEN_MATCHES,
    OPEN_PAYMENTS,
    ApplicationState,
    FundingState,
    PlacementState,
)
from observership.models import Application, Call, FundingStep, Match, Placement

CARDS = 12
Row: TypeAlias = Application | Placement


@dataclass(frozen=True)
class ColumnRows:
    """A column: the cards that are shown, oldest first, and how many there are."""

    column: Column
    applications: tuple[Application, ...]
    placements: tuple[Placement, ...]
    total: int

    @property
    def hidden(self) -> int:
        """Cards that are not shown."""
        return self.total - len(self.applications) - len(self.placements)


@dataclass(frozen=True)
class Money:
    """Payments of one placement, or of several in one currency.

    `stopped` is that part of `paid` which went into placements that were cancelled.
    """

    currency: str
    planned: int = 0
    released: int = 0
    paid: int = 0
    withheld: int = 0
    stopped: int = 0

    @property
    def total(self) -> int:
        """What is to be paid in all; what is withheld does not count."""
        return self.planned + self.released + self.paid


def _asked(call: Call | None) -> QuerySet[Application]:
    return Application.objects.filter(call=call) if call else Application.objects.all()


def _visits(call: Call | None) -> QuerySet[Placement]:
    return Placement.objects.filter(application__call=call) if call else Placement.objects.all()


def _applications(call: Call | None) -> QuerySet[Application]:
    places = Match.objects.filter(state__in=OPEN_MATCHES).select_related("window__opening__centre")
    return (
        _asked(call)
        .select_related("call", "trainee__user")
        .defer("sections")
        .prefetch_related(Prefetch("matches", queryset=places, to_attr="open_matches"))
        .order_by("state_since", "pk")
    )


def _placements(call: Call | None) -> QuerySet[Placement]:
    joined = _visits(call).select_related(
        "application__call", "trainee__user", "host", "opening", "supervisor__user"
    )
    return joined.defer("application__sections")


def columns_of(call: Call | None) -> list[ColumnRows]:
    """Every column with at most 12 cards."""
    counts = _counts(call)
    return [_column(column, call, counts[column], CARDS) for column in Column]


class WholeColumn:
    """All rows of a column, placements before applications, for reading page by page."""

    def __init__(self, column: Column, call: Call | None) -> None:
        applications, placements = states_in(column)
        self.visits = _in_order(_placements(call).filter(state__in=placements), column)
        self.asking = _applications(call).filter(state__in=applications)
        self.visit_count = self.visits.count() if placements else 0
        self.total = self.visit_count + (self.asking.count() if applications else 0)

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, part: slice) -> list[Row]:
        first, last = part.start or 0, min(part.stop, self.total)
        before = self.visit_count
        visits = list(self.visits[first : min(last, before)]) if first < before else []
        asking = list(self.asking[max(0, first - before) : last - before]) if last > before else []
        return [*visits, *asking]


def _in_order(rows: QuerySet[Placement], column: Column) -> QuerySet[Placement]:
    """The longest waiting first; of closed ones the latest."""
    closed = column is Column.CLOSED
    return rows.order_by(*(("-state_since", "-pk") if closed else ("state_since", "pk")))


def _counts(call: Call | None) -> Counter[Column]:
    found: Counter[Column] = Counter()
    states = _asked(call).order_by().values_list("state").annotate(number=Count("pk"))
    for state, number in states.filter(state__in=list(APPLICATION_COLUMNS)):
        found[APPLICATION_COLUMNS[ApplicationState(state)]] += number
    visits = _visits(call).order_by().values_list("state").annotate(number=Count("pk"))
    for state, number in visits.filter(state__in=list(PLACEMENT_COLUMNS)):
        found[PLACEMENT_COLUMNS[PlacementState(state)]] += number
    return found


def _column(column: Column, call: Call | None, total: int, most: int) -> ColumnRows:
    applications, placements = states_in(column)
    rows = _in_order(_placements(call).filter(state__in=placements), column)
    visits = tuple(rows[:most]) if placements else ()
    asking = _applications(call).filter(state__in=applications)
    waiting = tuple(asking[: most - len(visits)]) if applications and len(visits) < most else ()
    return ColumnRows(column, waiting, visits, total)


def visits_of(call: Call | None) -> QuerySet[Placement]:
    """Placements that were not cancelled, by their days."""
    rows = _placements(call).exclude(state=PlacementState.CANCELLED)
    return rows.order_by("starts_on", "pk")


def stopped_with_money(call: Call | None) -> QuerySet[Placement]:
    """Cancelled placements of which a payment is still open, the longest waiting first."""
    unpaid = FundingStep.objects.filter(placement=OuterRef("pk"), state__in=OPEN_PAYMENTS)
    rows = _placements(call).filter(
        Exists(unpaid), state=PlacementState.CANCELLED, erased_at__isnull=True
    )
    return rows.order_by("state_since", "pk")


def money_of(placements: Sequence[Placement]) -> dict[int, Money]:
    """Payments by placement; one query, placements without any are left out."""
    rows = FundingStep.objects.filter(placement__in=placements).order_by()
    found: dict[int, dict[str, int]] = defaultdict(dict)
    currencies: dict[int, str] = {}
    counted = rows.values_list("placement", "currency", "state").annotate(whole=Sum("amount"))
    for placement, currency, state, amount in counted:
        found[placement][state] = amount
        currencies[placement] = currency
    return {pk: _money(currencies[pk], sums) for pk, sums in found.items()}


def money_in_all(call: Call | None) -> list[Money]:
    """Payments of all placements, one line per currency."""
    rows = FundingStep.objects.order_by()
    if call:
        rows = rows.filter(placement__application__call=call)
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    counted = rows.values_list("currency", "state", "placement__state").annotate(
        whole=Sum("amount")
    )
    for currency, state, visit, amount in counted:
        found[currency][state] += amount
        if (state, visit) == (FundingState.PAID, PlacementState.CANCELLED):
            found[currency]["stopped"] += amount
    return [_money(currency, sums) for currency, sums in sorted(found.items())]


def _money(currency: str, sums: Mapping[str, int]) -> Money:
    return Money(
        currency,
        planned=sums.get(FundingState.PLANNED, 0),
        released=sums.get(FundingState.RELEASED, 0),
        paid=sums.get(FundingState.PAID, 0),
        withheld=sums.get(FundingState.WITHHELD, 0),
        stopped=sums.get("stopped", 0),
    )
