"""A running platform and real headless Chromium for the journeys."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import databases
from tests.journeys import platform as platforms

CHROMIUM = next(
    (
        path
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (path := shutil.which(name))
    ),
    None,
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys share one platform, so one worker runs them."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("journeys"))
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def platform(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[platforms.Platform]:
    folder = tmp_path_factory.mktemp("platform")
    with django_db_blocker.unblock():
        name = databases.copy_of(databases.template_name())
        running = platforms.start(folder, **databases.environment_of(name, folder))
    yield running
    running.stop()
    with django_db_blocker.unblock():
        databases.drop(name)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("PASSPORT_TESTS_COMPLETE"):
            pytest.fail("Chromium is missing, and this run must be complete")
        pytest.skip("Chromium is not installed: the journeys in a real browser are left out")
    # Playwright keeps an event loop in this thread; later tests of this process are still sync.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
