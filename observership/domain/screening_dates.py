"""Finds full dates, with day, month and year, in the spellings of Europe."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from observership.domain.screening_words import MONTHS

_NUMBERS = re.compile(
    r"(?<![\w.,/+-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\w/])(?!\.\d)"
)
_ISO = re.compile(r"(?<![\w.])((?:19|20)\d{2})([./-])(\d{1,2})\2(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(
    r"(?<!\w)(\d{1,2})(?:\.|st|nd|rd|th|er|o)?\s?(?:de |of )?([a-z]{3,12})\.?,?\s(?:de )?"
    r"(\d{4})(?!\w)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    r"(?<!\w)([a-z]{3,12})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})(?!\w)", re.IGNORECASE
)
_COUNTED = re.compile(r"(?:days?|d|weeks?|months?|hours?|cycles?|ratio|version)\W{0,2}$", re.I)
_STROKES = "\N{FRACTION SLASH}\N{DIVISION SLASH}"
_YEARS = range(1900, 2100)

Found = tuple[int, int, tuple[date, ...]]


def plain(text: str) -> str:
    """A text without accents and with one kind of dash, dot and stroke; nothing moves."""
    return "".join(_plainly(sign) for sign in text)


def visible(text: str) -> tuple[str, tuple[int, ...]]:
    """A text without signs that nobody sees, and where each of its signs stood."""
    kept = [(place, sign) for place, sign in enumerate(text) if unicodedata.category(sign) != "Cf"]
    return "".join(sign for _place, sign in kept), tuple(place for place, _sign in kept)


def full_dates(text: str) -> tuple[Found, ...]:
    """Where a full date stands and which days it may mean, in reading order, none twice."""
    found: list[Found] = []
    for start, end, days in (*_numbers(text), *_named(text)):
        if days and not any(start < there[1] and there[0] < end for there in found):
            found.append((start, end, days))
    return tuple(sorted(found))


def _numbers(text: str) -> Iterator[Found]:
    for hit in _ISO.finditer(text):
        yield *hit.span(), _days((int(hit[1]), int(hit[3]), int(hit[4])))
    for hit in _NUMBERS.finditer(text):
        first, second, year = int(hit[1]), int(hit[3]), hit[4]
        if len(year) == 4:
            days = _days((int(year), second, first), (int(year), first, second))
        elif _COUNTED.search(text[: hit.start()]):
            continue
        else:
            days = _days(*((century + int(year), second, first) for century in (1900, 2000)))
        yield *hit.span(), days


def _named(text: str) -> Iterator[Found]:
    for hit in _DAY_FIRST.finditer(text):
        yield *hit.span(), _days((int(hit[3]), _month(hit[2]), int(hit[1])))
    for hit in _MONTH_FIRST.finditer(text):
        yield *hit.span(), _days((int(hit[3]), _month(hit[1]), int(hit[2])))


def _days(*asked: tuple[int, int, int]) -> tuple[date, ...]:
    """Those of some years, months and days that are days of the calendar."""
    days = []
    for year, month, day in asked:
        if year in _YEARS and 1 <= month <= 12:
            try:
                days.append(date(year, month, day))
            except ValueError:
                continue
    return tuple(days)


def _month(word: str) -> int:
    """The month that a word names; 0 when none. Of a stem of four letters the rest is free."""
    small = word.lower()
    for length in range(len(small), 3, -1):
        if small[:length] in MONTHS:
            return MONTHS[small[:length]]
    return MONTHS.get(small, 0)


def _plainly(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind == "Pd":
        return "-"
    if sign in _STROKES:
        return "/"
    return unicodedata.normalize("NFKD" if kind == "Po" else "NFD", sign)[0]
