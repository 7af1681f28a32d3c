"""Which Chromium the journeys drive."""

import shutil
from collections.abc import Iterator

from playwright.sync_api import Browser, BrowserType, Error

# The shell has no windows to draw, which is half of the work of a whole Chromium.
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
    """This machine has no Chromium."""


def launch(chromium: BrowserType) -> Browser:
    """Start the first Chromium that there is. Raises NoChromiumError."""
    for path in _paths():
        try:
            return chromium.launch(executable_path=path, args=FLAGS)
        except Error as error:
            if "Executable doesn't exist" not in str(error):
                raise
    raise NoChromiumError


def _paths() -> Iterator[str | None]:
    """The shell of this machine, Playwright's own (no path), then whole ones."""
    shell, *whole = [shutil.which(name) for name in NAMES]
    yield from filter(None, [shell])
    yield None
    yield from filter(None, whole)
