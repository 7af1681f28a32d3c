"""Facts about people of all confirmed centres, from which aggregates are made."""

from collections.abc import Iterator
from datetime import date

from credentials.domain.evidence import CORE, CORE_MINI
from credentials.domain.matrix import SOON_DAYS, Cell, Matrix
from credentials.domain.network import PersonFact
from credentials.domain.progress import HELD
from credentials.queries.coverage import matrix_of
from credentials.queries.standards import PROGRAMME_KEY
from passport.dates import days_left
from passport.people.models import Centre

CORES = frozenset({CORE, CORE_MINI})


def person_facts(on: date) -> Iterator[tuple[Centre, list[PersonFact]]]:
    """Each confirmed centre with its people's facts on a day."""
    for centre in Centre.objects.filter(confirmed_at__isnull=False).order_by("pk").iterator():
        matrix = matrix_of(centre, PROGRAMME_KEY, on)
        yield centre, [_fact(matrix, place, centre.country) for place in range(len(matrix.people))]


def _fact(matrix: Matrix, place: int, country: str) -> PersonFact:
    person, columns = matrix.people[place], matrix.view.columns
    cells = [
        (column.group in CORES, cell)
        for column, cell in zip(columns, matrix.row(person), strict=True)
        if cell and not column.local
    ]
    core, role = ([cell for is_core, cell in cells if is_core is part] for part in (True, False))
    return PersonFact(
        id=person,
        country=country,
        roles=matrix.roles[place],
        core=_in_force(core),
        role=_in_force(role),
        soon=any(_ends_soon(cell, matrix.on) for cell in (*core, *role)),
    )


def _in_force(cells: list[Cell]) -> bool:
    return bool(cells) and all(cell.standing in HELD for cell in cells)


def _ends_soon(cell: Cell, on: date) -> bool:
    return (
        cell.standing in HELD
        and cell.last_day is not None
        and days_left(cell.last_day, on) <= SOON_DAYS
    )
