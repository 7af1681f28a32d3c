"""A table of words, for drawings that show no numbers."""

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def word_table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> SafeString:
    """A table whose first column names the row."""
    return format_html(
        '<table class="table"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody>'
        "</table>",
        caption,
        format_html_join("", '<th scope="col">{}</th>', ((head,) for head in heads)),
        format_html_join("", "<tr>{}</tr>", ((_row(row),) for row in rows)),
    )


def _row(row: Sequence[str]) -> SafeString:
    name, *words = row
    cells = format_html_join("", "<td>{}</td>", ((word,) for word in words))
    return format_html('<th scope="row">{}</th>{}', name, cells)
