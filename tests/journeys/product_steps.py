"""Steps that every version of a product takes: filled, submitted, reviewed, published."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from tests.journeys.platform import wait_for
from tests.journeys.product_people import bundle
from tests.journeys.quality import Workspace

NEXT_YEAR = datetime.now(tz=UTC).date() + timedelta(days=400)


def missing(portal: Workspace) -> list[str]:
    """What the overview says is missing; each is a link to where it is mended."""
    return portal.page.locator(".version-tasks__todo a").all_inner_texts()


def declare(portal: Workspace) -> None:
    """Follow the first thing that is missing, and fill in all declarations."""
    page = portal.page
    portal.follow("Choose the countries in which it may be shown.")
    for country in ("Czechia", "Germany"):
        page.get_by_label(country, exact=True).check()
    page.get_by_label("Address of the label").fill("https://label.example/fictoleucel")
    page.get_by_label("The product is under additional monitoring").check()
    page.get_by_label("Date of the label that the text follows").fill("2026-10-01")
    page.get_by_label("Version of the risk management plan").fill("1.0")
    page.get_by_label("No", exact=True).check()
    page.get_by_label("Approval reference").fill("FICT-2026-002")
    page.get_by_label("Last day of the approval").fill(f"{NEXT_YEAR}")
    author = page.get_by_role("group", name="Author 1")
    author.get_by_label("Name").fill("Alex Specimen")
    author.get_by_label("Affiliation").fill("Imaginary Bio")
    author.get_by_label("Interests").fill("Employee of the company")
    portal.look("declarations")
    portal.press("Save the declarations")
    assert portal.said() == "The declarations are saved."


def code_of(portal: Workspace) -> str:
    """The code of the module, as the head of its pages says it."""
    return re.search(r"FIC-\d\d", portal.page.locator("main").inner_text())[0]


def upload(portal: Workspace, changed: dict[str, str]) -> None:
    """Upload the bundle with some words changed; look again until it is kept."""
    page = portal.page
    portal.follow("Chapters")
    portal.look("chapters")
    page.get_by_label("Module bundle").set_input_files(bundle(code_of(portal), changed))
    portal.press("Upload and check")

    def is_kept() -> bool:
        again = page.get_by_role("link", name="Look again")
        if again.count():
            portal.follow("Look again")
        return page.get_by_text("is kept since").count() == 1

    wait_for(is_kept)
    portal.look("chapters, kept")


def submit(portal: Workspace) -> None:
    """Hand the version to the reviewers."""
    portal.press("Submit for review")
    portal.look("version in review")
    assert portal.said() == "Submitted. Two independent reviewers will read it."


def take(desk: Workspace, title: str) -> str:
    """Say that there is no interest, and take the review; returns its address."""
    desk.follow("Versions")
    desk.follow(title)
    desk.page.get_by_label("I have no interest in this product or in its company.").check()
    desk.press("Take this review")
    desk.look("review, taken")
    return urlsplit(desk.page.url).path


def approve(desk: Workspace, title: str) -> str:
    """Take the review, confirm every item, and approve; returns the address of the review."""
    page = desk.page
    address = take(desk, title)
    for box in page.locator("input[name=items]").all():
        box.check()
    desk.press("Save the checklist")
    desk.follow("Decide")
    page.get_by_label("Approve exactly this content").check()
    desk.press("Keep my decision")
    desk.look("queue, decided")
    return address


def publish(desk: Workspace) -> None:
    """Both have approved: it goes live today."""
    desk.follow(re.compile("^Choose the day"))
    desk.look("publish")
    desk.press("Publish on this day")
    assert desk.said() == "It is live."
    desk.follow("Published")
    desk.look("published")
