"""The house stands: import contracts, linters, types, formats and migrations are clean."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["lint-imports", "--no-cache"],
        ["mypy", "passport", "curriculum", "credentials", "observership"],
        ["djlint", "templates", "--lint", "--quiet"],
    ],
    ids=lambda command: command[0] + ("-format" if "format" in command else ""),
)
def test_the_tool_finds_nothing(command):
    result = subprocess.run(
        [BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout + result.stderr) == (
        0,
        result.stdout + result.stderr,
    )


@pytest.mark.django_db
def test_no_model_change_lacks_its_migration(capsys):
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    assert "No changes detected" in capsys.readouterr().out
