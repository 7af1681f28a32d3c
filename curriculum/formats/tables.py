"""Reads a pipe table: one head row, a line of dashes, rows of the same width."""

import re

from curriculum.domain.content import Table

_PIPE = re.compile(r"(?<!\\)\|")
_DASHES = re.compile(r"^:?-{3,}:?$")


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return tuple(cell.strip().replace("\\|", "|") for cell in _PIPE.split(inner))


def read_table(lines: list[str], *, caption: str, row_heads: bool) -> Table | str:
    """The table, or the reason why there is none."""
    filled = [line for line in lines if line.strip()]
    if not caption:
        return "it needs a caption."
    if len(filled) < 3 or any(not line.lstrip().startswith("|") for line in filled):
        return "write a head row, a line of dashes and rows, each beginning with “|”."
    head, dashes, *rows = (_cells(line) for line in filled)
    if len(dashes) != len(head) or not all(_DASHES.match(cell) for cell in dashes):
        return "the second line needs one “---” for each column."
    for row in rows:
        if len(row) != len(head):
            return f"row “{row[0]}” has {len(row)} cells, the head has {len(head)}."
    return Table(caption=caption, head=head, rows=tuple(rows), row_heads=row_heads)
