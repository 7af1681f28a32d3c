"""Coverage as tables: counts by role, cells by person, and the words beside them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from credentials.domain.coverage import Standing
from credentials.domain.matrix import (
    LOCAL,
    SOON_DAYS,
    STANDINGS,
    Cell,
    Column,
    FrameworkView,
    GroupCell,
    Matrix,
    RoleRow,
    is_asked_of,
)
from passport.dates import days_left
from passport.people.domain.roles import Role
from passport.people.models.labels import ROLE_LABELS
from passport.people.queries.centres import Member
from passport.ui.charts import (
    HeatRow,
    HeatTable,
    Mark,
    Share,
    Span,
    escaped,
    heat_table,
    mark_cells,
    mark_words,
    share_cell,
)

Link = Callable[[str, str], str]  # role and group to the page that names the people
_MARK_OF = {
    None: Mark.NONE,
    Standing.UNMET: Mark.MISSING,
    Standing.PARTIAL: Mark.PART,
    Standing.EXPIRED: Mark.EXPIRED,
    Standing.MET: Mark.VALID,
    Standing.RENEWAL_DUE: Mark.SOON,
}
_MARKS = [_MARK_OF[standing] for standing in STANDINGS]
# Places in STANDINGS, as a matrix keeps them.
_NOTHING, _MET = STANDINGS.index(None), STANDINGS.index(Standing.MET)
_IN_FORCE = (_MET, STANDINGS.index(Standing.RENEWAL_DUE))
_SOON = len(STANDINGS)  # one more, for what is met and runs out soon
_GAPS = frozenset(range(len(STANDINGS))) - {_NOTHING, *_IN_FORCE}


def role_name(code: str) -> Any:
    """A role in words; some people have none at a centre."""
    return ROLE_LABELS[Role(code)] if code else _("No role here")


# --- counts by role ---


@dataclass(frozen=True)
class RoleTables:
    """The standard's requirements by role, and apart from them those the centre added."""

    standard: SafeString | None
    local: SafeString | None


def role_tables(
    view: FrameworkView, rows: Sequence[RoleRow], *, caption: str, link: Link
) -> RoleTables:
    """Role by group of requirements: how many people have everything of a group in force."""
    positions = range(len(view.groups))
    own = [i for i in positions if view.groups[i][0] == LOCAL]
    standard = [i for i in positions if i not in own]
    local_caption = gettext("Asked by this centre itself, apart from the standard")
    return RoleTables(
        standard=_role_table(view, rows, standard, caption, link),
        local=_role_table(view, rows, own, local_caption, link),
    )


def kept_role_tables(
    view: FrameworkView, rows: Sequence[RoleRow], *, caption: str, link: Link
) -> RoleTables:
    """The same, drawn once for the same groups, counts, links and language: nothing else is in it.

    `link` compares by what it says.
    """
    return _kept(view.groups, tuple(rows), caption, link, get_language())


@lru_cache(maxsize=64)
def _kept(
    groups: tuple[tuple[str, str], ...],
    rows: tuple[RoleRow, ...],
    caption: str,
    link: Link,
    language: str,
) -> RoleTables:
    view = FrameworkView(key="", title="", edition="", groups=groups, columns=())
    return role_tables(view, rows, caption=caption, link=link)


def _role_table(
    view: FrameworkView, rows: Sequence[RoleRow], places: list[int], caption: str, link: Link
) -> SafeString | None:
    if not places or not rows:
        return None
    return heat_table(
        HeatTable(
            caption=caption,
            corner=gettext("Role"),
            columns=[view.groups[i][1] for i in places],
            rows=[_role_row(row, places, link) for row in rows],
            totals=_role_totals(rows, places),
        )
    )


def _role_row(row: RoleRow, places: list[int], link: Link) -> HeatRow:
    cells = [row.cells[i] for i in places]
    shares = [share_of(cell, link(row.role, cell.group)) if cell else None for cell in cells]
    return HeatRow(_role_head(row), [share_cell(each) for each in shares])


def _role_head(row: RoleRow) -> SafeString:
    return format_html("{} <small>{}</small>", role_name(row.role), _people(row.people))


def _people(count: int) -> str:
    return gettext("%(n)d people") % {"n": count} if count != 1 else gettext("1 person")


def _role_totals(rows: Sequence[RoleRow], places: list[int]) -> HeatRow:
    columns = [[row.cells[i] for row in rows] for i in places]
    shares = [total_of([cell for cell in column if cell]) for column in columns]
    return HeatRow(gettext("All roles"), [share_cell(each) for each in shares])


def share_of(cell: GroupCell, url: str = "") -> Share:
    """A cell of the engine as the table takes it."""
    return Share(cell.met, cell.total, cell.percent, cell.soon, url)


def total_of(cells: Sequence[GroupCell]) -> Share | None:
    """Cells of one group together; a person of two roles counts in each."""
    total = sum(cell.total for cell in cells)
    if not total:
        return None
    met = sum(cell.met for cell in cells)
    soon = sum(cell.soon for cell in cells)
    return Share(met, total, 100 * met // total, soon)


# --- cells by person ---


@dataclass(frozen=True)
class PersonHead:
    """The heading of a person's line: where it leads, and whether the box is ticked."""

    member: Member
    url: str
    chosen: bool = False


def mark_of(cell: Cell | None, on: date) -> Mark:
    """What one cell says on a day; in force for 90 more days at the most is "soon"."""
    if cell is None:
        return Mark.NONE
    mark = _MARK_OF[cell.standing]
    if mark is not Mark.VALID or cell.last_day is None:
        return mark
    return Mark.SOON if days_left(cell.last_day, on) <= SOON_DAYS else mark


def columns_for(view: FrameworkView, *, role: str, group: str, requirement: str) -> list[int]:
    """Positions of the columns that a filter leaves, in the order of the groups."""
    order = {key: position for position, (key, _title) in enumerate(view.groups)}
    places = [
        place
        for place, column in enumerate(view.columns)
        if group in ("", column.group)
        and requirement in ("", column.key)
        and (not role or is_asked_of(column, (role,)))
    ]
    return sorted(places, key=lambda place: (order.get(view.columns[place].group, 0), place))


def has_gap(matrix: Matrix, person: int, places: Sequence[int]) -> bool:
    """Whether something that is asked of a person is not in force."""
    standings, _last_days = matrix.codes(person)
    return any(standings[place] in _GAPS for place in places)


def people_table(
    matrix: Matrix, places: Sequence[int], people: Sequence[PersonHead], *, caption: str
) -> SafeString:
    """Person by requirement, and below how many of the people shown have each in force."""
    cells, choose = _Cells(matrix), gettext("Choose %(name)s")
    held = {role for person in people for role in person.member.roles}
    roles = {role: str(role_name(role)) for role in held}
    return heat_table(
        HeatTable(
            caption=caption,
            corner=gettext("Person"),
            columns=[_column_head(matrix.view.columns[place]) for place in places],
            rows=[
                HeatRow(_person_head(each, choose, roles), [cells.of(each.member.id, places)])
                for each in people
            ],
            spans=_spans(matrix.view, places),
            totals=HeatRow(gettext("In force on this page"), cells.totals(places)),
            upright=True,
        )
    )


class _Cells:
    """Ready cells straight from the numbers of a matrix: a page holds ten thousand of them."""

    def __init__(self, matrix: Matrix) -> None:
        ready = mark_cells()
        self.matrix = matrix
        self.by_code = dict(enumerate(ready[mark] for mark in (*_MARKS, Mark.SOON)))
        self.none = ready[Mark.NONE]
        self.last_soon = (matrix.on + timedelta(days=SOON_DAYS)).toordinal()
        self.rows: list[bytes] = []

    def of(self, person: int, places: Sequence[int]) -> SafeString:
        """A person's cells, as `mark_of` would have each of them; each code becomes its cell."""
        standings, last_days = self.matrix.codes(person)
        self.rows.append(standings)
        shown, last = bytearray(standings), self.last_soon
        for at in [at for at, day in enumerate(last_days) if 0 < day <= last]:
            if standings[at] == _MET:
                shown[at] = _SOON
        codes = bytes(map(shown.__getitem__, places)).decode("latin-1")
        return SafeString(codes.translate(self.by_code))

    def totals(self, places: Sequence[int]) -> list[SafeString]:
        """How many of the people so far have each column in force, out of those asked."""
        every, width = b"".join(self.rows), len(self.matrix.view.columns)
        return [self._total(every[place::width]) for place in places]

    def _total(self, column: bytes) -> SafeString:
        asked = len(column) - column.count(_NOTHING)
        if not asked:
            return self.none
        return SafeString(f"<td>{sum(map(column.count, _IN_FORCE))}/{asked}</td>")


def _person_head(person: PersonHead, choose: str, roles: dict[str, str]) -> SafeString:
    """Joined by hand, for there are fifty on a page; every text in it is escaped."""
    member, name = person.member, escaped(person.member.name)
    words = [*(roles[role] for role in member.roles), member.unit]
    return SafeString(
        f'<label><input type="checkbox" name="people" value="{member.public_id}"'
        f"{' checked' if person.chosen else ''}>"
        f'<span class="visually-hidden">{choose % {"name": name}}</span>'
        f'</label><a href="{escaped(person.url)}">{name}</a>'
        f"<small>{escaped(', '.join(word for word in words if word))}</small>"
    )


def _column_head(column: Column) -> str:
    return f"{column.number} {column.label}".strip()


def _spans(view: FrameworkView, places: Sequence[int]) -> list[Span]:
    titles = dict(view.groups)
    grouped = groupby(places, key=lambda place: view.columns[place].group)
    return [Span(titles.get(group, group), len(list(found))) for group, found in grouped]


def key_words() -> list[tuple[str, str]]:
    """The legend: class and word of each mark."""
    return [(mark.value, word) for mark, word in mark_words().items()]
