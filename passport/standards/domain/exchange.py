"""What a framework says when it travels: plain records, and what a file would change."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum

VERIFIED, UNVERIFIED, UNKNOWN = "verified", "unverified", "unknown"


@dataclass(frozen=True)
class RequirementRecord:
    """One thing to be shown, under the key that outlives every numbering."""

    key: str
    label: str
    roles: tuple[str, ...] = ()
    evidence_kinds: tuple[str, ...] = ()
    validity_months: int | None = None
    any_of: bool = False


@dataclass(frozen=True)
class ClauseRecord:
    """A requirement's place in the framework and, where known, its number."""

    group: str
    requirement: RequirementRecord
    number: str = ""
    number_status: str = UNKNOWN
    number_source: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """Group and requirement: what a clause is known by inside its framework."""
        return self.group, self.requirement.key

    @property
    def name(self) -> str:
        """The place in words."""
        return f"{self.requirement.key} ({self.group})"


@dataclass(frozen=True)
class CrosswalkRecord:
    """What became of a requirement since an earlier edition, as somebody read it."""

    earlier: str
    requirement: str
    relation: str
    verified: bool = False
    source: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        """What the entry is known by inside its framework."""
        return f"{self.requirement} ({self.earlier})"


@dataclass(frozen=True)
class FrameworkRecord:
    """One edition with its groups, its clauses in order and its crosswalk to earlier editions."""

    key: str
    kind: str
    title: str
    owner: str
    edition: str
    jurisdiction: str
    pathway: str = ""
    product: str = ""
    replaces: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    validity_months: int | None = None
    grace_days: int = 0
    source: str = ""
    note: str = ""
    groups: tuple[tuple[str, str], ...] = ()
    clauses: tuple[ClauseRecord, ...] = ()
    crosswalk: tuple[CrosswalkRecord, ...] = ()

    @property
    def requirements(self) -> dict[str, RequirementRecord]:
        """Every requirement of the framework by its key."""
        return {clause.requirement.key: clause.requirement for clause in self.clauses}


@dataclass(frozen=True)
class Vocabulary:
    """The words a file may use, so that formats need to know no model."""

    kinds: frozenset[str]
    roles: frozenset[str]
    evidence_kinds: frozenset[str]
    number_statuses: frozenset[str]
    relations: frozenset[str]


class ChangeKind(StrEnum):
    """What an import does with one thing."""

    NEW = "new"
    CHANGED = "changed"
    KEPT = "kept"


@dataclass(frozen=True)
class Difference:
    """One field that changes."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One thing that a file creates or changes, or that stays though the file lacks it."""

    kind: ChangeKind
    thing: str
    name: str
    differences: tuple[Difference, ...] = ()


def settle(
    wanted: FrameworkRecord, known: FrameworkRecord | None, *, read_in: str | None
) -> FrameworkRecord:
    """The file's clauses with only those numbers as sure that somebody answers for.

    `read_in` says where the importer read the licensed text; None when nobody ticked that.
    A number that is sure here is never made unsure by a file.
    """
    before = {clause.place: clause for clause in known.clauses} if known else {}
    clauses = tuple(
        _settled(clause, before.get(clause.place), read_in) for clause in wanted.clauses
    )
    return replace(wanted, clauses=clauses)


def _settled(clause: ClauseRecord, known: ClauseRecord | None, read_in: str | None) -> ClauseRecord:
    sure_here = known if known is not None and known.number_status == VERIFIED else None
    claims = clause.number_status == VERIFIED
    if claims and read_in is not None:
        return replace(clause, number_source=clause.number_source or read_in)
    if sure_here:
        return replace(
            clause,
            number=sure_here.number,
            number_status=VERIFIED,
            number_source=sure_here.number_source,
        )
    return replace(clause, number_status=UNVERIFIED) if claims else clause


def changes(
    wanted: FrameworkRecord,
    known: FrameworkRecord | None,
    requirements: Mapping[str, RequirementRecord],
) -> tuple[Change, ...]:
    """What importing `wanted` does, thing by thing; `requirements` are all that exist here."""
    found = [_change("framework", wanted.key, known, wanted, skip=("clauses", "crosswalk"))]
    found += [
        _change("requirement", key, requirements.get(key), record)
        for key, record in sorted(wanted.requirements.items())
    ]
    clauses = {each.name: each for each in known.clauses} if known else {}
    found += [
        _change("clause", each.name, clauses.get(each.name), each, skip=("requirement", "group"))
        for each in wanted.clauses
    ]
    entries = {each.name: each for each in known.crosswalk} if known else {}
    found += [
        _change("crosswalk", each.name, entries.get(each.name), each, skip=("earlier",))
        for each in wanted.crosswalk
    ]
    return (
        *(each for each in found if each),
        *_order(wanted, known),
        *_kept(wanted, known),
    )


def _change(
    thing: str, name: str, before: object, after: object, *, skip: tuple[str, ...] = ()
) -> Change | None:
    """None when both say the same."""
    names = [each.name for each in fields(after) if each.name not in skip]  # type: ignore[arg-type]
    if before is None:
        return Change(ChangeKind.NEW, thing, name)
    found = tuple(
        Difference(field, _words(getattr(before, field)), _words(getattr(after, field)))
        for field in names
        if getattr(before, field) != getattr(after, field)
    )
    return Change(ChangeKind.CHANGED, thing, name, found) if found else None


def _words(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(": ".join(e) if isinstance(e, tuple) else str(e) for e in value)
    return str(value)


def in_same_order(wanted: FrameworkRecord, known: FrameworkRecord | None) -> bool:
    """Whether in each group the clauses stand here as in the file, new ones at the end."""
    held = [clause.place for clause in known.clauses] if known else []
    named = {clause.place for clause in wanted.clauses}
    for group, _title in wanted.groups:
        asked = [clause.place for clause in wanted.clauses if clause.group == group]
        here = [place for place in held if place[0] == group and place in named]
        if asked[: len(here)] != here:
            return False
    return True


def _order(wanted: FrameworkRecord, known: FrameworkRecord | None) -> list[Change]:
    if known is None or in_same_order(wanted, known):
        return []
    return [Change(ChangeKind.CHANGED, "order", wanted.key)]


def _kept(wanted: FrameworkRecord, known: FrameworkRecord | None) -> list[Change]:
    """Nothing is deleted: what the file lacks stays."""
    if known is None:
        return []
    clauses = {each.name for each in wanted.clauses}
    entries = {each.name for each in wanted.crosswalk}
    return [
        *(
            Change(ChangeKind.KEPT, "clause", each.name)
            for each in known.clauses
            if each.name not in clauses
        ),
        *(
            Change(ChangeKind.KEPT, "crosswalk", each.name)
            for each in known.crosswalk
            if each.name not in entries
        ),
    ]
