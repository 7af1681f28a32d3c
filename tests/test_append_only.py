"""Ledger tables refuse change by model and by database."""

import pytest
from django.db import DatabaseError, connection, transaction

from passport.append_only import AppendOnlyError
from passport.audit import services as audit
from passport.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(now):
    return audit.record(action="tested", subject="row", at=now)


def test_the_model_refuses_to_change_a_row(entry):
    entry.action = "other"
    with pytest.raises(AppendOnlyError):
        entry.save()


def test_the_queryset_refuses_to_change_and_delete(entry):
    with pytest.raises(AppendOnlyError):
        AuditEntry.objects.update(action="other")
    with pytest.raises(AppendOnlyError):
        AuditEntry.objects.all().delete()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditentry SET action = 'other'",
        "DELETE FROM audit_auditentry",
        "TRUNCATE audit_auditentry",
    ],
)
def test_the_database_refuses_raw_sql(entry, statement):
    if connection.vendor == "sqlite":
        statement = statement.replace("TRUNCATE", "DELETE FROM")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditEntry.objects.get().action == "tested"


def test_the_audit_chain_is_whole_and_a_break_is_found(entry, now):
    audit.record(action="tested", subject="second", at=now)
    assert audit.first_break() is None
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_auditentry DISABLE TRIGGER ALL")
        else:
            cursor.execute('DROP TRIGGER "audit_auditentry_no_update"')
        cursor.execute("UPDATE audit_auditentry SET subject = 'else' WHERE sequence = 2")
    assert audit.first_break() == 2
