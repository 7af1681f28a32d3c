"""How many of its people have shown what a centre asks of its own."""

from dataclasses import dataclass
from datetime import date

from credentials.domain.coverage import Standing
from credentials.domain.matrix import Matrix
from credentials.queries.coverage import framework_views, matrix_of
from passport.people.models import Centre

HELD = {Standing.MET, Standing.RENEWAL_DUE}


@dataclass(frozen=True)
class Count:
    """So many of those who are asked have it in force."""

    held: int
    asked: int


def counts_of(centre: Centre, on: date) -> dict[str, Count]:
    """Counts by the key of each column of the centre's own; empty before standards are loaded."""
    first = next(iter(framework_views(centre)), None)
    if first is None:
        return {}
    matrix = matrix_of(centre, first.key, on)
    return {
        column.key: _count(matrix, place)
        for place, column in enumerate(matrix.view.columns)
        if column.local
    }


def _count(matrix: Matrix, place: int) -> Count:
    cells = [matrix.cell(person, place) for person in matrix.people]
    asked = [cell for cell in cells if cell is not None]
    return Count(sum(cell.standing in HELD for cell in asked), len(asked))
