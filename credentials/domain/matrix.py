"""Who has shown what: a framework's columns, one cell per person, and counts by role and group."""

from dataclasses import dataclass
from datetime import date

from credentials.domain.coverage import Standing

EVERYBODY = "all"
LOCAL = "local"


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


@dataclass(frozen=True)
class FrameworkView:
    """A framework as a centre sees it; its own requirements are the last group."""

    key: str
    title: str
    edition: str
    groups: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Cell:
    """One requirement of one person; `last_day` without grace, None when never or for good."""

    standing: Standing
    last_day: date | None


@dataclass(frozen=True)
class Matrix:
    """Every cell of a centre on a day; people by professional id, in order of family name.

    `roles` and `units` stand beside `people`, one entry each.
    """

    view: FrameworkView
    on: date
    people: tuple[int, ...]
    roles: tuple[tuple[str, ...], ...] = ()
    units: tuple[str, ...] = ()

    def cell(self, person: int, column: int) -> Cell | None:
        """The cell of a professional (by id, as in `people`) in a column (by position).

        None when the column is not asked of the person's roles at the centre.
        """
        raise NotImplementedError


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
    """The coverage of a centre in counts: small, and kept ready."""

    view: FrameworkView
    people: int
    rows: tuple[RoleRow, ...]


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
