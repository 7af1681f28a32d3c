"""How much of a product's programme people have shown before they open its own module."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Overlap(StrEnum):
    """Where a requirement of a product's programme is met."""

    CORE = "core"
    TRACK = "track"
    PART = "part"
    REMAINS = "remains"
    SITE = "site"


@dataclass(frozen=True)
class Asked:
    """A requirement with the sources that cover it; without roles it concerns the site alone."""

    key: str
    label: str
    group: str
    roles: tuple[str, ...]
    full: tuple[str, ...]
    partial: tuple[str, ...]
    any_of: bool = False


@dataclass(frozen=True)
class Compared:
    """One requirement and where it is met; `taught_by` names modules and tasks."""

    asked: Asked
    overlap: Overlap
    taught_by: tuple[str, ...]


def _met_by(asked: Asked, sources: Collection[str]) -> bool:
    """Whether these sources cover a requirement in full."""
    known = [source in sources for source in asked.full]
    return bool(known) and (any(known) if asked.any_of else all(known))


def compare(asked: Asked, core: Collection[str], tracks: Collection[str]) -> Compared:
    """Core first, then core with the roles' tracks, then in part; what is left remains."""
    ours = {*core, *tracks}
    taught_by = tuple(source for source in (*asked.full, *asked.partial) if source in ours)
    if not asked.roles:
        overlap = Overlap.SITE
    elif _met_by(asked, core):
        overlap = Overlap.CORE
    elif _met_by(asked, ours):
        overlap = Overlap.TRACK
    else:
        overlap = Overlap.PART if taught_by else Overlap.REMAINS
    return Compared(asked, overlap, taught_by)


def counts(compared: Iterable[Compared]) -> dict[Overlap, int]:
    """How many requirements are met where; every answer stands in it, in order."""
    found = Counter(each.overlap for each in compared)
    return {overlap: found[overlap] for overlap in Overlap}


def concerns(asked: Asked, role: str) -> bool:
    """Whether a requirement is asked of a role, or of the site; "" is any role."""
    return not role or not asked.roles or "all" in asked.roles or role in asked.roles
