"""A learner in a browser: joins, welcomes herself, sits exams with the key of the repository."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml
from playwright.sync_api import Page

from curriculum.domain.typography import typeset
from tests.journeys.platform import Platform

CONTENT = Path(__file__).resolve().parent.parent.parent / "curriculum" / "content"
PASSWORD = "seven-quiet-wards-at-night"  # noqa: S105 - of a fictional person


def _plain(text: str) -> str:
    """Words only, so that white space and typography do not matter."""
    return " ".join(typeset(text).split())


@cache
def right_options(code: str, pool: str) -> dict[str, set[str]]:
    """Texts of the right options by stem, from the module's file."""
    questions = yaml.safe_load((CONTENT / code / "questions.yaml").read_text(encoding="utf-8"))
    return {
        _plain(question["stem"]): {
            _plain(option["text"]) for option in question["options"] if option.get("correct")
        }
        for question in questions.get(pool) or []
    }


@dataclass
class Learner:
    """Somebody at a browser window of her own; `look` is called on every page worth a look."""

    page: Page
    platform: Platform
    email: str
    given: str = "Žofie"
    family: str = "Nováková-Testová"
    look: Callable[[Page, str], None] = field(default=lambda page, name: None)

    def open(self, path: str) -> None:
        self.page.goto(self.platform.url + path)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def join(self, path: str = "/accounts/signup/") -> None:
        """Sign up by e-mail and confirm the address with the mailed code."""
        page = self.page
        self.open(path)
        self.look(page, "sign up")
        page.locator("input[name=email]").fill(self.email)
        page.get_by_label("Given names").fill(self.given)
        page.get_by_label("Family name").fill(self.family)
        page.locator("input[name=password1]").fill(PASSWORD)
        self.press("Continue")
        self.look(page, "confirm address")
        page.locator("input[name=code]").fill(self.platform.code_for(self.email))
        page.locator("main form button[type=submit], main form button:not([type])").first.click()

    def welcome(self) -> None:
        """The four short pages."""
        page = self.page
        self.look(page, "welcome: profession")
        page.get_by_label("Nurse", exact=True).check()
        page.get_by_label("Ward nurse", exact=True).check()
        self.press("Continue")
        self.look(page, "welcome: place")
        page.get_by_label("Country").select_option("CZ")
        page.get_by_label("Adults", exact=True).check()
        self.press("Continue")
        self.look(page, "welcome: products")
        page.get_by_label(re.compile("tisagenlecleucel")).check()
        self.press("Continue")
        self.look(page, "welcome: language")
        self.press("Build my plan")

    def sit_exam(self, code: str, right: bool = True) -> str:
        """Take the exam of a module; returns the heading of the result."""
        self.begin_exam(code)
        return self.answer_all(right_options(code, "exam"), right)

    def begin_exam(self, code: str) -> None:
        """Agree to the statement; ends at the first question."""
        self.open(f"/learn/{code}/exam/")
        self.look(self.page, "exam statement")
        self.page.locator("main input[type=checkbox]").first.check()
        with self.page.expect_navigation():
            self.page.locator("main form button").first.click()

    def answer_all(self, key: dict[str, set[str]], right: bool = True) -> str:
        """Answer from the open question on, submit; returns the heading of the result."""
        while self.page.locator("fieldset.exam-question").count():
            self.look(self.page, "exam question")
            self._answer(key, right)
        self.look(self.page, "exam review")
        with self.page.expect_navigation():
            self.press("Submit answers")
        return self.page.locator("h1").inner_text()

    def _answer(self, key: dict[str, set[str]], right: bool) -> None:
        page = self.page
        stem = _plain(page.locator("fieldset legend").first.inner_text())
        wanted = next(texts for known, texts in key.items() if known in stem or stem in known)
        labels = page.locator("fieldset label")
        for position in range(labels.count()):
            label = labels.nth(position)
            if (_plain(label.inner_text()) in wanted) == right:
                label.click()
                if not right:
                    break
        with page.expect_navigation():
            page.locator("button[name=go][value=next]").click()
