"""What a later edition asks and a centre's people lack."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from credentials.domain.coverage import Standing
from credentials.domain.matrix import Matrix

HELD = frozenset({Standing.MET, Standing.RENEWAL_DUE})
UNCHECKED, WITHDRAWN = "unchecked", "withdrawn"
_URGENT = {"new": 0, "changed": 1, UNCHECKED: 2}


@dataclass(frozen=True)
class Gap:
    """One entry of a crosswalk and how many of the people concerned have shown it.

    `relation` is a value of Relation; `number` a verified clause number of the later edition;
    `met` includes renewals that are due, `missing` what ran out. `concerned` is 0 for what is
    asked of nobody here. `of_people` is False for what the later edition asks of the programme,
    or no longer asks.
    """

    key: str
    label: str
    relation: str
    note: str
    number: str
    concerned: int
    met: int
    partial: int
    missing: int
    of_people: bool = True

    @property
    def open(self) -> bool:
        """Whether somebody concerned has not shown it in full."""
        return self.met < self.concerned


@dataclass(frozen=True)
class Compared:
    """One requirement in two editions, as the crosswalk says it."""

    key: str
    label: str
    relation: str
    note: str
    number: str


def gaps(compared: Iterable[Compared], later: Matrix) -> tuple[Gap, ...]:
    """Every entry with its counts: new, changed and not compared first, most missing first."""
    places: dict[str, list[int]] = {}
    for at, column in enumerate(later.view.columns):
        places.setdefault(column.key, []).append(at)
    found = [_gap(each, later, places.get(each.key, ())) for each in compared]
    return tuple(sorted(found, key=_order))


def _standings(matrix: Matrix, places: Iterable[int]) -> Mapping[Standing, int]:
    """How many people stand where in a requirement, each once though it has several columns."""
    rows = ([matrix.cell(person, at) for at in places] for person in matrix.people)
    firsts = (next((cell for cell in cells if cell), None) for cells in rows)
    return Counter(cell.standing for cell in firsts if cell)


def _gap(compared: Compared, later: Matrix, places: Collection[int]) -> Gap:
    standings = _standings(later, places)
    concerned = sum(standings.values())
    met = sum(standings[standing] for standing in standings if standing in HELD)
    partial = standings.get(Standing.PARTIAL, 0)
    return Gap(
        key=compared.key,
        label=compared.label,
        relation=compared.relation,
        note=compared.note,
        number=compared.number,
        concerned=concerned,
        met=met,
        partial=partial,
        missing=concerned - met - partial,
        of_people=bool(places),
    )


def _order(gap: Gap) -> tuple[int, bool, int, str]:
    """What somebody lacks and is new, changed or not compared, before what stayed as it was."""
    rank = _URGENT.get(gap.relation, len(_URGENT)) if gap.open or gap.relation != UNCHECKED else 3
    last = gap.relation == WITHDRAWN
    return (rank + last, not gap.open, gap.met - gap.concerned, gap.key)
