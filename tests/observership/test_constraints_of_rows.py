"""The database itself refuses rows that break a rule of observerships, whatever wrote them."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from tests.observership.illegal_rows import ILLEGAL, another

CONSTRAINTS = {
    constraint.name: (model, constraint)
    for model in apps.get_app_config("observership").get_models()
    for constraint in model._meta.constraints
}


def _named(error: IntegrityError) -> str:
    """What the database says was broken."""
    if connection.vendor == "postgresql":
        return error.__cause__.diag.constraint_name
    return str(error)


def _expected(name: str) -> str:
    """PostgreSQL names every constraint; SQLite names a check, and the columns of a unique one."""
    model, constraint = CONSTRAINTS[name]
    if connection.vendor == "postgresql":
        return name
    if isinstance(constraint, models.CheckConstraint):
        return f"CHECK constraint failed: {name}"
    columns = [model._meta.get_field(field).column for field in constraint.fields]
    table = model._meta.db_table
    return "UNIQUE constraint failed: " + ", ".join(f"{table}.{column}" for column in columns)


def test_every_constraint_has_an_illegal_row():
    assert set(ILLEGAL) == set(CONSTRAINTS)


@pytest.mark.parametrize("name", ILLEGAL)
def test_the_database_refuses_an_illegal_row(name, db):
    row, changes = ILLEGAL[name]()
    model = type(row)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        another(row, changes).save()

    assert _named(refused.value) == _expected(name)
    assert model._base_manager.filter(pk=row.pk).exists()
