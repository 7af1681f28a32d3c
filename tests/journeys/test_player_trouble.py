"""What keeps a package from being played or saved is said, and tried again, in a real browser."""

import json

import pytest
from playwright.sync_api import expect

from tests.journeys.platform import wait_for
from tests.journeys.playing import SAVED, content, notices, opened, said
from tests.packages.player.sample_packages import honest_12, honest_2004
from tests.packages.player.site import Package, running


@pytest.fixture(scope="module")
def site():
    with running() as site:
        yield site


@pytest.fixture
def page(browser):
    context = browser.new_context()
    yield context.new_page()
    context.close()


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
    ("status", "notice"),
    [(403, "signedOut"), (401, "signedOut"), (400, "refused"), (404, "closed"), (410, "closed")],
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


def test_a_large_state_that_goes_with_the_page_loses_its_bulk_only(site, page):
    package = site.add(honest_2004("large"))
    frame = opened(page, site, package)
    site.whole_refused = True
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
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    commits = site.state("large").commits
    wait_for(lambda: commits)
    site.whole_refused = False
    assert commits[0]["partial"] is True
    assert commits[0]["cmi"]["cmi.completion_status"] == "completed"
    assert len(commits[0]["cmi"]["cmi.suspend_data"]) == 59000
    assert [name for name in commits[0]["cmi"] if "interactions" in name] == []
