"""Settings are typed, documented and safe in production."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from passport.settings.env import documentation, read_environment

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "passport.settings.production",
    "PASSPORT_SECRET_KEY": "kq3v9x!" * 9,
    "PASSPORT_PUBLIC_URL": "https://passport.example.org",
    "PASSPORT_ADMIN_HOST": "office.example.org",
    "PASSPORT_TRUSTED_PROXIES": "1",
}


def _manage(*arguments, tmp_path, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "PASSPORT_DATA_DIR": str(tmp_path),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_variable_is_documented():
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == documentation()


def test_a_wrong_type_names_the_variable(monkeypatch):
    monkeypatch.setenv("PORT", "eighty")
    with pytest.raises(ValueError, match="PORT must be of type int"):
        read_environment()


def test_the_deployment_check_is_clean_in_production(tmp_path):
    result = _manage("check", "--deploy", "--fail-level", "INFO", tmp_path=tmp_path, **PRODUCTION)
    assert (result.returncode, result.stderr.strip()) == (
        0,
        "",
    ), result.stdout + result.stderr
    assert result.stdout.strip() == "System check identified no issues (0 silenced)."


def test_production_refuses_to_start_without_its_secret(tmp_path):
    settings = {**PRODUCTION, "PASSPORT_SECRET_KEY": ""}
    result = _manage("check", tmp_path=tmp_path, **settings)
    assert result.returncode == 1
    assert "Set PASSPORT_SECRET_KEY to 50 random characters or more." in result.stderr


def test_production_knows_no_demo_people_and_no_developer_pages(tmp_path):
    result = _manage(
        "shell",
        "-v0",
        "-c",
        "from django.conf import settings as s; "
        "print('passport.demo' in s.INSTALLED_APPS, s.DEVELOPER_PAGES, s.ISSUE_UNREVIEWED)",
        tmp_path=tmp_path,
        **PRODUCTION,
    )
    assert result.stdout.strip() == "False False False"
