"""A centre's coverage on a day: who has shown what, who may take part, what runs out."""

from datetime import date

from credentials.domain.gaps import Gap
from credentials.domain.matrix import (
    Break,
    FrameworkView,
    Heat,
    HorizonMark,
    Matrix,
    RoleTeam,
    RuleResult,
)
from passport.people.models import Centre
from passport.standards.models import Framework


def framework_views(centre: Centre) -> tuple[Framework, ...]:
    """Frameworks offered for choice: the programme first, then practice, then what binds."""
    raise NotImplementedError


def view_of(centre: Centre, framework_key: str, on: date | None = None) -> FrameworkView:
    """A framework's columns and this centre's own; raises Framework.DoesNotExist.

    Own requirements as they are asked on a day; without a day, those that have no last day.
    """
    raise NotImplementedError


def matrix_of(centre: Centre, framework_key: str, on: date) -> Matrix:
    """Every cell of a centre on a day, from memory where nothing changed.

    Raises Framework.DoesNotExist.
    """
    raise NotImplementedError


def heat_of(centre: Centre, framework_key: str, on: date) -> Heat:
    """The same as `role_rows` over the whole centre, from memory: for pages without filters.

    Raises Framework.DoesNotExist.
    """
    raise NotImplementedError


def team_of(
    centre: Centre, product_key: str | None, on: date
) -> tuple[tuple[RoleTeam, ...], tuple[RuleResult, ...]]:
    """Who may take part on a day, by role, and which minimum covers hold."""
    raise NotImplementedError


def forecast_of(
    centre: Centre, product_key: str | None, on: date, months: int = 12
) -> tuple[tuple[Break, ...], tuple[HorizonMark, ...]]:
    """When minimum covers break if nobody renews, and what runs out in the months to come."""
    raise NotImplementedError


def gaps_of(centre: Centre, earlier_key: str, later_key: str, on: date) -> tuple[Gap, ...]:
    """What the later edition asks, what became of it, and how many people lack it.

    Raises Framework.DoesNotExist.
    """
    raise NotImplementedError
