"""The published numbers of a product in words: quarters, groups, charts, lines of a download."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curriculum.domain.aggregates import (
    EVERYBODY,
    OTHERS,
    Cell,
    Dimension,
    Measure,
    Quarter,
    Table,
)
from curriculum.domain.question_bands import Band
from curriculum.queries.product_numbers import QuarterNumbers
from passport.people.models.countries import COUNTRIES
from passport.people.models.labels import PROFESSION_LABELS
from passport.ui.charts.bars import Bar, bars
from passport.ui.charts.numbers import Chart, number_table

MEASURES: dict[Measure, Promise] = {
    Measure.STARTS: gettext_lazy("Started"),
    Measure.COMPLETIONS: gettext_lazy("Completed"),
}
TITLES: dict[Dimension, Promise] = {
    Dimension.TOTAL: gettext_lazy("All learners"),
    Dimension.COUNTRY: gettext_lazy("Completed, by country"),
    Dimension.PROFESSION: gettext_lazy("Completed, by profession"),
}
BANDS: dict[Band, Promise] = {
    Band.HARD: gettext_lazy("fewer than 4 in 10 were right"),
    Band.ORDINARY: gettext_lazy("nothing to look at"),
    Band.EASY: gettext_lazy("nearly everybody was right"),
}
_COUNTRIES = dict(COUNTRIES)


def quarter_words(quarter: Quarter) -> str:
    """The name of a quarter."""
    return _("Quarter %(number)s of %(year)s") % {"number": quarter.number, "year": quarter.year}


def group_words(key: str, dimension: Dimension) -> str:
    """The name of a group: a country, a profession, the small ones together, everybody."""
    if key == OTHERS:
        return _("Others")
    if key == EVERYBODY:
        return _("All learners")
    labels: Any = _COUNTRIES if dimension is Dimension.COUNTRY else PROFESSION_LABELS
    return str(labels.get(key, key))


@dataclass(frozen=True)
class TitledChart:
    """Bars and their table under a title."""

    title: str
    chart: Chart


def quarter_charts(numbers: QuarterNumbers) -> list[TitledChart]:
    """Bars of a quarter: everybody who started and completed, then completions by group."""
    everybody = [
        (str(words), cell)
        for measure, words in MEASURES.items()
        for cell in numbers.cells(measure, Dimension.TOTAL)
    ]
    found = [_titled(numbers, Dimension.TOTAL, everybody)] if everybody else []
    for dimension in (Dimension.COUNTRY, Dimension.PROFESSION):
        cells = numbers.cells(Measure.COMPLETIONS, dimension)
        if cells:
            rows = [(group_words(cell.key, dimension), cell) for cell in cells]
            found.append(_titled(numbers, dimension, rows))
    return found


def _titled(
    numbers: QuarterNumbers, dimension: Dimension, rows: Sequence[tuple[str, Cell]]
) -> TitledChart:
    quarter = numbers.quarter
    title = str(TITLES[dimension])
    told = f"{title}, {quarter_words(quarter)}"
    return TitledChart(title, _chart(f"{quarter.year}-{quarter.number}-{dimension}", told, rows))


def _chart(name: str, title: str, rows: Sequence[tuple[str, Cell]]) -> Chart:
    drawn = bars(
        [Bar(label, (cell.people,)) for label, cell in rows],
        parts=(_("people or more"),),
        name=f"numbers-{name}",
        title=title,
    )
    timed = any(cell.minutes is not None for _, cell in rows)
    head = ["", _("People, in tens"), *([_("Minutes, median")] if timed else [])]
    lines = [
        (label, cell.people, *([_minutes(cell.minutes)] if timed else [])) for label, cell in rows
    ]
    return Chart(drawn.drawing, number_table(title, head, lines))


def _minutes(value: int | None) -> int | str:
    return "" if value is None else value


def download_head() -> tuple[str, ...]:
    """The head of a download."""
    return (
        _("Quarter"),
        _("What"),
        _("Group"),
        _("People, in tens"),
        _("Minutes, median"),
        _("Minutes spared each, median"),
    )


def download_rows(quarters: Iterable[QuarterNumbers]) -> list[tuple[str | int | None, ...]]:
    """A line for each figure that the page shows, and for each band of a question."""
    found: list[tuple[str | int | None, ...]] = []
    for numbers in quarters:
        name = quarter_words(numbers.quarter)
        found += [
            _row(name, numbers, table, cell) for table in numbers.tables for cell in table.cells
        ]
        found += [
            (name, _("Question %(key)s") % {"key": key}, str(BANDS[band]), None, None, None)
            for key, band in numbers.questions
        ]
    return found


def _row(
    name: str, numbers: QuarterNumbers, table: Table, cell: Cell
) -> tuple[str | int | None, ...]:
    whole = (table.measure, table.dimension) == (Measure.COMPLETIONS, Dimension.TOTAL)
    return (
        name,
        str(MEASURES[table.measure]),
        group_words(cell.key, table.dimension),
        cell.people,
        cell.minutes,
        numbers.saved_each if whole else None,
    )
