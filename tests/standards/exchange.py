"""Frameworks for tests of import and export, and the bytes they travel as."""

from datetime import UTC, datetime

from passport.standards.formats.case_writing import Writing, write_case
from passport.standards.formats.csv_table import write_csv
from passport.standards.models import Clause, CrosswalkEntry, Framework, Requirement
from passport.standards.queries.exchange import framework_record, writing_facts
from passport.standards.services.importing import import_framework, plan_import, read_framework

BASE = "https://passport.example.org/standards/"
CHANGED = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def as_csv(key):
    """A framework as it stands, as a CSV table."""
    return write_csv(framework_record(key))


def as_case(key, version="1.1"):
    """A framework as it stands, as a CASE package that changed at one moment."""
    record = framework_record(key)
    facts = {**writing_facts(record), "changed_at": CHANGED}
    return write_case(record, Writing(base=BASE, version=version, **facts))


def bring_in(data, *, by, at, read_in=None):
    """Import bytes as the back office does: read, plan, import what was planned."""
    record = read_framework(data)
    plan = plan_import(record=record, read_in=read_in)
    return import_framework(record=record, read_in=read_in, digest=plan.digest, by=by, at=at)


def empty():
    """Remove every framework and requirement, as in a database that has none."""
    CrosswalkEntry.objects.all().delete()
    Clause.objects.all().delete()
    Framework.objects.update(replaces=None)
    Framework.objects.all().delete()
    Requirement.objects.all().delete()
