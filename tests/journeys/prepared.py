"""A bootstrapped installation, made once per run of the tests and copied for each platform."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import django
import pytest

from tests import databases
from tests.journeys.platform import ROOT, environment_for


def run_of(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run of the tests share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def begin(run: Path) -> subprocess.Popen | None:
    """Make the installation beside the first tests; None when another process of the run does."""
    with suppress(FileExistsError):
        (run / "bootstrap-begun").touch(exist_ok=False)
        return subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.prepared", str(run)],
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    return None


def end(begun: subprocess.Popen | None) -> None:
    """Stop what was begun, if it still goes on."""
    if begun is not None and begun.poll() is None:
        os.killpg(begun.pid, signal.SIGKILL)
        begun.wait()


def copy_to(folder: Path, run: Path) -> str:
    """Copy a bootstrapped installation's files into a folder; returns its copied database.

    `run` is a folder that all processes of this run share. The copy has no messages of the first:
    what is due stands in the database. It draws its passports anew, as its codes name its own port.
    """
    from credentials.models import Document  # noqa: PLC0415 - this module is a program, too

    source = run / "bootstrapped"
    with databases.Lock(run / "bootstrap-lock"):
        _make(source)
        name = databases.copy_of((source / "database").read_text())
    unwanted = shutil.ignore_patterns("passport.sqlite3*", "queue", "database")
    shutil.copytree(source, folder, ignore=unwanted, dirs_exist_ok=True)
    with databases.pointing_to(name):
        Document.objects.all().delete()
    return name


def forget(run: Path) -> None:
    """Remove the installation that was copied; whoever comes later makes it anew."""
    with databases.Lock(run / "bootstrap-lock"):
        source = run / "bootstrapped"
        if (source / "database").exists():
            databases.drop((source / "database").read_text())
            shutil.rmtree(source)


def _make(folder: Path) -> None:
    """Make the installation, unless it is there."""
    if not (folder / "database").exists():
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "database").write_text(_bootstrap(folder))


def _bootstrap(folder: Path) -> str:
    """Run the first command's bootstrap on a new database; returns the database's name."""
    folder.mkdir()
    name = databases.copy_of(databases.template_name())
    done = subprocess.run(
        [sys.executable, "manage.py", "bootstrap"],
        cwd=ROOT,
        env={**environment_for(folder), **databases.environment_of(name, folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return name


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passport.settings.test")
    django.setup()
    folder = Path(sys.argv[1])
    with databases.Lock(folder / "bootstrap-lock"):
        _make(folder / "bootstrapped")
