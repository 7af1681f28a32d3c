"""What applicants can choose as goals: objectives by module, requirements of the programme."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from observership.models import Objective
from passport.standards.models import Requirement
from passport.standards.models.frameworks import FrameworkKind

MOST_FOUND = 20
CORE = "core"


@dataclass(frozen=True)
class ModuleGoals:
    """The objectives that belong to one module; `title` names it."""

    title: str
    objectives: tuple[Objective, ...]


def objectives_by_module() -> list[ModuleGoals]:
    """Objectives that are not retired, in their order, under their modules; one query."""
    rows = Objective.objects.filter(retired_at__isnull=True).select_related("module")
    grouped: dict[str, list[Objective]] = {}
    for row in rows.order_by("position", "key"):
        grouped.setdefault(_title(row), []).append(row)
    return [ModuleGoals(title, tuple(found)) for title, found in grouped.items()]


def _title(objective: Objective) -> str:
    return objective.module.title if objective.module else _("Other goals")


def role_requirements(role: str, chosen: Collection[str]) -> list[Requirement]:
    """Requirements of the passport programme for everybody and for a role, and those chosen."""
    programme = Q(
        clauses__framework__kind=FrameworkKind.PASSPORT,
        clauses__group__in=[CORE, *([role] if role else [])],
    )
    return list(Requirement.objects.filter(programme | Q(pk__in=chosen)).distinct().order_by("key"))


def found_requirements(words: str) -> list[Requirement]:
    """Requirements of any framework whose label holds all the words, the first of them."""
    words = words.strip()
    if len(words) < 3:
        return []
    rows = Requirement.objects.filter(clauses__isnull=False)
    for word in words.split():
        rows = rows.filter(label__icontains=word)
    return list(rows.distinct().order_by("key")[:MOST_FOUND])
