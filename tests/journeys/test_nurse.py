"""A nurse's way: joins, learns, passes, holds a passport, and a stranger verifies it."""

import re

import pytest
from playwright.sync_api import Page

from tests.journeys.inspection import decoded_codes, looking_once
from tests.journeys.learner import Learner
from tests.journeys.platform import wait_for
from tests.journeys.sign_in import DEMO_PASSWORD, sign_in

CORE = [f"COR-0{number}" for number in range(1, 9)]
ROLE = [f"NUR-0{number}" for number in range(1, 9)]


def passport_pdf(learner: Learner) -> bytes:
    """The PDF behind the download link of the passport's pages."""
    learner.open("/passport/sharing/")
    link = learner.page.locator("a[href$='passport.pdf']").first.get_attribute("href")
    return learner.page.request.get(learner.platform.url + link).body()


def wait_for_stamp(learner: Learner, name: str) -> None:
    """Reload the passport until the worker has issued the edition with this stamp."""

    def shown() -> bool:
        learner.open("/passport/")
        return learner.page.get_by_text(name).count() > 0

    wait_for(shown, 30)


@pytest.fixture(params=[True, False], ids=["with scripts", "scripts off"])
def scripts(request) -> bool:
    return request.param


@pytest.fixture
def findings() -> list[str]:
    """What axe and a careful person find on the pages of the way."""
    return []


@pytest.fixture
def nurse(platform, browser, scripts, findings) -> Learner:
    """Somebody on a phone; with scripts every page is looked at in all four looks."""
    size = {"width": 390, "height": 844}
    context = browser.new_context(java_script_enabled=scripts, viewport=size)
    nurse = Learner(context.new_page(), platform, f"zofie.{scripts}@example.org".lower())
    if scripts:
        nurse.look = looking_once(findings)
    return nurse


def test_a_nurse_earns_a_passport_and_a_stranger_verifies_it(nurse, browser, scripts, findings):
    page = nurse.page
    nurse.join()
    nurse.welcome()
    assert page.url.endswith("/plan/")
    nurse.look(page, "plan")
    page.get_by_role("link", name="Continue", exact=True).click()
    assert "/learn/COR-01/" in page.url
    nurse.look(page, "chapter")
    read_module(nurse, "COR-04")
    for code in CORE:
        assert nurse.sit_exam(code) == "Passed"
    nurse.look(page, "result")
    wait_for_stamp(nurse, "Core: knowledge")
    nurse.look(page, "passport")
    (code,) = decoded_codes(passport_pdf(nurse))
    nurse.look(page, "sharing")
    nurse.open("/passport/code/")
    nurse.look(page, "code on the screen")
    verify(nurse, browser.new_context(java_script_enabled=scripts).new_page(), code)
    assert findings == []


def verify(nurse: Learner, page: Page, code: str) -> None:
    """A stranger scans the code: no account, no cookie, a plain answer."""
    address = re.escape(nurse.platform.url.upper())
    assert re.fullmatch(address + "/V/[0-9A-Z]{26}", code)
    page.goto(code.lower())
    assert page.locator("h1").inner_text() == "Valid passport"
    assert page.get_by_text("Žofie Nováková-Testová").count() == 1
    assert page.get_by_text("Core: knowledge").count() == 1
    nurse.look(page, "verdict")
    assert page.context.cookies() == []


def read_module(nurse: Learner, code: str) -> None:
    """Read a module to its end, answer a check and decide in its vignette."""
    page = nurse.page
    nurse.open(f"/learn/{code}/")
    nurse.look(page, "module")
    page.get_by_role("link", name=re.compile("^(Start|Continue|Read)")).first.click()
    seen = set()
    while "/exam/" not in page.url:
        if "check" not in seen and page.locator(".knowledge-check form").count():
            answer_check(page)
            nurse.look(page, "check answered")
            seen.add("check")
        if page.locator(".vignette form").count():
            decide_vignette(page)
            nurse.look(page, "vignette decided")
            seen.add("vignette")
        with page.expect_navigation():
            page.locator(".reader__steps button").click()
    assert seen == {"check", "vignette"}


def answer_check(page: Page) -> None:
    """Choose, say how sure, see the explanation of every option."""
    check = page.locator(".knowledge-check").first
    assert check.locator(".answered-options, .answered").count() == 0
    check.locator("input[name=chosen]").first.check()
    check.get_by_label("Fairly sure").check()
    check.get_by_role("button", name="Show the answer").click()
    verdict = page.locator(".knowledge-check__verdict strong").first
    assert verdict.inner_text() in {"That is right.", "Not this time."}


def decide_vignette(page: Page) -> None:
    """Decide stage by stage; each next stage appears only after committing."""
    stages = 0
    while page.locator(".vignette form").count():
        stages += 1
        assert page.locator(".vignette__stage").count() == stages
        page.locator(".vignette form input[name=chosen]").first.check()
        page.get_by_role("button", name="Decide").click()
        page.locator(
            f".vignette__stage:nth-child({stages + 1}), .vignette__ending"
        ).first.wait_for()
    assert page.get_by_text("What the team did, and why").count() == 1


def test_the_track_is_stamped_after_the_core(platform, browser):
    """Milan of the demo people finishes the core and the role by exam."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    milan = Learner(context.new_page(), platform, "milan.midway@example.org")
    sign_in(milan, DEMO_PASSWORD)
    for code in CORE[4:] + ROLE:
        assert milan.sit_exam(code) == "Passed"
    wait_for_stamp(milan, "Ward nurse: knowledge")
