"""Roles, evidence, validity and numbers of requirements in words."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from passport.people.models.labels import ROLE_LABELS
from passport.standards.domain.crosswalk import Line, Place
from passport.standards.domain.roles import EVERYBODY, concerns_people
from passport.standards.models import EvidenceKind, FrameworkKind, NumberStatus, Relation
from passport.standards.queries.frameworks import ClauseLine, GroupSheet

ROLES_IN_WORDS = {role.value: label for role, label in ROLE_LABELS.items()}
KINDS_IN_WORDS = dict(EvidenceKind.choices)
RELATIONS_IN_WORDS = dict(Relation.choices)


@dataclass(frozen=True)
class Number:
    """A clause number when it is verified; otherwise what is known of it, in words."""

    text: str
    verified: bool = False
    source: str = ""


@dataclass(frozen=True)
class RequirementWords:
    """One requirement as its page says it."""

    key: str
    label: str
    roles: str
    evidence: str
    validity: str
    number: Number


@dataclass(frozen=True)
class ChangeWords:
    """One line of a crosswalk as its page says it."""

    key: str
    label: str
    change: str
    change_label: str
    earlier: Number
    later: Number
    note: str
    sure: str


def roles_in_words(roles: Collection[str]) -> str:
    """Whom a requirement concerns."""
    if not concerns_people(roles):
        return _("The programme, no single person")
    if EVERYBODY in roles:
        return _("Everybody")
    return ", ".join(str(ROLES_IN_WORDS.get(role, role)) for role in roles)


def evidence_in_words(kinds: Collection[str]) -> str:
    """How a requirement is shown."""
    if not kinds:
        return _("By the programme itself")
    return ", ".join(str(KINDS_IN_WORDS.get(kind, kind)) for kind in kinds)


def validity_in_words(months: int | None) -> str:
    """How long evidence holds."""
    if not months:
        return _("For good")
    return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}


def number_in_words(number: str, status: str, source: str = "") -> Number:
    """The number itself only when it is verified."""
    if status == NumberStatus.VERIFIED:
        return Number(number, verified=True, source=source)
    if status == NumberStatus.UNVERIFIED:
        return Number(_("Number not verified"))
    return Number(_("Number not known"))


def _requirement(line: ClauseLine) -> RequirementWords:
    return RequirementWords(
        key=line.key,
        label=line.label,
        roles=roles_in_words(line.roles),
        evidence=evidence_in_words(line.evidence_kinds),
        validity=validity_in_words(line.months) if line.roles else "",
        number=number_in_words(line.number, line.number_status, line.number_source),
    )


def is_numbered(kind: str, sheets: tuple[GroupSheet, ...]) -> bool:
    """Whether clause numbers are worth a column: always for standards, else when there is one."""
    known = any(
        line.number_status != NumberStatus.UNKNOWN for each in sheets for line in each.lines
    )
    return known or kind == FrameworkKind.ACCREDITATION


def groups_in_words(sheets: tuple[GroupSheet, ...]) -> list[dict[str, Any]]:
    """Groups with their requirements."""
    return [
        {"key": each.key, "title": each.title, "lines": [_requirement(line) for line in each.lines]}
        for each in sheets
    ]


def _place(place: Place | None) -> Number:
    if place is None:
        return Number(_("Not in this list"))
    return number_in_words(place.number, place.status)


def _sure(line: Line) -> str:
    if line.verified:
        return _("Read in both texts")
    if line.derived:
        return _("From our lists only")
    return _("Not verified. Seen: %(source)s") % {"source": line.source or _("not said")}


def change_in_words(line: Line) -> ChangeWords:
    """One line of a crosswalk."""
    return ChangeWords(
        key=line.key,
        label=line.label,
        change=line.change.value,
        change_label=str(RELATIONS_IN_WORDS[line.change.value]),
        earlier=_place(line.earlier),
        later=_place(line.later),
        note=line.note,
        sure=_sure(line),
    )
