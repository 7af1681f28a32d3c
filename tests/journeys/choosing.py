"""Coordinator, committee and hosts in a browser: from a new call to places that are published."""

import re
from datetime import date, timedelta

from tests.journeys.placing import Person, mailed_link
from tests.journeys.visiting import today

KEY, TITLE = "trip", "Observerships of a long trip"
CONRAD, CECILE = "conrad.committee@example.org", "cecile.committee@example.org"
# No journey can wait for the last day to apply: the call's first days are moved into the past.
CLOSED = """
from datetime import timedelta
from django.db.models import F
from observership.models import Call
back = {"opens_on": 31, "closes_on": 31, "publish_on": 40}
moved = {name: F(name) - timedelta(days=days) for name, days in back.items()}
Call.objects.filter(key="trip").update(**moved)
"""
MATCHING = f"/placements/calls/{KEY}/matching/"


def day(person: Person, ahead: int) -> str:
    """So many days from the present one."""
    return (date.fromisoformat(today(person)) + timedelta(days=ahead)).isoformat()


def make_call(coordinator: Person) -> None:
    """A call that opens today; its page is public at once."""
    coordinator.see("/placements/calls/", "calls of the office")
    coordinator.follow("New call", "new call")
    coordinator.send("Write down the call", "new call that lacks answers")
    coordinator.fill({"Title": TITLE, "Short name": KEY, "Seed of the lots": "long trip"})
    days = {
        "Opens on": 0,
        "Last day to apply": 30,
        "Places are announced on": 40,
        "Visits from": 60,
        "Visits until": 120,
    }
    coordinator.fill({label: day(coordinator, ahead) for label, ahead in days.items()})
    coordinator.send("Write down the call", "call of the office")
    assert coordinator.said() == "The call is written down. It opens on its day."


def add_window(host: Person) -> str:
    """Two weeks for one visitor; returns the path of the host's desk."""
    host.see("/observership/")
    host.follow(re.compile("^Receiving visitors"), "desk of a host")
    desk = host.page.url.removeprefix(host.platform.url)
    host.follow(re.compile("^Dates and places"), "dates of a host")
    host.page.locator("select[name=call]").select_option(label=TITLE)
    host.fill({"First day": day(host, 60), "Last day": day(host, 73), "Places": "1"})
    host.send("Add these dates")
    assert host.part("section", TITLE).locator("tbody tr").count() == 1
    return desk


def name_committee(coordinator: Person) -> None:
    """Two members, and what each of them reads."""
    coordinator.see(f"/placements/calls/{KEY}/applications/", "applications of a call")
    coordinator.follow(re.compile(KEY), "application in the office")
    for email in (CONRAD, CECILE):
        coordinator.see(f"/placements/calls/{KEY}/committee/", "committee of a call")
        coordinator.fill({"Email address of the account": email})
        coordinator.send("Name the member")
    coordinator.send("Share out applications", "committee with applications")
    assert coordinator.said() == "4 reviews were given."


def read_all(member: Person, scores: dict[str, str]) -> None:
    """Say that there is no tie, then score each application; the number decides how well."""
    for _ in scores:
        member.see("/committee/", "what a reader has to read")
        number = open_first(member)
        member.tick("No. I can read it without bias.")
        member.send("Go on", "application as a reader sees it")
        for group in member.page.locator("main fieldset").filter(has_text="not at all").all():
            group.get_by_label(scores[number]).check()
        member.send("Hand in my review")
        assert member.said().startswith("Handed in.")


def open_first(member: Person) -> str:
    """Open what waits longest; returns its number."""
    member.follow(re.compile(KEY), "question about ties")
    return re.search(rf"{KEY}-\d{{3}}", member.main(), re.IGNORECASE)[0].lower()


def decline_by_tie(member: Person, number: str) -> None:
    """Whoever knows the applicant reads nothing of the application."""
    member.see("/committee/")
    member.follow(re.compile(number))
    member.tick("Yes. Somebody else should read it.")
    member.fill({"What ties you": "We worked in the same ward."})
    member.send("Go on")
    assert member.said() == "Thank you. Somebody else reads it."
    assert not member.reads(number)


def fix_order(coordinator: Person, numbers: tuple[str, ...]) -> None:
    """The order that breaks ties stands before anything is matched, on the public page too."""
    coordinator.see(MATCHING, "matching before the order")
    assert coordinator.reads("The order that breaks ties is not fixed yet")
    coordinator.see(f"/placements/calls/{KEY}/order/", "order before it is fixed")
    coordinator.tick("I know that the order cannot be changed any more.")
    coordinator.send("Fix the order", "order that is fixed")
    assert coordinator.said() == "The order is fixed. The call's page shows it."
    rows = coordinator.page.locator("main tbody tr th").all_inner_texts()
    assert tuple(rows) == numbers
    coordinator.see(f"/observerships/{KEY}/")
    coordinator.page.locator("summary", has_text="The order: 2 applications").click()
    assert coordinator.page.locator(".priority-list strong").all_inner_texts() == list(numbers)


def run(coordinator: Person, title: str, pin: tuple[str, str] | None = None) -> None:
    """Try a run, with a pair that is kept if there is one; wait until it is made."""
    page = coordinator.page
    coordinator.see(MATCHING, "matching")
    coordinator.fill({"What do you try?": title})
    if pin:
        page.locator("summary", has_text="Keep pairs").click()
        for name, words in zip(("application", "window"), pin, strict=True):
            field = page.locator(f"select[name=pins-0-{name}]")
            option = field.locator("option", has_text=words)
            field.select_option(option.first.get_attribute("value"))
    coordinator.send("Run the matching")
    page.get_by_role("link", name="Look before publishing").wait_for(timeout=30_000)
    coordinator.note("run with a kept pair" if pin else "run")


def compare(coordinator: Person) -> str:
    """What both runs come to, side by side."""
    coordinator.see(MATCHING, "matching with two runs")
    coordinator.follow("Compare two runs", "two runs compared")
    return coordinator.main()


def publish(coordinator: Person, number: int) -> None:
    """Look at what it does, say so, and publish once."""
    coordinator.see(f"{MATCHING}{number}/?by=department", "run by department")
    coordinator.see(f"{MATCHING}{number}/publish/", "before places are published")
    coordinator.send("Publish the places")
    assert coordinator.reads("Tick this to publish.")
    coordinator.tick("I looked at who gets a place")
    coordinator.send("Publish the places", "answers to a matching")
    assert coordinator.said() == "Published. Applicants and hosts hear by mail."


def refuse_visitor(host: Person) -> None:
    """The host cannot after all, and only coordinators read why."""
    host.see(mailed_link(host, "/observerships/matches/"), "proposed visitor")
    host.page.locator("summary", has_text="We cannot receive this visitor").click()
    host.send("Decline this visitor", "decline without a reason")
    assert host.reads("Say in a few words why you decline.")
    host.fill({"Why do you decline?": "The ward is rebuilt."})
    host.send("Decline this visitor")
    assert host.reads("You declined.")


def take_visitor(host: Person, desk: str, number: str) -> str:
    """The host accepts whom the desk proposes; returns where that leads."""
    host.shown(desk, number)
    host.follow(re.compile(rf"Read and answer\s+{number}"), "proposed visitor")
    host.send("Accept this visitor")
    return host.page.url.removeprefix(host.platform.url)
