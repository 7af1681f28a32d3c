"""Honest packages in a real browser: they save, close, resume; what is in the way is said."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.platform import wait_for
from tests.packages.player.sample_packages import (
    AT_PAGEHIDE,
    AT_UNLOAD,
    honest_12,
    honest_2004,
)
from tests.packages.player.sample_packages import page as build_page
from tests.packages.player.site import Package, running

SAVED = re.compile(r"^Saved \d\d:\d\d$")


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


def content(page):
    """The frame in which the content itself runs."""
    said = page.frame_locator("[data-stage] iframe").frame_locator("iframe").locator("#said")
    return said.element_handle().owner_frame()


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


def opened(page, site, package, query=""):
    page.goto(f"{site.url}/play/{package.name}/{query}")
    return content(page)


def said(page):
    return page.locator("[data-status]")


def notices(page):
    """The notices that are to be seen, by name."""
    return page.eval_on_selector_all(
        "[data-notice]:not([hidden])", "all => all.map(each => each.dataset.notice)"
    )


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


def test_what_is_not_saved_is_tried_again(site, page):
    package = site.add(honest_12("again"))
    frame = opened(page, site, package)
    site.commit_status = 503
    frame.evaluate("turn('5')")
    expect(said(page)).to_have_text("Not saved, will try again")
    site.commit_status = 200
    expect(said(page)).to_have_text(SAVED)
    assert [commit["sequence"] for commit in site.state("again").commits] == [1]


def test_an_answer_that_was_lost_is_not_taken_for_another_device(site, page):
    package = site.add(honest_12("lost"))
    frame = opened(page, site, package)
    page.route("**/commit/lost/", lost_once())
    frame.evaluate("turn('5')")
    expect(said(page)).to_have_text(SAVED, timeout=10_000)
    assert notices(page) == []
    assert site.state("lost").sequence == 1


def lost_once():
    """The first commit arrives, its answer does not."""
    seen = []

    def handle(route):
        if seen:
            route.continue_()
            return
        seen.append(1)
        route.fetch()
        route.abort()

    return handle


def test_another_device_is_named_and_nothing_more_is_saved_here(site, page):
    package = site.add(honest_12("devices"))
    frame = opened(page, site, package)
    site.state("devices").sequence = 7
    frame.evaluate("turn('5')")
    expect(said(page)).to_have_text("Not saved")
    assert notices(page) == ["elsewhere"]
    frame.evaluate("turn('6')")
    page.get_by_role("link", name="Continue here").click()
    assert json.loads(content(page).inner_text("#said"))[0] == "true"
    assert site.state("devices").commits == []


@pytest.mark.parametrize(
    ("status", "notice"), [(403, "signedOut"), (401, "signedOut"), (400, "refused")]
)
def test_what_stops_saving_is_said(site, page, status, notice):
    package = site.add(honest_12(f"stops-{status}"))
    frame = opened(page, site, package)
    site.commit_status = status
    frame.evaluate("turn('5')")
    expect(said(page)).to_have_text("Not saved")
    assert notices(page) == [notice]
    site.commit_status = 200


def test_missing_files_of_npm_are_said(site, page, settings, tmp_path):
    settings.PLAYER_ASSETS_DIR = tmp_path
    package = site.add(honest_12("assets"))
    page.goto(f"{site.url}/play/{package.name}/")
    page.wait_for_selector("[data-notice=assets]:not([hidden])")
    assert notices(page) == ["assets"]


def test_a_host_that_cannot_be_reached_is_said(site, page):
    package = site.add(honest_12("unreachable"))
    page.clock.install()
    page.route("**/.player/", lambda route: route.abort())
    page.goto(f"{site.url}/play/{package.name}/")
    assert notices(page) == []
    page.clock.run_for(16_000)
    assert notices(page) == ["unreachable"]


def test_a_unit_outside_of_the_package_is_not_opened(site, page):
    for number, href in enumerate(("https://example.org/", "//example.org/x", "/other/index.html")):
        package = site.add(Package(f"outside-{number}", "scorm_1.2", {}, (("one", "One", href),)))
        page.goto(f"{site.url}/play/{package.name}/")
        page.wait_for_selector("[data-notice=unit]:not([hidden])")


def test_without_scripts_a_sentence_says_so(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    package = site.add(honest_12("scriptless"))
    page.goto(f"{site.url}/play/{package.name}/")
    expect(page.get_by_text("This content needs JavaScript")).to_be_visible()
    assert page.locator("iframe").count() == 0
    context.close()


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


def test_a_large_state_that_goes_with_the_page_loses_its_bulk_only(site, page):
    package = site.add(honest_2004("large"))
    frame = opened(page, site, package)
    site.commit_status = 503
    frame.evaluate(
        """() => {
          for (let i = 0; i < 20; i += 1) {
            api.SetValue(`cmi.interactions.${i}.id`, `q${i}`);
            api.SetValue(`cmi.interactions.${i}.description`, "d".repeat(240));
          }
          api.SetValue("cmi.suspend_data", "s".repeat(59000));
          api.SetValue("cmi.completion_status", "completed");
        }"""
    )
    expect(said(page)).to_have_text("Not saved, will try again")
    site.commit_status = 200
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    commits = site.state("large").commits
    wait_for(lambda: commits)
    assert commits[0]["partial"] is True
    assert commits[0]["cmi"]["cmi.completion_status"] == "completed"
    assert len(commits[0]["cmi"]["cmi.suspend_data"]) == 59000
    assert [name for name in commits[0]["cmi"] if "interactions" in name] == []


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
