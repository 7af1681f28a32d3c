"""Signing in as demo people do: with a mailed code, or with the code of an authenticator app."""

import time
from dataclasses import dataclass, field

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page

from passport.demo.people import PEOPLE
from tests.journeys.learner import Learner
from tests.journeys.platform import Platform, wait_for

DEMO_PASSWORD = "fictional-demo-people"  # noqa: S105 - of fictional people
PERIOD_SECONDS = 30


@dataclass
class App:
    """Somebody's authenticator app; each of its codes signs in once."""

    secret: str
    used: set[str] = field(default_factory=set)

    def code(self, shown: str = "") -> str:
        """The code that is shown, if nobody used it; else the next, as of a clock that is fast."""
        fresh = shown if shown and shown not in self.used else ""
        code = fresh or wait_for(self._unused, PERIOD_SECONDS + 5)
        self.used.add(code)
        return code

    def _unused(self) -> str | None:
        counter = int(time.time()) // PERIOD_SECONDS
        codes = [format_hotp_value(hotp_value(self.secret, counter + step)) for step in (0, 1)]
        return next((code for code in codes if code not in self.used), None)


APPS = {person.email: App(person.totp_secret) for person in PEOPLE if person.totp_secret}


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


def sign_in_with_app(page: Page, platform: Platform, email: str, ends_at: str = "/admin/") -> None:
    """Password, then a code of the app; ends in the back office, or where somebody else lands."""
    page.goto(platform.url + "/developer/")
    shown = page.locator("tr", has_text=email).locator("td code").inner_text()
    _password(page, platform, email, DEMO_PASSWORD)
    _code(page, APPS[email].code(shown))
    assert ends_at in page.url
