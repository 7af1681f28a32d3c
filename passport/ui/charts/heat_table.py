"""Heat tables: real tables whose cells say a state by shape, word and colour at once."""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

STEPS = 5


class Mark(StrEnum):
    """What a cell says; the value is its class, whose shape the stylesheet draws."""

    VALID = "v"
    SOON = "s"
    PART = "p"
    EXPIRED = "x"
    MISSING = "o"
    NONE = "n"


@dataclass(frozen=True)
class Share:
    """How many of how many, in whole percent; `soon` of them run out soon. `url` says who."""

    met: int
    total: int
    percent: int
    soon: int = 0
    url: str = ""

    @property
    def mark(self) -> Mark:
        """The shape that sums the cell up."""
        if not self.met:
            return Mark.MISSING
        if self.soon:
            return Mark.SOON
        return Mark.VALID if self.met == self.total else Mark.PART


@dataclass(frozen=True)
class Span:
    """A heading over `width` neighbouring columns."""

    label: str
    width: int


@dataclass(frozen=True)
class HeatRow:
    """A line: its heading and ready cells, made by `mark_cells` and `share_cell`; also joined."""

    head: str | SafeString
    cells: Sequence[SafeString]


@dataclass(frozen=True)
class HeatTable:
    """What a heat table shows; `upright` turns long headings by a quarter."""

    caption: str
    corner: str
    columns: Sequence[str | SafeString]
    rows: Iterable[HeatRow]
    spans: Sequence[Span] = ()
    totals: HeatRow | None = None
    upright: bool = False


def heat_table(data: HeatTable) -> SafeString:
    """The table; every text in it is escaped, headings keep their scope."""
    kind = " heat-table--upright" if data.upright else ""
    parts = [
        f'<table class="heat-table{kind}"><caption>{escaped(data.caption)}</caption>',
        _head(data),
        "<tbody>",
        *(_row(row) for row in data.rows),
        "</tbody>",
        f"<tfoot>{_row(data.totals)}</tfoot>" if data.totals else "",
        "</table>",
    ]
    return SafeString("".join(parts))


def escaped(text: object) -> str:
    """A text as it may stand in a page, as Django escapes it; quicker, for tables hold hundreds."""
    words = str(text)
    return words if isinstance(words, SafeString) else html.escape(words)


def _head(data: HeatTable) -> str:
    corner = format_html(
        '<th scope="col" rowspan="{}">{}</th>', 2 if data.spans else 1, data.corner
    )
    spans = format_html_join(
        "", '<th scope="colgroup" colspan="{}">{}</th>', ((s.width, s.label) for s in data.spans)
    )
    groups = format_html_join(
        "", '<colgroup span="{}"></colgroup>', ((s.width,) for s in data.spans)
    )
    columns = "".join(
        f'<th scope="col"><span>{escaped(column)}</span></th>' for column in data.columns
    )
    if not data.spans:
        return f"<thead><tr>{corner}{columns}</tr></thead>"
    return f"<colgroup></colgroup>{groups}<thead><tr>{corner}{spans}</tr><tr>{columns}</tr></thead>"


def _row(row: HeatRow) -> str:
    return f'<tr><th scope="row">{escaped(row.head)}</th>{"".join(row.cells)}</tr>'


def step_of(percent: int) -> int:
    """The step of the heat scale: 1 below 20 percent, 5 from 80 percent on."""
    return min(STEPS, percent // 20 + 1)


def mark_words() -> dict[Mark, str]:
    """The word of each mark, in the reader's language."""
    return {
        Mark.VALID: gettext("valid"),
        Mark.SOON: gettext("runs out soon"),
        Mark.PART: gettext("shown in part"),
        Mark.EXPIRED: gettext("expired"),
        Mark.MISSING: gettext("missing"),
        Mark.NONE: gettext("does not apply"),
    }


def mark_cells() -> dict[Mark, SafeString]:
    """A ready cell for each mark: the word is there for everybody, the shape is drawn beside it."""
    return {
        mark: format_html('<td class="{}"><span>{}</span></td>', mark.value, word)
        for mark, word in mark_words().items()
    }


def share_cell(share: Share | None) -> SafeString:
    """A cell with how many of how many: on the heat scale, and with its mark."""
    if share is None:
        return mark_cells()[Mark.NONE]
    body = format_html(
        "<b>{}/{}</b> <small>{} %</small><span>, {}</span>",
        share.met,
        share.total,
        share.percent,
        _said(share),
    )
    if share.url:
        body = format_html('<a href="{}">{}</a>', share.url, body)
    return format_html(
        '<td class="{} heat-{}">{}</td>', share.mark.value, step_of(share.percent), body
    )


def _said(share: Share) -> str:
    """The words of a cell: what is in force, and how much of it soon runs out."""
    word = {
        Mark.MISSING: gettext("missing"),
        Mark.PART: gettext("some missing"),
        Mark.VALID: gettext("all valid"),
    }.get(share.mark)
    return word or (
        ngettext("%(n)d runs out soon", "%(n)d run out soon", share.soon) % {"n": share.soon}
    )
