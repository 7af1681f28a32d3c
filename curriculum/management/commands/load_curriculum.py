"""Loads the module bundles and tracks of a folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from curriculum.services.curriculum import CONTENT, Refused, load_curriculum
from curriculum.services.loading import Loaded, Result
from passport.pages.services import ensure_site

WORDS = {
    Result.CREATED: "created",
    Result.RELEASED: "new release {number}",
    Result.UPDATED: "updated",
    Result.UNCHANGED: "unchanged",
    Result.KEPT: "kept the editor's change",
    Result.CONFLICT: "file and page both changed: a draft was made, nothing published",
    Result.REMOVED: "page removed by an editor: left so",
}


def words_of(line: Loaded | Refused) -> str:
    """One line of the report."""
    if isinstance(line, Refused):
        return "\n  ".join((f"{line.name}: not loaded", *line.reasons))
    return f"{line.code}: {WORDS[line.result].format(number=line.number)}"


class Command(BaseCommand):
    help = "Load module bundles, references and tracks; loading twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--path", type=Path, default=CONTENT, help="folder of the bundles")

    def handle(self, *args: Any, **options: Any) -> None:
        at, refused = now(), 0
        for line in load_curriculum(home=ensure_site(at), at=at, folder=options["path"]):
            refused += isinstance(line, Refused)
            self.stdout.write(words_of(line))
            self.stdout.flush()
        if refused:
            raise CommandError(f"{refused} parts were not loaded.")
