"""What everybody reads about calls: index, page of a call, and the pages that are made for them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from observership.models import CallPage, ObservershipIndexPage
from observership.services.call_pages import ensure_call_page, ensure_observership_pages
from passport.pages.services import ensure_site
from tests.centre_factories import make_centre
from tests.factories import EPOCH
from tests.observership.hosts.reading import SPRING, read
from tests.observership_factories import (
    make_application,
    make_call,
    make_opening,
    make_trainee,
    make_window,
)
from tests.people.sign_in import strong_sign_in

pytestmark = pytest.mark.django_db
INDEX = "/observerships/"
COMING = {
    "key": "autumn", "title": "Fictional autumn call", "opens_on": date(2026, 9, 1),
    "closes_on": date(2026, 10, 31), "publish_on": date(2026, 12, 1),
    "visits_from": date(2027, 1, 4), "visits_until": date(2027, 4, 30),
}  # fmt: skip
PAST = {
    "key": "winter", "title": "Fictional winter call", "opens_on": date(2025, 1, 1),
    "closes_on": date(2025, 2, 1), "publish_on": date(2025, 3, 1),
    "visits_from": date(2025, 4, 1), "visits_until": date(2025, 6, 30),
}  # fmt: skip


# --- pages that are made ---


def test_the_pages_are_made_once(page, call, now):
    assert ensure_call_page(call, now) == page
    assert ensure_observership_pages(now) == page.get_parent().specific
    assert (ObservershipIndexPage.objects.count(), CallPage.objects.count()) == (1, 1)


def test_what_an_editor_wrote_stays(page, call, now):
    page.title, page.intro = "Rewritten", "Also rewritten"
    page.save_revision().publish()
    ensure_call_page(call, now)
    page.refresh_from_db()
    assert (page.title, page.intro) == ("Rewritten", "Also rewritten")


def test_without_a_front_page_a_call_has_no_page(call, now):
    assert ensure_call_page(call, now) is None
    assert ensure_observership_pages(now) is None


def test_a_slug_that_is_taken_gets_a_number(call, now):
    ensure_site(at=now)
    index = ensure_observership_pages(now)
    index.add_child(instance=CallPage(title="Own", slug="spring"))
    assert ensure_call_page(call, now).slug == f"spring-{call.pk}"


@pytest.mark.parametrize("which", ["index", "call"])
def test_a_draft_is_previewed_with_what_is_shown_around_it(which, page, call):
    make_window(call)
    found = page if which == "call" else page.get_parent().specific
    found.title = "A draft's title"
    response = found.make_preview_request(preview_mode=found.default_preview_mode)
    text = " ".join(response.content.decode().split())
    assert response.status_code == 200
    assert "A draft&#x27;s title" in text
    assert "Apply by</dt><dd>31 March 2026, 23:59 Brussels time" in text


def test_a_draft_without_a_call_says_what_is_missing(page):
    page.call = None
    text = page.make_preview_request().content.decode()
    assert "shown here once this page names its call" in text
    assert "Apply by" not in text


# --- the index ---


def test_open_calls_come_first_then_the_next_then_the_past(client, page, now):
    for fields in (PAST, COMING):
        ensure_call_page(make_call(**fields), now)
    text = read(client, INDEX)
    order = ["Open now", "Fictional spring call", "Next calls", "Fictional autumn call"]
    order += ["Past calls", "Fictional winter call"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "Apply by</dt><dd>31 March 2026, 23:59 Brussels time" in text


def test_a_page_that_is_not_live_is_not_listed(client, page):
    page.unpublish()
    assert "Fictional spring call" not in read(client, INDEX)


def test_an_index_without_calls_says_why(client, now):
    ensure_site(at=now)
    ensure_observership_pages(now)
    text = read(client, INDEX)
    assert "Calls will be listed here" in text
    assert 'action="/observership/next-call/"' in text


def test_the_index_asks_for_addresses_only_while_no_call_is_open(client, page):
    assert "/observership/next-call/" not in read(client, INDEX)


def test_the_index_costs_the_same_for_one_and_for_many_calls(client, page, call, now):
    make_window(call)
    client.get(INDEX)
    with CaptureQueriesContext(connection) as few:
        client.get(INDEX)
    for number in range(12):
        other = make_call(title=f"Call {number}")
        make_window(other)
        ensure_call_page(other, now)
    with CaptureQueriesContext(connection) as many:
        client.get(INDEX)
    assert len(many) == len(few)


# --- a call ---


def test_an_open_call_says_all_and_leads_to_applying(client, page):
    text = read(client, SPRING)
    assert text.count("<h1") == 1
    for words in (
        "Apply by 31 March 2026, 23:59 Brussels time",
        "For: Treating physician.",
        "Per visit, in EUR",
        "Need at the home centre: 67 % of the score",
        "It is not fixed yet.",
        "Host centres will be listed here.",
        "May I treat patients there?",
    ):
        assert words in text
    assert 'class="button" href="/observership/apply/spring/"' in text


def test_hosts_stand_on_the_map_and_in_the_table(client, page, call):
    centre = make_centre(name="Fictional Hospital of Lyon", city="Lyon", country="FR")
    opening = make_opening(
        centre, department="Fictional Haematology", indications=["multiple_myeloma"]
    )
    make_window(call, opening, places=2)
    text = read(client, SPRING)
    assert ">Lyon</text>" in text
    for words in (
        "Lyon, France", "Fictional Haematology", "English: B2", "Multiple myeloma",
        "1 June 2026 to 14 June 2026: 2 places",
    ):  # fmt: skip
        assert words in text


def test_paused_openings_and_closed_windows_are_not_shown(client, page, call):
    make_window(call, make_opening(department="Paused department", paused_at=EPOCH))
    make_window(call, make_opening(department="Closed department"), closed_at=EPOCH)
    text = read(client, SPRING)
    assert "Paused department" not in text
    assert "Closed department" not in text
    assert "Host centres will be listed here." in text


def test_who_has_an_application_is_led_to_it(client, page, call):
    trainee = make_trainee()
    made = make_application(call, "draft", trainee=trainee)
    strong_sign_in(client, trainee.user)
    text = read(client, SPRING)
    assert f'href="/observership/applications/{made.public_id}/"' in text
    assert "You have an application in this call: Draft." in text
    assert "Start application" not in text


def test_a_call_that_opens_later_says_when(client, now):
    ensure_site(at=now)
    ensure_call_page(make_call(**COMING), now)
    text = read(client, "/observerships/autumn/")
    assert "You can apply from 1 September 2026." in text
    assert "Start application" not in text


def test_a_closed_call_keeps_drafts_and_names_the_next(client, page, call, clock, now):
    ensure_call_page(make_call(**COMING), now)
    trainee = make_trainee()
    make_application(call, "draft", trainee=trainee)
    clock.at = now.replace(month=4)
    text = read(client, SPRING)
    assert "A draft that was not submitted is kept for the next call." in text
    assert "The next call opens on 1 September 2026." in text
    assert "Mail me when the next call opens" in text
    strong_sign_in(client, trainee.user)
    assert "Your draft stays. You can use it in the next call." in read(client, SPRING)


def test_a_closed_call_leads_to_one_that_is_open(client, page, now):
    ensure_call_page(make_call(**PAST), now)
    text = read(client, "/observerships/winter/")
    assert "Open now: Fictional spring call" in text
    assert "Mail me when" not in text


def test_a_page_without_a_call_can_be_read(client, page):
    CallPage.objects.update(call=None)
    assert "once this page names its call" in read(client, SPRING)


def test_a_page_costs_the_same_for_one_host_and_for_many(client, page, call):
    make_window(call)
    client.get(SPRING)
    with CaptureQueriesContext(connection) as few:
        client.get(SPRING)
    for _ in range(12):
        make_window(call)
    with CaptureQueriesContext(connection) as many:
        client.get(SPRING)
    assert len(many) == len(few)


def test_visitors_get_no_cookie_for_reading(client, page):
    assert set(client.get(SPRING).cookies) <= {"csrftoken"}
