"""An assessor on a phone loses the signal while signing; what was signed arrives with its time."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.journeys.inspection import serious_findings
from tests.journeys.learner import Learner
from tests.journeys.platform import Platform, wait_for
from tests.journeys.sign_in import DEMO_PASSWORD, sign_in, sign_in_with_app

PHONE = {"width": 390, "height": 844}
KEPT = """() => new Promise((resolve) => {
  const request = indexedDB.open("observed-tasks");
  request.onsuccess = () => {
    const names = [...request.result.objectStoreNames];
    if (!names.length) { request.result.close(); return resolve([]); }
    const all = request.result.transaction("kept").objectStore("kept").getAll();
    all.onsuccess = () => { request.result.close(); resolve(all.result); };
  };
})"""


def signed_in(platform: Platform, browser, email: str) -> Learner:
    """Somebody of the demo people at a phone."""
    person = Learner(browser.new_context(viewport=PHONE).new_page(), platform, email)
    sign_in(person, DEMO_PASSWORD)
    return person


@pytest.fixture(scope="module")
def assessor(platform, browser) -> Learner:
    """Pavel, whom the quality manager of the demo centre has just named for all tasks."""
    page = browser.new_context(viewport=PHONE).new_page()
    name_assessor(page, platform, "Pavel Fictional")
    return signed_in(platform, browser, "pavel.physician@example.org")


def name_assessor(page: Page, platform: Platform, name: str) -> None:
    """The quality manager signs in with an app's code and names a colleague."""
    sign_in_with_app(page, platform, "quinn.quality@example.org", ends_at="/plan/")
    page.goto(platform.url + "/centres/")
    centre = page.locator("a[href*='/centre/']").first.get_attribute("href")
    page.goto(f"{platform.url}{re.match('/centre/[^/]+/', centre)[0]}assessors/add/?q={name}")
    page.get_by_role("link", name=name).click()
    page.get_by_label("All tasks").check()
    page.get_by_role("button", name="Name as assessor").click()
    page.get_by_text(f"{name} may assess now.").wait_for()


def open_task(assessor: Learner, task: str) -> None:
    """Open a task of Nora's and tick whatever must be seen."""
    page = assessor.page
    assessor.open("/practice/assess/?q=nora")
    page.get_by_role("link", name="Nora Newcomer").click()
    page.get_by_label(task).check()
    page.get_by_role("button", name="Open the task").click()
    sign = page.get_by_role("button", name="Sign off")
    wait_for(sign.is_disabled)
    for box in page.locator("input[data-critical]").all():
        box.check()
    assert sign.is_enabled()


def press_sign(page: Page) -> str:
    """Sign, and what the page says about it while there is no connection."""
    page.get_by_role("button", name="Sign off").click()
    status = page.locator("[data-kept-status]")
    wait_for(lambda: "will be sent" in status.inner_text() or "same" in status.inner_text())
    return status.inner_text()


def signatures(page: Page) -> list[dict]:
    """What the phone keeps to send, without the ticks of what is not signed."""
    return [entry for entry in page.evaluate(KEPT) if entry["kind"] == "signature"]


def test_what_was_signed_without_signal_is_sent_later_and_both_confirm(platform, browser, assessor):
    page = assessor.page
    open_task(assessor, "ICE score")
    assert serious_findings(page, "observation") == []
    page.context.set_offline(True)
    said = press_sign(page)
    assert re.fullmatch(
        r"Signed at \d\d:\d\d on this phone; will be sent when there is a connection\.", said
    )
    (kept,) = signatures(page)
    assert not {"name", "learner", "email"} & set(kept)
    page.context.set_offline(False)
    page.get_by_text("Waits for Nora Newcomer to confirm").wait_for()
    assert signatures(page) == []
    nora = signed_in(platform, browser, "nora.newcomer@example.org")
    nora.open("/practice/")
    assert serious_findings(nora.page, "practice") == []
    nora.page.get_by_role("link", name=re.compile("Look and confirm ICE score")).click()
    nora.press("Confirm")
    assert (
        nora.page.get_by_text("Confirmed. A clinician has not approved this task yet.").count() == 1
    )


def test_a_closed_page_sends_when_the_next_one_opens(assessor):
    open_task(assessor, "Thaw and hand-over")
    context: BrowserContext = assessor.page.context
    address = assessor.page.url
    context.set_offline(True)
    press_sign(assessor.page)
    assessor.page.close()
    context.set_offline(False)
    assessor.page = context.new_page()
    assessor.open("/practice/")
    assessor.page.get_by_text(re.compile(r"What was signed at \d\d:\d\d has arrived\.")).wait_for()
    assessor.page.goto(address)
    assert assessor.page.get_by_text("Waits for Nora Newcomer to confirm").count() == 1


def test_an_ended_session_keeps_what_was_signed_until_the_next(assessor):
    page = assessor.page
    open_task(assessor, "Tocilizumab drill")
    cookies = page.context.cookies()
    page.context.set_offline(True)
    press_sign(page)
    page.context.add_cookies(
        [{**each, "value": "ended"} for each in cookies if "session" in each["name"]]
    )
    page.context.set_offline(False)
    page.get_by_text("Sign in to send it.").wait_for()
    assert len(signatures(page)) == 1
    page.context.add_cookies(cookies)
    page.reload()
    page.get_by_text("Waits for Nora Newcomer to confirm").wait_for()
    assert signatures(page) == []


def test_a_shared_computer_keeps_nothing(platform, browser, assessor):
    page = browser.new_context(viewport=PHONE).new_page()
    shared = Learner(page, platform, assessor.email)
    before = len(platform.mails_to(shared.email))
    page.goto(platform.url + "/accounts/login/")
    page.get_by_label("This is a shared computer").check()
    page.locator("input[name=login]").fill(shared.email)
    page.locator("input[name=password]").fill(DEMO_PASSWORD)
    with page.expect_navigation():
        page.locator("form:has(input[name=password]) button").last.click()
    page.locator("input[name=code]").fill(platform.code_for(shared.email, before))
    with page.expect_navigation():
        page.locator("form:has(input[name=code]) button").first.click()
    open_task(shared, "Two-person identity check")
    page.context.set_offline(True)
    page.get_by_role("button", name="Sign off").click()
    page.get_by_text("On a shared computer nothing is kept").wait_for()
    assert page.evaluate(KEPT) == []
    page.context.set_offline(False)
    page.get_by_role("button", name="Sign off").click()
    page.get_by_text("Waits for Nora Newcomer to confirm").wait_for()
