"""The crosswalk of two editions: their clauses, and what readers said in either direction."""

from collections.abc import Iterable

from django.db.models import Q

from passport.standards.domain.crosswalk import (
    Change,
    Crosswalk,
    Entry,
    Listed,
    Place,
    crosswalk,
)
from passport.standards.models import Clause, CrosswalkEntry, Framework


def crosswalk_of(earlier: Framework, later: Framework) -> Crosswalk:
    """What became of every requirement of either edition."""
    clauses = list(
        Clause.objects.filter(framework__in=[earlier, later])
        .select_related("requirement")
        .order_by("position", "pk")
    )
    return crosswalk(
        _listed(earlier, clauses), _listed(later, clauses), entries_between(earlier, later)
    )


def _listed(framework: Framework, clauses: Iterable[Clause]) -> list[Listed]:
    """Requirements of one edition, group by group."""
    order = {key: place for place, (key, _) in enumerate(framework.groups)}
    own = [clause for clause in clauses if clause.framework_id == framework.pk]
    own.sort(key=lambda clause: order.get(clause.group, len(order)))
    return [
        Listed(
            clause.requirement.key,
            clause.requirement.label,
            Place(clause.number, clause.number_status),
        )
        for clause in own
    ]


def entries_between(earlier: Framework, later: Framework) -> list[Entry]:
    """What was said of these two; said the other way round it is turned, and then comes first."""
    rows = CrosswalkEntry.objects.filter(
        Q(earlier=earlier, later=later) | Q(earlier=later, later=earlier)
    ).select_related("requirement")
    turned, straight = [], []
    for row in rows:
        entry = Entry(row.requirement.key, Change(row.relation), row.note, row.verified, row.source)
        if row.earlier_id == earlier.pk:
            straight.append(entry)
        else:
            turned.append(entry.reversed())
    return [*turned, *straight]
