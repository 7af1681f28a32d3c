"""Areas of the site that the header names for some people; apps above say who belongs to theirs."""

from collections.abc import Callable

from django.db.models import Exists, QuerySet

from passport.people.models import User

_AREAS: dict[str, Callable[[], Exists]] = {}


def register_area(name: str, belongs: Callable[[], Exists]) -> None:
    """From now on signed-in users carry `name`, read in the query that reads them.

    `belongs` makes the condition on OuterRef("pk"). It decides about links only; the pages behind
    them ask for themselves.
    """
    _AREAS[name] = belongs


def with_areas(users: QuerySet[User]) -> QuerySet[User]:
    """Users with a truth for each area that was registered."""
    return users.annotate(**{name: belongs() for name, belongs in _AREAS.items()})
