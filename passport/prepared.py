"""Queries of hot pages whose SQL is written once: Django's own, with other values each time.

Writing the SQL costs Django several times what the database needs to answer it.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, QuerySet

Row = TypeVar("Row")


class Given(Expression):
    """Stands for a value that is known when the query is asked."""

    def __init__(self, field: Field, place: int) -> None:
        super().__init__(output_field=field)
        self.place = place

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """A place for a value."""
        return "%s", [self]

    def among(self, values: tuple[Any, ...], connection: BaseDatabaseWrapper) -> Any:
        """Its value, as the database takes values of this field."""
        value = values[self.place]
        return self.output_field.get_db_prep_value(value, connection=connection, prepared=False)


class Prepared(Generic[Row]):
    """A query with a place for a value of each of `fields`.

    `build` takes the places and makes the queryset, once for each database connection: nothing in
    it may change from one request to the next, and it locks no rows.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any, Row]"], *fields: Any) -> None:
        self.build = build
        self.fields: list[Field] = [getattr(each, "field", each) for each in fields]

    def rows(self, *values: Any) -> list[Row]:
        """What the queryset gives with these values, asked anew; None is no value."""
        if None in values or len(values) != len(self.fields):
            raise ValueError("A prepared query takes a value for each of its fields")
        # Kept by the connection itself, so that it goes with it and is of one thread only;
        # `django.db.connection` is a proxy that all threads share.
        kept: dict[Prepared, _Written] = vars(connections[DEFAULT_DB_ALIAS]).setdefault(
            "prepared", {}
        )
        if self not in kept:
            places = [Given(field, place) for place, field in enumerate(self.fields)]
            kept[self] = _Written(self.build(*places))
        return kept[self].rows(values)


class _Written:
    """A queryset whose compiler repeats its first SQL."""

    def __init__(self, queryset: QuerySet) -> None:
        compiler = queryset.query.get_compiler(queryset.db)
        self.sql, self.params = compiler.as_sql()
        self.queryset, self.connection = queryset, compiler.connection
        self.values: tuple[Any, ...] = ()
        vars(compiler)["as_sql"] = self._as_sql
        vars(queryset.query)["get_compiler"] = lambda *args, **kwargs: compiler

    def rows(self, values: tuple[Any, ...]) -> list[Any]:
        self.values = values
        return list(self.queryset.all())

    def _as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, tuple[Any, ...]]:
        connection, values = self.connection, self.values
        return self.sql, tuple(
            each.among(values, connection) if isinstance(each, Given) else each
            for each in self.params
        )
