"""The board: seven columns of cards, one column page by page, timeline, map and money."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from observership.domain.board import Column
from observership.domain.lifecycle import PlacementState
from observership.models import Call, Placement
from observership.models.labels import PLACEMENT_LABELS
from observership.queries.board import (
    ColumnRows,
    Money,
    Row,
    WholeColumn,
    columns_of,
    money_in_all,
    money_of,
    stopped_with_money,
    visits_of,
)
from observership.queries.steps import steps_of
from observership.views.access import coordinators_only
from observership.views.coordinator_cards import (
    COLUMN_EMPTY,
    COLUMN_WORDS,
    Card,
    application_card,
    placement_card,
)
from observership.views.coordinator_frame import PAGE_SIZE, framed, query_without_page
from passport.people.models.countries import COUNTRY_NAMES
from passport.ui.charts import Arc, Chart, Spot, Stretch, europe_map, timeline

ROWS = 30
KINDS = {
    PlacementState.PREPARING: 1,
    PlacementState.AGREED: 2,
    PlacementState.UNDERWAY: 4,
    PlacementState.REPORTING: 5,
    PlacementState.CLOSED: 6,
}


@coordinators_only
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Everything at a glance; `call` narrows it, `column` reads one column page by page."""
    calls = list(Call.objects.order_by("-opens_on", "-pk"))
    call = next((each for each in calls if each.key == request.GET.get("call")), None)
    name = request.GET.get("column", "")
    if name in set(Column):
        return _one_column(request, call, Column(name))
    on = timezone.localdate()
    columns = columns_of(call)
    visits = Paginator(visits_of(call), ROWS).get_page(request.GET.get("page"))
    context = framed(
        "board",
        calls=calls,
        chosen=call,
        columns=_columns(columns, call, on),
        is_empty=not any(each.total for each in columns),
        propose=_propose(call, calls),
        page=visits,
        query=query_without_page(request),
        stopped=_with_money(list(stopped_with_money(call)[:ROWS])),
        **_below(list(visits), call),
    )
    return render(request, "observership/board.html", context)


def _columns(columns: Sequence[ColumnRows], call: Call | None, on: date) -> list[dict[str, Any]]:
    """Columns as the page shows them."""
    rows: list[Row] = []
    for each in columns:
        rows += [*each.placements, *each.applications]
    cards = _cards(rows, on)
    return [
        {
            "key": str(each.column),
            "title": COLUMN_WORDS[each.column],
            "empty": COLUMN_EMPTY[each.column],
            "total": each.total,
            "hidden": each.hidden,
            "cards": [
                *(cards[f"p{row.pk}"] for row in each.placements),
                *(cards[f"a{row.pk}"] for row in each.applications),
            ],
            "url": _address(call, column=str(each.column)),
        }
        for each in columns
    ]


def _cards(rows: Iterable[Row], on: date) -> dict[str, Card]:
    """Cards by id; steps and money of all placements are asked for at once."""
    found = list(rows)
    placements = [row for row in found if isinstance(row, Placement)]
    steps, money = steps_of(placements, on), money_of(placements)
    cards = [
        placement_card(row, steps.get(row.pk), money, on)
        if isinstance(row, Placement)
        else application_card(row, on)
        for row in found
    ]
    return {card.id: card for card in cards}


def _one_column(request: HttpRequest, call: Call | None, column: Column) -> HttpResponse:
    rows: Any = WholeColumn(column, call)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = framed(
        "board",
        chosen=call,
        title=COLUMN_WORDS[column],
        empty=COLUMN_EMPTY[column],
        cards=list(_cards(page.object_list, timezone.localdate()).values()),
        page=page,
        back=_address(call),
        query=query_without_page(request),
    )
    return render(request, "observership/board_column.html", context)


def _address(call: Call | None, **query: str) -> str:
    asked = urlencode({**({"call": call.key} if call else {}), **query})
    return reverse("observership:board") + (f"?{asked}" if asked else "")


def _propose(call: Call | None, calls: Sequence[Call]) -> str:
    """Where matches are proposed: the matching of the chosen call, or of the only one."""
    chosen = call or (calls[0] if len(calls) == 1 else None)
    if chosen is None:
        return reverse("observership:office_calls")
    return reverse("observership:matching", args=[chosen.key])


def _below(visits: list[Placement], call: Call | None) -> dict[str, Any]:
    """Timeline, map and money of the placements on this page."""
    if not visits:
        return {"timeline": None, "map": None, "money": [], "payments": []}
    return {
        "timeline": _timeline(visits),
        "map": _map(visits),
        "money": money_in_all(call),
        "payments": _with_money(visits),
    }


def _with_money(visits: list[Placement]) -> list[tuple[Placement, Money | None]]:
    """Placements with their payments; one query."""
    money = money_of(visits)
    return [(each, money.get(each.pk)) for each in visits]


def _timeline(visits: list[Placement]) -> Chart:
    rows = [
        Stretch(
            label=f"{_route(each)} {each.application.number or ''}".strip(),
            first=each.starts_on,
            last=each.ends_on,
            kind=KINDS[PlacementState(each.state)],
            words=str(PLACEMENT_LABELS[PlacementState(each.state)]),
        )
        for each in visits
    ]
    return timeline(rows, name="visits", title=_("Visits in time"))


def _route(placement: Placement) -> str:
    return f"{placement.application.country} > {placement.host.country}"


def _map(visits: list[Placement]) -> Chart:
    arcs = [
        Arc(
            _spot(
                each.application.centre_name,
                each.application.city,
                each.application.country,
                "home",
            ),
            _spot(each.host.name, each.host.city, each.host.country, "host"),
        )
        for each in visits
    ]
    return europe_map([], arcs, name="journeys", title=_("From home to host"))


def _spot(label: str, city: str, country: str, kind: str) -> Spot:
    return Spot(label, city, country, kind, str(COUNTRY_NAMES.get(country, country)))
