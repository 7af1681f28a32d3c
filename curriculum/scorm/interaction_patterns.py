"""How answers and right answers of interactions are written, by the interaction's type."""

import re

from curriculum.scorm.value_types import (
    Check,
    Verdict,
    localized,
    number_of,
    real,
    short_identifier,
    text,
    vocabulary,
)

# SCORM 2004 4th ed. RTE 4.2.9.1 and 4.2.9.2; the numbers are its smallest permitted maxima.
CHOICES, WORDS, STEPS = 36, 10, 250
ONE_PATTERN_ONLY = frozenset({"true-false", "likert", "numeric", "other"})
NO_REPEATED_PATTERN = frozenset({"choice", "sequencing"})
TYPES_2004 = (
    "true-false", "choice", "fill-in", "long-fill-in", "matching",
    "performance", "sequencing", "likert", "numeric", "other",
)  # fmt: skip

_CASE = r"\{case_matters=(?:true|false)\}"
_ORDER = r"\{order_matters=(?:true|false)\}"
_SWITCHES = {
    "fill-in": re.compile(f"(?:{_CASE}|{_ORDER}){{0,2}}"),
    "long-fill-in": re.compile(f"(?:{_CASE})?"),
    "performance": re.compile(f"(?:{_ORDER})?"),
}


def _said(fits: bool) -> Verdict:
    return Verdict.FITS if fits else Verdict.WRONG_TYPE


def _fits(check: Check, value: str) -> bool:
    return check(value) is Verdict.FITS


def _listed(each: Check, most: int, *, distinct: bool = False) -> Check:
    """Parts between [,]; an empty text is no part at all."""

    def check(value: str) -> Verdict:
        parts = value.split("[,]") if value else []
        alone = not distinct or len(set(parts)) == len(parts)
        return _said(len(parts) <= most and alone and all(_fits(each, part) for part in parts))

    return check


def _pair(value: str) -> Verdict:
    source, mark, target = value.partition("[.]")
    return _said(mark != "" and _fits(short_identifier, source) and _fits(short_identifier, target))


def _range(value: str) -> Verdict:
    """A number, or two around [:] of which either may be left open."""
    low, mark, high = value.partition("[:]")
    if not mark:
        return real()(value)
    numbers = [number_of(side) for side in (low, high)]
    bounds = [number for number in numbers if number is not None]
    return _said(len(bounds) == bool(low) + bool(high) and bounds == sorted(bounds))


def _step(value: str) -> Verdict:
    """A step's name, its answer, or both around [.]; the answer is text or a range."""
    name, mark, answer = value.partition("[.]")
    if not mark:
        return _said(0 < len(value) <= STEPS)
    named = name == "" or _fits(short_identifier, name)
    return _said(named and len(answer) <= STEPS and (name + answer) != "")


_RESPONSES: dict[str, Check] = {
    "true-false": vocabulary("true", "false"),
    "choice": _listed(short_identifier, CHOICES, distinct=True),
    "fill-in": _listed(localized(250), WORDS),
    "long-fill-in": localized(4_000),
    "matching": _listed(_pair, CHOICES),
    "performance": _listed(_step, STEPS),
    "sequencing": _listed(short_identifier, CHOICES),
    "likert": short_identifier,
    "numeric": real(),
    "other": text(4_000),
}
_PATTERNS: dict[str, Check] = {**_RESPONSES, "numeric": _range}


def is_response(kind: str, value: str) -> Verdict:
    """Whether a learner_response is written as its type asks (RTE 2004 4th ed., 4.2.9.1)."""
    return _RESPONSES[kind](value)


def is_pattern(kind: str, value: str) -> Verdict:
    """Whether a correct_responses pattern is written as its type asks (ibid., 4.2.9.2)."""
    switches = _SWITCHES.get(kind)
    head = switches.match(value) if switches else None
    return _PATTERNS[kind](value[head.end() :] if head else value)


# SCORM 1.2 RTE 3.4.2.1, CMIFeedback; it names no bound but CMIString255 is the common reading.
_ONE = r"[0-9a-z]"
_TYPES_12: dict[str, re.Pattern[str]] = {
    "true-false": re.compile(r"[01tf].*", re.DOTALL),
    "choice": re.compile(rf"{_ONE}(,{_ONE})*|\{{{_ONE}(,{_ONE})*\}}|"),
    "fill-in": re.compile(r".{0,255}", re.DOTALL),
    "numeric": re.compile(r"-?\d{1,10}(\.\d{1,10})?|"),
    "likert": re.compile(rf"{_ONE}?"),
    "matching": re.compile(rf"{_ONE}\.{_ONE}(,{_ONE}\.{_ONE})*|\{{.*\}}|", re.DOTALL),
    "performance": re.compile(r".{0,255}", re.DOTALL),
    "sequencing": re.compile(rf"{_ONE}(,{_ONE})*|"),
}
TYPES_12 = tuple(_TYPES_12)


def is_feedback(kind: str, value: str) -> Verdict:
    """Whether a SCORM 1.2 response is written as its type asks; with no type, any short text."""
    if len(value) > 255:
        return Verdict.WRONG_TYPE
    wanted = _TYPES_12.get(kind)
    return _said(wanted is None or wanted.fullmatch(value) is not None)
