"""A package that attacks, in a real browser: every way out is closed (THREATS D3 to D5)."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from curriculum.scorm.launching import launch_addresses
from passport.content_host import routes
from tests.journeys.browsers import FLAGS, whole
from tests.packages.player.hostile_pages import FILES
from tests.packages.player.sample_packages import honest_12
from tests.packages.player.site import COOKIE, Package, running, witness

REFUSED = "NotAllowedError"
NO_WAY = "SecurityError"
BLOCKED = {
    "parent document": NO_WAY, "parent cookies": NO_WAY, "parent storage": NO_WAY,
    "parent database": NO_WAY, "parent script": NO_WAY, "own cookies": "nothing there",
    "cookie for the platform": "nothing there", "top navigation": NO_WAY, "popup": "null",
    "dialog": "false", "service worker": NO_WAY, "worker from a file": "error",
    "worker from memory": "error", "shared worker": "error",
    "fetch of another package": "TypeError", "blind fetch of another package": "TypeError",
    "picture of another package": "error", "script of another package": "error",
    "fetch of the platform": "TypeError", "outside fetch": "TypeError",
    "outside request": "TypeError", "outside picture": "error", "outside script": "error",
    "outside style": "error", "outside prefetch": "error", "outside socket": "error",
    "outside stream": "error", "outside frame": "tried", "outside beacon": "tried",
    "outside ping": "tried",
    "download": "tried", "read the clipboard": REFUSED, "write the clipboard": REFUSED,
    "camera": REFUSED, "microphone": REFUSED, "screen": REFUSED, "place": "code 1",
    "passkey": REFUSED, "notifications": "Denied", "full screen": "TypeError",
    "storage of others": "mine",
}  # fmt: skip


@pytest.fixture(scope="module")
def site():
    with running() as site:
        yield site


@pytest.fixture(scope="module")
def outside():
    with witness() as (url, seen):
        yield url, seen


@pytest.fixture(scope="module")
def chromium(browser):
    """Chromium as people have it: storage apart for each site, and a camera to be asked for."""
    flags = [*FLAGS, "--disable-features=Translate",
             "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]  # fmt: skip
    own = browser.browser_type.launch(executable_path=whole(), args=flags)
    yield own
    own.close()


@pytest.fixture
def page(chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.happened = []
    page.on("download", lambda _: page.happened.append("download"))
    page.on("dialog", lambda dialog: (page.happened.append("dialog"), dialog.dismiss()))
    context.on("page", lambda _: page.happened.append("popup"))
    yield page
    context.close()


def address_of(package, name):
    player = launch_addresses(
        sha256=package.sha256, registration=package.name, at=datetime.now(UTC)
    ).player
    return player.replace(".player/", name)


def attacker(site, outside, name, **more):
    victim = site.add(Package("victim", "scorm_1.2", {**FILES, "index.html": b"of another"}))
    query = urlencode(
        {"witness": outside[0], "platform": site.url, "other": address_of(victim, "index.html")}
    )
    units = (("one", "Attack", f"index.html?{query}"),)
    files = {**FILES, "name.txt": name.encode(), **more}
    return site.add(Package(name, "scorm_1.2", files, units))


def opened(page, site, package):
    page.goto(f"{site.url}/play/{package.name}/")
    said = page.frame_locator("[data-stage] iframe").frame_locator("iframe").locator("#said")
    return said.element_handle().owner_frame()


def test_every_way_out_is_closed(site, outside, page):
    package = attacker(site, outside, "attacker")
    frame = opened(page, site, package)
    found = frame.evaluate("attack()")
    assert found == BLOCKED
    assert outside[1] == []
    assert page.happened == []
    assert page.url == f"{site.url}/play/attacker/"
    assert set(site.cookies_on_content) == {""}
    assert [(each["name"], each["value"]) for each in page.context.cookies()
            if each["name"] != "csrftoken"] == [COOKIE]  # fmt: skip
    expect(
        page.get_by_text("Content by Fictional Therapies. Never enter a password here.")
    ).to_be_visible()


@pytest.mark.parametrize(
    "act",
    [
        "location.href = WITNESS + '/self'",
        "parent.location.href = WITNESS + '/player'",
        "put(document.head, `<meta http-equiv=refresh content='0;url=${WITNESS}/meta'>`)",
        "put(parent.document.body, `<iframe src='${WITNESS}/inner'></iframe>`)",
        "parent.location.href = PLATFORM + '/closed/'",
        "parent.eval(`location.href = '${WITNESS}/player-itself'`)",
        "parent.eval(`location.href = '${PLATFORM}/closed/'`)",
        "form(WITNESS + '/form')",
        "form(PLATFORM + '/commit/walker/')",
    ],
)
def test_no_frame_is_led_away_and_no_form_leaves(site, outside, page, act):
    frame = opened(page, site, attacker(site, outside, "walker"))
    asked = []
    page.on("response", lambda response: asked.append(response.url))
    frame.evaluate(f"() => {{ try {{ {act}; }} catch {{ }} }}")
    page.wait_for_timeout(500)
    assert outside[1] == []
    assert [
        url for url in asked if url.startswith((f"{site.url}/closed", f"{site.url}/commit"))
    ] == []
    assert page.url == f"{site.url}/play/walker/"


def test_an_impostor_with_the_port_is_heard_only_in_the_right_shape(site, outside, page):
    package = attacker(site, outside, "impostor")
    frame = opened(page, site, package)
    player = frame.parent_frame
    with page.expect_event("framenavigated", lambda each: "impostor.html" in each.url):
        frame.evaluate("() => { parent.eval(`location.href = 'impostor.html'`); }")
    player.wait_for_function("typeof lie === 'function'")
    assert player.evaluate("lie()") == "cmi,learner,registration,sequence,standard,unit,units"
    expect(page.locator("[data-status]")).to_contain_text("Saved")
    assert [commit["cmi"] for commit in site.state("impostor").commits] == [
        {"cmi.core.lesson_location": "the one true message"}
    ]


def test_two_packages_share_no_storage(site, outside, page):
    first = opened(page, site, attacker(site, outside, "keeper"))
    first.evaluate("localStorage.setItem('kept', 'by the first')")
    second = opened(page, site, attacker(site, outside, "reader"))
    assert second.evaluate("Object.keys(localStorage)") == []
    assert (
        opened(page, site, site.packages["keeper"]).evaluate("localStorage.kept") == "by the first"
    )


def test_what_was_blocked_is_told_to_the_platform(site, outside, page):
    told = []
    routes.register_reports(lambda launch, violation: told.append((launch.registration, violation)))
    frame = opened(page, site, attacker(site, outside, "beacon"))
    frame.evaluate("navigator.sendBeacon(WITNESS + '/beacon?learner=1', 'x')")
    page.wait_for_timeout(500)
    assert [(who, each.directive, each.blocked, each.document) for who, each in told] == [
        ("beacon", "connect-src", "http://127.0.0.1", "index.html")
    ]


def test_the_frame_of_a_stranger_is_refused(site, outside, page):
    package = site.add(honest_12("framed"))
    page.goto(outside[0])
    page.set_content(f"<iframe src='{address_of(package, '.player/')}'></iframe>")
    page.wait_for_timeout(500)
    assert page.frames[1].evaluate("document.body.innerText").startswith("One moment") is False
