"""Frameworks as they are assessed: clauses, what covers them in full or in part, their columns."""

from collections.abc import Iterable, Mapping
from typing import cast
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from credentials.domain.evidence import CORE, CORE_MINI, Required
from credentials.domain.filling import Asked
from credentials.domain.matrix import LOCAL, Column, FrameworkView
from credentials.models import LocalRequirement
from curriculum import api as curriculum
from observership import api as observership
from passport.dates import Validity
from passport.people.domain.roles import Role
from passport.people.models.labels import ROLE_LABELS
from passport.standards.models import (
    AlignmentStrength,
    Clause,
    Framework,
    FrameworkKind,
    NumberStatus,
    Requirement,
)

PROGRAMME_KEY = "cart-passport"
# Groups of these frameworks say whom they concern: core, or a role.
BY_GROUP = {FrameworkKind.PASSPORT, FrameworkKind.PRACTICE}
Alignments = Mapping[str, tuple[curriculum.AlignmentRecord, ...]]
PARTIAL = str(AlignmentStrength.PARTIAL)


def supports() -> Alignments:
    """By requirement, everything that supports it: modules, observed tasks, and visits in part."""
    found = dict(curriculum.alignments())
    for key, sources in observership.objective_alignments().items():
        visits = tuple(curriculum.AlignmentRecord(source, PARTIAL) for source in sources)
        found[key] = (*found.get(key, ()), *visits)
    return found


def programme_framework() -> Framework | None:
    """The passport programme with its clauses in order; None before standards are loaded."""
    clauses = Clause.objects.select_related("requirement").order_by("pk")
    return (
        Framework.objects.filter(key=PROGRAMME_KEY)
        .prefetch_related(Prefetch("clauses", queryset=clauses))
        .first()
    )


def labelled_requirements(keys: Iterable[str]) -> list[Requirement]:
    """Requirements of other standards, each with its verified clause numbers."""
    verified = (
        Clause.objects.filter(number_status=NumberStatus.VERIFIED)
        .exclude(framework__kind=FrameworkKind.PASSPORT)
        .select_related("framework")
        .order_by("framework__key", "number")
    )
    return list(
        Requirement.objects.filter(key__in=set(keys))
        .exclude(clauses__framework__kind=FrameworkKind.PASSPORT)
        .prefetch_related(Prefetch("clauses", queryset=verified))
        .order_by("key")
    )


def validity_of(requirement: Requirement, framework: Framework) -> Validity:
    """How long a requirement holds in a framework: its own months, else the framework's."""
    months = requirement.validity_months
    if months is None:
        months = framework.validity_months or 0
    return Validity(months=months, grace_days=framework.grace_days if months else 0)


def required_of(requirement: Requirement, framework: Framework, alignments: Alignments) -> Required:
    """A requirement with everything that supports it."""
    records = alignments.get(requirement.key, ())
    full = tuple(each.key for each in records if each.strength == AlignmentStrength.FULL)
    return Required(
        key=requirement.key,
        sources=full,
        any_of=requirement.any_of,
        label=requirement.label,
        partial=tuple(each.key for each in records if each.key not in full),
        validity=validity_of(requirement, framework),
    )


def asked_of_people(framework: Framework, local: QuerySet[LocalRequirement]) -> Asked:
    """What a framework and a centre ask of people, in order; what concerns nobody is left out."""
    alignments = supports()
    pairs = []
    for clause in _ordered(framework):
        roles = _roles_of(clause, framework)
        if roles:
            required = required_of(clause.requirement, framework, alignments)
            pairs.append((_column(clause, roles, required), required))
    pairs += [_local(row) for row in local if row.roles]
    columns = tuple(column for column, _ in pairs)
    view = FrameworkView(
        key=framework.key,
        title=framework.title,
        edition=framework.edition,
        groups=_groups(framework, columns),
        columns=columns,
    )
    return Asked(view, tuple(required for _, required in pairs))


def _ordered(framework: Framework) -> list[Clause]:
    """Clauses by the framework's order of groups, then by position; other groups come last."""
    rows = list(framework.clauses.select_related("requirement").order_by("position", "pk"))
    groups = dict.fromkeys([key for key, _title in framework.groups])
    groups |= dict.fromkeys(row.group for row in sorted(rows, key=lambda row: row.pk))
    order = {group: place for place, group in enumerate(groups)}
    return sorted(rows, key=lambda row: order[row.group])


def _roles_of(clause: Clause, framework: Framework) -> frozenset[str]:
    if framework.kind in BY_GROUP:
        if clause.group in {CORE, CORE_MINI}:
            return frozenset(
                str(role) for role in Role if curriculum.core_set_of(role) == clause.group
            )
        if clause.group in set(Role):
            return frozenset({clause.group})
    return frozenset(clause.requirement.roles)


def _column(clause: Clause, roles: frozenset[str], required: Required) -> Column:
    verified = clause.number_status == NumberStatus.VERIFIED
    return Column(
        key=required.key,
        label=required.label,
        group=clause.group,
        roles=roles,
        number=clause.number if verified else "",
        offered=bool(required.sources),
        grace_days=required.validity.grace_days if required.validity else 0,
    )


def _local(row: LocalRequirement) -> tuple[Column, Required]:
    """A centre's own requirement; it holds without days of grace."""
    key = local_key(row.public_id)
    column = Column(key, row.label, LOCAL, frozenset(row.roles), local=True, offered=False)
    return column, Required(
        key=key, sources=(), label=row.label, validity=Validity(months=row.validity_months or 0)
    )


def local_key(public_id: UUID) -> str:
    """How evidence and columns name a centre's own requirement."""
    return f"{LOCAL}:{public_id}"


def direct_source(key: str, strength: str = AlignmentStrength.FULL) -> str:
    """How evidence names what shows a requirement itself, in full or in part."""
    return f"{'=' if strength == AlignmentStrength.FULL else '~'}{key}"


def _groups(framework: Framework, columns: Iterable[Column]) -> tuple[tuple[str, str], ...]:
    """Groups that have columns, in order; titles that are ours are put in words when shown."""
    titles = {LOCAL: _("Asked by this centre"), CORE: _("Core"), CORE_MINI: _("Small core")}
    titles |= {str(role): label for role, label in ROLE_LABELS.items()}
    titles |= {key: title for key, title in framework.groups if key != LOCAL}
    found = dict.fromkeys(column.group for column in columns)
    return tuple((key, cast(str, titles.get(key, key))) for key in found)
