"""Honest packages in a real browser: they save, close, resume; what is in the way is said."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.journeys.platform import wait_for
from tests.packages.player.sample_packages import (
    AT_PAGEHIDE,
    AT_UNLOAD,
    honest_12,
    honest_2004,
)
from tests.packages.player.site import running

SAVED = re.compile(r"^Saved \d\d:\d\d$")


@pytest.fixture(scope="module")
def site():
    with running() as site:
        yield site


@pytest.fixture
def page(browser):
    context = browser.new_context()
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text) if "Policy" in message.text
            and "Unrecognized feature" not in message.text else None)  # fmt: skip
    page.on("pageerror", lambda error: page.said.append(str(error)))
    yield page
    context.close()


def content(page):
    """The frame in which the content itself runs."""
    said = page.frame_locator("[data-stage] iframe").frame_locator("iframe").locator("#said")
    return said.element_handle().owner_frame()


@pytest.mark.parametrize("make", [honest_12, honest_2004], ids=["1.2", "2004"])
def test_an_honest_package_saves_closes_and_resumes(site, page, make):
    package = site.add(make(f"resumes-{make.__name__}"))
    page.goto(f"{site.url}/play/{package.name}/")
    frame = content(page)
    assert json.loads(frame.inner_text("#said")) == ["true", "", ""]
    frame.evaluate("turn('7')")
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    page.get_by_role("link", name="Close the content").click()
    page.wait_for_url("**/closed/")
    page.goto(f"{site.url}/play/{package.name}/")
    assert json.loads(content(page).inner_text("#said")) == ["true", "page=7", "7"]
    assert page.said == []


@pytest.mark.parametrize("ending", [AT_UNLOAD, AT_PAGEHIDE], ids=["unload", "pagehide"])
@pytest.mark.parametrize("how", ["tab closed", "link followed", "address typed"])
def test_what_content_says_at_the_last_moment_arrives(site, page, how, ending):
    package = site.add(honest_12(f"ends-{how[:4]}-{len(ending)}", ending))
    page.goto(f"{site.url}/play/{package.name}/")
    content(page).evaluate("turn('3')")
    if how == "tab closed":
        page.close(run_before_unload=True)
    elif how == "link followed":
        page.get_by_role("link", name="Close the content").click()
    else:
        page.goto("about:blank")
    saved = site.state(package.name)
    wait_for(lambda: saved.cmi.get("cmi.core.session_time"))
    assert saved.cmi["cmi.suspend_data"] == "page=3"
    assert saved.commits[-1]["final"] is True
