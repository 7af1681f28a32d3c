"""Screens what is typed about a paper: no dates of birth, no record numbers, no identity papers."""

import re
from enum import StrEnum


class Unfit(StrEnum):
    """Why a text should not be kept."""

    DATE = "date"
    RECORD_NUMBER = "record_number"
    IDENTITY = "identity"


_BETWEEN = "\\s?[./\u2013-]\\s?"
# With two figures for the year all three parts need two, so that "SOP 4.2.10" is no date.
_DATE = re.compile(
    rf"(?<!\d)(?:[0-3]?\d{_BETWEEN}[01]?\d{_BETWEEN}(?:19|20)\d\d"
    rf"|[0-3]\d{_BETWEEN}[01]\d{_BETWEEN}\d\d"
    rf"|(?:19|20)\d\d{_BETWEEN}[01]?\d{_BETWEEN}[0-3]?\d)(?!\d)"
)
_RECORD_NUMBER = re.compile(r"\d{6,}|(?<!\d)\d{2,3}(?:[ .]\d{3}){2,}")
_IDENTITY = re.compile(
    r"\b(?:born|birth|d\.?o\.?b|mrn|patients?|passport|identity card|id card|social security)\b",
    re.IGNORECASE,
)


def has_date(text: str) -> bool:
    """Whether a whole date stands in a text; a year alone does not count."""
    return _DATE.search(text) is not None


def unfit(text: str) -> Unfit | None:
    """What in a reference to a paper looks like data about a person; None when nothing does."""
    if has_date(text):
        return Unfit.DATE
    if _IDENTITY.search(text):
        return Unfit.IDENTITY
    return Unfit.RECORD_NUMBER if _RECORD_NUMBER.search(text) else None
