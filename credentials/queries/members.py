"""Which people of a centre a filter leaves, and what can be chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from credentials.domain.matrix import Matrix
from passport.people.models import Centre
from passport.people.queries.centres import memberships_on

ROLELESS = "none"


@dataclass(frozen=True)
class PeopleChoice:
    """A unit and a role code; empty for all, ROLELESS for people without a role."""

    unit: str = ""
    role: str = ""

    def takes(self, unit: str, roles: tuple[str, ...]) -> bool:
        """Whether somebody of this unit with these roles is meant."""
        if self.unit and unit != self.unit:
            return False
        return not self.role or self.role in roles or (self.role == ROLELESS and not roles)


EVERYBODY = PeopleChoice()


def units_of(centre: Centre, on: date) -> list[str]:
    """Names of the units in which somebody works on a day."""
    rows = memberships_on(centre, on).exclude(unit="").order_by("unit")
    return list(rows.values_list("unit", flat=True).distinct())


def units_in(matrix: Matrix) -> list[str]:
    """The same for the people of a matrix."""
    return sorted({unit for unit in matrix.units if unit})


def roles_in(matrix: Matrix) -> list[str]:
    """Codes of the roles that people of a matrix hold, and last "" where some hold none."""
    held = {role for roles in matrix.roles for role in roles or ("",)}
    return sorted(held, key=lambda role: (not role, role))


class Chosen(NamedTuple):
    """Somebody whom a choice leaves; `id` is the professional's, `roles` are held there."""

    id: int
    roles: tuple[str, ...]


def chosen_people(
    centre: Centre, matrix: Matrix, choice: PeopleChoice, today: date
) -> list[Chosen]:
    """People of the matrix whom a choice leaves, in its order.

    Whatever the day of the status, only those who belong to the centre today: a leaver is gone.
    """
    ids = chosen_ids(centre, matrix, choice, today)
    if len(ids) == len(matrix.people):
        return list(map(Chosen, matrix.people, matrix.roles))
    roles = dict(zip(matrix.people, matrix.roles, strict=True))
    return [Chosen(each, roles[each]) for each in ids]


def chosen_ids(centre: Centre, matrix: Matrix, choice: PeopleChoice, today: date) -> Sequence[int]:
    """The same people by id alone: a page asks for them of a whole centre."""
    found: Sequence[int] = matrix.people
    if choice != EVERYBODY:
        beside = zip(matrix.people, matrix.units, matrix.roles, strict=True)
        found = [person for person, unit, roles in beside if choice.takes(unit, roles)]
    if matrix.on == today:
        return found
    present = set(memberships_on(centre, today).values_list("professional_id", flat=True))
    return [person for person in found if person in present]
