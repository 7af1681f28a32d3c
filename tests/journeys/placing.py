"""People of an observership at browser windows of their own, and the links they get by mail."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page

from tests.journeys.learner import Learner
from tests.journeys.platform import Platform, wait_for
from tests.journeys.sign_in import DEMO_PASSWORD, sign_in, sign_in_with_app

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
Look = Callable[[Page, str], None]


@dataclass
class Person(Learner):
    """Somebody with a part in an observership; a page is looked at when it is given a name."""

    def see(self, path: str, name: str = "") -> None:
        """Open a page by its path, or by its whole address."""
        answer = self.page.goto(path if path.startswith("http") else self.platform.url + path)
        assert answer.status == 200, f"{path} {answer.status}"
        self.note(name)

    def note(self, name: str) -> None:
        """Look at the page as it stands."""
        if name:
            self.look(self.page, name)

    def follow(self, words: str | re.Pattern[str], name: str = "") -> None:
        """Follow the first link with these words."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("link", name=words).first.click()
        self.note(name)

    def send(self, words: str, name: str = "") -> None:
        """Press the button with these words and go where it leads."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words, exact=True).first.click()
        self.note(name)

    def fill(self, answers: dict[str, str]) -> None:
        """Type answers into fields, by their labels."""
        for label, text in answers.items():
            self.page.get_by_label(label).first.fill(text)

    def tick(self, *labels: str) -> None:
        """Choose boxes and answers, by their labels."""
        for label in labels:
            self.page.get_by_label(label).first.check()

    def said(self) -> str:
        """What the platform answered to the last act."""
        return self.page.locator("main [role=status]").first.inner_text()

    def reads(self, words: str | re.Pattern[str]) -> bool:
        """Whether the page says so somewhere."""
        return self.page.locator("main").get_by_text(words).count() > 0

    def main(self) -> str:
        """Everything that the page says."""
        return self.page.locator("main").inner_text()

    def part(self, selector: str, words: str) -> Locator:
        """The first part of the page of this kind that says so."""
        return self.page.locator(f"main {selector}").filter(has_text=words).first

    def shown(self, path: str, words: str, seconds: float = 30) -> None:
        """Reload a page until it says so, because somebody else or a worker makes it say it."""

        def found() -> bool:
            self.see(path)
            return self.reads(words)

        wait_for(found, seconds)


def with_code(
    platform: Platform, browser: Browser, email: str, look: Look, size: dict[str, int] = PHONE
) -> Person:
    """Somebody of the demo people who signs in with a mailed code."""
    person = Person(browser.new_context(viewport=size).new_page(), platform, email, look=look)
    sign_in(person, DEMO_PASSWORD)
    return person


def with_app(
    platform: Platform, browser: Browser, email: str, look: Look, size: dict[str, int] = DESKTOP
) -> Person:
    """Somebody of the demo people whose part asks for an authenticator app."""
    person = Person(browser.new_context(viewport=size).new_page(), platform, email, look=look)
    sign_in_with_app(person.page, platform, email, ends_at=platform.url)
    return person


def guest(platform: Platform, browser: Browser, email: str, look: Look) -> Person:
    """Somebody with a mailbox and no account."""
    page = browser.new_context(viewport=PHONE).new_page()
    return Person(page, platform, email, look=look)


def mailed_link(person: Person, part: str, seconds: float = 30) -> str:
    """The newest address in the mails to somebody that leads to this part of the platform."""

    def found() -> list[str]:
        text = "\n".join(person.platform.mails_to(person.email))
        return re.findall(rf"https?://\S*{part}\S*", text)

    return wait_for(found, seconds)[-1]


def mailed(person: Person, words: str, seconds: float = 30) -> str:
    """The mail to somebody that says this, as soon as it has come."""

    def found() -> list[str]:
        return [text for text in person.platform.mails_to(person.email) if words in text]

    return wait_for(found, seconds)[-1]
