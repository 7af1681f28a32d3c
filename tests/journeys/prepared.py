"""A bootstrapped installation, made once per run of the tests and copied for each platform."""

import shutil
import subprocess
import sys
from pathlib import Path

from credentials.models import Document
from tests import databases
from tests.journeys.platform import ROOT, environment_for


def copy_to(folder: Path, run: Path) -> str:
    """Copy a bootstrapped installation's files into a folder; returns its copied database.

    `run` is a folder that all processes of this run share. The copy has no messages of the first:
    what is due stands in the database. It draws its passports anew, as its codes name its own port.
    """
    with databases.Lock(run / "bootstrap-lock"):
        source = run / "bootstrapped"
        if not (source / "database").exists():
            (source / "database").write_text(_bootstrap(source))
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
