"""A page in real Chromium in which both players stand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import browser  # noqa: F401 - a fixture
from tests.packages.conformance.players import need_scorm_again, open_player


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests in a browser share one worker."""
    for item in items:
        here = Path(__file__).parent in item.path.parents
        if here and "player" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("conformance"))
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def player(browser: Browser) -> Iterator[Page]:  # noqa: F811 - the fixture above
    need_scorm_again()
    context = browser.new_context()
    page = context.new_page()
    open_player(page)
    yield page
    context.close()
