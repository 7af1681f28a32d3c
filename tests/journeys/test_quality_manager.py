"""A quality manager's way: from an account without a centre to a signed evidence pack."""

import re
from hashlib import sha256

import pytest

from tests.journeys.inspection import decoded_codes, looking_once
from tests.journeys.joining import (
    confirm,
    invite_by_mail,
    invite_by_poster,
    register,
    set_up_app,
    upload_a_list,
)
from tests.journeys.learner import Learner
from tests.journeys.quality import (
    HCT_9,
    PROGRAMME,
    Workspace,
    check_all,
    demo_workspace,
    fetched_files,
    window,
    workspace_of,
)

CENTRE = "Hospital of the Fictional Sisters"
OWN = "Call drill with the night switchboard"


@pytest.fixture
def findings() -> list[str]:
    """What axe and a careful person find on the pages of the way."""
    return []


@pytest.fixture
def manager(platform, browser, findings) -> Learner:
    """Somebody new, with an account and a plan."""
    person = Learner(window(browser), platform, "quirin.manager@example.org", "Quirin", "Testovič")
    person.join()
    person.welcome()
    person.look = looking_once(findings)
    return person


@pytest.fixture
def registrar(platform, browser, manager) -> Learner:
    """Regina of the demo people."""
    return Learner(window(browser), platform, "regina.registrar@example.org", look=manager.look)


def test_an_empty_centre_comes_to_a_signed_pack(browser, manager, registrar, findings):
    app = set_up_app(manager)
    register(manager, CENTRE)
    confirm(registrar, CENTRE)
    space = workspace_of(manager, app)
    space.look("empty workspace")
    invite_by_mail(space, browser, CENTRE)
    invite_by_poster(space, browser)
    space.open("people/", "people")
    assert space.names() == ["Petr Posterov", "Jana Samplová", "Quirin Testovič"]
    upload_a_list(space)
    set_requirements(space)
    see_coverage(space)
    record_what_was_shown(space)
    see_team_and_forecast(space)
    remind(space)
    make_pack(space, Learner(window(browser), space.platform, "", look=manager.look))
    space.open("", "workspace")
    assert findings == []


def set_requirements(space: Workspace) -> None:
    """Ask something of one's own nurses, and how many of them must be able to take part."""
    page = space.page
    space.open("requirements/", "own requirements, none")
    page.get_by_label("What do you ask?").fill(OWN)
    page.get_by_label("Ward nurse", exact=True).check()
    page.get_by_label("How is it shown?").select_option(label="Yearly competence")
    page.get_by_label("For how many months does it hold?").fill("6")
    space.press("Add requirement")
    space.look("own requirements")
    assert "0 of 2" in space.cells(OWN)
    space.open("cover/", "minimum cover, none")
    page.get_by_label("Role").select_option(label="Ward nurse")
    page.get_by_label("At least how many people?").fill("1")
    space.press("Add rule")
    space.look("minimum cover")
    assert "1 person" in space.cells("Ward nurse")


def see_coverage(space: Workspace) -> None:
    """The heat map counts Jana, who brought her passport; the lines behind it name her."""
    space.open("coverage/", "coverage by role")
    nurses = space.row("Ward nurse")
    assert nurses.locator("b").all_inner_texts() == ["1/2", "1/2"]
    with space.page.expect_navigation():
        nurses.get_by_role("link").last.click()
    space.look("coverage by person")
    assert set(space.cells("Posterov")) == {"missing"}
    assert set(space.cells("Samplová")) == {"valid"}
    space.page.get_by_label("Requirements of").select_option(HCT_9)
    space.press("Show")
    space.look("coverage by person, JACIE")
    assert set(space.cells("Samplová")) == {"shown in part", "missing"}


def record_what_was_shown(space: Workspace) -> None:
    """Jana's orientation was done: the manager saw it and says so, by name and day."""
    page = space.page
    space.open("people/")
    space.follow("Jana Samplová")
    space.look("person")
    space.follow("Record what was shown")
    page.get_by_label("Framework").select_option(HCT_9)
    space.press("Show these")
    space.look("record what was shown")
    page.get_by_label("What was shown?").select_option(label="Orientation done (orientation)")
    page.get_by_label("Where can the paper be found?").fill("Training file, binder 3")
    fill_today(space)
    space.press("Record it")
    space.look("person with a record")
    assert "by Quirin Testovič" in space.row("Orientation done").inner_text()
    space.open("requirements/")
    space.follow("Record who has shown it")
    page.get_by_label(re.compile("Jana Samplová")).check()
    page.get_by_label("What was shown?").select_option(label=f"{OWN} (yearly competence)")
    fill_today(space)
    space.look("record for several")
    space.press("Record it")
    assert space.said() == "Recorded for 1 person."


def fill_today(space: Workspace) -> None:
    """The present day is the last one that the field offers."""
    day = space.page.get_by_label("On which day?")
    day.fill(day.get_attribute("max"))


def see_team_and_forecast(space: Workspace) -> None:
    """Jana may take part today; the forecast says when the cover breaks and what repairs it."""
    space.open("team/", "team")
    assert "May take part" in space.row("Jana Samplová").inner_text()
    assert "Not yet" in space.row("Petr Posterov").inner_text()
    space.open("forecast/", "forecast")
    broken = space.page.locator("article.cover-rule")
    assert "From this day 0 may take part, at least 1 are wanted." in broken.inner_text()
    assert broken.locator("li").inner_text().startswith(f"Jana Samplová: {OWN}, holds until")


def remind(space: Workspace) -> None:
    """Remind a colleague and take it back before it goes out."""
    space.open("coverage/people/")
    space.row("Posterov").get_by_role("checkbox").check()
    space.press("Remind these people")
    space.look("reminder")
    space.press("Undo this reminder")
    assert space.page.get_by_text("Nobody got this mail.").count() == 1
    space.open("reminders/", "reminders")
    assert "taken back" in space.cells("CAR T Passport programme")


def make_pack(space: Workspace, stranger: Learner) -> None:
    """Ask for a pack, watch it being made, fetch it; anybody can check what was fetched."""
    space.ask_for_pack(HCT_9)
    space.look("pack being made")
    space.wait_for_pack()
    space.look("pack")
    files = fetched_files(space.page, "button")
    check_all(stranger, files)
    (code,) = decoded_codes(files["pack.pdf"])
    assert re.fullmatch(re.escape(space.platform.url.upper()) + "/PACKS/[0-9A-Z]{26}", code)
    stranger.page.goto(code)
    stranger.look(stranger.page, "code of a pack")
    assert stranger.page.get_by_text("This code belongs to a pack of ours").count() == 1
    shown = stranger.page.locator(".pack-files__hash code").all_text_contents()
    listed = [content for name, content in files.items() if name != "signed.json"]
    assert shown == [sha256(content).hexdigest() for content in listed]


def test_a_manager_needs_no_script(platform, browser):
    space = demo_workspace(platform, window(browser, scripts=False))
    space.open("coverage/")
    with space.page.expect_navigation():
        space.row("Ward nurse").get_by_role("link").first.click()
    space.follow("Bruno Specimen")
    assert space.page.locator("h1").inner_text() == "Bruno Specimen"
    space.ask_for_pack(PROGRAMME)
    while not space.page.get_by_text("Ready and signed").count():
        space.follow("Look again")
    assert all(fetched_files(space.page, "button").values())
