"""Migrated template databases: made once per set of migrations, then copied, never flushed."""

import hashlib
import os
import shutil
import sqlite3
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection, connections

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("PASSPORT_TEST_CACHE", ROOT / "var" / "test-databases"))


def _migrations_hash() -> str:
    """Hash over every migration of ours and the installed versions of the rest."""
    digest = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for path in sorted(ROOT.glob("**/migrations/*.py")):
        if ".venv" not in path.parts:
            digest.update(path.read_bytes())
    digest.update((ROOT / "passport" / "append_only.py").read_bytes())
    return digest.hexdigest()[:16]


def is_postgres() -> bool:
    return connection.vendor == "postgresql"


def point_to(name: str) -> None:
    """Let every connection opened from now on use database `name`."""
    connections["default"].close()
    connections.settings["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name


@contextmanager
def pointing_to(name: str) -> Iterator[None]:
    """Use database `name` for a while."""
    before = connections.settings["default"]["NAME"]
    point_to(name)
    yield
    connections["default"].close()
    point_to(before)


class Lock:
    """One process at a time builds the template."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        import fcntl  # noqa: PLC0415 - tests run on POSIX systems only

        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.file = self.path.open("w")
        fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self.file.close()


def template_name() -> str:
    """Name of the migrated template, built now if no run has built it yet."""
    key = _migrations_hash()
    with Lock(CACHE / "lock"):
        return _postgres_template(key) if is_postgres() else _sqlite_template(key)


def _sqlite_template(key: str) -> str:
    path = CACHE / f"{key}.sqlite3"
    if not path.exists():
        partial = CACHE / f"{key}.{uuid.uuid4().hex}.partial"
        point_to(str(partial))
        call_command("migrate", verbosity=0)
        connections["default"].close()
        with closing(sqlite3.connect(partial)) as database:
            database.execute("PRAGMA journal_mode=DELETE")
        partial.rename(path)
    return str(path)


def _postgres_admin(statement: str) -> list[tuple]:
    """Run one statement outside transactions in the maintenance database."""
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is tested

    settings = connections.settings["default"]
    with psycopg.connect(
        dbname="postgres",
        user=settings["USER"] or None,
        password=settings["PASSWORD"] or None,
        host=settings["HOST"] or None,
        port=settings["PORT"] or None,
        autocommit=True,
    ) as admin:
        cursor = admin.execute(statement)
        return cursor.fetchall() if cursor.description else []


def _postgres_template(key: str) -> str:
    name = f"passport_template_{key}"
    if not _postgres_admin(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):  # noqa: S608
        partial = f"passport_partial_{uuid.uuid4().hex}"
        _postgres_admin(f'CREATE DATABASE "{partial}"')
        point_to(partial)
        call_command("migrate", verbosity=0)
        connections["default"].close()
        _postgres_admin(f'ALTER DATABASE "{partial}" RENAME TO "{name}"')
    return name


def copy_of(source: str) -> str:
    """A new database with all that `source` holds; nobody may be connected to `source`."""
    connections["default"].close()
    if is_postgres():
        name = f"passport_test_{uuid.uuid4().hex}"
        with Lock(CACHE / "copy-lock"):
            _postgres_admin(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        return name
    target = Path(tempfile.mkdtemp(prefix="passport-db-")) / "test.sqlite3"
    shutil.copyfile(source, target)
    return str(target)


def environment_of(name: str, folder: Path) -> dict[str, str]:
    """Variables with which another process of ours works on database `name`.

    On SQLite the process finds it as the database of its data folder.
    """
    if not is_postgres():
        (folder / "passport.sqlite3").symlink_to(name)
        return {}
    settings = connections.settings["default"]
    user = ":".join(filter(None, [settings["USER"], settings["PASSWORD"]]))
    place = f"{settings['HOST']}:{settings['PORT'] or 5432}"
    return {"PASSPORT_DATABASE_URL": f"postgres://{user}@{place}/{name}"}


def drop(name: str) -> None:
    """Remove a copied database."""
    connections["default"].close()
    if is_postgres():
        _postgres_admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    else:
        shutil.rmtree(Path(name).parent, ignore_errors=True)
