"""Pages on which reviewers decide, choose a day and retire."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from curriculum.domain.review import ChecklistItem
from curriculum.models import ReviewDecision
from curriculum.services.interests import confirm_register
from curriculum.services.publishing import publish_version
from curriculum.services.reviewing import decide, take_review
from tests.product_factories import make_package, use_package
from tests.product_review.worlds import (
    approve,
    make_reviewer,
    take,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ALL = [str(item) for item in ChecklistItem if item != "authority_material_unmodified"]


def page(name, version=None):
    return reverse(f"curriculum:review_{name}", args=[version.public_id] if version else [])


def text_of(response):
    """The words of a page, without marks, in one line."""
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(words.split())


def test_a_decision_needs_a_choice_and_changes_need_a_reason(browser, version, reviewer, clock):
    take(version, reviewer, clock())
    for sent, words in (
        ({"decision": ""}, "Choose what you decide."),
        ({"decision": "changes", "reason": " "}, "Say what must change."),
    ):
        response = browser.post(page("decide", version), sent)
        assert response.status_code == 422
        assert words in text_of(response)
    assert ReviewDecision.objects.count() == 0
    browser.post(page("decide", version), {"decision": "changes", "reason": "Cite the label."})
    version.refresh_from_db()
    assert (version.state, ReviewDecision.objects.get().reason) == (
        "changes_asked",
        "Cite the label.",
    )


def test_an_approval_with_an_open_checklist_says_so(browser, version, reviewer, clock):
    take_review(version=version, by=reviewer, at=clock())
    assert "9 items of the checklist are open" in text_of(browser.get(page("decide", version)))
    response = browser.post(page("decide", version), {"decision": "approve"})
    assert response.status_code == 422
    assert "Items of the checklist are open." in text_of(response)
    browser.post(page("checklist", version), {"items": ALL})
    assert browser.post(page("decide", version), {"decision": "approve"}).status_code == 302
    assert ReviewDecision.objects.get().approved


def test_who_has_no_seat_cannot_open_the_decision(browser, version):
    assert browser.get(page("decide", version))["Location"] == page("version", version)
    assert browser.post(page("decide", version), {"decision": "approve"}).status_code == 302
    assert ReviewDecision.objects.count() == 0


def test_how_the_other_reviewer_decided_is_not_shown_before_one_decided(
    browser, version, reviewer, clock
):
    other = make_reviewer(clock(), last_name="Othername")
    take(version, reviewer, clock())
    take(version, other, clock())
    decide(version=version, approve=True, reason="", by=other, at=clock())
    for name in ("version", "decide"):
        text = text_of(browser.get(page(name, version)))
        assert "Othername" not in text
        assert "Approved" not in text


# --- publishing ---


def test_a_day_is_chosen_beside_what_it_does(browser, version, clock):
    approve(version, clock())
    text = text_of(browser.get(page("publish", version)))
    assert "0 passports keep their stamp." in text
    assert "0 holders get a delta." in text
    response = browser.post(page("publish", version), {"on": "2026-11-20"})
    assert response.status_code == 422
    assert "Choose today or a later day" in text_of(response)
    browser.post(page("publish", version), {"on": "2026-12-01"})
    version.refresh_from_db()
    assert (version.state, str(version.publish_on)) == ("approved", "2026-12-01")
    assert "goes live on 1 December 2026" in text_of(browser.get(page("queue")))
    browser.post(page("publish", version), {"on": "2026-11-21"})
    version.refresh_from_db()
    assert version.state == "live"


def test_what_was_changed_after_approval_says_so_and_stays(browser, version, clock):
    approve(version, clock())
    version.notes = "Another label."
    version.save()
    response = browser.post(page("publish", version), {"on": "2026-11-21"})
    assert response.status_code == 422
    assert "The content is not what was approved." in text_of(response)


def test_retiring_asks_for_a_reason(browser, version, clock):
    approve(version, clock())
    publish_version(version=version, at=clock())
    assert browser.post(page("retire", version), {"reason": ""}).status_code == 422
    browser.post(page("retire", version), {"reason": "The label changed."})
    version.refresh_from_db()
    assert (version.state, version.retired_for_safety) == ("retired", False)


def test_retiring_for_safety_is_an_answer_of_its_own(browser, version, clock):
    approve(version, clock())
    publish_version(version=version, at=clock())
    browser.post(page("retire", version), {"reason": "A dose was wrong.", "for_safety": "on"})
    version.refresh_from_db()
    assert (version.state, version.retired_for_safety) == ("retired", True)


def test_pages_of_a_version_cost_the_same_with_more_packages_and_comments(
    browser, version, reviewer, clock, django_assert_max_num_queries
):
    confirm_register(reviewer=reviewer, statement="None.", at=clock())
    use_package(version, make_package(version.add_on.partner), ())
    browser.post(page("comments", version), {"anchor": "", "body": "One."})
    with django_assert_max_num_queries(50) as one:
        browser.get(page("version", version))
    count = len(one)
    for number in range(4):
        use_package(version, make_package(version.add_on.partner), ())
        browser.post(page("comments", version), {"anchor": "", "body": f"Number {number}."})
    with django_assert_max_num_queries(count):
        browser.get(page("version", version))
