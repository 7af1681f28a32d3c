"""Rules of the house that no linter knows."""

import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from passport.append_only import AppendOnlyModel
from passport.jobs import registry

ROOT = Path(__file__).resolve().parent.parent.parent
RING = re.compile(r"""ring\(\s*["']([a-z_]+)["']""")
TOP_LEVEL = {
    ".ci", ".gitignore", "Makefile", "README.md", "credentials", "curriculum", "deploy", "docs",
    "manage.py", "observership", "package-lock.json", "package.json", "passport", "pyproject.toml",
    "requirements-assets.lock", "requirements-test.lock", "requirements-uv.lock",
    "requirements.lock", "templates", "tests",
}  # fmt: skip


def _tracked() -> list[str]:
    result = subprocess.run(
        ["git", "ls-files"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if result.returncode:
        pytest.skip("not a git checkout: what is committed cannot be listed")
    return result.stdout.splitlines()


def test_only_what_must_stand_at_the_top_stands_there():
    assert {name.split("/")[0] for name in _tracked()} - TOP_LEVEL == set()


def test_nothing_third_party_is_committed():
    names = [
        name for name in _tracked() if re.search(r"\.(woff2?|ttf|otf|min\.js|min\.css)$", name)
    ]
    assert names == []


def test_no_file_names_a_machine_path_or_a_registry():
    pattern = re.compile(r"/(?:work|root|home/\w+)/|pypi\.org|pythonhosted|registry\.npmjs")
    found = [
        name
        for name in _tracked()
        if (ROOT / name).is_file()
        and name != "tests/architecture/test_rules.py"
        and pattern.search((ROOT / name).read_text(encoding="utf-8", errors="ignore"))
    ]
    assert found == []


def test_every_job_that_is_rung_has_a_handler():
    kinds = {
        kind
        for app in ("passport", "curriculum", "credentials", "observership")
        for path in (ROOT / app).rglob("*.py")
        for kind in RING.findall(path.read_text(encoding="utf-8"))
    }
    assert kinds - set(registry.registered_kinds()) == set()


@pytest.mark.django_db
def test_every_append_only_table_has_its_triggers():
    tables = {
        model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnlyModel)
    }
    query = (
        "SELECT DISTINCT event_object_table || ' ' || event_manipulation"
        " FROM information_schema.triggers"
        if connection.vendor == "postgresql"
        else "SELECT tbl_name || ' ' || upper(substr(name, -6)) FROM sqlite_master"
        " WHERE type = 'trigger' AND name LIKE '%\\_no\\_%' ESCAPE '\\'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {row[0] for row in cursor.fetchall()}
    wanted = {f"{table} {event}" for table in tables for event in ("UPDATE", "DELETE")}
    assert wanted - found == set()


def test_djangos_admin_is_not_installed():
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def test_each_layer_of_the_schedule_names_a_known_task():
    from passport.celery import app  # noqa: PLC0415 - tasks are found when it is asked

    app.loader.import_default_modules()
    tasks = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert tasks - set(app.tasks) == set()
