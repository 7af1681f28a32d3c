"""Signing in as demo people do: with a mailed code, or with the code of an authenticator app."""

from playwright.sync_api import Page

from tests.journeys.learner import Learner
from tests.journeys.platform import Platform, wait_for

DEMO_PASSWORD = "fictional-demo-people"  # noqa: S105 - of fictional people


def _password(page: Page, platform: Platform, email: str, password: str) -> None:
    page.goto(platform.url + "/accounts/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    with page.expect_navigation():
        page.locator("form:has(input[name=password]) button").last.click()


def _code(page: Page, code: str) -> None:
    page.locator("input[name=code]").fill(code)
    with page.expect_navigation():
        page.locator("form:has(input[name=code]) button").first.click()
    with page.expect_navigation():
        page.get_by_role("button", name="Yes, only I use it").click()


def sign_in(learner: Learner, password: str) -> None:
    """Password, then the mailed code; ends at the plan."""
    before = len(learner.platform.mails_to(learner.email))
    _password(learner.page, learner.platform, learner.email, password)
    _code(learner.page, learner.platform.code_for(learner.email, before))
    assert learner.page.url.endswith("/plan/")


def sign_in_with_app(page: Page, platform: Platform, email: str) -> None:
    """Password, then the code that the developer's page shows; ends in the back office."""

    def app_code() -> str:
        page.goto(platform.url + "/developer/")
        return page.locator("tr", has_text=email).locator("td code").inner_text()

    code = wait_for(app_code)
    _password(page, platform, email, DEMO_PASSWORD)
    _code(page, code)
    assert "/admin/" in page.url
