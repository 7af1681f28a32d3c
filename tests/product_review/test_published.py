"""Versions that went live: found by reviewers, retired, and taken back for safety even later."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from curriculum.domain.add_ons import Published, VersionState, may_be_marked_unsafe
from curriculum.queries.published import published_versions
from curriculum.services.publishing import mark_unsafe, retire_version
from curriculum.services.version_moves import VersionStateError
from curriculum.views.publishing import PAGE_SIZE
from passport.audit.models import AuditEntry
from passport.notices.models import Notice
from passport.ui.templatetags.ui import day
from tests.people.sign_in import strong_sign_in
from tests.product_factories import (
    make_add_on,
    make_live_version,
    make_partner,
    make_partner_member,
    make_version,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HASH = "a" * 64
LIST = "/review/published/"


@pytest.fixture
def live(clock):
    return make_live_version(at=clock() - 9 * DAY, title="Handle and give", content_hash=HASH)


def unsafe_page(version):
    return reverse("curriculum:review_unsafe", args=[version.public_id])


def retired(version, at):
    """As a successor leaves it: retired, and nobody said that it was not safe."""
    return retire_version(version=version, reason="version 2", at=at)


def marked(version, reviewer, at):
    return mark_unsafe(version=version, reason="A dose was wrong.", by=reviewer, at=at)


def titles(**query):
    return [each.title for each in published_versions(**query)]


@pytest.mark.parametrize(
    ("state", "was_live", "unsafe", "may"),
    [
        (VersionState.RETIRED, True, False, True),
        (VersionState.RETIRED, True, True, False),
        (VersionState.RETIRED, False, False, False),
        (VersionState.LIVE, True, False, False),
        (VersionState.DRAFT, False, False, False),
    ],
)
def test_only_what_was_live_and_is_not_any_more_is_marked_and_once(state, was_live, unsafe, may):
    assert may_be_marked_unsafe(state, was_live=was_live, unsafe=unsafe) is may


def test_a_replaced_version_is_marked_with_its_reason_trail_and_mail(live, reviewer, clock):
    make_partner_member(live.add_on.partner)
    retired(live, clock() - DAY)
    marked(live, reviewer, clock())
    live.refresh_from_db()
    assert (live.state, live.retired_for_safety) == ("retired", True)
    assert live.retired_at == clock() - DAY
    assert [(each.after, each.reason) for each in live.events.order_by("pk")][-2:] == [
        ("retired", "version 2"), ("retired", "A dose was wrong."),
    ]  # fmt: skip
    line = AuditEntry.objects.get(action="version.marked_unsafe")
    assert (line.actor_id, line.details["reason"]) == (reviewer.public_id, "A dose was wrong.")
    told = Notice.objects.filter(kind="version_retired").latest("pk").context
    assert (told["reason"], told["for_safety"]) == ("A dose was wrong.", True)


def test_nothing_else_is_marked_and_nothing_is_written(live, reviewer, clock):
    with pytest.raises(VersionStateError):
        marked(live, reviewer, clock())
    retired(live, clock())
    with pytest.raises(ValueError, match="reason"):
        mark_unsafe(version=live, reason="  ", by=reviewer, at=clock())
    live.refresh_from_db()
    assert live.retired_for_safety is False
    marked(live, reviewer, clock())
    with pytest.raises(VersionStateError):
        marked(live, reviewer, clock())
    assert AuditEntry.objects.filter(action="version.marked_unsafe").count() == 1


def test_a_reviewer_finds_a_retired_version_and_takes_it_back(browser, live, clock):
    retired(live, clock())
    found = browser.get(LIST)
    assert f'href="/review/{live.public_id}/"' in found.text
    desk = browser.get(f"/review/{live.public_id}/").text
    assert f'href="{unsafe_page(live)}"' in desk
    assert f'href="{LIST}"' in desk
    assert "exams that were begun or passed in it" in browser.get(unsafe_page(live)).text
    empty = browser.post(unsafe_page(live), {"reason": " "})
    assert (empty.status_code, "Say what was not safe." in empty.text) == (422, True)
    done = browser.post(unsafe_page(live), {"reason": "A dose was wrong."}, follow=True)
    assert "It is taken back for safety." in done.text
    assert f'href="{unsafe_page(live)}"' not in done.text
    assert "Taken back for safety" in browser.get(LIST).text


def test_a_live_version_is_retired_first(browser, live):
    answer = browser.post(unsafe_page(live), {"reason": "A dose was wrong."}, follow=True)
    assert "is retired, is taken back for safety, once" in answer.text
    assert browser.get(unsafe_page(live)).status_code == 302
    live.refresh_from_db()
    assert (live.state, live.retired_for_safety) == ("live", False)


def test_its_partner_reads_that_exams_in_it_do_not_count(live, reviewer, clock):
    manager = make_partner_member(live.add_on.partner)
    retired(live, clock())
    marked(live, reviewer, clock())
    page = reverse(
        "curriculum:partner_version", args=[live.add_on.partner.public_id, live.public_id]
    )
    text = strong_sign_in(Client(), manager).get(page).text
    assert "It was taken back for safety." in text
    assert "A dose was wrong." in text


def test_words_and_states_are_looked_for(live, reviewer, clock):
    other = make_add_on(make_partner("Imaginary Works"), live.add_on.programme)
    old = make_live_version(other, at=clock() - 30 * DAY, title="Wait and watch", content_hash=HASH)
    retired(old, clock())
    make_version(
        make_add_on(programme=live.add_on.programme), title="Never live", content_hash=HASH
    )
    assert titles() == ["Handle and give", "Wait and watch"]
    assert titles(words="imaginary WATCH") == ["Wait and watch"]
    assert titles(words="watch handle") == []
    assert titles(words=old.add_on.module.code) == ["Wait and watch"]
    assert titles(state=Published.LIVE) == ["Handle and give"]
    assert titles(state=Published.RETIRED) == ["Wait and watch"]
    marked(old, reviewer, clock())
    assert titles(state=Published.RETIRED) == []
    assert titles(state=Published.UNSAFE) == ["Wait and watch"]


def test_the_list_says_what_is_missing_and_where_to_go(browser, live):
    assert "No version fits" in browser.get(LIST, {"q": "nothing like it"}).text
    assert "Handle and give" in browser.get(LIST, {"state": "of another world"}).text
    type(live).objects.filter(pk=live.pk).update(state="draft", live_at=None, release=None)
    assert "Published versions will be listed here" in browser.get(LIST).text


def test_who_belonged_to_the_partner_reads_why_it_is_not_for_them(browser, reviewer, live, clock):
    make_partner_member(live.add_on.partner, user=reviewer)
    text = browser.get(LIST).text
    assert f'href="/review/{live.public_id}/"' not in text
    assert "Not for you. You belong to a partner." in " ".join(text.split())


def test_the_list_has_pages_and_costs_the_same_for_one_row_and_many(browser, live, clock):
    browser.get(LIST)  # what is read once and kept
    with CaptureQueriesContext(connection) as one:
        browser.get(LIST)
    for number in range(PAGE_SIZE):
        add_on = make_add_on(make_partner(f"Fictional {number}"), live.add_on.programme)
        make_live_version(add_on, at=clock() - 20 * DAY, content_hash=HASH)
    with CaptureQueriesContext(connection) as many:
        first = browser.get(LIST, {"state": "live"})
    assert len(many) == len(one)
    assert "Page 1 of 2" in first.text
    assert 'href="?q=&amp;state=live&amp;page=2"' in first.text
    assert day(live.live_at) in first.text
