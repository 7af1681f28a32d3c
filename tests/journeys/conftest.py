"""A running platform and real headless Chromium for the journeys."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

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
DATABASE = {"db", "transactional_db", "django_db_setup"}
PATIENCE_MS = 20_000  # a busy machine draws late
OPEN: list[Browser] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys come early and the longest first, so that no worker waits for the other.

    Tests without a database go before them, while the database is migrated and the installation
    made that journeys start from.
    """
    journeys = sorted(filter(_is_journey, items), key=_turn)
    others = [item for item in items if not _is_journey(item)]
    for item in journeys:
        item.add_marker(pytest.mark.browser)
    plain = [item for item in others if not _needs_database(item)]
    items[:] = [*plain, *journeys, *filter(_needs_database, others)]


def _turn(item: pytest.Item) -> int:
    name = item.path.name
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)


def _needs_database(item: pytest.Item) -> bool:
    asked = DATABASE.intersection(item.fixturenames)  # type: ignore[attr-defined]
    return bool(asked) or item.get_closest_marker("django_db") is not None


def _is_journey(item: pytest.Item) -> bool:
    return Path(__file__).parent in item.path.parents


@pytest.fixture(scope="package")
def platform(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[platforms.Platform]:
    folder, run = tmp_path_factory.mktemp("platform"), prepared.run_of(tmp_path_factory)
    with django_db_blocker.unblock():
        name = prepared.copy_to(folder, run)
        running = platforms.start(folder, **databases.environment_of(name, folder))
    yield running
    running.stop()
    with django_db_blocker.unblock():
        databases.drop(name)
        prepared.forget(run)


@pytest.fixture(scope="module", autouse=True)
def _pages_closed() -> Iterator[None]:
    """No page of one journey asks its questions on while the next one goes."""
    yield
    for browser in OPEN:
        for context in browser.contexts:
            context.close()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread; later tests of this process are still sync.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        try:
            chromium = browsers.launch(playwright.chromium)
        except browsers.NoChromiumError as error:
            if os.environ.get("PASSPORT_TESTS_COMPLETE"):
                pytest.fail(f"Chromium is missing, and this run must be complete: {error}")
            pytest.skip("Chromium does not start: the journeys in a real browser are left out")
        OPEN.append(chromium)
        yield chromium
        OPEN.remove(chromium)
        chromium.close()
