"""How a centre comes to its people: registered and confirmed, asked by mail, poster and list."""

import re
from collections.abc import Callable

from playwright.sync_api import Browser, Page

from tests.journeys.inspection import decoded_codes
from tests.journeys.learner import PASSWORD, Learner
from tests.journeys.quality import Workspace, fetched, last_mail, window
from tests.journeys.sign_in import DEMO_PASSWORD, App, sign_in, sign_in_with_app

JANA = "jana.sample@example.org"
CONTACT = "quality@fictional-sisters.example"
NOTE = "Rang the switchboard on the day, was put through to the quality office."
ROSTER = """E-mail;Given names;Family name;Roles;Unit
una.roster@example.org;Una;Roster;NUR;Ward 3
dora.roster@example.org;Dora;Roster;Astronaut;Ward 3
"""


def set_up_app(person: Learner) -> App:
    """Set up an authenticator app under Account, as workspaces will ask for its codes."""
    page = person.page
    person.open("/account/")
    for name in ("Manage authenticator app", "Set up an app"):
        with page.expect_navigation():
            page.get_by_role("link", name=name).click()
    page.locator("input[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        person.press("Continue")
    person.look(page, "authenticator app")
    app = App(page.locator("code.secret").inner_text())
    page.locator("input[name=code]").fill(app.code())
    with page.expect_navigation():
        person.press("Set up")
    return app


def register(manager: Learner, centre: str) -> None:
    """Register a centre; it sees nobody before somebody has confirmed it."""
    page = manager.page
    manager.open("/centres/")
    manager.look(page, "no centre")
    with page.expect_navigation():
        page.get_by_role("link", name="Register a centre").click()
    manager.look(page, "register a centre")
    page.get_by_label("Name of the centre").fill(centre)
    page.get_by_label("City").fill("Brno")
    page.get_by_label("Country").select_option("CZ")
    page.get_by_label("Official contact").fill(CONTACT)
    with page.expect_navigation():
        manager.press("Register this centre")
    assert page.get_by_text("Not confirmed yet").count() == 1


def confirm(registrar: Learner, centre: str) -> None:
    """A registrar reached the official contact and says how."""
    page = registrar.page
    sign_in_with_app(page, registrar.platform, registrar.email)
    page.get_by_role("link", name=re.compile("Centres")).first.click()
    page.get_by_role("link", name=centre).first.click()
    page.wait_for_url("**/centres/inspect/**")
    registrar.look(page, "centre in the back office")
    page.get_by_role("link", name="Confirm", exact=True).click()
    page.get_by_label("How did you reach the official contact?").fill(NOTE)
    registrar.look(page, "confirm a centre")
    page.get_by_role("button", name="Confirm this centre").click()
    page.get_by_text("Confirmed. Its quality manager is told.").wait_for()


def invite_by_mail(space: Workspace, browser: Browser, centre: str) -> None:
    """Jana, who has a passport, gets a mail and accepts in a window of her own."""
    page = space.page
    space.open("people/invite/", "invite")
    page.get_by_label("Email address").fill(JANA)
    page.get_by_label("Ward nurse", exact=True).check()
    page.get_by_label("Unit").fill("Ward 3")
    space.press("Send the invitation")
    space.look("invitations")
    jana = Learner(window(browser), space.platform, JANA, look=space.manager.look)
    sign_in(jana, DEMO_PASSWORD)
    mail = last_mail(jana.page, jana.platform, JANA, f"invites you to {centre}")
    jana.page.goto(re.search(r"https?://\S+", mail)[0])
    jana.look(jana.page, "invitation")
    with jana.page.expect_navigation():
        jana.press("Accept and join")
    jana.look(jana.page, "own centres")
    assert jana.page.get_by_role("heading", name=centre).count() == 1


def invite_by_poster(space: Workspace, browser: Browser) -> None:
    """Somebody without an account scans the poster, makes one, asks, and is added."""
    space.open("people/poster/", "no poster")
    space.press("Make a poster")
    space.look("poster")
    (address,) = decoded_codes(fetched(space.page, "link", "Download the poster"))
    petr = Learner(window(browser), space.platform, "petr.poster@example.org", "Petr", "Posterov")
    _ask(petr, address, space.manager.look)
    space.open("people/requests/", "requests to join")
    space.press("Add Petr Posterov")
    assert space.said() == "Petr Posterov belongs to your centre now."


def _ask(reader: Learner, poster: str, look: Callable[[Page, str], None]) -> None:
    """Follow the code of a poster: make an account, say what one does, ask to join."""
    page = reader.page
    page.goto(poster)
    look(page, "scanned poster")
    reader.join(page.get_by_role("link", name="Make an account").get_attribute("href"))
    page.get_by_role("link", name="Tell us what you do").click()
    reader.welcome()
    page.get_by_label("Ward nurse", exact=True).check()
    page.get_by_label("Your unit").fill("Ward 3")
    look(page, "ask to join")
    with page.expect_navigation():
        reader.press("Ask to join")
    assert page.get_by_text("Asked. We mail you").count() == 1


def upload_a_list(space: Workspace) -> None:
    """A row that cannot be taken says why; the good one is confirmed and undone in time."""
    space.open("people/roster/", "upload a list")
    held = {"name": "ward-3.csv", "mimeType": "text/csv", "buffer": ROSTER.encode()}
    space.page.get_by_label("List of staff").set_input_files(held)
    space.press("Show what it would do")
    space.look("list before confirmation")
    assert "Is invited" in space.row("una.roster@example.org").inner_text()
    assert "We know no role “Astronaut”" in space.row("dora.roster@example.org").inner_text()
    space.press("Confirm the good rows")
    assert space.said().startswith("Confirmed. It starts in two minutes")
    space.look("list confirmed")
    space.press("Undo this list")
    assert space.page.get_by_text("Undone on").count() == 1
    space.look("list undone")
    assert space.platform.mails_to("una.roster@example.org") == []


def leave(person: Learner, centre: str) -> None:
    """Leave a centre, under Centres; it is the own decision and holds at once."""
    page = person.page
    person.open("/centres/")
    card = page.locator("article", has=page.get_by_role("heading", name=centre))
    card.locator("summary", has_text="Leave").click()
    person.look(page, "about to leave")
    with page.expect_navigation():
        card.get_by_role("button", name="Leave now").click()
    assert page.get_by_text(f"You left {centre}").count() == 1
