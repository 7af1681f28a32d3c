"""A partner uploads a package, has it checked and tries it; a learner goes through it twice."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.inspection import looking_once
from tests.journeys.learner import Learner
from tests.journeys.platform import Platform, wait_for
from tests.journeys.sign_in import DEMO_PASSWORD, sign_in, sign_in_with_app
from tests.packages.builders import Unit, manifest12, page, zipped
from tests.packages.player.sample_packages import script

ENDS = """
function complete() {
  api.LMSSetValue("cmi.core.lesson_status", "completed");
  api.LMSSetValue("cmi.core.session_time", "00:00:30");
  return api.LMSFinish("");
}
"""
SAVED = re.compile(r"^Saved \d\d:\d\d$")
# What review and publication do; tests/journeys/test_partner_product.py goes that way.
CHOOSE = """
from curriculum.models import AddOnVersion, ContentPackage, VersionPackage
package = ContentPackage.objects.get(title="Thawing a bag")
version = AddOnVersion.objects.filter(state="live").order_by("pk").first()
VersionPackage.objects.create(
    version=version, package=package, position=9, outcomes=[], minutes=4
)
print("CODE", version.add_on.module.code)
"""
TAKE_BACK = """
from curriculum.models import VersionPackage
VersionPackage.objects.filter(package__title="Thawing a bag").delete()
"""
RESULTS = """
from curriculum.models import Completion, PackageResult, UnitState
row = UnitState.objects.get(registration__purpose="learn")
print("STATE", row.completion, row.total_seconds, row.sessions, PackageResult.objects.count())
print("STAMPS", Completion.objects.filter(learner__user__email="milan.midway@example.org",
                                         module__kind="product").count())
"""


def package_file(folder: Path) -> Path:
    """An honest SCORM 1.2 package that remembers its page."""
    content = script("find.js", "honest_12.js") + ENDS
    body = f"<h1>Thawing a bag</h1><pre id=said></pre><script>{content}</script>"
    unit = Unit("one", "Thawing a bag", "index.html")
    path = folder / "thawing.zip"
    manifest = manifest12([unit], title="Thawing a bag")
    files = {"imsmanifest.xml": manifest, "index.html": page("Thawing a bag", body)}
    path.write_bytes(zipped(files))
    return path


def content(page: Page):
    """The frame in which the content itself runs."""
    said = page.frame_locator("[data-stage] iframe").frame_locator("iframe").locator("#said")
    return said.element_handle(timeout=60_000).owner_frame()


def said(page: Page) -> list[str]:
    return json.loads(content(page).inner_text("#said"))


@pytest.fixture
def findings() -> list[str]:
    return []


@pytest.fixture
def author(platform, browser, findings) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.look = looking_once(findings)
    yield page
    context.close()


@pytest.fixture
def nurse(platform, browser, findings) -> Learner:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    nurse = Learner(context.new_page(), platform, "milan.midway@example.org")
    nurse.look = looking_once(findings)
    yield nurse
    context.close()


@pytest.fixture
def choose(platform) -> Iterator[Callable[[], str]]:
    """Puts the package into a live product, whose code it returns; later journeys find it gone."""
    yield lambda: re.search(r"CODE (\S+)", platform.run(CHOOSE))[1]
    platform.run(TAKE_BACK)


def upload(page: Page, platform: Platform, folder: Path) -> None:
    """Upload, wait for the check to end, and read what it found."""
    sign_in_with_app(page, platform, "emil.editor@example.org", ends_at="/partner/")
    page.get_by_role("link", name="Packages").first.click()
    page.look(page, "no packages")
    page.get_by_role("link", name="Upload a package").first.click()
    page.look(page, "upload")
    page.locator("input[type=file]").set_input_files(package_file(folder))
    page.get_by_role("button", name="Upload and check").click()
    page.wait_for_url(re.compile(r"/packages/[0-9a-f-]{36}/$"))
    expect(page.get_by_text("Taken. One thing is left: try it.")).to_be_visible(timeout=60_000)
    page.look(page, "package")


def try_it(page: Page) -> None:
    """Go through the package as its author."""
    page.get_by_role("link", name="Try it").click()
    page.look(page, "trial")
    page.get_by_role("button", name="Begin the trial").click()
    content(page).evaluate("complete()")
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    page.get_by_role("link", name="Close the content").click()
    expect(page.get_by_text("Yes, it told the platform")).to_have_count(2)
    expect(page.get_by_text("Nothing to mend was seen")).to_be_visible()
    page.look(page, "trial done")


def test_a_package_is_uploaded_checked_tried_played_and_resumed(
    platform, author, nurse, choose, findings, tmp_path
):
    upload(author, platform, tmp_path)
    try_it(author)
    code = choose()
    sign_in(nurse, DEMO_PASSWORD)
    page = nurse.page
    nurse.open(f"/products/{code}/")
    page.get_by_role("link", name="Thawing a bag").first.click()
    nurse.look(page, "start of a package")
    nurse.press("Open the content")
    assert said(page) == ["true", "", ""]
    content(page).evaluate("turn('7')")
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    content(page).evaluate("finish()")
    nurse.look(page, "player")
    page.get_by_role("link", name="Close the content").click()
    page.wait_for_url(f"**/products/{code}/")
    nurse.open(f"/products/{code}/")
    page.get_by_role("link", name="Thawing a bag").first.click()
    assert said(page) == ["true", "page=7", "7"]
    content(page).evaluate("complete()")
    page.get_by_role("link", name="Close the content").click()
    page.wait_for_url(f"**/products/{code}/")
    wait_for(lambda: "STATE completed 39 2 1" in platform.run(RESULTS))
    assert "STAMPS 0" in platform.run(RESULTS)
    assert findings == []
