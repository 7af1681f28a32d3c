"""Products' programmes beside what core and tracks cover, from the rows of both."""

from collections.abc import Mapping

from credentials.domain.evidence import CORE, CORE_MINI, TASK, Programme, Strength
from credentials.domain.overlap import Asked, compare, concerns
from credentials.evidence.programme import programme
from credentials.queries.overlap import ProductOverlap, product_frameworks
from curriculum import api as curriculum
from passport.standards.models import Clause, Framework

Covered = Mapping[str, tuple[curriculum.AlignmentRecord, ...]]


def overlaps(role: str = "", product: str | None = None) -> tuple[ProductOverlap, ...]:
    """Every product's programme, or one product's, as it concerns a role; "" is any role."""
    covered, ours = curriculum.alignments(), programme()
    core = _sources(ours, {CORE})
    tracks = _sources(ours, {role} if role else _tracks(ours)) | _tasks(covered)
    return tuple(
        ProductOverlap(
            framework=framework,
            compared=tuple(
                compare(asked, core, tracks)
                for asked in _asked(framework, covered)
                if concerns(asked, role)
            ),
        )
        for framework in product_frameworks(product)
    )


def _tracks(ours: Programme) -> set[str]:
    return {group.key for group in ours.groups} - {CORE, CORE_MINI}


def _sources(ours: Programme, groups: set[str]) -> set[str]:
    """Modules behind some stamps."""
    return {
        source
        for group in ours.groups
        if group.key in groups
        for required in group.requirements
        for source in required.sources
    }


def _tasks(covered: Covered) -> set[str]:
    return {each.key for row in covered.values() for each in row if each.key.startswith(TASK)}


def _asked(framework: Framework, covered: Covered) -> list[Asked]:
    return [_one(clause, covered) for clause in framework.clauses.all()]


def _one(clause: Clause, covered: Covered) -> Asked:
    requirement = clause.requirement
    found = covered.get(requirement.key, ())
    return Asked(
        key=requirement.key,
        label=requirement.label,
        group=clause.group,
        roles=tuple(requirement.roles),
        full=tuple(each.key for each in found if each.strength == Strength.FULL),
        partial=tuple(each.key for each in found if each.strength == Strength.PARTIAL),
        any_of=requirement.any_of,
    )
