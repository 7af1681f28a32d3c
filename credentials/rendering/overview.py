"""What a quality manager sees first of the own centre: areas, dates, minimum cover, packs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from credentials.domain.matrix import Heat, HorizonMark
from credentials.models import EvidencePack
from credentials.queries.coverage import forecast_of, framework_views, heat_of, team_of
from credentials.rendering.cover import RuleShown, rule_shown
from credentials.rendering.coverage import total_of
from passport.dates import days_left
from passport.people.models import Centre
from passport.standards.models import Framework, Product
from passport.ui.charts import Share

HORIZONS = (30, 60, 90)
MONTHS = 4  # no ninety days are longer
PACKS_SHOWN = 3


@dataclass(frozen=True)
class Area:
    """A group of requirements and how far the centre's people have them in force."""

    title: str
    share: Share


@dataclass(frozen=True)
class Expiring:
    """How many things run out within so many days, and of how many people."""

    days: int
    things: int
    people: int


@dataclass(frozen=True)
class PackLine:
    """An evidence pack that was asked for."""

    public_id: UUID
    kind: str
    status_on: date
    asked_at: datetime
    is_made: bool


@dataclass(frozen=True)
class Overview:
    """A centre at a glance; `framework` names the requirements behind the areas."""

    framework: str
    people: int
    areas: tuple[Area, ...]
    expiring: tuple[Expiring, ...]
    rules: tuple[RuleShown, ...]
    packs: tuple[PackLine, ...]


def overview_of(centre: Centre, on: date) -> Overview:
    """A confirmed centre on a day; without any framework it has no areas."""
    packs = tuple(_packs(centre))
    framework = next(iter(framework_views(centre)), None)
    if framework is None:
        return Overview("", 0, (), (), (), packs)
    heat = heat_of(centre, framework.key, on)
    return Overview(
        framework=str(framework),
        people=heat.people,
        areas=tuple(_areas(heat)),
        expiring=_expiring(_marks(centre, on), on),
        rules=_rules(centre, on),
        packs=packs,
    )


def _areas(heat: Heat) -> Iterable[Area]:
    for place, (_key, title) in enumerate(heat.view.groups):
        share = total_of([cell for row in heat.rows if (cell := row.cells[place])])
        if share is not None:
            yield Area(title, share)


def _marks(centre: Centre, on: date) -> tuple[HorizonMark, ...]:
    try:
        return forecast_of(centre, None, on, MONTHS)[1]
    except Framework.DoesNotExist:
        return ()


def _expiring(marks: Iterable[HorizonMark], on: date) -> tuple[Expiring, ...]:
    left = [(days_left(mark.on, on), mark.member_id) for mark in marks]
    return tuple(
        Expiring(
            days=days,
            things=sum(1 for each, _person in left if each <= days),
            people=len({person for each, person in left if each <= days}),
        )
        for days in HORIZONS
    )


def _rules(centre: Centre, on: date) -> tuple[RuleShown, ...]:
    """Minimum covers of every product and of none, each once."""
    try:
        _teams, rules = team_of(centre, None, on)
    except Framework.DoesNotExist:
        return ()
    products = dict(Product.objects.values_list("key", "inn"))
    return tuple(rule_shown(rule, products) for rule in rules)


def _packs(centre: Centre) -> Iterable[PackLine]:
    rows = EvidencePack.objects.filter(centre=centre).select_related("record", "framework")
    for pack in rows.order_by("-asked_at", "-pk")[:PACKS_SHOWN]:
        yield PackLine(
            public_id=pack.public_id,
            kind=pack.get_kind_display(),
            status_on=pack.status_on,
            asked_at=pack.asked_at,
            is_made=hasattr(pack, "record"),
        )
