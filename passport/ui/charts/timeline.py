"""A timeline: one line per thing from its first to its last day, over whole months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from passport.ui.charts.numbers import Chart, drawing, percent
from passport.ui.charts.word_table import word_table

LINE, HEAD = 40, 28
BAR, TEXT = 12, 14


@dataclass(frozen=True)
class Stretch:
    """One line: its name, first and last day, and of which kind (1 to 6) in which words."""

    label: str
    first: date
    last: date
    kind: int
    words: str


def timeline(rows: Sequence[Stretch], *, name: str, title: str) -> Chart:
    """Lines in the order given, the name above each; months at the top."""
    first, days = _span(rows)
    body = format_html(
        '<g class="timeline__months">{}</g>{}',
        _months(first, days, HEAD + len(rows) * LINE),
        format_html_join(
            "", "{}", ((_line(row, index, first, days),) for index, row in enumerate(rows))
        ),
    )
    told = "; ".join(f"{row.label}: {_from_until(row)}, {row.words}" for row in rows)
    return Chart(
        drawing=drawing(
            name=name,
            title=title,
            told=told or gettext("There is nothing to show."),
            height=HEAD + max(1, len(rows)) * LINE,
            body=body,
        ),
        table=word_table(
            title,
            (gettext("Visit"), gettext("From"), gettext("Until"), gettext("State")),
            [(row.label, _day(row.first), _day(row.last), row.words) for row in rows],
        ),
    )


def _span(rows: Sequence[Stretch]) -> tuple[date, int]:
    """First day of the first month, and how many days to the end of the last."""
    if not rows:
        return date.min, 1
    first = min(row.first for row in rows).replace(day=1)
    last = _next_month(max(row.last for row in rows))
    return first, (last - first).days


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _months(first: date, days: int, height: int) -> SafeString:
    """A fine line at the beginning of each month; names of as many as find room."""
    starts, start = [], first
    while (start - first).days < days and start != date.min:
        starts.append(start)
        start = _next_month(start)
    step = max(1, -(-len(starts) // 4))
    marks = (
        (
            percent((each - first).days / days * 100),
            height,
            date_format(each, "M Y") if index % step == 0 else "",
        )
        for index, each in enumerate(starts)
    )
    shape = '<line x1="{0}" x2="{0}" y1="20" y2="{1}"/><text x="{0}" y="14" dx="2">{2}</text>'
    return format_html_join("", shape, marks)


def _line(row: Stretch, index: int, first: date, days: int) -> SafeString:
    top = HEAD + index * LINE
    return format_html(
        '<g class="timeline__line"><text class="timeline__label" x="0" y="{}">{}</text>'
        '<rect class="timeline__kind-{}" x="{}" y="{}" width="{}" height="{}"/></g>',
        top + TEXT,
        row.label,
        row.kind,
        percent((row.first - first).days / days * 100),
        top + TEXT + 6,
        percent(((row.last - row.first).days + 1) / days * 100),
        BAR,
    )


def _from_until(row: Stretch) -> str:
    return f"{_day(row.first)} - {_day(row.last)}"


def _day(on: date) -> str:
    return date_format(on, "j F Y")
