"""Where a quality manager asks for packs and fetches them; another centre's sees nothing."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from credentials.domain.pack import DATA, DRAWN, SIGNED, WORKBOOK
from credentials.models import EvidencePack
from passport.audit.models import AuditEntry
from passport.jobs.models import Job
from passport.standards.models import Product
from tests.centre_factories import make_framework
from tests.packs.conftest import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(world):
    return f"/centre/{world.centre.public_id}/packs/"


def asked(world, **changes):
    return {
        "framework": world.framework.key,
        "status_on": "2026-11-21",
        "unit": "",
        **changes,
    }


def page_of(home, pack):
    return f"{home}{pack.public_id}/"


def test_the_first_page_says_that_there_are_none_yet(browser, home):
    response = browser.get(home)
    assert response.status_code == 200
    assert "Packs will be listed here" in response.text
    assert "Make the pack" in response.text


def test_asking_leads_to_the_page_of_the_pack_and_a_job(browser, home, world):
    response = browser.post(home, asked(world, roles=["NUR"], unit="Ward 5"))
    pack = EvidencePack.objects.get()
    assert (response.status_code, response["Location"]) == (302, page_of(home, pack))
    assert pack.scope == {"names": True, "roles": ["NUR"], "unit": "Ward 5"}
    assert pack.asked_by == world.lead.user
    job = Job.objects.get(public_id=pack.job_id)
    assert (job.kind, job.owner_id) == ("pack_asked", world.lead.user.public_id)
    waiting = browser.get(response["Location"]).text
    assert "Waiting for its turn" in waiting
    assert f'data-job="/jobs/{job.public_id}/"' in waiting


def test_the_page_of_a_finished_pack_shows_files_coverage_and_code(browser, home, world):
    pack = world.make()
    text = browser.get(page_of(home, pack)).text
    for words in (
        "Status on 21 November 2026",
        "Ready and signed",
        "PDF to read and print",
        "Coverage by role",
        "1 of 2",
        pack.record.code,
        "Nobody outside your centre can open this pack yet.",
    ):
        assert words in text, words
    for entry in pack.record.files:
        assert entry["sha256"] in text


def test_every_file_is_fetched_as_it_was_hashed_and_that_is_recorded(browser, home, world):
    pack = world.make()
    hashes = dict(pack.record.hashes.values_list("name", "sha256"))
    assert set(hashes) == {DRAWN, WORKBOOK, DATA, SIGNED}
    for name, sha256 in hashes.items():
        response = browser.post(f"{page_of(home, pack)}files/{name}")
        assert hashlib.sha256(response.getvalue()).hexdigest() == sha256
        assert "2026-11-21" in response["Content-Disposition"]
        assert "no-store" in response["Cache-Control"]
    entries = AuditEntry.objects.filter(action="pack_downloaded")
    assert {entry.details["file"] for entry in entries} == set(hashes)
    assert {entry.actor_id for entry in entries} == {world.lead.user.public_id}


def test_a_file_that_was_changed_in_the_store_is_not_handed_out(browser, home, world):
    pack = world.make()
    stored = next(each["stored"] for each in pack.record.files if each["name"] == DRAWN)
    storages["private"].delete(stored)
    storages["private"].save(stored, ContentFile(b"forged"))
    response = browser.post(f"{page_of(home, pack)}files/{DRAWN}", follow=True)
    assert "This file is no longer what was signed." in response.text


@pytest.mark.parametrize("name", ["other.pdf", "..%2Fpack.pdf", "pack.json.exe"])
def test_no_other_file_is_there(browser, home, world, name):
    assert browser.post(f"{page_of(home, world.make())}files/{name}").status_code == 404


def test_reading_a_download_address_fetches_nothing(browser, home, world):
    assert browser.get(f"{page_of(home, world.make())}files/{DRAWN}").status_code == 405


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"status_on": "2999-01-01"}, "Choose today or an earlier day"),
        ({"status_on": ""}, "Enter the day, for example today."),
        ({"framework": ""}, "Choose the standard of the inspection."),
        ({"framework": "nowhere"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_asked_is_said_beside_the_field(browser, home, world, changes, message):
    response = browser.post(home, asked(world, **changes))
    assert response.status_code == 422
    assert message in response.text
    assert "Please correct the following" in response.text
    assert EvidencePack.objects.count() == 0


def test_the_sixth_pack_of_a_day_is_refused_in_words(browser, home, world, settings):
    settings.PACKS_PER_DAY_MAX = 1
    browser.post(home, asked(world))
    response = browser.post(home, asked(world), follow=True)
    assert "You asked for 1 pack today, which is the limit." in response.text
    assert EvidencePack.objects.count() == 1


def test_a_statement_with_names_asks_why(browser, home, world):
    product = Product.objects.create(key="testleucel", inn="testleucel")
    programme = make_framework("programme", {"care.iec": {}}, kind="product", product=product)
    form = {"product": "testleucel", "status_on": "2026-11-21", "unit": "", "names": "on"}
    refused = browser.post(f"{home}?kind=statement", form)
    assert refused.status_code == 422
    assert "Say why you add names, or leave the names out." in refused.text
    browser.post(f"{home}?kind=statement", {**form, "reason": "Our own decision."})
    pack = EvidencePack.objects.get()
    assert (pack.kind, pack.product, pack.framework) == ("statement", product, programme)
    assert pack.scope["names"] is True


def test_a_day_later_a_recount_is_offered(browser, home, world, clock):
    pack = world.make()
    assert "Make a new pack" not in browser.get(page_of(home, pack)).text
    clock.at += timedelta(hours=25)
    assert "Make a new pack with today's status" in browser.get(page_of(home, pack)).text
    response = browser.post(f"{page_of(home, pack)}again/")
    newer = EvidencePack.objects.exclude(pk=pack.pk).get()
    assert response["Location"] == page_of(home, newer)
    assert (newer.scope, newer.framework) == (pack.scope, pack.framework)


def test_a_stopped_pack_says_so_and_tries_again(browser, home, world):
    pack = world.ask()
    Job.objects.filter(public_id=pack.job_id).update(status="failed", step="Drawing the PDF")
    text = browser.get(page_of(home, pack)).text
    assert "Stopped, nothing lost, try again" in text
    assert "Drawing the PDF" in text
    browser.post(f"{page_of(home, pack)}retry/")
    assert Job.objects.get(public_id=pack.job_id).status == "waiting"


def queries_of(browser, address):
    with CaptureQueriesContext(connection) as found:
        browser.get(address)
    return len(found)


def test_the_list_costs_the_same_for_one_and_for_three(browser, home, world):
    world.make()
    browser.get(home)
    one = queries_of(browser, home)
    world.make()
    world.make()
    assert queries_of(browser, home) == one


def test_another_centres_manager_finds_nothing(other_browser, browser, home, world):
    pack = world.make()
    page = page_of(home, pack)
    before = AuditEntry.objects.count()
    for address in (home, page):
        assert other_browser.get(address).status_code == 404
    for end in ("again/", "retry/", "links/", f"files/{DRAWN}"):
        assert other_browser.post(f"{page}{end}").status_code == 404, end
    assert other_browser.post(home, asked(world)).status_code == 404
    assert (EvidencePack.objects.count(), AuditEntry.objects.count()) == (1, before)


def test_a_pack_of_another_centre_is_not_found_under_the_own(other_browser, world, home):
    pack = world.make()
    own = other_browser.get("/centres/")
    assert own.status_code == 200
    centre = type(world.centre).objects.get(name="Another Fictional Hospital")
    page = f"/centre/{centre.public_id}/packs/{pack.public_id}/"
    assert other_browser.get(page).status_code == 404
    for end in ("again/", "retry/", "links/", f"files/{DRAWN}"):
        assert other_browser.post(f"{page}{end}", {"label": "x", "days": 3}).status_code == 404


def test_an_unconfirmed_centre_is_led_to_its_overview(browser, home, world):
    world.centre.confirmed_at = None
    world.centre.save()
    response = browser.get(home)
    assert (response.status_code, response["Location"]) == (
        302,
        f"/centre/{world.centre.public_id}/",
    )


def test_a_colleague_who_is_no_manager_finds_nothing(world, home):
    assert browser_of(world.jana).get(home).status_code == 404
