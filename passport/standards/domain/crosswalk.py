"""What became of each requirement from one edition to another: said by a reader, else derived."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """What became of a requirement; the words are those of the stored relations."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    WITHDRAWN = "withdrawn"
    UNCHECKED = "unchecked"


BY_WEIGHT = (Change.CHANGED, Change.NEW, Change.WITHDRAWN, Change.UNCHECKED, Change.SAME)
MIRRORED = {Change.NEW: Change.WITHDRAWN, Change.WITHDRAWN: Change.NEW}


@dataclass(frozen=True)
class Place:
    """Where a requirement stands in an edition: its number and how sure that is."""

    number: str
    status: str


@dataclass(frozen=True)
class Listed:
    """A requirement of one edition and its place there."""

    key: str
    label: str
    place: Place


@dataclass(frozen=True)
class Entry:
    """What somebody says of one requirement; `verified` when both texts were read."""

    key: str
    change: Change
    note: str = ""
    verified: bool = False
    source: str = ""

    def reversed(self) -> "Entry":
        """The same said from the later edition to the earlier one."""
        change = MIRRORED.get(self.change, self.change)
        return Entry(self.key, change, self.note, self.verified, self.source)


@dataclass(frozen=True)
class Line:
    """One requirement in both editions; a place is None where the list does not hold it.

    `derived` says that nobody compared the texts: it follows from the two lists alone.
    """

    key: str
    label: str
    earlier: Place | None
    later: Place | None
    change: Change
    note: str
    verified: bool
    source: str
    derived: bool


@dataclass(frozen=True)
class Crosswalk:
    """Every requirement of either edition, once; those of the later edition come first."""

    lines: tuple[Line, ...]

    @property
    def counts(self) -> dict[Change, int]:
        """How many requirements became what; every change stands in it."""
        found = Counter(line.change for line in self.lines)
        return {change: found[change] for change in Change}

    def by_change(self) -> list[Line]:
        """What calls for work first, then what was not compared, then what stayed."""
        return sorted(self.lines, key=lambda line: BY_WEIGHT.index(line.change))


def crosswalk(
    earlier: Iterable[Listed], later: Iterable[Listed], entries: Iterable[Entry] = ()
) -> Crosswalk:
    """Compare two editions; what nobody read is derived from the lists and not verified."""
    before, after = _by_key(earlier), _by_key(later)
    said = {entry.key: entry for entry in entries}
    return Crosswalk(
        tuple(
            _line(key, before.get(key), after.get(key), said)
            for key in dict.fromkeys([*after, *before])
        )
    )


def _by_key(listed: Iterable[Listed]) -> dict[str, Listed]:
    """The first place of each requirement; one may stand in several groups."""
    found: dict[str, Listed] = {}
    for each in listed:
        found.setdefault(each.key, each)
    return found


def _line(key: str, before: Listed | None, after: Listed | None, said: Mapping[str, Entry]) -> Line:
    entry = said.get(key) or Entry(key, _derived(before, after))
    shown = after or before
    return Line(
        key=key,
        label=shown.label if shown else "",
        earlier=before.place if before else None,
        later=after.place if after else None,
        change=entry.change,
        note=entry.note,
        verified=entry.verified,
        source=entry.source,
        derived=key not in said,
    )


def _derived(before: Listed | None, after: Listed | None) -> Change:
    """New or withdrawn by the lists alone; what both hold was not compared yet."""
    if before is None:
        return Change.NEW
    return Change.UNCHECKED if after else Change.WITHDRAWN
