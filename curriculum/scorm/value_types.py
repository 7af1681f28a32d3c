"""The data types of SCORM 1.2 and 2004: for each a question whether a text is of it."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from curriculum.scorm import time_formats


class Verdict(StrEnum):
    """What a type says of a value."""

    FITS = "fits"
    WRONG_TYPE = "wrong_type"
    OUT_OF_RANGE = "out_of_range"


Check = Callable[[str], Verdict]

_INTEGER = re.compile(r"[+-]?\d{1,5}", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,10}(\.\d{1,10})?|-?\.\d{1,10}", re.ASCII)
# real(10,7): RTE 2004 4th ed. 4.1.1.7 (accurate to seven decimal figures); exponents are XML
# Schema's double, which the standard does not take over.
_REAL = re.compile(r"[+-]?(\d{1,10}(\.\d{0,30})?|\.\d{1,30})", re.ASCII)
# RTE 1.2, 3.4.2.1: no white space and nothing unprintable, at most 255 characters.
_IDENTIFIER = re.compile(r"[!-~]{1,255}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*|[ixIX](-[A-Za-z0-9]{1,8})+", re.ASCII)
_LANGUAGE_DELIMITER = re.compile(r"\{lang=([^}]*)\}")
_URN = re.compile(r"urn:[A-Za-z0-9][A-Za-z0-9\-]{1,31}:\S+", re.ASCII | re.IGNORECASE)


def _said(fits: bool) -> Verdict:
    return Verdict.FITS if fits else Verdict.WRONG_TYPE


def is_storable(value: object) -> bool:
    """Whether a value is text that a database can keep: no NUL, no half of a surrogate pair."""
    return isinstance(value, str) and "\0" not in value and not re.search("[\ud800-\udfff]", value)


def text(limit: int) -> Check:
    """A string of at most `limit` characters."""
    return lambda value: _said(len(value) <= limit)


def vocabulary(*words: str) -> Check:
    """One of the given words, spelled exactly so."""
    return lambda value: _said(value in words)


def pattern(expression: str) -> Check:
    """Text that fits a regular expression from end to end."""
    compiled = re.compile(expression, re.ASCII)
    return lambda value: _said(compiled.fullmatch(value) is not None)


def either(*checks: Check) -> Check:
    """What at least one of the types takes; else what the last one says."""

    def check(value: str) -> Verdict:
        verdicts = [each(value) for each in checks]
        return Verdict.FITS if Verdict.FITS in verdicts else verdicts[-1]

    return check


def number_of(value: str) -> Decimal | None:
    """The number a text stands for, or None."""
    try:
        return Decimal(value) if _REAL.fullmatch(value) else None
    except InvalidOperation:
        return None


def _between(value: Decimal, low: float | None, high: float | None) -> bool:
    return (low is None or value >= Decimal(str(low))) and (
        high is None or value <= Decimal(str(high))
    )


def integer(low: int, high: int) -> Check:
    """A CMISInteger within bounds; SCORM 1.2 has one code for both faults (405)."""
    return lambda value: _said(_INTEGER.fullmatch(value) is not None and low <= int(value) <= high)


def decimal(low: float | None = None, high: float | None = None) -> Check:
    """A CMIDecimal within bounds (SCORM 1.2)."""
    return lambda value: _said(
        _DECIMAL.fullmatch(value) is not None and _between(Decimal(value), low, high)
    )


def real(low: float | None = None, high: float | None = None) -> Check:
    """A real(10,7); beyond its bounds is 407, not a number is 406 (SCORM 2004)."""

    def check(value: str) -> Verdict:
        number = number_of(value)
        if number is None:
            return Verdict.WRONG_TYPE
        return Verdict.FITS if _between(number, low, high) else Verdict.OUT_OF_RANGE

    return check


def blank(value: str) -> Verdict:
    """CMIBlank: nothing."""
    return _said(value == "")


def identifier(value: str) -> Verdict:
    """CMIIdentifier: printable characters, no space, at most 255."""
    return _said(_IDENTIFIER.fullmatch(value) is not None)


def timespan(value: str) -> Verdict:
    """CMITimespan (SCORM 1.2)."""
    return _said(time_formats.seconds_of_timespan(value) is not None)


def clock(value: str) -> Verdict:
    """CMITime (SCORM 1.2)."""
    return _said(time_formats.is_clock(value))


def duration(value: str) -> Verdict:
    """timeinterval(second,10,2) (SCORM 2004)."""
    return _said(time_formats.seconds_of_duration(value) is not None)


def moment(value: str) -> Verdict:
    """time(second,10,0) (SCORM 2004)."""
    return _said(time_formats.is_moment(value))


def language(value: str) -> Verdict:
    """language_type: empty or a language tag."""
    return _said(value == "" or (len(value) <= 250 and bool(_LANGUAGE.fullmatch(value))))


def without_language(value: str) -> str | None:
    """The text behind a {lang=...} delimiter; None when the delimiter names no language."""
    match = _LANGUAGE_DELIMITER.match(value)
    if match is None:
        return value
    return value[match.end() :] if _LANGUAGE.fullmatch(match[1]) else None


def localized(limit: int) -> Check:
    """localized_string_type; the delimiter is not counted (RTE 2004 4th ed., 4.1.1.6)."""

    def check(value: str) -> Verdict:
        rest = without_language(value)
        return _said(rest is not None and len(rest) <= limit)

    return check


def long_identifier(value: str) -> Verdict:
    """long_identifier_type, SPM 4000: no white space; a name that says urn: must be a URN."""
    fits = 0 < len(value) <= 4_000 and not re.search(r"\s|[{}\[\]]", value)
    return _said(fits and (not value.lower().startswith("urn:") or bool(_URN.fullmatch(value))))


def short_identifier(value: str) -> Verdict:
    """short_identifier_type, SPM 250: as the long one, shorter."""
    return long_identifier(value) if len(value) <= 250 else Verdict.WRONG_TYPE
