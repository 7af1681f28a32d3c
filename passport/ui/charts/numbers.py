"""A drawing with the table of its numbers, and how such a table is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Chart:
    """A drawing and the same numbers as a table, for a page that shows one and offers both."""

    drawing: SafeString
    table: SafeString


def number_table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> SafeString:
    """A table whose first column names the row and whose other columns are numbers."""
    first, *rest = heads
    return format_html(
        '<table class="table"><caption>{}</caption><thead><tr><th scope="col">{}</th>{}</tr>'
        "</thead><tbody>{}</tbody></table>",
        caption,
        first,
        format_html_join("", '<th scope="col" class="number">{}</th>', ((each,) for each in rest)),
        format_html_join("", "<tr>{}{}</tr>", (_row(row) for row in rows)),
    )


def _row(row: Sequence[Any]) -> tuple[SafeString, SafeString]:
    name, *values = row
    return (
        format_html('<th scope="row">{}</th>', name),
        format_html_join("", '<td class="number">{}</td>', ((value,) for value in values)),
    )


def percent(value: float) -> str:
    """A length as SVG takes it: 12.5%, 100%; a whole has no dot."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def drawing(*, name: str, title: str, told: str, height: int, body: SafeString) -> SafeString:
    """An SVG of full width whose texts keep their size; `name` makes its ids unique on a page."""
    return format_html(
        '<svg class="chart__drawing" role="img" width="100%" height="{}" focusable="false"'
        ' aria-labelledby="{}-title {}-told"><title id="{}-title">{}</title>'
        '<desc id="{}-told">{}</desc>{}</svg>',
        height,
        name,
        name,
        name,
        title,
        name,
        told,
        body,
    )
