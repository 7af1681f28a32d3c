"""Honest packages in a real browser: they save, close, resume; what is in the way is said."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.platform import wait_for
from tests.journeys.playing import SAVED, content, opened, said
from tests.packages.player.sample_packages import (
    AT_PAGEHIDE,
    AT_UNLOAD,
    honest_12,
    honest_2004,
)
from tests.packages.player.sample_packages import page as build_page
from tests.packages.player.site import Package, running


@pytest.fixture(scope="module")
def site():
    with running() as site:
        yield site


@pytest.fixture
def page(browser):
    context = browser.new_context()
    page = context.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text) if "Policy" in message.text
            and "Unrecognized feature" not in message.text else None)  # fmt: skip
    page.on("pageerror", lambda error: page.said.append(str(error)))
    yield page
    context.close()


@pytest.mark.parametrize("make", [honest_12, honest_2004], ids=["1.2", "2004"])
def test_an_honest_package_saves_closes_and_resumes(site, page, make):
    package = site.add(make(f"resumes-{make.__name__}"))
    page.goto(f"{site.url}/play/{package.name}/")
    frame = content(page)
    assert json.loads(frame.inner_text("#said")) == ["true", "", ""]
    frame.evaluate("turn('7')")
    expect(page.locator("[data-status]")).to_have_text(SAVED)
    page.get_by_role("link", name="Close the content").click()
    page.wait_for_url("**/closed/")
    page.goto(f"{site.url}/play/{package.name}/")
    assert json.loads(content(page).inner_text("#said")) == ["true", "page=7", "7"]
    assert page.said == []


@pytest.mark.parametrize("ending", [AT_UNLOAD, AT_PAGEHIDE], ids=["unload", "pagehide"])
@pytest.mark.parametrize("how", ["tab closed", "link followed", "address typed"])
def test_what_content_says_at_the_last_moment_arrives(site, page, how, ending):
    package = site.add(honest_12(f"ends-{how[:4]}-{len(ending)}", ending))
    page.goto(f"{site.url}/play/{package.name}/")
    content(page).evaluate("turn('3')")
    page.on("dialog", lambda dialog: dialog.accept())
    if how == "tab closed":
        with page.expect_event("close"):
            page.close(run_before_unload=True)
    elif how == "link followed":
        page.get_by_role("link", name="Close the content").click()
    else:
        page.goto("about:blank")
    saved = site.state(package.name)
    wait_for(lambda: saved.cmi.get("cmi.core.session_time"))
    assert saved.cmi["cmi.suspend_data"] == "page=3"
    assert saved.commits[-1]["final"] is True


def test_many_values_make_one_commit_and_commits_count_up(site, page):
    package = site.add(honest_12("counts"))
    frame = opened(page, site, package)
    for number in "123":
        frame.evaluate(f"turn('{number}')")
        expect(said(page)).to_have_text(SAVED)
        page.wait_for_function(f"() => {len(site.state('counts').commits)} >= {number}")
    commits = site.state("counts").commits
    assert [commit["sequence"] for commit in commits] == [1, 2, 3]
    assert [commit["cmi"]["cmi.suspend_data"] for commit in commits] == [
        "page=1",
        "page=2",
        "page=3",
    ]
    assert {commit["final"] for commit in commits} == {False}


def test_parts_are_links_that_save_first(site, page):
    files = honest_12("x", AT_UNLOAD).files
    units = (("one", "First part", "index.html?n=1"), ("two", "Second part", "index.html?n=2"))
    package = site.add(Package("parts", "scorm_1.2", files, units))
    opened(page, site, package).evaluate("turn('4')")
    page.get_by_role("link", name="Second part").click()
    page.wait_for_url("**/?unit=two")
    content(page)
    saved = site.state("parts", "one")
    assert (saved.cmi["cmi.core.session_time"], saved.commits[-1]["final"]) == ("00:00:09", True)
    assert site.state("parts", "two").commits == []
    expect(page.get_by_role("link", name="Second part")).to_have_attribute("aria-current", "page")


def test_a_cmi5_unit_is_opened_with_its_five_values(site, page):
    script = 'document.querySelector("#said").textContent = location.href;'
    from_package = Package(
        "cmi5",
        "cmi5",
        {"au.html": build_page(script)},
        (("https://example.org/au", "Unit", "au.html?a=b"),),
    )
    package = site.add(from_package)
    frame = opened(page, site, package)
    address = urlsplit(frame.inner_text("#said"))
    values = {name: each for name, (each,) in parse_qs(address.query).items()}
    base = f"http://{address.netloc}/{address.path.split('/')[1]}/.xapi/"
    assert json.loads(values.pop("actor")) == {
        "objectType": "Agent", "account": {"homePage": site.url, "name": "learner-1"},
    }  # fmt: skip
    assert values == {
        "a": "b", "endpoint": base, "fetch": f"{base}fetch",
        "registration": "7c9b5c1e-0000-4000-8000-000000000001",
        "activityId": "https://example.org/au",
    }  # fmt: skip


def test_the_keyboard_gets_into_the_frame_and_out_again(site, page):
    files = {"index.html": build_page("") + b"<button id=inside>Inside</button>"}
    package = site.add(Package("keys", "scorm_1.2", files))
    frame = opened(page, site, package)
    page.get_by_role("link", name="Skip the content").focus()
    page.keyboard.press("Tab")
    assert frame.evaluate("document.activeElement.id") == "inside"
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Close the content")).to_be_focused()
    page.get_by_role("link", name="Skip the content").press("Enter")
    expect(page.locator("#player-end")).to_be_focused()


@pytest.mark.parametrize(
    ("wish", "unit"),
    [("continue", "three"), ("previous", "one"), ("{target=three}choice", "three")],
)
def test_content_that_ended_may_ask_for_another_part(site, page, wish, unit):
    units = tuple((key, key.title(), f"index.html?{key}") for key in ("one", "two", "three"))
    package = Package(f"asks-{unit}-{len(wish)}", "scorm_2004", honest_2004("x").files, units)
    frame = opened(page, site, site.add(package), "?unit=two")
    frame.evaluate(f"api.SetValue('adl.nav.request', '{wish}'), finish()")
    page.wait_for_url(f"**/?unit={unit}")
    assert content(page).url.endswith(f"?{unit}")
    assert [each["final"] for each in site.state(package.name, "two").commits].count(True) == 1


def test_content_that_loads_anew_after_its_end_begins_with_what_the_server_says(site, page):
    package = site.add(honest_12("anew"))
    frame = opened(page, site, package)
    frame.evaluate("turn('2'), finish()")
    expect(said(page)).to_have_text(SAVED)
    with page.expect_navigation(url="**/play/anew/"):
        frame.evaluate("() => { parent.eval('location.reload()'); }")
    assert json.loads(content(page).inner_text("#said")) == ["true", "page=2", "2"]
