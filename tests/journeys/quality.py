"""A quality manager at a browser window: finds the workspace, asks for packs, fetches files."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page

from tests.journeys.learner import Learner
from tests.journeys.platform import Platform, wait_for
from tests.journeys.sign_in import App, sign_in_with_app

LEAD = "quinn.quality@example.org"
DESKTOP = {"width": 1280, "height": 900}
PROGRAMME, HCT_8, HCT_9 = "cart-passport", "fact-jacie-hct-8", "fact-jacie-hct-9"
MAKING_SECONDS = 60
FILES = {
    "pack.pdf": "PDF to read and print",
    "pack.xlsx": "Workbook (XLSX)",
    "pack.json": "List for computers (JSON)",
    "signed.json": "Signed list with the hash of every file (JSON)",
}


def window(browser: Browser, scripts: bool = True) -> Page:
    """A window of somebody's own: nothing is shared with other windows."""
    return browser.new_context(viewport=DESKTOP, java_script_enabled=scripts).new_page()


@dataclass
class Workspace:
    """The workspace of one centre in the window of its quality manager."""

    manager: Learner
    path: str

    @property
    def page(self) -> Page:
        return self.manager.page

    @property
    def platform(self) -> Platform:
        return self.manager.platform

    def open(self, part: str, name: str = "") -> None:
        """Open a page of the workspace; look at it when it has a name."""
        self.manager.open(self.path + part)
        if name:
            self.look(name)

    def look(self, name: str) -> None:
        self.manager.look(self.page, name)

    def press(self, name: str) -> None:
        """Press a button by the words on it and go where it leads."""
        with self.page.expect_navigation():
            self.manager.press(name)

    def follow(self, name: str | re.Pattern[str]) -> None:
        """Follow the first link with these words."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.click()

    def said(self) -> str:
        """What the platform answered to the last act."""
        return self.page.locator("main [role=status]").first.inner_text()

    def row(self, text: str) -> Locator:
        """The row of a table, or the entry of a list, that says this."""
        return self.page.locator(".page__body :is(tbody tr, li)").filter(has_text=text).first

    def cells(self, text: str) -> list[str]:
        """What the cells of a row say."""
        return self.row(text).locator("td").all_inner_texts()

    def names(self) -> list[str]:
        """Whom the table of the page lists."""
        return self.page.locator("main tbody th").all_inner_texts()

    def ask_for_pack(self, standard: str) -> None:
        """Ask for a pack of today; ends on its page while it is made."""
        self.open("packs/", "packs")
        self.page.get_by_label("Standard and edition").select_option(standard)
        self.press("Make the pack")

    def wait_for_pack(self) -> None:
        """Wait as somebody does who leaves the page open: it shows the signed pack by itself."""
        self.page.get_by_text("Ready and signed").wait_for(timeout=MAKING_SECONDS * 1000)


def workspace_of(manager: Learner, app: App | None = None) -> Workspace:
    """Find the workspace as people do, under Centres; the first time it asks for the app's code."""
    page = manager.page
    manager.open("/centres/")
    manager.look(page, "centres")
    with page.expect_navigation():
        page.get_by_role("link", name="Open the workspace").first.click()
    if app:
        manager.look(page, "second step")
        page.locator("input[name=code]").fill(app.code())
        with page.expect_navigation():
            manager.press("Continue")
    return Workspace(manager, urlsplit(page.url).path)


def demo_workspace(platform: Platform, page: Page) -> Workspace:
    """Quinn of the demo people signs in and opens the workspace of the demo centre."""
    sign_in_with_app(page, platform, LEAD, ends_at="/plan/")
    return workspace_of(Learner(page, platform, LEAD))


def fetched(page: Page, role: str, name: str) -> bytes:
    """The file that a button or link gives."""
    with page.expect_download() as download:
        page.get_by_role(role, name=name).click()
    return Path(download.value.path()).read_bytes()


def fetched_files(page: Page, role: str) -> dict[str, bytes]:
    """Every file of the pack on the page, each behind a button or a link."""
    return {name: fetched(page, role, f"Download {title}") for name, title in FILES.items()}


def checked(page: Page, platform: Platform, name: str, content: bytes) -> str:
    """What the public page says about a file that somebody holds."""
    page.goto(platform.url + "/packs/check/")
    held = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("The file you hold").set_input_files(held)
    with page.expect_navigation():
        page.get_by_role("button", name="Check this file").click()
    return page.locator("main .status-banner__title").first.inner_text()


def check_all(stranger: Learner, files: dict[str, bytes]) -> None:
    """Every file is known again by somebody without an account; with one byte changed it is not."""
    page, platform = stranger.page, stranger.platform
    answers = {checked(page, platform, name, content) for name, content in files.items()}
    assert answers == {"This file is unchanged"}
    stranger.look(page, "file unchanged")
    changed = bytearray(files["pack.pdf"])
    changed[len(changed) // 2] ^= 1
    assert checked(page, platform, "pack.pdf", bytes(changed)) == "We do not know this file"
    stranger.look(page, "file unknown")
    assert page.context.cookies() == []


def last_mail(page: Page, platform: Platform, address: str, subject: str) -> str:
    """Text of the newest mail to somebody about something, as soon as it has come."""

    def found() -> str | None:
        page.goto(f"{platform.url}/developer/mail/?to={address}")
        mail = page.locator("article", has=page.get_by_role("heading", name=subject)).first
        return mail.locator("pre").inner_text() if mail.count() else None

    return wait_for(found, 30)
