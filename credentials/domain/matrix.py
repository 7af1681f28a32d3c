"""Who has shown what: a framework's columns, one cell per person, and counts by role and group."""

from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import Protocol

from credentials.domain.coverage import Standing
from passport.dates import days_left
from passport.standards.domain.roles import concerns

LOCAL = "local"
DUE_DAYS, SOON_DAYS = 60, 90
# A cell's standing is kept as its place here; the first means that nothing is asked.
STANDINGS = (
    None,
    Standing.UNMET,
    Standing.PARTIAL,
    Standing.EXPIRED,
    Standing.MET,
    Standing.RENEWAL_DUE,
)
_HELD = frozenset(map(STANDINGS.index, (Standing.MET, Standing.RENEWAL_DUE)))
_STARTED = _HELD | {STANDINGS.index(Standing.PARTIAL)}
_RENEWAL_DUE = STANDINGS.index(Standing.RENEWAL_DUE)


@dataclass(frozen=True)
class Column:
    """One requirement in its group; asked of these roles, or of everybody.

    `number` is a verified clause number only. `offered` says that some module or observed task
    shows it in full; otherwise only an attestation or prior learning can.
    """

    key: str
    label: str
    group: str
    roles: frozenset[str]
    number: str = ""
    local: bool = False
    offered: bool = True
    grace_days: int = 0


def is_asked_of(column: Column, roles: Collection[str]) -> bool:
    """Whether somebody with these roles at the centre must show a column."""
    return concerns(column.roles, roles)


@dataclass(frozen=True)
class FrameworkView:
    """A framework as a centre sees it; its own requirements are the last group."""

    key: str
    title: str
    edition: str
    groups: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]

    def title_of(self, group: str) -> str:
        """The words on a group."""
        return dict(self.groups)[group]


@dataclass(frozen=True)
class Cell:
    """One requirement of one person; `last_day` without grace, None when never or for good."""

    standing: Standing
    last_day: date | None


@dataclass(frozen=True)
class Matrix:
    """Every cell of a centre on a day; people by professional id, in order of family name.

    `roles` and `units` stand beside `people`, one entry each. Cells are kept row by row: a byte
    for the standing, a number for the last day.
    """

    view: FrameworkView
    on: date
    people: tuple[int, ...]
    roles: tuple[tuple[str, ...], ...] = ()
    units: tuple[str, ...] = ()
    standings: bytes = b""
    last_days: "array[int]" = field(default_factory=lambda: array("i"))

    @cached_property
    def _rows(self) -> dict[int, int]:
        width = len(self.view.columns)
        return {person: place * width for place, person in enumerate(self.people)}

    def cell(self, person: int, column: int) -> Cell | None:
        """The cell of a professional (by id, as in `people`) in a column (by position).

        None when the column is not asked of the person's roles at the centre. Raises KeyError
        for somebody who is not in `people`.
        """
        place = self._rows[person] + column
        standing = STANDINGS[self.standings[place]]
        number = self.last_days[place]
        if standing is None:
            return None
        return Cell(standing, date.fromordinal(number) if number else None)

    def row(self, person: int) -> tuple[Cell | None, ...]:
        """All cells of a professional, one per column."""
        return tuple(self.cell(person, column) for column in range(len(self.view.columns)))

    def codes(self, person: int) -> tuple[bytes, "array[int]"]:
        """The same as it is kept: places in STANDINGS, and last days as numbers."""
        start = self._rows[person]
        end = start + len(self.view.columns)
        return self.standings[start:end], self.last_days[start:end]


@dataclass(frozen=True)
class GroupCell:
    """How many people of a role have shown a group of requirements.

    `met` have everything in force; among them `due` have a renewal due or run out within 60 days,
    `soon` run out within 90. `partial` have shown something, `missing` nothing that counts.
    """

    group: str
    met: int
    due: int
    partial: int
    missing: int
    total: int
    percent: int
    soon: int


@dataclass(frozen=True)
class RoleRow:
    """A role at a centre ("" for people without one) and its cell per group of the view."""

    role: str
    people: int
    cells: tuple[GroupCell | None, ...]


@dataclass(frozen=True)
class Heat:
    """The coverage of a centre in counts, and the units of its people: small, and kept ready."""

    view: FrameworkView
    people: int
    rows: tuple[RoleRow, ...]
    units: tuple[str, ...] = ()


class Holder(Protocol):
    """Somebody with roles at a centre; `id` is the professional's."""

    @property
    def id(self) -> int: ...

    @property
    def roles(self) -> tuple[str, ...]: ...


def role_rows(matrix: Matrix, members: Iterable[Holder]) -> tuple[RoleRow, ...]:
    """One row per role that some members hold, by code; those without a role come last.

    What is asked of a role counts, whatever else its people do. Members who are not in the matrix
    are left out.
    """
    known = set(matrix.people)
    holders: dict[str, list[int]] = {}
    for member in members:
        if member.id in known:
            for role in member.roles or ("",):
                holders.setdefault(role, []).append(member.id)
    order = sorted(holders, key=lambda role: (not role, role))
    return tuple(_role_row(matrix, role, holders[role]) for role in order)


def _role_row(matrix: Matrix, role: str, people: Sequence[int]) -> RoleRow:
    rows = [matrix.codes(person) for person in people]
    columns = [at for at, each in enumerate(matrix.view.columns) if is_asked_of(each, (role,))]
    cells = []
    for group, _ in matrix.view.groups:
        places = [at for at in columns if matrix.view.columns[at].group == group]
        cells.append(_group_cell(group, places, rows, matrix.on) if places else None)
    return RoleRow(role, len(people), tuple(cells))


def _group_cell(
    group: str, places: Sequence[int], rows: Sequence[tuple[bytes, "array[int]"]], on: date
) -> GroupCell:
    # Two getters at least: with a single place itemgetter would give no tuple.
    chosen = itemgetter(places[0], *places)
    held, started, left = 0, 0, []
    for standings, last_days in rows:
        codes = set(chosen(standings))
        if codes <= _HELD:
            held += 1
            left.append(_days_left(codes, chosen(last_days), on))
        elif codes & _STARTED:
            started += 1
    return GroupCell(
        group=group,
        met=held,
        due=sum(days is not None and days <= DUE_DAYS for days in left),
        partial=started,
        missing=len(rows) - held - started,
        total=len(rows),
        percent=100 * held // len(rows),
        soon=sum(days is not None and days <= SOON_DAYS for days in left),
    )


def _days_left(codes: Collection[int], last_days: Iterable[int], on: date) -> int | None:
    """Days until the first thing runs out; none left when a renewal is due; None for good."""
    if _RENEWAL_DUE in codes:
        return 0
    first = min((number for number in last_days if number), default=0)
    return days_left(date.fromordinal(first), on) if first else None


@dataclass(frozen=True)
class Able:
    """Somebody who may take part, until when (grace included; None: no end)."""

    member_id: int
    until: date | None


@dataclass(frozen=True)
class NotAble:
    """Somebody who may not take part now, and what is missing."""

    member_id: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class RoleTeam:
    """People of a role: who may take part and who may not."""

    role: str
    able: tuple[Able, ...]
    not_able: tuple[NotAble, ...]


@dataclass(frozen=True)
class RuleResult:
    """Whether a minimum cover holds; `product` is a product's key or empty."""

    role: str
    shift: str
    product: str
    minimum: int
    able: int
    holds: bool


@dataclass(frozen=True)
class Renewal:
    """What somebody must renew, and its last valid day."""

    member_id: int
    what: str
    last_day: date


@dataclass(frozen=True)
class Break:
    """The first day on which a minimum cover no longer holds, and what repairs it."""

    rule: RuleResult
    on: date
    able_then: int
    renewals: tuple[Renewal, ...]


@dataclass(frozen=True)
class HorizonMark:
    """On this day something of somebody's runs out."""

    on: date
    member_id: int
    what: str
