"""Fills what was left blank in shipped rows; what somebody wrote is never replaced."""

from passport.standards.models import Clause, Framework
from passport.standards.services.shipped import shipped_clauses, shipped_frameworks

TEXTS = ("groups", "source", "note")


def complete_frameworks() -> int:
    """Give frameworks their groups, source, note and the edition before, where none stands."""
    shipped = shipped_frameworks()
    frameworks = {row.key: row for row in Framework.objects.filter(key__in=shipped)}
    changed = [
        framework
        for key, framework in frameworks.items()
        if _complete(framework, shipped[key], frameworks)
    ]
    Framework.objects.bulk_update(changed, [*TEXTS, "replaces"])
    return len(changed)


def _complete(
    framework: Framework, row: dict[str, object], frameworks: dict[str, Framework]
) -> bool:
    blank = [name for name in TEXTS if not getattr(framework, name) and row.get(name)]
    for name in blank:
        setattr(framework, name, row[name])
    if framework.replaces_id is None and "replaces" in row:
        framework.replaces = frameworks[str(row["replaces"])]
        return True
    return bool(blank)


def complete_clauses() -> int:
    """Say where a number was seen, as long as it is the shipped number."""
    seen = {
        (each.framework, each.group, each.requirement, each.number): each.seen
        for each in shipped_clauses()
        if each.seen
    }
    blank = Clause.objects.filter(number_source="").exclude(number="")
    changed = []
    for clause in blank.select_related("framework", "requirement"):
        place = (clause.framework.key, clause.group, clause.requirement.key, clause.number)
        if place in seen:
            clause.number_source = seen[place]
            changed.append(clause)
    Clause.objects.bulk_update(changed, ["number_source"])
    return len(changed)
