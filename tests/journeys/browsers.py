"""Which Chromium the journeys drive."""

import shutil
from collections.abc import Iterator

from playwright.sync_api import Browser, BrowserType, Error

# The shell comes first: it has no windows to draw.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class NoChromiumError(Exception):
    """This machine has no Chromium that starts."""


def launch(chromium: BrowserType) -> Browser:
    """Start the first Chromium that starts; what was wrong with the last one is the cause.

    Raises NoChromiumError.
    """
    wrong: Error | None = None
    for path in _paths():
        try:
            return chromium.launch(executable_path=path, args=FLAGS)
        except Error as error:
            wrong = error
    raise NoChromiumError(str(wrong)) from wrong


def whole() -> str | None:
    """The path of a Chromium as people have it, else of the shell; None without either."""
    shell, *others = _found()
    return next(filter(None, [*others, shell]), None)


def _paths() -> Iterator[str | None]:
    """The shell of this machine, Playwright's own (no path), then whole ones."""
    shell, *others = _found()
    yield from filter(None, [shell])
    yield None
    yield from filter(None, others)


def _found() -> list[str | None]:
    return [shutil.which(name) for name in NAMES]
