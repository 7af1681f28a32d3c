"""An applicant in a browser: joins, fills the sections of an application, hands it in."""

import re
from dataclasses import dataclass

from tests.journeys.placing import Person, mailed_link

MILAN = "Fictional Ospedale dei Navigli"
MUNICH = "Fictional Klinikum an der Isar"
OUTCOME = "A written plan for the first ten days after infusion."
SUPPORT = "We support this visit and keep the post open."


@dataclass(frozen=True)
class Says:
    """What an applicant says that others do not: where from, which languages, wishes in order."""

    city: str
    country: str
    languages: tuple[tuple[str, str], ...]
    wishes: tuple[str, ...]


def join_as_physician(person: Person) -> None:
    """Make an account and say what one does: four short pages."""
    person.join()
    person.tick("Physician", "Treating physician")
    person.send("Continue")
    person.page.get_by_label("Country").select_option("CZ")
    person.page.get_by_label("Adults", exact=True).check()
    person.send("Continue")
    person.page.get_by_label(re.compile("tisagenlecleucel")).check()
    person.send("Continue")
    person.send("Build my plan")


def begin(person: Person, call: str) -> str:
    """From the public page of the call to the draft; returns the draft's path."""
    person.see(f"/observerships/{call}/", "page of a call")
    person.follow("Start application", "start of an application")
    person.send("Start application", "application that is begun")
    return person.page.url.removeprefix(person.platform.url)


def submit_too_early(person: Person) -> None:
    """What is missing is named, each with its place."""
    person.send("Submit application", "application that is not complete")
    assert person.page.locator("main h1").inner_text() == "Not yet submitted"
    person.follow("My application")


def fill_sections(person: Person, says: Says, days: tuple[str, str]) -> None:
    """Every section, each saved by itself; the letter is asked for last."""
    section(person, "About me")
    person.fill({"Your position": "Specialist in haematology"})
    person.fill({"Years of work with cell therapy": "6", "Why do you want to go?": "To lead."})
    person.tick("Treating physician")
    person.send("Save the section")
    section(person, "My centre")
    person.fill({"Your centre": f"Fictional Hospital {says.city}", "City": says.city})
    person.page.get_by_label("Country").select_option(says.country)
    person.fill({"CAR T treatments per year": "4", "What does your centre lack": "Night cover."})
    person.tick("Adults", "Preparing for it")
    person.send("Save the section")
    section(person, "Goals of the visit")
    for box in person.page.locator("input[name=objectives]").all()[:2]:
        box.check()
    person.fill({"What will be different at home": OUTCOME})
    person.send("Save the section")
    fill_languages(person, says)
    fill_dates(person, *days)
    wish(person, says)


def section(person: Person, title: str) -> None:
    """Open a section from the list of tasks."""
    person.follow(title, f"section {title}")


def fill_languages(person: Person, says: Says) -> None:
    """Each language with its level."""
    section(person, "Languages")
    for row, (language, level) in enumerate(says.languages, start=1):
        person.page.locator(f"select[name=language_{row}]").select_option(language)
        person.page.locator(f"select[name=level_{row}]").select_option(level)
    person.send("Save the section")


def fill_dates(person: Person, first: str, last: str) -> None:
    """One period, and a visit of five days."""
    section(person, "Dates")
    person.fill({"How many days should the visit last?": "5"})
    person.page.locator("input[name=from_1]").fill(first)
    person.page.locator("input[name=until_1]").fill(last)
    person.send("Save the section")


def wish(person: Person, says: Says) -> None:
    """Number the hosts; only those are offered that could be."""
    section(person, "Where I would rather go")
    for number, host in enumerate(says.wishes, start=1):
        person.page.get_by_label(re.compile(host)).select_option(str(number))
    person.page.locator("main form button[type=submit]").last.click()
    person.page.get_by_text("Your preferences are saved.").wait_for()


def ask_letter(person: Person, head: Person) -> None:
    """The head of department gets a link."""
    section(person, "Letter of support")
    person.fill({"Name of the head of your department": f"{head.given} {head.family}"})
    person.fill({"Email address": head.email})
    person.send("Send the link", "letter that waits")
    assert person.reads(f"Waits for {head.given} {head.family}")


def answer_letter(head: Person) -> None:
    """Without an account: read who asks for what, say yes twice, sign with a name."""
    link = mailed_link(head, "/observership/letter/")
    head.see(link, "letter of support")
    head.tick("Yes, I support it", "Yes, for these days")
    head.fill({"What should the committee know?": SUPPORT})
    head.fill({"Your name": f"{head.given} {head.family}"})
    head.send("Give my answer", "letter that is given")
    assert head.page.locator("h1").inner_text() == "Thank you, your answer is kept"
    assert "sessionid" not in {each["name"] for each in head.page.context.cookies()}
    assert head.page.goto(link).status == 410
    head.note("letter that was given before")


def hand_in(person: Person, draft: str) -> str:
    """Submit; the rules answer by themselves. Returns the number of the application."""
    person.see(draft, "application that is complete")
    person.send("Submit application")
    person.shown(draft, "Eligible")
    person.note("application that is eligible")
    return re.search(r"trip-\d{3}", person.main())[0]
