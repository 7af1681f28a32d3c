"""Rows that are written once: refused by the model here and by a trigger in the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class AppendOnlyError(TypeError):
    """Someone tried to change or remove a row that records what happened."""


class AppendOnlyQuerySet(models.QuerySet):
    """Refuses the bulk ways around save() and delete()."""

    def update(self, **kwargs: Any) -> int:
        raise AppendOnlyError(f"{self.model.__name__} rows are never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError(f"{self.model.__name__} rows are never deleted")

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        raise AppendOnlyError(f"{self.model.__name__} rows are never changed")


class AppendOnlyModel(models.Model):
    """Base of every ledger table; pair it with `AddAppendOnlyTriggers` in a migration."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(f"{type(self).__name__} rows are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError(f"{type(self).__name__} rows are never deleted")


RECENT = 200
_NEWEST = "(SELECT COALESCE(MAX(id), 0) FROM {0})"
_COUNTED = "(SELECT COUNT(*) FROM {0} WHERE id > (SELECT COALESCE(MAX(id), 0) FROM {0}) - {1})"


@dataclass(frozen=True)
class Growth:
    """How far a table has grown: its newest id, and how many of the RECENT ids up to it are there.

    A row that was numbered early and committed late changes the count, not the newest id.
    """

    newest: int
    recent: int


def growth_of(tables: Sequence[type[models.Model]]) -> tuple[Growth, ...]:
    """How far each of some tables has grown; one query."""
    names = [connection.ops.quote_name(table._meta.db_table) for table in tables]
    asked = [part.format(name, RECENT) for name in names for part in (_NEWEST, _COUNTED)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(asked)}")
        found = cursor.fetchone()
    return tuple(Growth(*found[i : i + 2]) for i in range(0, len(found), 2))


def unseen(table: type[models.Model], seen: Growth) -> models.QuerySet:
    """Rows that were not there when `seen` was read; all RECENT ones where one came in late."""
    recent = table._default_manager.filter(pk__gt=seen.newest - RECENT)
    late = recent.filter(pk__lte=seen.newest).count() != seen.recent
    return recent if late else recent.filter(pk__gt=seen.newest)


_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION passport_append_only() RETURNS trigger AS $$
DECLARE old_row jsonb := to_jsonb(OLD); new_row jsonb; allowed text; blank boolean := false;
BEGIN
  IF TG_OP = 'UPDATE' AND TG_NARGS > 0 THEN
    new_row := to_jsonb(NEW);
    FOREACH allowed IN ARRAY TG_ARGV LOOP
      IF COALESCE(new_row ->> allowed, '') = '' THEN blank := true; END IF;
      IF COALESCE(new_row ->> allowed, '') = '' OR new_row -> allowed = old_row -> allowed THEN
        new_row := new_row - allowed; old_row := old_row - allowed;
      END IF;
    END LOOP;
    IF blank AND new_row = old_row THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$ LANGUAGE plpgsql;
"""


class AddAppendOnlyTriggers(Operation):
    """Forbids UPDATE, DELETE and TRUNCATE on a table, on SQLite and PostgreSQL.

    `erasable` names columns that may be blanked, text to the empty string and a link to NULL, the
    one exception (erasure of a person); every other column must stay as it is in that statement.
    SQLite makes a table anew when a column or constraint changes, and loses its triggers: such a
    migration ends with this operation again.
    """

    reversible = True

    def __init__(self, model_name: str, erasable: Sequence[str] = ()) -> None:
        self.model_name = model_name
        self.erasable = tuple(erasable)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers change no model state."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        table = model._meta.db_table
        self._drop(schema_editor, table)
        if schema_editor.connection.vendor == "postgresql":
            self._create_postgres(schema_editor, table)
        else:
            columns = [field.column for field in model._meta.local_concrete_fields]
            self._create_sqlite(schema_editor, table, columns)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        self._drop(schema_editor, table)

    def describe(self) -> str:
        return f"Make {self.model_name} append-only"

    def _drop(self, schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
        suffix = f' ON "{table}"' if schema_editor.connection.vendor == "postgresql" else ""
        for event in ("update", "delete", "truncate"):
            schema_editor.execute(f'DROP TRIGGER IF EXISTS "{table}_no_{event}"{suffix}')

    def _create_postgres(self, schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
        arguments = ", ".join(f"'{column}'" for column in self.erasable)
        schema_editor.execute(_POSTGRES_FUNCTION, params=None)
        for event, args in (("update", arguments), ("delete", "")):
            schema_editor.execute(
                f'CREATE TRIGGER "{table}_no_{event}" BEFORE {event.upper()} ON "{table}" '
                f"FOR EACH ROW EXECUTE FUNCTION passport_append_only({args})"
            )
        schema_editor.execute(
            f'CREATE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{table}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION passport_append_only()"
        )

    def _create_sqlite(
        self, schema_editor: BaseDatabaseSchemaEditor, table: str, columns: list[str]
    ) -> None:
        refuse = f"SELECT RAISE(ABORT, '{table} is append-only');"
        kept = " AND ".join(
            f'NEW."{column}" IS OLD."{column}"' for column in columns if column not in self.erasable
        )
        blanked = " AND ".join(
            f'(COALESCE(NEW."{column}", \'\') = \'\' OR NEW."{column}" IS OLD."{column}")'
            for column in self.erasable
        )
        condition = f"WHEN NOT ({kept} AND {blanked}) " if self.erasable else ""
        schema_editor.execute(
            f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" '
            f"{condition}BEGIN {refuse} END"
        )
        schema_editor.execute(
            f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" BEGIN {refuse} END'
        )


class AddFreezeTriggers(AddAppendOnlyTriggers):
    """Forbids to change some columns of a row, and to remove it, once its column `once` is set.

    `erasable` names those of the columns that may still be blanked to the empty string.
    """

    def __init__(
        self, model_name: str, *, once: str, columns: Sequence[str], erasable: Sequence[str] = ()
    ) -> None:
        super().__init__(model_name, erasable)
        self.once = once
        self.columns = tuple(columns)

    def describe(self) -> str:
        return f"Freeze {self.model_name} once {self.once} is set"

    def _create_postgres(self, schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
        schema_editor.execute(_POSTGRES_FUNCTION, params=None)
        for event, condition in self._conditions("IS DISTINCT FROM"):
            schema_editor.execute(
                f'CREATE TRIGGER "{table}_no_{event}" BEFORE {event.upper()} ON "{table}" '
                f"FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION passport_append_only()"
            )

    def _create_sqlite(
        self, schema_editor: BaseDatabaseSchemaEditor, table: str, columns: list[str]
    ) -> None:
        for event, condition in self._conditions("IS NOT"):
            schema_editor.execute(
                f'CREATE TRIGGER "{table}_no_{event}" BEFORE {event.upper()} ON "{table}" '
                f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )

    def _conditions(self, differs: str) -> tuple[tuple[str, str], ...]:
        """When an UPDATE and when a DELETE is refused."""
        changed = " OR ".join(
            f'NEW."{column}" {differs} OLD."{column}"'
            + (f" AND NEW.\"{column}\" <> ''" if column in self.erasable else "")
            for column in self.columns
        )
        frozen = f'OLD."{self.once}" IS NOT NULL'
        return ("update", f"{frozen} AND ({changed})"), ("delete", frozen)
