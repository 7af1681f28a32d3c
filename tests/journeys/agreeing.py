"""A placement being prepared in a browser: lists, three signatures, letters, a calendar."""

from io import BytesIO

import pypdfium2
from playwright.sync_api import Browser

from tests.journeys.placing import Person, mailed_link
from tests.journeys.quality import fetched

NEEDS = "A diet without nuts."


def see_next_steps(person: Person, visit: str) -> None:
    """The page says what comes next and whose it is."""
    person.see(visit, "placement to prepare")
    assert person.page.locator("main .tag").first.inner_text() == "Being prepared"
    assert person.page.locator(".next-step").count() > 0


def finish_list(person: Person, visit: str) -> None:
    """Tick every line of the own list; the other side's has no buttons."""
    person.see(visit + "tasks/", "lists of a placement")
    buttons = person.page.locator("button[name=do][value=done]")
    while left := buttons.count():
        with person.page.expect_navigation():
            buttons.first.click()
        assert buttons.count() == left - 1


def say_needs(trainee: Person, visit: str) -> None:
    """What the host should know is kept with consent only."""
    trainee.see(visit + "tasks/")
    trainee.page.locator("summary", has_text="Say what the host should know").click()
    trainee.fill({"What the host should know": NEEDS})
    trainee.send("Save for the host", "needs without consent")
    assert trainee.reads("Without your agreement we do not keep this.")
    trainee.tick("I agree that the host reads this")
    trainee.send("Save for the host")
    assert trainee.said() == "Saved. You and the host see it."


def sign(person: Person, visit: str) -> None:
    """Read the agreement and sign this version in an account."""
    person.see(visit + "agreement/", "agreement")
    person.send("Sign this version")
    assert person.reads("Tick that you read and agree.")
    person.tick("I read this version and agree to it.")
    person.send("Sign this version")
    assert person.said() == "You signed the agreement."


def sign_at_home(head: Person) -> None:
    """The head of department signs without an account; a link of somebody's own making is none."""
    link = mailed_link(head, "/observership/home/")
    head.see(link, "agreement for the home department")
    head.fill({"Your name": f"{head.given} {head.family}"})
    head.tick("I lead this department, read this version and agree to it.")
    head.send("Sign the agreement", "agreement that the home department signed")
    assert head.reads(f"by {head.given} {head.family}")
    assert head.page.goto(link[:-4] + "aaa/").status == 404
    head.note("link that does not open")


def letters(trainee: Person, visit: str) -> dict[str, str]:
    """What the letters of a placement say, by their names on its page."""
    trainee.see(visit)
    found = {}
    for name in ("Letter of invitation (PDF)", "Letter of confirmation (PDF)"):
        if trainee.page.get_by_role("link", name=name).count():
            content = fetched(trainee.page, "link", name)
            pages = pypdfium2.PdfDocument(BytesIO(content))
            found[name] = "\n".join(page.get_textpage().get_text_range() for page in pages)
    return found


def calendar_of(trainee: Person, browser: Browser) -> str:
    """Make the address of a calendar, shown once; a program without a cookie reads it."""
    trainee.see("/observership/my-calendar/", "no calendar")
    trainee.send("Make my address", "address of a calendar")
    address = trainee.page.get_by_label("Address for your calendar").input_value()
    trainee.see("/observership/my-calendar/")
    assert trainee.page.get_by_label("Address for your calendar").count() == 0
    answer = browser.new_context().request.get(trainee.platform.url + "/" + _path(address))
    assert answer.headers["content-type"].startswith("text/calendar")
    return answer.text()


def _path(address: str) -> str:
    return address.split("/", 3)[3]
