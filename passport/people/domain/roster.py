"""A roster of staff: which columns it has, and what is wrong in a row."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Column(StrEnum):
    """What a roster says of a person."""

    EMAIL = "email"
    GIVEN = "given"
    FAMILY = "family"
    ROLES = "roles"
    UNIT = "unit"


class Fault(StrEnum):
    """What is wrong in a row."""

    NO_EMAIL = "no_email"
    BAD_EMAIL = "bad_email"
    LONG_EMAIL = "long_email"
    NO_ROLE = "no_role"
    UNKNOWN_ROLE = "unknown_role"
    LONG_NAME = "long_name"
    HIDDEN = "hidden"
    LONG_UNIT = "long_unit"
    FORMULA = "formula"
    EXAMPLE = "example"


class Outcome(StrEnum):
    """What happens to a row when the roster is confirmed."""

    INVITE = "invite"
    CHANGE = "change"
    SAME = "same"
    INVITED = "invited"
    DUPLICATE = "duplicate"
    ERROR = "error"


HEADINGS: Mapping[Column, frozenset[str]] = {
    Column.EMAIL: frozenset({"e-mail", "email", "mail", "e-mail address", "email address"}),
    Column.GIVEN: frozenset({"given names", "given name", "first name", "first names"}),
    Column.FAMILY: frozenset({"family name", "last name", "surname", "family names"}),
    Column.ROLES: frozenset({"roles", "role"}),
    Column.UNIT: frozenset({"unit", "ward", "department"}),
}
EXAMPLE_EMAIL = "colleague@hospital.example"
NEEDED = (Column.EMAIL, Column.ROLES)
EMAIL_MOST, NAME_MOST, UNIT_MOST = 254, 150, 80
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[^\s@.<>()\[\],;:\"\\]+(?:\.[^\s@.<>()\[\],;:\"\\]+)+")
_BETWEEN_ROLES = re.compile(r"[;,/|\n]+")
_SPACES = re.compile(r"\s+")
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True)
class Row:
    """One person of a roster as read, with what is wrong; `faults` pairs a fault with its text."""

    line: int
    email: str
    given: str
    family: str
    roles: tuple[str, ...]
    unit: str
    faults: tuple[tuple[Fault, str], ...] = ()


def folded(text: str) -> str:
    """A heading or role name as it is compared: one space between words, no capitals."""
    return _SPACES.sub(" ", text).strip().casefold()


def columns_of(heading: Sequence[str]) -> dict[Column, int]:
    """Where each known column stands; a roster without the needed ones cannot be read."""
    found: dict[Column, int] = {}
    for place, text in enumerate(heading):
        for column, names in HEADINGS.items():
            if folded(text) in names:
                found.setdefault(column, place)
    return found


def missing_columns(found: Mapping[Column, int]) -> tuple[Column, ...]:
    """Needed columns that a heading lacks."""
    return tuple(column for column in NEEDED if column not in found)


def row_of(
    line: int, cells: Sequence[str], places: Mapping[Column, int], codes: Mapping[str, str]
) -> Row:
    """Read and check one row; `codes` gives the role code of every folded code and name."""
    texts = {
        column: _SPACES.sub(" ", cells[place]).strip() if place < len(cells) else ""
        for column, place in places.items()
    }
    roles, unknown = _roles(cells, places, codes)
    email = texts[Column.EMAIL].lower()
    row = Row(
        line=line,
        email=email,
        given=texts.get(Column.GIVEN, ""),
        family=texts.get(Column.FAMILY, ""),
        roles=roles,
        unit=texts.get(Column.UNIT, ""),
    )
    faults = [(Fault.UNKNOWN_ROLE, text) for text in unknown]
    if not roles and not unknown:
        faults.append((Fault.NO_ROLE, ""))
    return replace(row, faults=(*_email_faults(email), *_faults(row), *faults))


def _roles(
    cells: Sequence[str], places: Mapping[Column, int], codes: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Known role codes of a row without repeats, and the names that nobody knows."""
    place = places[Column.ROLES]
    cell = cells[place] if place < len(cells) else ""
    names = [name.strip() for name in _BETWEEN_ROLES.split(cell) if name.strip()]
    known = dict.fromkeys(codes[folded(name)] for name in names if folded(name) in codes)
    return tuple(known), tuple(name for name in names if folded(name) not in codes)


def _email_faults(email: str) -> list[tuple[Fault, str]]:
    if not email:
        return [(Fault.NO_EMAIL, "")]
    if len(email) > EMAIL_MOST:
        return [(Fault.LONG_EMAIL, "")]
    if email == EXAMPLE_EMAIL:
        return [(Fault.EXAMPLE, "")]
    return [] if _EMAIL.fullmatch(email) else [(Fault.BAD_EMAIL, email)]


def _faults(row: Row) -> list[tuple[Fault, str]]:
    texts = (row.given, row.family, row.unit)
    faults = []
    if any(text.startswith("=") for text in (row.email, *texts)):
        faults.append((Fault.FORMULA, ""))
    if any(_HIDDEN.search(text) for text in (row.email, *texts)):
        faults.append((Fault.HIDDEN, ""))
    if max(len(row.given), len(row.family)) > NAME_MOST:
        faults.append((Fault.LONG_NAME, ""))
    if len(row.unit) > UNIT_MOST:
        faults.append((Fault.LONG_UNIT, ""))
    return faults
