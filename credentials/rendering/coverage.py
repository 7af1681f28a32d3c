"""Coverage as tables: counts by role, cells by person, and the words beside them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
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
IN_FORCE = (Mark.VALID, Mark.SOON)
GAPS = (Mark.MISSING, Mark.PART, Mark.EXPIRED)


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


def marks_of(matrix: Matrix, person: int, places: Sequence[int]) -> list[Mark]:
    """The same for many cells of a person as the matrix keeps them, and fast."""
    standings, last_days = matrix.codes(person)
    soon = (matrix.on + timedelta(days=SOON_DAYS)).toordinal()
    return [
        Mark.SOON
        if (mark := _MARKS[standings[place]]) is Mark.VALID and 0 < last_days[place] <= soon
        else mark
        for place in places
    ]


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


def has_gap(matrix: Matrix, person: int, places: Collection[int]) -> bool:
    """Whether something that is asked of a person is not in force."""
    standings, _last_days = matrix.codes(person)
    return any(_MARKS[standings[place]] in GAPS for place in places)


def people_table(
    matrix: Matrix, places: Sequence[int], people: Iterable[PersonHead], *, caption: str
) -> SafeString:
    """Person by requirement, and below how many of the people shown have each in force."""
    cells, counted = mark_cells(), [[0, 0] for _ in places]
    rows = []
    for person in people:
        marks = marks_of(matrix, person.member.id, places)
        _count(counted, marks)
        rows.append(HeatRow(_person_head(person), [cells[mark] for mark in marks]))
    return heat_table(
        HeatTable(
            caption=caption,
            corner=gettext("Person"),
            columns=[_column_head(matrix.view.columns[place]) for place in places],
            rows=rows,
            spans=_spans(matrix.view, places),
            totals=HeatRow(gettext("In force on this page"), [_count_cell(*c) for c in counted]),
            upright=True,
        )
    )


def _count(counted: list[list[int]], marks: list[Mark]) -> None:
    for pair, mark in zip(counted, marks, strict=True):
        pair[0] += mark in IN_FORCE
        pair[1] += mark is not Mark.NONE


def _count_cell(met: int, asked: int) -> SafeString:
    return format_html("<td>{}/{}</td>", met, asked) if asked else mark_cells()[Mark.NONE]


def _person_head(person: PersonHead) -> SafeString:
    member = person.member
    words = [*(str(role_name(role)) for role in member.roles), member.unit]
    return format_html(
        '<label><input type="checkbox" name="people" value="{}"{}>'
        '<span class="visually-hidden">{}</span></label><a href="{}">{}</a><small>{}</small>',
        member.public_id,
        SafeString(" checked") if person.chosen else "",
        gettext("Choose %(name)s") % {"name": member.name},
        person.url,
        member.name,
        ", ".join(word for word in words if word),
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
