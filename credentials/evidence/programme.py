"""The passport programme and the labels of requirements, as the domain takes them."""

from collections.abc import Iterable

from django.utils.translation import override

from credentials.domain.evidence import (
    CORE,
    CORE_MINI,
    ClauseNumber,
    Evidence,
    Group,
    Labels,
    Programme,
    Required,
    RequirementLabel,
)
from credentials.queries.standards import (
    Alignments,
    labelled_requirements,
    programme_framework,
    required_of,
)
from curriculum import api as curriculum
from passport.dates import Validity
from passport.people.domain.roles import Role
from passport.people.models.labels import ROLE_LABELS
from passport.standards.models import Framework

TITLES = {CORE: "Core: knowledge", CORE_MINI: "Core for receiving services: knowledge"}


class ProgrammeMissingError(LookupError):
    """The standards were not loaded, so nothing can be assessed."""


def _title(group: str) -> str:
    """The words on a stamp, in the language in which passports are signed."""
    if group in TITLES:
        return TITLES[group]
    with override("en"):
        return f"{ROLE_LABELS[Role(group)]}: knowledge"


def _groups(framework: Framework, alignments: Alignments) -> tuple[Group, ...]:
    found: dict[str, list[Required]] = {}
    for clause in framework.clauses.all():
        required = required_of(clause.requirement, framework, alignments)
        found.setdefault(clause.group, []).append(required)
    return tuple(Group(key, _title(key), tuple(items)) for key, items in found.items())


def programme() -> Programme:
    """The programme as loaded now; raises ProgrammeMissingError."""
    framework = programme_framework()
    if framework is None or not framework.validity_months:
        raise ProgrammeMissingError
    return Programme(
        validity=Validity(months=framework.validity_months, grace_days=framework.grace_days),
        groups=_groups(framework, curriculum.alignments()),
    )


def labels_for(evidence: Iterable[Evidence]) -> Labels:
    """Labels and verified clause numbers of all requirements that some evidence supports."""
    sources = curriculum.full_alignments()
    keys = {key for item in evidence for key, _ in item.alignments}
    return {
        requirement.key: RequirementLabel(
            key=requirement.key,
            label=requirement.label,
            clauses=tuple(
                ClauseNumber(clause.framework.title, clause.framework.edition, clause.number)
                for clause in requirement.clauses.all()
            ),
            sources=sources.get(requirement.key, ()),
            any_of=requirement.any_of,
        )
        for requirement in labelled_requirements(keys)
    }
