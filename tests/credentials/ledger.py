"""Reaches behind the model, as somebody with access to the database would."""

from django.db import connection

from credentials.models import Edition, Revocation


def drop_triggers(model: type = Edition) -> None:
    """Take away what keeps a ledger table from being changed."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        for event in ("update", "delete"):
            cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_no_{event}"')


def run_sql(statement: str, *values: object) -> None:
    """One statement, past every model."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


LEDGER = (Edition, Revocation)
