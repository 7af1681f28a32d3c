"""A product module's way: a partner writes it, two people review it, a nurse takes what is left."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.journeys.inspection import decoded_codes, looking_once
from tests.journeys.learner import Learner
from tests.journeys.product_people import (
    ALBA,
    BANK,
    NURSE,
    PAUL,
    PROGRAMME,
    RHEA,
    ROLF,
    Look,
    exam_key,
    nurse,
    partner_portal,
    passport_pdf,
    read,
    reviewer,
    wait_for_stamp,
)
from tests.journeys.product_steps import (
    approve,
    code_of,
    declare,
    missing,
    publish,
    submit,
    take,
    upload,
)
from tests.journeys.quality import Workspace, window

TITLE = "Give fictoleucel as Imaginary Bio asks"
EVERYTHING, WITHOUT_DECLARATIONS = 9, 3
NOT_FOUND = 404
COMMENT = "Say what to do with a bag that two people disagree about."
REASON = "Tell what happens when two people disagree about a bag."
ASKED = r"10 of 16 already covered by your core and role modules; 6 remain, \d+ minutes\."
CHAPTERS = ["receive-and-keep", "thaw-and-give", "follow-and-report"]
SPONSOR = "sponsored by Imaginary Bio"
PAGES = 12
OWN_TITLE = {"Handle and give fictoleucel": TITLE}
UNCHANGED = "Reviewers sent exactly this back. Change what they asked for, then submit."
CHANGED = OWN_TITLE | {
    "Clumps that do not part": "Two people who disagree call the desk. Clumps that do not part"
}


@pytest.fixture(scope="module")
def findings() -> list[str]:
    """What axe and a careful person find on the pages of the way."""
    return []


@pytest.fixture(scope="module")
def look(findings) -> Look:
    """Looks at each kind of page once, whoever sees it first."""
    return looking_once(findings)


@pytest.fixture(scope="module")
def paul(platform, browser, look) -> Workspace:
    """The manager of a partner that has no module yet."""
    return partner_portal(platform, browser, PAUL, look)


def test_a_product_goes_from_upload_to_passport(platform, browser, look, paul, findings):
    draft(paul)
    rhea = reviewer(platform, browser, RHEA, look)
    send_back(rhea)
    mend(paul)
    code = code_of(paul)
    rolf = reviewer(platform, browser, ROLF, look)
    review = approve(rhea, TITLE)
    approve_no_more(rhea, review)
    nobody_else_opens(paul, review)
    approve(rolf, TITLE)
    publish(rolf)
    alba = nurse(platform, browser, ALBA, look)
    learn(alba, code)
    verified_by_a_stranger(alba, window(browser))
    names_nobody(paul)
    assert findings == []


def draft(portal: Workspace) -> None:
    """From an empty portal to a submitted version; the overview says what is missing meanwhile."""
    portal.look("portal, no module")
    open_module(portal)
    open_version(portal)
    submit_button = portal.page.get_by_role("button", name="Submit for review")
    assert len(missing(portal)) == EVERYTHING
    assert submit_button.count() == 0
    declare(portal)
    assert len(missing(portal)) == WITHOUT_DECLARATIONS
    upload(portal, OWN_TITLE)
    import_bank(portal)
    sign(portal)
    preview(portal)
    portal.follow("Overview")
    portal.look("version, complete")
    assert missing(portal) == []
    submit(portal)
    assert submit_button.count() == 0


def open_module(portal: Workspace) -> None:
    """Begin a module for the fictional programme."""
    portal.follow("New product module")
    portal.look("new module")
    portal.page.get_by_label(PROGRAMME).check()
    portal.page.get_by_label("Title of the module").fill(TITLE)
    portal.press("Open the module")
    portal.look("module without version")


def open_version(portal: Workspace) -> None:
    """Begin the first version, in English; its page says what is missing."""
    portal.follow("Open a new version")
    portal.look("new version")
    portal.page.get_by_label("Language").select_option(label="English")
    portal.press("Open the draft")
    portal.look("version, empty")


def import_bank(portal: Workspace) -> None:
    """Three more questions come in a table; one is left out, with its reason."""
    page = portal.page
    portal.follow("Questions")
    portal.look("questions")
    page.locator("input[type=file]").set_input_files(BANK)
    page.get_by_label("Our table (CSV)").check()
    page.get_by_label(re.compile("^Exam:")).check()
    portal.press("Import questions")
    portal.look("import of questions")
    assert portal.said() == "2 questions came in."
    assert portal.cells("F03") == ["3", "Objective O9 does not exist. Correct the key."]


def sign(portal: Workspace) -> None:
    """Accept everything that core and role modules teach, see what that does, sign it."""
    page = portal.page
    portal.follow("Overview")
    portal.follow("Sign what you accept from the core.")
    portal.look("sign a rule")
    for box in page.locator(".rule-lines input[type=checkbox]").all():
        box.check()
    portal.press("Show what this does")
    page.get_by_label("Statement").fill("Core and role modules teach this well.")
    page.get_by_label("Your full name").fill("Paul Partner")
    page.get_by_label("I sign for Imaginary Bio").check()
    portal.press("Sign this rule")
    portal.look("signed rule")
    assert portal.said() == "The rule is signed. Nobody can change it any more."


def open_draft(portal: Workspace) -> None:
    """The only version, from the list of modules."""
    portal.follow("Modules")
    portal.look("portal")
    portal.follow("Version 1, EN")


def preview(portal: Workspace) -> None:
    """What a nurse would be asked, with and without the core."""
    open_draft(portal)
    portal.follow("Preview")
    portal.follow("Ward nurse")
    portal.look("preview as nurse")
    assert portal.page.get_by_role("heading", name="Preview as Ward nurse").count() == 1


def send_back(desk: Workspace) -> None:
    """Declare, take the review, write to a place of the text, and ask for changes."""
    page = desk.page
    desk.look("queue of reviewers")
    desk.follow("Register of interests")
    desk.look("register of interests")
    desk.press("Confirm that I have no interests")
    take(desk, TITLE)
    page.get_by_label("About").select_option(label="Chapter: Thaw and give")
    page.get_by_label("Comment", exact=True).fill(COMMENT)
    desk.press("Send the comment")
    desk.follow("Decide")
    desk.look("decide")
    page.get_by_label("Ask for changes").check()
    page.get_by_label("Reason").fill(REASON)
    desk.press("Keep my decision")


def mend(portal: Workspace) -> None:
    """Read what the reviewers want, upload other words, and submit once more."""
    page = portal.page
    page.reload()
    portal.look("version, changes asked")
    assert page.get_by_text(REASON).count() >= 1
    assert missing(portal) == [UNCHANGED]
    assert page.get_by_role("button", name="Submit for review").count() == 0
    portal.follow("Reviewers")
    portal.look("thread with reviewers")
    thread = page.locator("main").inner_text()
    assert COMMENT in thread
    assert "Reviewer 1" in thread
    assert "Rhea" not in thread
    upload(portal, CHANGED)
    import_bank(portal)
    portal.follow("Overview")
    submit(portal)


def approve_no_more(desk: Workspace, review: str) -> None:
    """Whoever approved has nothing more to decide about this content."""
    desk.manager.open(review)
    assert desk.page.get_by_text("You decided about this content.").count() == 1
    desk.manager.open(f"{review}decide/")
    assert urlsplit(desk.page.url).path == review
    assert desk.said() == "There is nothing for you to decide here now."


def nobody_else_opens(portal: Workspace, review: str) -> None:
    """The review does not exist for the partner."""
    response = portal.page.goto(portal.platform.url + review)
    assert response
    assert response.status == NOT_FOUND


def learn(learner: Learner, code: str) -> None:
    """Read only what remains, sit the exam about it, and pass."""
    page = learner.page
    page.get_by_role("link", name=re.compile("^All products")).click()
    page.wait_for_url("**/products/")
    learner.look(page, "products")
    card = page.locator("article.product-card", has_text="By Imaginary Bio")
    counts = card.locator(".product-card__counts").inner_text()
    assert re.fullmatch(ASKED, counts), counts
    card.get_by_role("link", name="fictoleucel").click()
    page.wait_for_url(f"**/products/{code}/")
    learner.look(page, "product")
    page.get_by_role("link", name="Begin: Receive and keep").click()
    assert read(learner) == CHAPTERS
    learner.begin_exam(code)
    assert learner.answer_all(exam_key()) == "Passed"
    learner.look(page, "result of a product")


def verified_by_a_stranger(learner: Learner, page: Page) -> None:
    """The code of the passport leads to its product stamp, with the sponsor."""
    wait_for_stamp(learner, SPONSOR)
    learner.look(learner.page, "passport with a product")
    (code,) = decoded_codes(passport_pdf(learner))
    page.goto(code.lower())
    learner.look(page, "verdict with a product")
    assert page.locator("h1").inner_text() == "Valid passport"
    assert page.locator(".verdict__stamp", has_text="fictoleucel").count() == 1
    assert page.context.cookies() == []


def names_nobody(portal: Workspace) -> None:
    """No page of the partner names who learned."""
    seen = set()
    portal.manager.open(portal.path)
    waiting = links(portal)
    while waiting:
        address = waiting.pop()
        seen.add(address)
        response = portal.page.goto(portal.platform.url + address)
        assert response.ok, address
        assert NURSE not in portal.page.content(), address
        waiting |= links(portal) - seen
    assert len(seen) >= PAGES


def links(portal: Workspace) -> set[str]:
    """Addresses of the portal that a page leads to; files are not pages."""
    found = portal.page.eval_on_selector_all("a[href]", "all => all.map(each => each.pathname)")
    return {
        each
        for each in found
        if each.startswith(portal.path)
        and "/preview/" not in each
        and not re.search("/(export|download|template)/", each)
    }
