"""How each requirement was shown by a person: what a centre may put before an inspector."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from credentials.domain.coverage import Standing
from credentials.domain.evidence import Required
from credentials.domain.filling import Asked, Colleague, fill, newest_days
from credentials.domain.matrix import Cell, Column
from credentials.queries.coverage import asked_at
from credentials.queries.shown import Shown, Sources, shown_by
from passport.people.models import Centre
from passport.people.queries.centres import Member

__all__ = ["Line", "Shown", "dossier_of", "dossiers"]


@dataclass(frozen=True)
class Line:
    """One requirement asked of a person, where it stands, and what shows it, oldest first.

    Of each module and task, and of each kind of attestation, the newest; run out or not.
    """

    requirement_key: str
    requirement_label: str
    group: str
    number: str
    standing: Standing
    last_day: date | None
    shown_by: tuple[Shown, ...]


def dossier_of(centre: Centre, member: Member, framework_key: str, on: date) -> tuple[Line, ...]:
    """One person's lines on a day; raises Framework.DoesNotExist."""
    ((_, lines),) = dossiers(centre, [member], framework_key, on)
    return lines


def dossiers(
    centre: Centre, members: Sequence[Member], framework_key: str, on: date, chunk: int = 100
) -> Iterator[tuple[Member, tuple[Line, ...]]]:
    """Each person with their lines, in the given order, some at a time so that memory stays flat.

    Raises Framework.DoesNotExist at the first step.
    """
    asked = asked_at(centre, framework_key, on)
    for start in range(0, len(members), chunk):
        some = members[start : start + chunk]
        yield from _of_chunk(asked, some, shown_by(centre, [each.id for each in some], on), on)


def _of_chunk(
    asked: Asked, members: Sequence[Member], shown: Mapping[int, Sources], on: date
) -> Iterator[tuple[Member, tuple[Line, ...]]]:
    facts = (
        (person, source, item.on)
        for person, sources in shown.items()
        for source, items in sources.items()
        for item in items
    )
    days = newest_days(facts, on)
    people = [Colleague(each.id, each.roles, each.unit, days.get(each.id, {})) for each in members]
    matrix = fill(asked, people, on)
    for member in members:
        sources = shown.get(member.id, {})
        cells = zip(asked.view.columns, asked.required, matrix.row(member.id), strict=True)
        yield (
            member,
            tuple(_line(column, each, cell, sources) for column, each, cell in cells if cell),
        )


def _line(column: Column, required: Required, cell: Cell, shown: Sources) -> Line:
    items = [item for source in required.aligned for item in shown.get(source, ())]
    return Line(
        requirement_key=column.key,
        requirement_label=column.label,
        group=column.group,
        number=column.number,
        standing=cell.standing,
        last_day=cell.last_day,
        shown_by=tuple(sorted(items, key=lambda item: (item.on, item.title))),
    )
