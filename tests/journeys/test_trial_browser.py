"""A check tries a package in real Chromium without a screen, within its bounds."""

import json
from urllib.parse import quote

import pytest
from django.utils import timezone

from curriculum.scorm.launching import launch_addresses
from curriculum.scorm.trial_browser import told_in_browser
from tests.journeys.browsers import whole
from tests.packages.player.sample_packages import AT_UNLOAD, honest_12, page
from tests.packages.player.site import Package, running


@pytest.fixture(scope="module")
def site(browser):
    with running() as site:
        yield site


def told(site, package):
    site.add(package)
    addresses = launch_addresses(
        sha256=package.sha256, registration=package.name, at=timezone.now()
    )
    given = {"standard": "scorm_1.2", "href": "index.html", "cmi": {}}
    address = f"{addresses.player}trial.html#{quote(json.dumps(given))}"
    return told_in_browser(f"{whole()} --no-sandbox", address)


def test_what_a_package_does_by_itself_is_told(site):
    found = told(site, honest_12("tried", AT_UNLOAD + "turn('3');"))
    assert (found["began"], found["ended"]) == (True, True)
    assert {"cmi.core.lesson_location", "cmi.suspend_data"} <= set(found["elements"])


def test_a_package_that_tells_nothing_is_seen_to_tell_nothing(site):
    files = {"index.html": page("")}
    found = told(site, Package("mute", "scorm_1.2", files))
    assert (found["began"], found["ended"], found["calls"]) == (False, False, 0)


def test_a_browser_that_is_not_there_tells_nothing(site):
    assert told_in_browser("/no/such/browser", "http://localhost:1/") is None
