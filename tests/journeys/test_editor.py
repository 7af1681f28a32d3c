"""An editor's way: change a module, preview, submit; reviewers approve; a release is frozen."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.learner import Learner, right_options
from tests.journeys.platform import Platform, wait_for
from tests.journeys.sign_in import sign_in, sign_in_with_app

WORDS = "You can tell patients and caregivers what matters, in words that they repeat to you."


def window(browser: Browser) -> Page:
    return browser.new_context(viewport={"width": 1280, "height": 900}).new_page()


@pytest.fixture
def ada(platform, browser) -> Page:
    page = window(browser)
    sign_in_with_app(page, platform, "ada.author@example.org")
    return page


def edit_address(page: Page, platform: Platform, title: str) -> str:
    """Address of a module's page editor, found as an editor finds it: by searching."""
    page.goto(f"{platform.url}/admin/pages/search/?q={title}")
    page.get_by_role("link", name=title).first.click()
    return re.search(r"/admin/pages/\d+/", page.url)[0] + "edit/"


def look_at_preview(page: Page, words: str) -> None:
    """Open the editor's preview panel; it shows the words before anybody else sees them."""
    page.get_by_role("button", name=re.compile("Toggle preview", re.IGNORECASE)).click()
    frame = page.frame_locator("#w-preview-iframe")
    frame.get_by_text(words).first.wait_for()


def choose(page: Page, name: str) -> None:
    """Press what is so named in the footer's menu, which opens once its script has seen it."""
    page.locator("footer [data-w-dropdown-target=toggle][aria-expanded]").last.click()
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile(name)).first.click()


def submit(page: Page) -> None:
    """Choose "Submit to …" from the editor's footer menu."""
    choose(page, "Submit to")


def approve(page: Page, address: str) -> None:
    """Approve the current step of the review, in the editor's footer menu."""
    page.goto(address)
    choose(page, "^Approve$|Approve and")


def test_a_published_change_is_a_new_release_and_running_attempts_stay(platform, browser, ada):
    address = platform.url + edit_address(ada, platform, "Patient and caregiver")
    nora = Learner(window(browser), platform, "nora.newcomer@example.org")
    sign_in(nora, "fictional-demo-people")
    nora.begin_exam("COR-08")
    attempt = urlsplit(nora.page.url).path.split("/")[2]

    ada.goto(address)
    ada.locator("textarea[name=summary]").fill(WORDS)
    look_at_preview(ada, WORDS)
    submit(ada)

    nora.open("/learn/COR-08/")
    assert nora.page.get_by_text(WORDS).count() == 0
    rita = window(browser)
    sign_in_with_app(rita, platform, "rita.reviewer@example.org")
    approve(rita, address)
    approve(rita, address)

    def shown() -> bool:
        nora.open("/learn/COR-08/")
        return nora.page.get_by_text(WORDS).count() == 1

    wait_for(shown, 15)
    assert nora.page.get_by_text("Demonstration: not clinically reviewed").count() == 0
    nora.open(f"/exam/{attempt}/1/")
    key = right_options("COR-08", "exam")
    assert nora.answer_all(key) == "Passed"
