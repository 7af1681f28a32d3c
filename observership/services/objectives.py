"""Loads the objectives of visits and what they support; loading twice changes nothing."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from curriculum import api as curriculum
from observership.formats.objectives import ShippedObjective
from observership.models import Objective, ObjectiveAlignment
from passport.standards.models import AlignmentStrength, FrameworkKind, Requirement
from passport.standards.services.marks import touch_standards


class UnknownNameError(LookupError):
    """An objective names a module or requirement that is not loaded."""


@transaction.atomic
def load_objectives(*, shipped: Sequence[ShippedObjective], at: datetime) -> int:
    """Bring objectives in, retire what is not there any more; how many rows changed.

    Raises UnknownNameError.
    """
    modules = curriculum.module_ids()
    requirements = _requirements({key for each in shipped for key in each.supports})
    changed = 0
    for place, each in enumerate(shipped, start=1):
        if each.module not in modules:
            raise UnknownNameError(f"{each.key}: module {each.module}")
        said = {
            "title": each.title,
            "module_id": modules[each.module],
            "position": place,
            "retired_at": None,
        }
        row, created = Objective.objects.get_or_create(key=each.key, defaults=said)
        differs = any(getattr(row, name) != value for name, value in said.items())
        if differs:
            Objective.objects.filter(pk=row.pk).update(**said)
        changed += created or differs or 0
        changed += _align(row, [requirements[key] for key in each.supports])
    gone = Objective.objects.exclude(key__in=[each.key for each in shipped])
    changed += gone.filter(retired_at__isnull=True).update(retired_at=at)
    if changed:
        touch_standards()
    return changed


def _requirements(keys: set[str]) -> dict[str, Requirement]:
    """Requirements by key; the programme's own are not among them. Raises UnknownNameError."""
    rows = Requirement.objects.filter(key__in=keys).exclude(
        clauses__framework__kind=FrameworkKind.PASSPORT
    )
    found = {row.key: row for row in rows}
    if missing := keys - found.keys():
        raise UnknownNameError(", ".join(sorted(missing)))
    return found


def _align(objective: Objective, wanted: Sequence[Requirement]) -> int:
    """Make an objective support exactly these requirements, in part; how many rows changed."""
    rows = ObjectiveAlignment.objects.filter(objective=objective)
    gone, _ = rows.exclude(requirement__in=wanted).delete()
    held = set(rows.values_list("requirement_id", flat=True))
    new = [
        ObjectiveAlignment(
            objective=objective, requirement=each, strength=AlignmentStrength.PARTIAL
        )
        for each in wanted
        if each.pk not in held
    ]
    ObjectiveAlignment.objects.bulk_create(new)
    return gone + len(new)
