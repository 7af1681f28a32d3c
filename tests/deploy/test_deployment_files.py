"""The deployment files hold: schema, linter, and the processes they start exist."""

import re
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from passport.settings.env import Environment, fields, variable_name

ROOT = Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"
BIN = Path(sys.executable).parent
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))


@pytest.mark.parametrize(
    "command",
    [
        ["hadolint", "deploy/Containerfile"],
        ["check-jsonschema", "--builtin-schema", "vendor.compose-spec", "deploy/compose.yaml"],
    ],
    ids=lambda command: command[0],
)
def test_the_linter_finds_nothing(command):
    result = subprocess.run(
        [BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


def _compose() -> dict:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


def test_only_the_signer_sees_the_private_key():
    services = _compose()["services"]
    holders = {
        name for name, service in services.items() if "signing-key" in str(service.get("volumes"))
    }
    assert holders == {"signer"}
    units = {path.stem for path in UNITS if "PASSPORT_SIGNING_KEY" in path.read_text()}
    assert units == {"passport-signer"}


def test_every_queue_of_the_jobs_has_its_worker():
    text = str(_compose()["services"])
    queues = {entry["options"]["queue"] for entry in settings.CELERY_BEAT_SCHEDULE.values()
              if "options" in entry}  # fmt: skip
    assert {queue for queue in queues if f"'--queues', '{queue}'" in text} == queues


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_units_start_as_a_user_of_their_own_and_are_confined(path):
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(path)
    service = unit["Service"]
    assert service["User"].startswith("passport")
    assert (service["NoNewPrivileges"], service["ProtectSystem"]) == ("true", "strict")
    assert service["ExecStart"].startswith("/srv/passport/.venv/bin/")


def test_the_example_names_only_variables_that_exist():
    names = re.findall(r"^([A-Z_]+)=", (DEPLOY / "passport.env.example").read_text(), re.MULTILINE)
    assert set(names) - {variable_name(item) for item in fields(Environment)} == set()
