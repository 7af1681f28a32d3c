"""From a call to an agreed placement: every side in a window of its own, decline and re-match."""

import pytest

from tests.journeys.agreeing import (
    NEEDS,
    calendar_of,
    finish_list,
    letters,
    say_needs,
    see_next_steps,
    sign,
    sign_at_home,
)
from tests.journeys.applying import (
    MILAN,
    MUNICH,
    Says,
    answer_letter,
    ask_letter,
    begin,
    fill_sections,
    hand_in,
    join_as_physician,
    submit_too_early,
)
from tests.journeys.choosing import (
    CECILE,
    CLOSED,
    CONRAD,
    KEY,
    add_window,
    compare,
    day,
    decline_by_tie,
    fix_order,
    make_call,
    name_committee,
    publish,
    read_all,
    refuse_visitor,
    run,
    take_visitor,
)
from tests.journeys.inspection import looking_once
from tests.journeys.placing import PHONE, Person, guest, mailed_link, with_app

CARLA = "carla.coordinator@example.org"
HANS, ILARIA = "hans.host@example.org", "ilaria.host@example.org"
ANNA_SAYS = Says("Olomouc", "CZ", (("en", "C1"), ("de", "B2")), (MUNICH, MILAN))
BELA_SAYS = Says("Szeged", "HU", (("de", "B2"),), (MUNICH,))
LOWER = "Ranked lower than the place above."
FULL = "1 applicant ranked higher is placed here."
NO_LANGUAGE = "Language: English B2 or Italian B1 is needed."


@pytest.fixture
def findings() -> list[str]:
    """What axe and a careful person find on the pages of the way."""
    return []


@pytest.fixture
def look(findings):
    return looking_once(findings)


@pytest.fixture
def office(platform, browser, look) -> dict[str, Person]:
    """Coordinator and two hosts; the hosts have a phone."""
    return {
        CARLA: with_app(platform, browser, CARLA, look),
        HANS: with_app(platform, browser, HANS, look, PHONE),
        ILARIA: with_app(platform, browser, ILARIA, look, PHONE),
    }


def applicant(platform, browser, name: tuple[str, str], scripts: bool = True) -> Person:
    """Somebody new on a phone."""
    page = browser.new_context(viewport=PHONE, java_script_enabled=scripts).new_page()
    return Person(page, platform, f"{name[0].lower()}.trip@example.org", *name)


def head_of(person: Person, browser) -> Person:
    """Who leads the applicant's department, and has a mailbox and no account."""
    address = f"head.of.{person.given.lower()}@hospital.example.org"
    head = guest(person.platform, browser, address, person.look)
    head.given, head.family = "Prof. Zora", f"Headová of {person.given}"
    return head


def test_two_trainees_come_from_a_call_to_a_place(platform, browser, look, office, findings):
    carla, hans, ilaria = office.values()
    make_call(carla)
    desks = {MUNICH: add_window(hans), MILAN: add_window(ilaria)}
    days = day(carla, 60), day(carla, 90)
    anna = applicant(platform, browser, ("Anna", "Tripová"))
    anna.look = look
    bela = applicant(platform, browser, ("Bela", "Mintás"), scripts=False)
    heads = [head_of(each, browser) for each in (anna, bela)]
    one = apply(anna, heads[0], ANNA_SAYS, days)
    two = apply(bela, heads[1], BELA_SAYS, days)
    platform.run(CLOSED)
    read(carla, browser, (one, two))
    choose(carla, (one, two))
    first_answers(anna, bela, hans)
    both_accept(bela, hans, desks[MUNICH], two)
    visit = both_accept(anna, ilaria, desks[MILAN], one)
    prepare(anna, heads[0], ilaria, visit)
    take_along(anna, browser, visit)
    assert findings == []


def apply(person: Person, head: Person, says: Says, days: tuple[str, str]) -> str:
    """From no account to an eligible application; returns its number."""
    join_as_physician(person)
    draft = begin(person, KEY)
    submit_too_early(person)
    fill_sections(person, says, days)
    ask_letter(person, head)
    answer_letter(head)
    return hand_in(person, draft)


def read(carla: Person, browser, numbers: tuple[str, str]) -> None:
    """Two members read; whoever knows an applicant does not."""
    one, two = numbers
    name_committee(carla)
    conrad = with_app(carla.platform, browser, CONRAD, carla.look)
    read_all(conrad, {one: "5, very well", two: "3, partly"})
    cecile = with_app(carla.platform, browser, CECILE, carla.look)
    decline_by_tie(cecile, one)
    read_all(cecile, {two: "3, partly"})


def choose(carla: Person, numbers: tuple[str, str]) -> None:
    """The order is fixed, two runs are compared, the first is published."""
    fix_order(carla, numbers)
    run(carla, "As ranked")
    run(carla, "What if Bela goes to Munich", pin=(numbers[1], MUNICH))
    assert "2 applicants go elsewhere" in compare(carla)
    publish(carla, 1)


def first_answers(anna: Person, bela: Person, hans: Person) -> None:
    """Anna reads why, Bela why not; then the host declines Anna."""
    offer = mailed_link(anna, "/observership/matches/")
    anna.see(offer, "offer")
    for words in ("Wish number 1.", "Language in common: German, English.", LOWER):
        assert anna.reads(words)
    bela.see(mailed_link(bela, "/reasons/"))
    places = bela.page.locator(".match-reasons__line").all_inner_texts()
    assert FULL in places[0]
    assert NO_LANGUAGE in places[1]
    assert "Anna" not in bela.main()
    refuse_visitor(hans)
    anna.see(offer, "offer that was declined")
    assert anna.reads("The other side declined.")
    assert not anna.reads("The ward is rebuilt.")


def both_accept(trainee: Person, host: Person, desk: str, number: str) -> str:
    """The trainee says yes to what the re-match found, then the host; the placement opens."""
    trainee.shown("/observership/", "See the offer")
    trainee.follow("See the offer", "offer of a re-match")
    trainee.send("Accept this place", "offer that one side accepted")
    assert trainee.said() == "You accepted. Now we wait for the host."
    visit = take_visitor(host, desk, number)
    assert host.said() == "You both accepted. Now prepare the visit."
    return visit


def prepare(trainee: Person, head: Person, host: Person, visit: str) -> None:
    """Both lists, a diet, three signatures: the last thing that is missing makes it agreed."""
    see_next_steps(trainee, visit)
    for person in (trainee, host):
        finish_list(person, visit)
    say_needs(trainee, visit)
    host.see(visit + "tasks/")
    assert host.reads(NEEDS)
    for person in (trainee, host):
        sign(person, visit)
    sign_at_home(head)
    trainee.shown(visit, "Agreed")
    trainee.note("placement that is agreed")


def take_along(trainee: Person, browser, visit: str) -> None:
    """Two letters and a calendar."""
    found = letters(trainee, visit)
    for text in found.values():
        assert "Anna Tripová" in text
        assert MILAN in text
    assert len(found) == 2
    calendar = calendar_of(trainee, browser)
    assert MILAN in calendar
    assert "Tripov" not in calendar
