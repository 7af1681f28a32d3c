"""The label of a product changes: who knows the old text learns what changed, and only that."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.journeys.inspection import decoded_codes, looking_once
from tests.journeys.learner import Learner
from tests.journeys.platform import wait_for
from tests.journeys.product_people import (
    JANA,
    PETRA,
    RHEA,
    ROLF,
    Look,
    exam_key,
    nurse,
    partner_portal,
    passport_pdf,
    read,
    reviewer,
)
from tests.journeys.product_steps import approve, publish, submit, upload
from tests.journeys.quality import Workspace, window

CODE = "FIC-01"
PRODUCT, CHAPTER = f"/products/{CODE}/", f"/learn/{CODE}/receive-and-keep/"
PAGES = (PRODUCT, f"/learn/{CODE}/", CHAPTER, f"/learn/{CODE}/exam/")
WORDS = "A shipment is accepted only when three labels agree"
TITLE = "Handle and give fictoleucel"
CHANGED = {
    'version: "1.0"': 'version: "1.1"',
    "label_date: 2026-10-01": "label_date: 2026-11-01",
    "Rock it gently; do not squeeze it.": "Rock it gently, turn it once, and do not squeeze it.",
}
SUMMARY = "The bag of fictoleucel is turned once in the bath."
DUE_ON = datetime.now(tz=UTC).date() + timedelta(days=60)
DUE = f"pdate due by {DUE_ON.day} {DUE_ON:%B %Y}"
VALID = re.compile(r"^Valid passport$|^Valid, 1 update due$")


@pytest.fixture(scope="module")
def findings() -> list[str]:
    """What axe and a careful person find on the pages of the way."""
    return []


@pytest.fixture(scope="module")
def look(findings) -> Look:
    """Looks at each kind of page once, whoever sees it first."""
    return looking_once(findings)


@pytest.fixture(scope="module")
def petra(platform, browser) -> Workspace:
    """The manager of the partner whose product the demonstration has."""
    return partner_portal(platform, browser, PETRA)


@pytest.fixture(scope="module")
def jana(platform, browser, look) -> Learner:
    """A nurse who holds the stamp of that product."""
    return nurse(platform, browser, JANA, look)


def test_a_holder_of_the_stamp_learns_only_what_changed(
    platform, browser, look, petra, jana, findings
):
    address = scanned(jana)
    stranger = window(browser)
    assert due(jana, stranger, address) == (False, False)
    write_second_version(petra, look)
    rhea = reviewer(platform, browser, RHEA)
    approve(rhea, TITLE)
    approve(reviewer(platform, browser, ROLF), TITLE)
    rhea.page.reload()
    publish(rhea)
    assert due(jana, stranger, address) == (False, False)
    announce(petra, look)
    wait_for(lambda: due(jana, stranger, address) == (True, True), 30)
    look(jana.page, "passport with an update due")
    look(stranger, "verdict with an update due")
    learn_update(jana)
    wait_for(lambda: due(jana, stranger, address) == (False, False), 30)
    assert findings == []


def test_a_visitor_and_another_country_are_shown_nothing_of_it(platform, browser, look, findings):
    page = window(browser)
    for path in PAGES:
        page.goto(platform.url + path)
        assert urlsplit(page.url).path == "/accounts/login/", path
    nurse_abroad = Learner(page, platform, "aurora.abroad@example.org", "Aurora", "Abroadová")
    nurse_abroad.join()
    nurse_abroad.welcome()
    nurse_abroad.open(CHAPTER)
    assert page.get_by_text(WORDS).count() == 1
    move_to(nurse_abroad, "Austria")
    for path in PAGES:
        page.goto(platform.url + path)
        assert urlsplit(page.url).path == PRODUCT, path
        assert page.get_by_text("Not offered in your country").count() == 1
        assert WORDS not in page.content()
    look(page, "product of other countries")
    nurse_abroad.open("/products/")
    look(page, "products of other countries")
    assert page.get_by_role("heading", name="Not offered in your country").count() == 1
    assert findings == []


def move_to(learner: Learner, country: str) -> None:
    """Change the country under Account."""
    page = learner.page
    learner.open("/account/")
    with page.expect_navigation():
        page.get_by_role("link", name="Change country and patients").click()
    page.get_by_label("Country").select_option(label=country)
    with page.expect_navigation():
        learner.press("Save")


def scanned(learner: Learner) -> str:
    """The address in the code of the printed passport."""
    (code,) = decoded_codes(passport_pdf(learner))
    return code.lower()


def due(learner: Learner, stranger: Page, address: str) -> tuple[bool, bool]:
    """Whether the own passport and the verdict say that an update is due; both stay valid."""
    learner.open("/passport/")
    stranger.goto(address)
    assert learner.page.get_by_role("heading", name=VALID).count() == 1
    assert VALID.match(stranger.locator("h1").inner_text())
    return DUE in learner.page.locator("main").inner_text(), DUE in stranger.content()


def write_second_version(portal: Workspace, look: Look) -> None:
    """Open a version with what the first one says, upload the new words, submit it."""
    portal.follow(TITLE)
    look(portal.page, "module, live")
    portal.follow("Open a new version")
    portal.page.get_by_label("Language").select_option(label="English")
    portal.press("Open the draft")
    upload(portal, CHANGED)
    portal.follow("Declarations")
    portal.page.get_by_label("What is new in this version").fill(SUMMARY)
    portal.press("Save the declarations")
    portal.follow("Changes")
    look(portal.page, "changes of a version")
    portal.follow("Overview")
    submit(portal)


def announce(portal: Workspace, look: Look) -> None:
    """Say what changed, for whom, and until when it is to be learned."""
    page = portal.page
    portal.follow("All versions")
    portal.follow("Announce a change")
    look(page, "announce a change")
    page.get_by_label("What changed").fill(SUMMARY)
    page.get_by_label("Thaw a bag of fictoleucel").check()
    page.get_by_label("To be relearned by").fill(f"{DUE_ON}")
    portal.press("Announce this change")
    look(page, "changes of the label")
    assert portal.said() == "The change is announced. Learners get a mail."


def learn_update(learner: Learner) -> None:
    """From the plan to the one chapter that changed, and a short exam about it."""
    page = learner.page
    learner.open("/plan/")
    learner.look(page, "plan with an update")
    page.get_by_role("link", name="fictoleucel").first.click()
    page.wait_for_url(f"**/products/{CODE}/")
    learner.look(page, "product with an update")
    page.get_by_role("link", name="Thaw and give").first.click()
    assert read(learner) == ["thaw-and-give"]
    learner.begin_exam(CODE)
    learner.answer_all(exam_key())
    learner.look(page, "result of an update")
    assert page.get_by_text("You have learned the update.").count() == 1
