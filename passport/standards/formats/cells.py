"""Cells of a CSV table that a spreadsheet shows as text and never computes."""

import re

_FORMULA = "=+\\-@\t\r\n＝＋－＠"  # noqa: RUF001 - spreadsheets also read the wide signs
_TO_PREFIX = re.compile(f"'*[{_FORMULA}]")
_PREFIXED = re.compile(f"'+[{_FORMULA}]")


def neutral(value: str) -> str:
    """The value behind an apostrophe when a spreadsheet would take it for a formula.

    A value that looks as if it had been treated is treated too, so `plain` undoes every case.
    """
    return f"'{value}" if _TO_PREFIX.match(value) else value


def plain(cell: str) -> str:
    """The value as it was before `neutral`."""
    return cell[1:] if _PREFIXED.match(cell) else cell
