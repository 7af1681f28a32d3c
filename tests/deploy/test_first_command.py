"""What stops the first command is said in one clear sentence with its remedy."""

import os
import shutil
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests import databases
from tests.journeys import platform

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def checkout(tmp_path):
    """A folder with what the first command's scripts need, and nothing else."""
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy")
    for name in ("requirements.lock", "requirements-uv.lock"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def _script(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def _sh(folder: Path, *command: str) -> tuple[int, str]:
    result = subprocess.run(
        ["sh", *command], cwd=folder, capture_output=True, text=True, check=False
    )
    return result.returncode, result.stderr.strip().splitlines()[-1]


def test_a_missing_python_is_named(checkout):
    assert _sh(checkout, "deploy/make-venv.sh", "no-such-python") == (
        1,
        "Python was not found: install Python 3.11 or newer (Debian, Ubuntu: apt install python3 "
        "python3-venv), or name it: make run PYTHON=/path/to/python3.",
    )


def test_an_old_python_is_named(checkout):
    old = _script(checkout, "old", 'case "$2" in *version_info*) exit 1;; *) echo 3.9.2;; esac')
    assert _sh(checkout, "deploy/make-venv.sh", old) == (
        1,
        "Python 3.9.2 is too old: install Python 3.11 or newer, or name it: "
        "make run PYTHON=/path/to/python3.",
    )


def test_a_missing_venv_module_is_named(checkout):
    bare = _script(checkout, "bare", 'case "$2" in *ensurepip*) exit 1;; esac')
    assert _sh(checkout, "deploy/make-venv.sh", bare) == (
        1,
        "Python's venv module is missing: install it (Debian, Ubuntu: apt install python3-venv) "
        "and run make again.",
    )


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        (
            "error: Failed to fetch: connection refused",
            "Packages could not be fetched: check the network (or the proxy and index settings of "
            "pip) and run make again; what was fetched is kept.",
        ),
        (
            "error: Hash mismatch for django",
            "A package does not match its locked hash: nothing was installed; fetch a clean copy "
            "of the project, and tell its maintainers if it happens again.",
        ),
    ],
    ids=["network", "hash"],
)
def test_what_stops_the_installer_is_named(checkout, trouble, sentence):
    _script(checkout, ".venv/bin/uv", f'echo "{trouble}" >&2; exit 1')
    assert _sh(checkout, "deploy/install.sh", "requirements.lock") == (1, sentence)


def test_a_port_in_use_is_named_before_anything_is_prepared(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = subprocess.run(
            [sys.executable, "manage.py", "run"],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "DJANGO_SETTINGS_MODULE": "passport.settings.dev",
                "PASSPORT_DATA_DIR": str(tmp_path),
                "HOST": "127.0.0.1",
                "PORT": str(port),
            },
            capture_output=True,
            text=True,
            check=False,
        )
    assert result.returncode == 1
    assert result.stderr.strip() == (
        f"CommandError: Port {port} on 127.0.0.1 cannot be used (Address already in use): stop "
        f"the program that uses it, or start with another one: make run PORT={port + 2}"
    )
    assert not (tmp_path / "passport.sqlite3").exists()


def test_packages_do_not_share_the_platforms_port(tmp_path):
    port = str(platform.free_port())
    result = subprocess.run(
        [sys.executable, "manage.py", "run"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "passport.settings.dev",
            "PASSPORT_DATA_DIR": str(tmp_path),
            "PORT": port,
            "PASSPORT_CONTENT_PORT": port,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert result.stderr.strip() == (
        f"CommandError: Port {port} cannot serve content packages too: start with another one for "
        f"them: PASSPORT_CONTENT_PORT={int(port) + 1} make run"
    )


def test_ctrl_c_ends_web_and_worker(platform_folder):
    """Started and stopped as a person does it; nothing of it is left."""
    running, group = platform_folder
    assert "http://localhost:" in running.printed()
    assert answer(running.content_url) == (404, "There is nothing at this address.\n")
    package = running.content_url.replace("localhost", f"{'ab' * 16}.localhost")
    assert answer(package) == (404, "There is nothing at this address.\n")
    assert running.stop() == 0
    left = subprocess.run(
        ["pgrep", "-g", str(group)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert left.stdout == ""


def answer(url: str) -> tuple[int, str]:
    """Status and text; the name below localhost is told, and this machine is asked."""
    host = url.removeprefix("http://")
    connection = HTTPConnection("127.0.0.1", int(host.rpartition(":")[2]), timeout=30)
    connection.request("GET", "/healthz", headers={"Host": host})
    response = connection.getresponse()
    said = response.status, response.read().decode()
    connection.close()
    return said


@pytest.fixture
def platform_folder(copied_db, tmp_path):
    running = platform.start(tmp_path, **databases.environment_of(copied_db, tmp_path))
    yield running, running.process.pid
    if running.process.poll() is None:
        running.process.kill()
        running.process.wait()
