"""Horizontal bars from zero: one line per thing, up to six parts, each said in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from passport.ui.charts.numbers import Chart, drawing, number_table, percent

MOST_PARTS = 6
LINE = 60
LABEL, BAR, HEIGHT, WORDS = 16, 24, 12, 52


@dataclass(frozen=True)
class Bar:
    """One line: its name and a number for each part."""

    label: str
    values: tuple[int, ...]

    @property
    def total(self) -> int:
        """All parts together."""
        return sum(self.values)


def bars(rows: Sequence[Bar], *, parts: Sequence[str], name: str, title: str) -> Chart:
    """Bars of one scale; `parts` are words that follow a number, as in "12 from core"."""
    if len(parts) > MOST_PARTS:
        raise ValueError(f"a bar has {MOST_PARTS} parts at the most, not {len(parts)}")
    whole = max((row.total for row in rows), default=0) or 1
    lines = [_line(row, index, whole, parts) for index, row in enumerate(rows)]
    told = "; ".join(f"{row.label}: {_words(row, parts)}" for row in rows)
    return Chart(
        drawing=drawing(
            name=name,
            title=title,
            told=told or gettext("There is nothing to show."),
            height=max(1, len(rows)) * LINE,
            body=SafeString("".join(lines)),
        ),
        table=number_table(
            title,
            ("", *parts, gettext("Together")),
            [(row.label, *row.values, row.total) for row in rows],
        ),
    )


def _words(row: Bar, parts: Sequence[str]) -> str:
    pairs = zip(row.values, parts, strict=True)
    return ", ".join(f"{value} {part}" for value, part in pairs)


def _line(row: Bar, index: int, whole: int, parts: Sequence[str]) -> SafeString:
    top = index * LINE
    return format_html(
        '<g class="bars__line"><text class="bars__label" x="0" y="{}">{}</text>{}'
        '<text class="bars__words" x="0" y="{}">{}</text></g>',
        top + LABEL,
        row.label,
        _rects(row, top + BAR, 100 / whole),
        top + WORDS,
        _words(row, parts),
    )


def _rects(row: Bar, top: int, scale: float) -> SafeString:
    """The parts of a line side by side; a part of nothing is not drawn."""
    starts = [0, *accumulate(row.values)]
    rows = [
        (number, percent(start * scale), top, percent(value * scale), HEIGHT)
        for number, (start, value) in enumerate(zip(starts, row.values, strict=False), start=1)
        if value
    ]
    shape = '<rect class="bars__part-{}" x="{}" y="{}" width="{}" height="{}"/>'
    return format_html_join("", shape, rows)
