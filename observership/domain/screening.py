"""Says what in a text looks like data about a patient, or like a bank account.

A screen asks, it does not forbid: whoever wrote the text reads what was found and decides. It
looks for what names one person. Ages, grades, doses, days of treatment, months and years alone
pass. A full date is asked about unless it lies near a day that is given (the visit itself); a
date beside a word for birth always. A run of seven digits is asked about, a round one (2000000
cells) is not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from observership.domain.screening_dates import full_dates, plain, visible
from observership.domain.screening_forms import FORMS, FORMS_BESIDE_DATES, Form, What, Why
from observership.domain.screening_words import (
    IBAN_LENGTHS,
    NOT_INITIALS,
    NOT_NAMES,
    REFERENCES,
)

__all__ = ["Hit", "What", "Why", "bank_like", "patient_like"]
NEAR_DAYS = 400


@dataclass(frozen=True)
class Hit:
    """A piece of a text: what it looks like, why, its words, and where it begins."""

    what: What
    why: Why
    text: str
    start: int


Place = tuple[What, Why, int, int]
_BIRTH_NUMBER = re.compile(r"(?<![\d.,])(\d{2})(\d{2})(\d{2})(\s?/\s?)?(\d{3,4})(?!\d)")
_RUN = re.compile(r"(?<![\d.,])\d{7,}(?!\d)")
_REFERENCE = re.compile(rf"{REFERENCES}\W{{0,3}}(?:\d+\W)?$", re.IGNORECASE)
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,30}")
_ACCOUNT = re.compile(r"(?<![\w.,])\d(?: ?\d){7,}(?!\w)|\d{8,}")
_COMPACT_DAY = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


def patient_like(text: str, *, near: date | None = None) -> tuple[Hit, ...]:
    """What in a text may be about one patient, in reading order; nothing twice.

    Full dates within NEAR_DAYS of `near` pass; without it every full date is named.
    """
    seen, places = visible(text)
    hits: list[Hit] = []
    for what, why, first, last in _found(plain(seen), near):
        start, end = places[first], places[last - 1] + 1
        if not any(hit.start < end and start < hit.start + len(hit.text) for hit in hits):
            hits.append(Hit(what, why, text[start:end].rstrip(" ,;:("), start))
    return tuple(sorted(hits, key=lambda hit: hit.start))


def bank_like(text: str) -> bool:
    """Whether a text holds an IBAN (ISO 13616, checked modulo 97) or eight digits in a run.

    A day written as eight digits (20260601) is none.
    """
    seen = plain(visible(text)[0])
    if any(_is_iban(re.sub(r"[ -]", "", found).upper()) for found in _IBAN.findall(seen)):
        return True
    dateless = _without_dates(seen)
    return any(
        not _COMPACT_DAY.fullmatch(found.replace(" ", "")) for found in _ACCOUNT.findall(dateless)
    )


def _found(text: str, near: date | None) -> Iterator[Place]:
    """Everything by its form, the surer signs first."""
    yield from _by_form(FORMS, text)
    for start, end, days in full_dates(text):
        if not _is_near(days, near):
            yield What.BIRTH_DATE, Why.FULL_DATE, start, end
    dateless = _without_dates(text)
    yield from _by_form(FORMS_BESIDE_DATES, dateless)
    yield from _numbers(dateless)


def _by_form(forms: tuple[Form, ...], text: str) -> Iterator[Place]:
    for what, why, form in forms:
        for hit in form.finditer(text):
            if _is_somebody(what, hit.group()):
                yield what, why, *hit.span()


def _numbers(text: str) -> Iterator[Place]:
    """Birth numbers, and long runs of digits that are neither round nor a public reference."""
    for hit in _BIRTH_NUMBER.finditer(text):
        if _is_birth_number(*hit.groups()):
            yield What.BIRTH_NUMBER, Why.BIRTH_NUMBER_FORM, *hit.span()
    for hit in _RUN.finditer(text):
        if not hit.group().endswith("0000") and not _REFERENCE.search(text[: hit.start()]):
            yield What.LONG_NUMBER, Why.SEVEN_DIGITS, *hit.span()


def _is_near(days: tuple[date, ...], near: date | None) -> bool:
    return near is not None and any(abs((day - near).days) <= NEAR_DAYS for day in days)


def _without_dates(text: str) -> str:
    """The same text with full dates blanked, every other character in its place."""
    for start, end, _days in full_dates(text):
        text = text[:start] + "_" * (end - start) + text[end:]
    return text


def _is_birth_number(year: str, month: str, day: str, slash: str | None, rest: str) -> bool:
    """Whether digits are a Czech or Slovak birth number: a day in them, and modulo 11.

    Without a slash all ten digits and the checksum are asked for; with it the form is enough.
    """
    in_year = int(month) % 50
    in_year = in_year - 20 if in_year > 20 else in_year
    if not (1 <= in_year <= 12 and 1 <= int(day) <= 31):
        return False
    whole = int(f"{year}{month}{day}{rest}")
    return bool(slash) or (len(rest) == 4 and (whole % 11 == 0 or whole // 10 % 11 == 10))


def _is_somebody(what: What, text: str) -> bool:
    """Whether a capital word is no product, month or place, and two capitals no abbreviation."""
    last = re.split(r"\s", text)[-1]
    if what is What.NAME:
        return last.lower().strip(".") not in NOT_NAMES
    return not (what is What.INITIALS and text[:2] in NOT_INITIALS)


def _is_iban(found: str) -> bool:
    """Whether the beginning of a text, as long as its country's accounts are, is an IBAN."""
    length = IBAN_LENGTHS.get(found[:2], len(found))
    account = found[:length]
    if len(account) < length:
        return False
    turned = account[4:] + account[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1
