"""Frameworks as they stand here, as plain records to export or to compare with a file."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from passport.audit.models import AuditEntry
from passport.people.domain.roles import Role
from passport.standards.domain.exchange import (
    ClauseRecord,
    CrosswalkRecord,
    FrameworkRecord,
    RequirementRecord,
    Vocabulary,
)
from passport.standards.domain.roles import EVERYBODY
from passport.standards.models import (
    Clause,
    CrosswalkEntry,
    EvidenceKind,
    Framework,
    FrameworkKind,
    NumberStatus,
    Relation,
    Requirement,
)

WORDS = Vocabulary(
    kinds=frozenset(FrameworkKind.values),
    roles=frozenset({EVERYBODY, *(role.value for role in Role)}),
    evidence_kinds=frozenset(EvidenceKind.values),
    number_statuses=frozenset(NumberStatus.values),
    relations=frozenset(Relation.values),
)
SHIPPED_AT = datetime(2026, 1, 1, tzinfo=UTC)


def framework_record(key: str) -> FrameworkRecord | None:
    """A framework with everything it says; None when there is no such framework."""
    rows = Framework.objects.select_related("jurisdiction", "product", "replaces")
    framework = rows.filter(key=key).first()
    return record_of(framework) if framework else None


def record_of(framework: Framework) -> FrameworkRecord:
    """A loaded framework with its clauses in order; groups that nobody listed come last."""
    clauses = ordered_clauses(framework)
    listed = [(str(key), str(title)) for key, title in framework.groups]
    known = {key for key, _title in listed}
    others = dict.fromkeys(clause.group for clause in clauses if clause.group not in known)
    return FrameworkRecord(
        key=framework.key,
        kind=framework.kind,
        title=framework.title,
        owner=framework.owner,
        edition=framework.edition,
        jurisdiction=framework.jurisdiction.code,
        pathway=framework.pathway,
        product=framework.product.key if framework.product else "",
        replaces=framework.replaces.key if framework.replaces else "",
        valid_from=framework.valid_from,
        valid_until=framework.valid_until,
        validity_months=framework.validity_months,
        grace_days=framework.grace_days,
        source=framework.source,
        note=framework.note,
        groups=(*listed, *((group, group) for group in others)),
        clauses=tuple(_clause(row) for row in clauses),
        crosswalk=tuple(_entries(framework)),
    )


def ordered_clauses(framework: Framework) -> list[Clause]:
    """Clauses by the framework's order of groups, then by position."""
    order = {str(key): number for number, (key, _title) in enumerate(framework.groups)}
    rows = framework.clauses.select_related("requirement", "verified_by")
    return sorted(
        rows, key=lambda row: (order.get(row.group, len(order)), row.group, row.position, row.pk)
    )


def _clause(row: Clause) -> ClauseRecord:
    return ClauseRecord(
        group=row.group,
        requirement=requirement_record(row.requirement),
        number=row.number,
        number_status=row.number_status,
        number_source=row.number_source,
    )


def requirement_record(row: Requirement) -> RequirementRecord:
    """A requirement as it travels."""
    return RequirementRecord(
        key=row.key,
        label=row.label,
        roles=tuple(row.roles),
        evidence_kinds=tuple(row.evidence_kinds),
        validity_months=row.validity_months,
        any_of=row.any_of,
    )


def requirement_records(keys: Iterable[str]) -> Mapping[str, RequirementRecord]:
    """Those of these requirements that exist, by key."""
    rows = Requirement.objects.filter(key__in=set(keys))
    return {row.key: requirement_record(row) for row in rows}


def _entries(framework: Framework) -> Iterable[CrosswalkRecord]:
    rows = CrosswalkEntry.objects.filter(later=framework).select_related("earlier", "requirement")
    for row in rows.order_by("earlier__key", "requirement__key"):
        yield CrosswalkRecord(
            earlier=row.earlier.key,
            requirement=row.requirement.key,
            relation=row.relation,
            verified=row.verified,
            source=row.source,
            note=row.note,
        )


def places_in(key: str) -> tuple[tuple[str, str], ...]:
    """Group and requirement of every clause of an edition, in a fixed order."""
    rows = Clause.objects.filter(framework__key=key)
    return tuple(rows.order_by("group", "position", "pk").values_list("group", "requirement__key"))


def writing_facts(record: FrameworkRecord) -> dict[str, Any]:
    """What a package says besides the framework itself: when it changed, what it replaces."""
    earlier = Framework.objects.filter(key=record.replaces).first() if record.replaces else None
    return {
        "changed_at": _changed_at(record),
        "earlier_title": earlier.title if earlier else "",
        "earlier": places_in(record.replaces) if earlier else (),
    }


def _changed_at(record: FrameworkRecord) -> datetime:
    """When staff last changed it or one of its requirements; before that, when it was shipped."""
    subjects = [f"framework:{record.key}", *(f"requirement:{key}" for key in record.requirements)]
    entries = AuditEntry.objects.filter(subject__in=subjects).order_by("-sequence")
    return entries.values_list("at", flat=True).first() or SHIPPED_AT
