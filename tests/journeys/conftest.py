"""A running platform and real headless Chromium for the journeys."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import databases
from tests.journeys import browsers, prepared
from tests.journeys import platform as platforms

LONGEST = (
    "test_add_on_goes_live.py",
    "test_quality_manager.py",
    "test_placement.py",
    "test_nurse.py",
    "test_package_is_played.py",
    "test_edition_change.py",
    "test_label_changes.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys come first and the longest before all, so that no worker waits for the other."""
    for item in items:
        if _is_journey(item):
            item.add_marker(pytest.mark.browser)
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    if not _is_journey(item):
        return len(LONGEST) + 1
    name = item.path.name
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)


def _is_journey(item: pytest.Item) -> bool:
    return Path(__file__).parent in item.path.parents


@pytest.fixture(scope="session")
def platform(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[platforms.Platform]:
    folder, run = tmp_path_factory.mktemp("platform"), _run_of(tmp_path_factory)
    with django_db_blocker.unblock():
        name = prepared.copy_to(folder, run)
        running = platforms.start(folder, **databases.environment_of(name, folder))
    yield running
    running.stop()
    with django_db_blocker.unblock():
        databases.drop(name)
        prepared.forget(run)


def _run_of(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run of the tests share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread; later tests of this process are still sync.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        try:
            chromium = browsers.launch(playwright.chromium)
        except browsers.NoChromiumError as error:
            if os.environ.get("PASSPORT_TESTS_COMPLETE"):
                pytest.fail(f"Chromium is missing, and this run must be complete: {error}")
            pytest.skip("Chromium does not start: the journeys in a real browser are left out")
        yield chromium
        chromium.close()
