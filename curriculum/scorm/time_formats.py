"""Times and durations as SCORM 1.2, SCORM 2004 and xAPI write them, and their arithmetic."""

import re
from datetime import date, datetime
from decimal import Decimal

# SCORM 1.2 RTE 3.4.2.1, CMITimespan: two to four digits of hours, seconds with one or two
# decimals. Minutes and seconds are not bounded there: 00:90:00 is an hour and a half.
_TIMESPAN = re.compile(r"(\d{2,4}):(\d{2}):(\d{2}(?:\.\d{1,2})?)", re.ASCII)
_CLOCK = re.compile(r"(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,2})?", re.ASCII)
_DURATION = re.compile(
    r"P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?"
    r"(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,2})?)S)?)?",
    re.ASCII,
)
_WEEKS = re.compile(r"P(\d+(?:\.\d+)?)W", re.ASCII)
_XAPI_DURATION = re.compile(
    r"P(?=.)(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)D)?"
    r"(?:T(?=\d)(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?",
    re.ASCII,
)
_MOMENT = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2})(?::(\d{2})(?::(\d{2})"
    r"(?:\.\d{1,2}(Z|[+-]\d{2}(?::\d{2})?)?)?)?)?)?)?)?",
    re.ASCII,
)
# Years and months have no fixed length; the standards allow them and give no number. Summing
# takes a month as 30 days and a year as 365, so that a sum is at least never larger than meant.
_SECONDS = (365 * 86_400, 30 * 86_400, 86_400, 3_600, 60, 1)
LONGEST_SECONDS = Decimal(10_000 * 3_600) - Decimal("0.01")
_LONGEST_TEXT = 64


def seconds_of_timespan(value: str) -> Decimal | None:
    """Seconds of a SCORM 1.2 CMITimespan; None when it is not one (RTE 1.2, 3.4.2.1)."""
    match = _TIMESPAN.fullmatch(value)
    if match is None:
        return None
    hours, minutes, seconds = match.groups()
    return int(hours) * 3_600 + int(minutes) * 60 + Decimal(seconds)


def timespan_of(seconds: Decimal) -> str:
    """A CMITimespan as HH:MM:SS.ss, without decimals where none are needed; at most 9999 hours."""
    bounded = min(max(seconds, Decimal(0)), LONGEST_SECONDS).quantize(Decimal("0.01"))
    hours, rest = divmod(bounded, 3_600)
    minutes, left = divmod(rest, 60)
    decimals = "" if left == int(left) else f"{left % 1:.2f}"[1:]
    return f"{int(hours):02d}:{int(minutes):02d}:{int(left):02d}{decimals}"


def seconds_of_duration(value: str) -> Decimal | None:
    """Seconds of a timeinterval(second,10,2) (RTE 2004 4th ed., 4.1.1.7); None when it is not."""
    match = _DURATION.fullmatch(value) if len(value) <= _LONGEST_TEXT else None
    return _sum(match) if match else None


def duration_of(seconds: Decimal) -> str:
    """An ISO 8601 duration of hours, minutes and seconds, as PT1H2M3.45S; never below zero."""
    bounded = max(seconds, Decimal(0)).quantize(Decimal("0.01"))
    hours, rest = divmod(bounded, 3_600)
    minutes, left = divmod(rest, 60)
    parts = [f"{int(hours)}H"] if hours else []
    parts += [f"{int(minutes)}M"] if minutes else []
    parts += [f"{left.normalize():f}S"] if left or not parts else []
    return "PT" + "".join(parts)


def seconds_of_xapi_duration(value: str) -> Decimal | None:
    """Seconds of an ISO 8601 duration as xAPI 1.0.3 4.6 allows, weeks too; None otherwise."""
    if len(value) > _LONGEST_TEXT:
        return None
    if weeks := _WEEKS.fullmatch(value):
        return Decimal(weeks[1]) * 7 * 86_400
    match = _XAPI_DURATION.fullmatch(value)
    if match is None or any(part and not _is_number(part) for part in match.groups()):
        return None
    return _sum(match)


def _is_number(part: str) -> bool:
    return re.fullmatch(r"\d+(\.\d+)?", part, re.ASCII) is not None


def _sum(match: re.Match[str]) -> Decimal:
    parts = zip(match.groups(), _SECONDS, strict=True)
    return sum((Decimal(part) * size for part, size in parts if part), Decimal(0))


def is_clock(value: str) -> bool:
    """Whether a value is a SCORM 1.2 CMITime, HH:MM:SS with up to two decimals."""
    match = _CLOCK.fullmatch(value)
    if match is None:
        return False
    hours, minutes, seconds = (int(part) for part in match.groups())
    return hours < 24 and minutes < 60 and seconds < 60


def is_moment(value: str) -> bool:
    """Whether a value is a time(second,10,0) between 1970 and 2038 (RTE 2004 4th ed., 4.1.1.7).

    Its form is YYYY[-MM[-DD[Thh[:mm[:ss[.s[TZD]]]]]]]: a zone stands behind decimals only.
    """
    match = _MOMENT.fullmatch(value)
    if match is None or not 1970 <= int(match[1]) <= 2038:
        return False
    hour, minute, second = (int(match[index] or 0) for index in (4, 5, 6))
    return _is_day(match) and hour < 24 and minute < 60 and second < 60 and _is_zone(match[7])


def _is_day(match: re.Match[str]) -> bool:
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True


def _is_zone(zone: str | None) -> bool:
    if zone in (None, "Z"):
        return True
    hours, _, minutes = str(zone)[1:].partition(":")
    return int(hours) < 24 and int(minutes or 0) < 60


def moment_of(value: object) -> datetime | None:
    """The moment of an xAPI timestamp, which names its zone (RFC 3339); None otherwise."""
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT or "T" not in value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
