"""An inspector's way: a link opens one pack without an account, until it is closed."""

import pytest

from tests.journeys.inspection import looking_once
from tests.journeys.joining import leave
from tests.journeys.learner import Learner
from tests.journeys.quality import (
    PROGRAMME,
    Workspace,
    check_all,
    demo_workspace,
    fetched_files,
    window,
)
from tests.journeys.sign_in import DEMO_PASSWORD, sign_in

CENTRE = "Fictional University Hospital, Sampletown"
MILAN = "Milan Midway"


@pytest.fixture
def findings() -> list[str]:
    """What axe and a careful person find on the pages of the way."""
    return []


@pytest.fixture
def space(platform, browser, findings) -> Workspace:
    """The demo centre's workspace, with a signed pack open."""
    space = demo_workspace(platform, window(browser))
    space.ask_for_pack(PROGRAMME)
    space.wait_for_pack()
    space.manager.look = looking_once(findings)
    return space


@pytest.fixture
def inspector(platform, browser, space) -> Learner:
    """Somebody with a browser and nothing else."""
    return Learner(window(browser), platform, "", look=space.manager.look)


def test_a_link_opens_a_pack_until_it_is_closed(browser, space, inspector, findings):
    pack = space.page.url
    address = make_link(space)
    files = open_pack(inspector, address)
    check_all(inspector, files)
    before = nurses(space)
    milan = Learner(window(browser), space.platform, "milan.midway@example.org")
    milan.look = space.manager.look
    sign_in(milan, DEMO_PASSWORD)
    leave(milan, CENTRE)
    assert nurses(space) == before - 1
    assert open_pack(inspector, address) == files
    space.page.goto(pack)
    space.press("Close The inspection")
    space.look("link closed")
    assert answer(inspector, address) == answer(
        inspector, f"{space.platform.url}/inspect/none-of-ours/"
    )
    inspector.look(inspector.page, "unknown link")
    assert inspector.page.context.cookies() == []
    assert findings == []


def make_link(space: Workspace) -> str:
    """Make a link for three days; its address is shown this once."""
    space.page.get_by_label("For whom?").fill("The inspection")
    space.page.get_by_label("For how many days?").fill("3")
    space.press("Make the link")
    space.look("link made")
    return space.page.get_by_label("Link to send").input_value()


def open_pack(inspector: Learner, address: str) -> dict[str, bytes]:
    """Read the summary and fetch every file."""
    page = inspector.page
    page.goto(address)
    inspector.look(page, "pack as an inspector sees it")
    assert page.get_by_text("Signature correct").count() == 1
    assert page.locator(".pack-facts dd").first.inner_text() == CENTRE
    assert page.locator(".pack-coverage tbody th", has_text="Ward nurse").count() == 1
    return fetched_files(page, "link")


def answer(inspector: Learner, address: str) -> tuple[int, str]:
    """What an address says that does not answer."""
    response = inspector.page.goto(address)
    return response.status, inspector.page.locator("main").inner_text()


def nurses(space: Workspace) -> int:
    """How many ward nurses the heat map counts."""
    space.open("coverage/", "coverage of the demo centre")
    return int(space.row("Ward nurse").locator("th").inner_text().split("\n")[1].split()[0])
