"""Imports a framework from a file: first a plan that writes nothing, then one transaction."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from passport.audit.services import record as audit
from passport.people.models import User
from passport.standards.domain.exchange import (
    VERIFIED,
    Change,
    ChangeKind,
    ClauseRecord,
    FrameworkRecord,
    RequirementRecord,
    changes,
    in_same_order,
    settle,
)
from passport.standards.formats.case_reading import read_case
from passport.standards.formats.csv_table import read_csv
from passport.standards.formats.fields import Finding, NotReadableError
from passport.standards.formats.identifiers import framework_id
from passport.standards.models import (
    Clause,
    CrosswalkEntry,
    Framework,
    FrameworkKind,
    Jurisdiction,
    Product,
    Requirement,
)
from passport.standards.permissions import guards
from passport.standards.queries.exchange import (
    WORDS,
    framework_record,
    requirement_records,
)
from passport.standards.services.marks import touch_standards


class PlanChangedError(ValueError):
    """Between the preview and the import somebody changed what the import would do."""


@dataclass(frozen=True)
class _Reader:
    """Who answers for the numbers of this import, and when they were entered."""

    by: User
    at: datetime


@dataclass(frozen=True)
class Plan:
    """What an import would do. `guarded` when it touches what decides about stamps."""

    record: FrameworkRecord
    changes: tuple[Change, ...]
    guarded: bool

    @property
    def digest(self) -> str:
        """The same for the same plan, so that nobody imports what they did not see."""
        return hashlib.sha256(repr((self.record, self.changes)).encode()).hexdigest()

    def count(self, kind: str) -> int:
        """How many things are new, changed or kept."""
        return sum(change.kind == kind for change in self.changes)


def read_framework(data: bytes) -> FrameworkRecord:
    """The framework in a CSV table or a CASE package. Raises NotReadableError."""
    first = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return (read_case if first in (b"{", b"[") else read_csv)(data, WORDS)


def plan_import(*, record: FrameworkRecord, read_in: str | None) -> Plan:
    """What importing does; `read_in` says where the importer read the licensed text, if at all.

    Raises NotReadableError when the file speaks of places, products or editions not known here.
    """
    if findings := list(_unknown(record)):
        raise NotReadableError(findings)
    known = framework_record(record.key)
    settled = settle(record, known, read_in=read_in)
    found = changes(settled, known, requirement_records(settled.requirements))
    touched = {each.name for each in found if each.thing == "requirement"}
    kinds = {settled.kind, known.kind if known else ""}
    guarded = FrameworkKind.PASSPORT in kinds or guards(touched)
    return Plan(settled, found, guarded)


def _unknown(record: FrameworkRecord) -> Iterator[Finding]:
    """What the file names and nobody here knows."""
    if not Jurisdiction.objects.filter(code=record.jurisdiction).exists():
        yield Finding(
            "jurisdiction",
            _("The place %(code)s is not known here. Add it first, or use another.")
            % {"code": record.jurisdiction},
        )
    if record.product and not Product.objects.filter(key=record.product).exists():
        yield Finding(
            "product",
            _("The product %(key)s is not known here. Add it first, or use another.")
            % {"key": record.product},
        )
    yield from _unknown_editions(record)
    known = {*record.requirements, *requirement_records(e.requirement for e in record.crosswalk)}
    for entry in record.crosswalk:
        if entry.requirement not in known:
            yield Finding(
                "crosswalk",
                _("The requirement %(key)s is not known. Import it first, or remove the entry.")
                % {"key": entry.requirement},
            )


def _unknown_editions(record: FrameworkRecord) -> Iterator[Finding]:
    keys = set(Framework.objects.values_list("key", flat=True))
    earlier = dict.fromkeys([record.replaces, *(each.earlier for each in record.crosswalk)])
    for key in earlier:
        if key == record.key:
            yield Finding("replaces", _("An edition cannot replace itself. Name the one before."))
        elif key and key not in keys:
            yield Finding(
                "replaces",
                _("The edition %(key)s is not here. Import it first.") % {"key": key},
            )
    if any(record.key == f"case-{framework_id(key)}" for key in keys):
        yield Finding(
            "CFDocument.identifier",
            _("This CASE 1.0 copy lacks our own facts. Import the CASE 1.1 file instead."),
        )


@transaction.atomic
def import_framework(
    *, record: FrameworkRecord, read_in: str | None, digest: str, by: User, at: datetime
) -> Plan:
    """Do what the preview with this digest showed; nothing is deleted.

    Raises PlanChangedError and NotReadableError.
    """
    touch_standards()  # first, so that two imports wait for each other
    known = framework_record(record.key)
    plan = plan_import(record=record, read_in=read_in)
    if plan.digest != digest:
        raise PlanChangedError
    framework = _write_framework(plan.record)
    requirements = _write_requirements(plan.record.requirements)
    _write_clauses(framework, plan.record, requirements, known, _Reader(by, at))
    _write_crosswalk(framework, plan.record)
    _record_import(plan, read_in, by, at)
    return plan


def _write_framework(record: FrameworkRecord) -> Framework:
    names = (
        "kind", "title", "owner", "edition", "pathway", "valid_from", "valid_until",
        "validity_months", "grace_days", "source", "note",
    )  # fmt: skip
    product = Product.objects.get(key=record.product) if record.product else None
    replaces = Framework.objects.get(key=record.replaces) if record.replaces else None
    values = {name: getattr(record, name) for name in names} | {
        "jurisdiction": Jurisdiction.objects.get(code=record.jurisdiction),
        "product": product,
        "replaces": replaces,
        "groups": [list(group) for group in record.groups],
    }
    return Framework.objects.update_or_create(key=record.key, defaults=values)[0]


def _write_requirements(records: dict[str, RequirementRecord]) -> dict[str, Requirement]:
    rows = {row.key: row for row in Requirement.objects.filter(key__in=records)}
    for key, record in records.items():
        row = rows.setdefault(key, Requirement(key=key))
        values: dict[str, Any] = {
            "label": record.label,
            "roles": list(record.roles),
            "evidence_kinds": list(record.evidence_kinds),
            "validity_months": record.validity_months,
            "any_of": record.any_of,
        }
        if row.pk is None or any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
    return rows


def _write_clauses(
    framework: Framework,
    record: FrameworkRecord,
    requirements: dict[str, Requirement],
    known: FrameworkRecord | None,
    reader: _Reader,
) -> None:
    """Clauses in the order of the file; positions stay where the order was right."""
    rows = {(row.group, row.requirement_id): row for row in framework.clauses.all()}
    keep_positions = in_same_order(record, known)
    following = count(max((row.position for row in rows.values()), default=-1) + 1)
    for number, clause in enumerate(record.clauses):
        requirement = requirements[clause.requirement.key]
        row = rows.get((clause.group, requirement.pk))
        if row is None:
            row = Clause(framework=framework, group=clause.group, requirement=requirement)
            row.position = next(following) if keep_positions else number
        moved = not keep_positions and row.position != number
        row.position = number if moved else row.position
        if _enter_number(row, clause, reader) or moved or row.pk is None:
            row.save()


def _enter_number(row: Clause, record: ClauseRecord, reader: _Reader) -> bool:
    """A number that becomes sure, or another sure number, carries who answers for it."""
    after = (record.number, record.number_status, record.number_source)
    if after == (row.number, row.number_status, row.number_source):
        return False
    sure = record.number_status == VERIFIED
    row.verified_by, row.verified_at = (reader.by, reader.at) if sure else (None, None)
    row.number, row.number_status, row.number_source = after
    return True


def _write_crosswalk(framework: Framework, record: FrameworkRecord) -> None:
    keys = {each.earlier for each in record.crosswalk}
    editions = {row.key: row for row in Framework.objects.filter(key__in=keys)}
    names = {each.requirement for each in record.crosswalk}
    requirements = {row.key: row for row in Requirement.objects.filter(key__in=names)}
    for entry in record.crosswalk:
        CrosswalkEntry.objects.update_or_create(
            earlier=editions[entry.earlier],
            later=framework,
            requirement=requirements[entry.requirement],
            defaults={
                "relation": entry.relation,
                "verified": entry.verified,
                "source": entry.source,
                "note": entry.note,
            },
        )


def _record_import(plan: Plan, read_in: str | None, by: User, at: datetime) -> None:
    audit(
        action="framework_imported",
        subject=f"framework:{plan.record.key}",
        at=at,
        actor_id=by.public_id,
        details={
            "new": plan.count(ChangeKind.NEW),
            "changed": plan.count(ChangeKind.CHANGED),
            "numbers_read_in_the_text": read_in is not None,
            "plan": plan.digest,
        },
    )
