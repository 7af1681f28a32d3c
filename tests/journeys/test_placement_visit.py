"""A visit of the demonstration's pilot: lived, shortened, signed off, and read by a stranger."""

from urllib.parse import urlsplit

import pytest

from tests.journeys.inspection import decoded_codes, looking_once
from tests.journeys.placing import Person, guest, mailed, mailed_link, with_app, with_code
from tests.journeys.quality import HCT_9, Workspace, demo_workspace, window
from tests.journeys.visiting import (
    PLANS,
    confirm,
    end_today,
    rate,
    report,
    sign_off,
    tick_objectives,
    visit_of,
    watch,
    write_log,
)

RADU, HANS = "radu.visitor@example.org", "hans.host@example.org"
TEREZA = "tereza.trainee@example.org"
KLINIKUM = "Fictional Klinikum an der Isar"
HOPITAL = "Fictional Hôpital du Rhône"
NO_PRACTICE = "An observership shows that somebody watched. It is no supervised practice."
CORE = """
from django.utils import timezone
from passport.demo.training import train
from passport.people.models import Professional
train(Professional.objects.get(user__email="radu.visitor@example.org"), "core", timezone.now())
"""


@pytest.fixture
def findings() -> list[str]:
    """What axe and a careful person find on the pages of the way."""
    return []


@pytest.fixture
def look(findings):
    return looking_once(findings)


def test_a_visit_under_way_ends_in_a_stamp(platform, browser, look, findings):
    platform.run(CORE)
    radu = with_code(platform, browser, RADU, look)
    hans = with_app(platform, browser, HANS, look, size=radu.page.viewport_size)
    visit = visit_of(radu)
    radu.see(visit + "days/", "days of a visit")
    write_log(radu, visit)
    watch(radu, visit)
    confirm(hans)
    radu.see(visit + "items/")
    assert radu.reads("Hans Gastgeber, ")
    for person in (radu, hans):
        tick_objectives(person, visit)
    end_today(hans, visit)
    sign_off(hans, visit)
    assert "Your supervisor attested the visit." in mailed(radu, visit + "sign-off/")
    report(radu, visit)
    for person in (radu, hans):
        rate(person, visit)
    hans.see(visit + "report/")
    assert hans.reads(PLANS[0])
    radu.shown("/passport/", KLINIKUM, seconds=90)
    radu.see("/plan/", "plan with an observership")
    assert findings == []


def test_a_stranger_and_the_own_centre_read_what_a_visit_shows(platform, browser, look, findings):
    tereza = with_code(platform, browser, TEREZA, look)
    tereza.see("/passport/", "passport with an observership")
    stamp = tereza.part("li", HOPITAL)
    stamp.locator("summary").click()
    assert NO_PRACTICE in stamp.inner_text()
    tereza.note("stamp of an observership")
    verdict(guest(platform, browser, "", look), own_code(tereza))
    space = demo_workspace(platform, window(browser))
    space.manager.look = look
    join(space, tereza)
    read_in_part(space)
    assert findings == []


def own_code(holder: Person) -> str:
    """Where the code of the printed passport leads, which was made before the platform moved."""
    holder.see("/passport/sharing/")
    link = holder.page.locator("a[href$='passport.pdf']").first.get_attribute("href")
    (code,) = decoded_codes(holder.page.request.get(holder.platform.url + link).body())
    return urlsplit(code.lower()).path


def verdict(stranger: Person, code: str) -> None:
    """A stranger scans the code and reads the visit as what it was: watching."""
    stranger.see(code, "verdict with an observership")
    assert stranger.page.locator("h1").inner_text() == "Valid passport"
    assert stranger.reads(HOPITAL)
    assert stranger.reads("observership, took place")
    assert stranger.page.context.cookies() == []


def read_in_part(space: Workspace) -> None:
    """By a framework the visit shows requirements in part, with who attested it and where."""
    space.open("people/")
    space.follow("Tereza Ukázková")
    space.page.get_by_label("Framework").select_option(HCT_9)
    space.press("Show")
    space.look("person who went on an observership")
    rows = space.page.locator("main tbody tr", has_text="Safe administration of the product")
    row = " ".join(rows.filter(has_text="shown in part").inner_text().split())
    assert "Observership: Thaw and infusion at the bedside" in row
    assert f"by Hélène Hôtesse {HOPITAL}" in row


def join(space: Workspace, person: Person) -> None:
    """A centre invites somebody, who accepts: from then on it counts what was shown."""
    page = space.page
    space.open("people/invite/")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Treating physician", exact=True).check()
    space.press("Send the invitation")
    person.see(mailed_link(person, "/join/"))
    with person.page.expect_navigation():
        person.press("Accept and join")
