"""A host stops a visit before its last day; every side reads what follows from it."""

import pytest

from tests.journeys.inspection import looking_once
from tests.journeys.placing import Person, guest, mailed, with_app, with_code
from tests.journeys.visiting import visit_of

PIOTR, ILARIA = "piotr.guest@example.org", "ilaria.host@example.org"
CARLA = "carla.coordinator@example.org"
WHY = "The unit closes: too many of us are ill."
# No journey can wait for a visit's first day: here it was yesterday, and the daily job has run.
BEGUN = """
from datetime import timedelta
from django.utils import timezone
from observership.models import OpeningWindow, Placement
from observership.services.placements import begin_and_end_visits
at = timezone.now()
first = timezone.localdate() - timedelta(days=1)
days = {"starts_on": first, "ends_on": first + timedelta(days=5)}
rows = Placement.objects.filter(trainee__user__email="piotr.guest@example.org")
OpeningWindow.objects.filter(pk=rows.get().match.window_id).update(**days)
rows.update(**days)
begin_and_end_visits(on=timezone.localdate(), at=at)
"""


@pytest.fixture
def findings() -> list[str]:
    """What axe and a careful person find on the pages of the way."""
    return []


@pytest.fixture
def look(findings):
    return looking_once(findings)


def test_a_host_stops_a_visit_and_every_side_reads_why(platform, browser, look, findings):
    platform.run(BEGUN)
    piotr = with_code(platform, browser, PIOTR, look)
    visit = visit_of(piotr)
    piotr.see(visit, "placement of a trainee under way")
    assert piotr.reads("Under way")
    ilaria = with_app(platform, browser, ILARIA, look)
    cancel(ilaria, visit)
    assert visit in mailed(piotr, "stopped before its last day")
    signs = piotr.part(".data-page__row", "Signs for the home department")
    head = guest(platform, browser, signs.get_by_role("link").inner_text(), look)
    assert "/placements/" not in mailed(head, "The visit was stopped before its last day.")
    carla = with_app(platform, browser, CARLA, look)
    visitor, centre = ["Paid", "Withheld"], ["Released for payment", "Withheld"]
    read_the_end(piotr, visit, visitor)
    read_the_end(ilaria, visit, centre)
    read_the_end(carla, visit, visitor + centre)
    pay_what_was_released(carla, visit)
    piotr.see(visit)
    assert piotr.reads("Nothing. This placement has ended.")
    carla.see("/placements/?call=pilot", "board")
    assert not carla.reads("Piotr Przykładowy")
    assert findings == []


def cancel(host: Person, visit: str) -> None:
    """A reason and the days that were are asked for; more days than there were do not pass."""
    host.see(visit + "change/cancel/", "cancel a placement")
    host.send("Cancel the placement", "cancel without a reason")
    assert host.reads("Say why in a few words.")
    host.fill({"Why": WHY, "Days that the trainee was there": "5"})
    host.send("Cancel the placement")
    assert host.reads("There were not so many days yet.")
    host.fill({"Days that the trainee was there": "2"})
    host.send("Cancel the placement", "placement that is cancelled")


def read_the_end(person: Person, visit: str, money: list[str]) -> None:
    """The state, the reason and the days; what was not earned is withheld, and only that."""
    person.see(visit)
    assert person.page.locator("main .tag").first.inner_text() == "Cancelled"
    assert person.reads(WHY)
    assert person.reads("days attended: 2")
    assert person.reads("Make the payment")
    person.see(visit + "funding/", "money of a cancelled placement")
    assert payments(person) == money
    for part in ("agreement/", "tasks/", "change/", "log/"):
        person.see(visit + part, f"{part} of a cancelled placement")


def payments(person: Person) -> list[str]:
    """The states of the payments that somebody reads: the visitor's two, then the host's."""
    return person.page.locator("main tbody .tag").all_inner_texts()


def pay_what_was_released(coordinator: Person, visit: str) -> None:
    """The first payment to the host was released, so it is paid; no account number is taken."""
    coordinator.see(visit + "funding/")
    with coordinator.page.expect_navigation():
        coordinator.part("tr", "Released").get_by_role("link").click()
    coordinator.note("payment")
    coordinator.tick("It was paid")
    coordinator.fill({"Reference of the payment": "DE89 3704 0044 0532 0130 00"})
    coordinator.send("Save the payment", "payment with an account number")
    assert coordinator.reads("This looks like an account number. We keep none.")
    coordinator.fill({"Reference of the payment": "FIN-2026-117"})
    coordinator.send("Save the payment")
    assert payments(coordinator) == ["Paid", "Withheld", "Paid", "Withheld"]
