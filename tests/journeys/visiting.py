"""A visit under way in a browser: three lines a day, items for two signatures, ticks, its end."""

import re

from tests.journeys.placing import Person

BORN = "Talked with K. N., born 12.04.1961, before the infusion."
SAW = "Talked through consent before the infusion."
ITEM = "Consent talk with two physicians"
LAST = "The chemotherapy unit closes for repairs."
PLANS = ("Rescue medicines checked before each thaw, by March.", "A card that says who calls whom.")
ATTESTED = (
    "The visitor was here on the days that I state below.",
    "The visitor observed only and treated no patient.",
    "The visitor kept confidentiality.",
    "The objectives that I ticked were met.",
)


def visit_of(trainee: Person) -> str:
    """The path of the own visit, found under Observerships."""
    trainee.see("/observership/", "own observerships")
    path = trainee.page.locator("a[href*='/observership/placements/']").first.get_attribute("href")
    assert path
    return path


def write_log(trainee: Person, visit: str) -> None:
    """Text that looks like a patient is asked about; in other words it is kept."""
    trainee.see(visit + "log/", "log of a visit")
    trainee.fill({"I saw": BORN, "I learned": "Questions come last."})
    trainee.send("Save these lines", "log that may name a patient")
    assert trainee.reads("This may be about one patient")
    trainee.fill({"I saw": SAW})
    trainee.send("Save these lines")
    assert trainee.said() == "Your lines are saved."
    assert SAW in trainee.main()
    assert "1961" not in trainee.main()


def watch(trainee: Person, visit: str) -> None:
    """The trainee writes down what was watched, which is the first signature."""
    trainee.see(visit + "items/")
    trainee.fill({"What did you watch?": ITEM})
    trainee.send("Add and sign", "observed items")
    assert "Waits for the supervisor" in trainee.part(".observed-item", ITEM).inner_text()


def confirm(supervisor: Person) -> None:
    """The supervisor signs on a phone, from the one page of everything that waits."""
    supervisor.see("/observership/")
    supervisor.follow("Waiting for my signature", "waiting for a signature")
    supervisor.page.get_by_role("checkbox", name=ITEM).check()
    supervisor.send("Confirm and sign")
    assert supervisor.said() == "1 item confirmed."


def tick_objectives(person: Person, visit: str) -> None:
    """Everything that is agreed was met, says one side."""
    person.see(visit + "objectives/", "objectives of a visit")
    for box in person.page.locator("main form input[type=checkbox]").all():
        box.check()
    person.send("Save my ticks")
    assert person.said() == "Your ticks are saved."


def end_today(host: Person, visit: str) -> None:
    """The host shortens the visit: today is its last day."""
    host.see(visit + "change/", "change of a placement")
    host.follow("Other days", "other days of a placement")
    host.fill({"Last day": today(host), "Why": LAST})
    host.send("Save the new days")
    host.note("placement under way")
    assert host.reads(LAST)


def today(person: Person) -> str:
    """The present day, as the platform's own clock has it."""
    clock = "new Date().toLocaleDateString('sv-SE', {timeZone: 'Europe/Brussels'})"
    return str(person.page.evaluate(clock))


def sign_off(supervisor: Person, visit: str) -> None:
    """The supervisor attests what was, on the last day."""
    supervisor.see(visit + "sign-off/", "sign-off of a visit")
    supervisor.send("Sign off the visit", "sign-off that lacks its ticks")
    assert supervisor.reads("Tick this, or do not sign off.")
    supervisor.tick(*ATTESTED)
    supervisor.fill({"Comment for the trainee": "Asked the right questions."})
    supervisor.send("Sign off the visit", "visit that is signed off")
    assert supervisor.reads(re.compile(r"Hans Gastgeber attested [34] days"))


def report(trainee: Person, visit: str) -> None:
    """Two parts, saved apart, then handed in."""
    page = trainee.page
    trainee.see(visit + "report/", "report of a visit")
    seen = page.locator("form", has=page.locator("input[value=seen]"))
    seen.get_by_label("What did you see?").fill("The way from the board to the clinic.")
    with page.expect_navigation():
        seen.get_by_role("button", name="Save this part").click()
    plans = page.locator("form", has=page.locator("input[value=plans]"))
    for number, plan in enumerate(PLANS, start=1):
        plans.get_by_label(f"Plan {number}").fill(plan)
    with page.expect_navigation():
        plans.get_by_role("button", name="Save this part").click()
    trainee.send("Hand in the report", "report that is handed in")
    assert trainee.said() == "Handed in. Thank you."


def rate(person: Person, visit: str) -> None:
    """Each side says how it was; the other does not read it."""
    person.see(visit + "rating/", "rating of a visit")
    for group in person.page.locator("main fieldset").all():
        group.locator("input[type=radio]").last.check()
    person.send("Send my rating")
    assert person.said() == "Thank you. Your rating is saved."
