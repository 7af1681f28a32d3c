"""The way from one edition to the next: what is missing, what the text says, what is taught."""

import re

import pytest

from tests.journeys.inspection import looking_once
from tests.journeys.learner import Learner
from tests.journeys.quality import HCT_8, HCT_9, Workspace, demo_workspace, window
from tests.journeys.sign_in import sign_in_with_app

MOVED = "Transport of collected cells"
CLAUSE = "B9.99.9"
HCT_9_ROW = re.compile(r"FACT-JACIE HCT Standards\s+9\s")


@pytest.fixture
def findings() -> list[str]:
    """What axe and a careful person find on the pages of the way."""
    return []


@pytest.fixture
def space(platform, browser, findings) -> Workspace:
    """The demo centre's workspace."""
    space = demo_workspace(platform, window(browser))
    space.manager.look = looking_once(findings)
    return space


@pytest.fixture
def stella(platform, browser, space) -> Learner:
    """Stella of the demo people, who holds the text of the standards."""
    person = Learner(window(browser), platform, "stella.standards@example.org")
    sign_in_with_app(person.page, platform, person.email)
    person.look = space.manager.look
    return person


def test_an_edition_changes_and_a_number_is_read_in_its_text(space, stella, findings):
    certify(space)
    changed, unchecked = parts(space).values()
    assert changed > 0
    assert public_counts(space) == {"Changed": changed, "Not yet compared": unchecked}
    space.open("gaps/")
    assert space.cells(MOVED)[0] == "–"
    enter_number(stella, MOVED, CLAUSE)
    stella.open(f"/standards/{HCT_9}/")
    stella.look(stella.page, "framework")
    assert CLAUSE in stella.page.locator("tr", has_text=MOVED).inner_text()
    space.open("gaps/")
    assert space.cells(MOVED)[0] == CLAUSE
    assert findings == []


def certify(space: Workspace) -> None:
    """Record the certificate; from then on the page compares by itself."""
    page = space.page
    space.open("gaps/", "no certificate")
    assert page.locator("h1").inner_text() == "From edition 8 to edition 9: what is missing"
    page.locator("summary", has_text="Record a certificate").click()
    page.get_by_label("Standard and edition").select_option(HCT_8)
    page.get_by_label("Certified on").fill("2024-03-05")
    page.get_by_label("Interim audit on").fill("2027-03-05")
    space.press("Record this certificate")
    space.look("gap list")
    title = "Certified under edition 8: what is missing under edition 9"
    assert page.locator("h1").inner_text() == title


def parts(space: Workspace) -> dict[str, int]:
    """How many requirements each part of the gap list says it has; its table has as many."""
    found = {}
    for part in space.page.locator("section", has=space.page.locator("table")).all():
        said = int(part.locator("p").first.inner_text().split()[0])
        assert part.locator("tbody tr").count() == said
        found[part.locator("h2").inner_text()] = said
    return found


def public_counts(space: Workspace) -> dict[str, int]:
    """How many requirements became what, as the public comparison says."""
    space.manager.open(f"/standards/compare/?earlier={HCT_8}&later={HCT_9}")
    space.look("comparison")
    lines = space.page.locator(".crosswalk-counts li").all_inner_texts()
    counts = {words: int(number) for number, words in (line.split(maxsplit=1) for line in lines)}
    return {words: number for words, number in counts.items() if number}


def enter_number(editor: Learner, requirement: str, number: str) -> None:
    """Enter a clause number that was read in the text, and say where."""
    page = editor.page
    editor.open("/admin/")
    page.get_by_role("link", name="All frameworks").click()
    page.locator("tr", has_text=HCT_9_ROW).get_by_role("link").first.click()
    page.wait_for_url("**/framework/inspect/**")
    editor.look(page, "framework in the back office")
    page.get_by_role("link", name="Enter clause numbers").click()
    page.get_by_label(f"Number: {requirement}").fill(number)
    page.get_by_label(f"Number is: {requirement}").select_option("verified")
    page.get_by_label(f"Where the number was seen: {requirement}").fill("Our printed copy")
    editor.look(page, "clause numbers")
    with page.expect_navigation():
        page.get_by_role("button", name="Save the numbers").click()


def test_editors_see_what_no_module_teaches(platform, browser, findings):
    ada = Learner(window(browser), platform, "ada.author@example.org")
    sign_in_with_app(ada.page, platform, ada.email)
    page = ada.page
    page.get_by_role("link", name="Curriculum map").first.click()
    page.get_by_label("Framework").select_option(HCT_9)
    page.get_by_role("button", name="Show the map").click()
    page.wait_for_url(f"**framework={HCT_9}")
    looking_once(findings)(page, "curriculum map")
    holes = page.locator("tr.is-hole")
    assert page.locator(".map-counts .is-hole").inner_text() == f"○ {holes.count()} holes"
    assert holes.filter(has_text=MOVED).count() == 1
    assert findings == []
