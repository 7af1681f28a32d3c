"""Pages of reviewers: who enters, what waits, what stands side by side, what is decided."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from curriculum.domain.review import ChecklistItem
from curriculum.models import DeclaredInterest, ReviewAssignment
from curriculum.services.interests import Interest, declare_interest
from curriculum.services.publishing import publish_version
from curriculum.services.reviewing import decide, take_review
from curriculum.services.version_checks import content_hash_of
from tests.factories import make_user
from tests.people.sign_in import strong_sign_in
from tests.product_factories import make_package, make_partner_member, use_package
from tests.product_review.worlds import (
    approve,
    make_product_add_on,
    make_reviewer,
    make_submitted,
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


def test_nobody_but_reviewers_is_let_in(version, browser):
    stranger = strong_sign_in(Client(), make_user())
    staff = strong_sign_in(Client(), make_user(is_staff=True))
    manager = strong_sign_in(Client(), make_partner_member(version.add_on.partner))
    for address in (page("queue"), page("interests"), page("version", version)):
        assert browser.get(address).status_code == 200
        assert {each.get(address).status_code for each in (stranger, staff, manager)} == {404}
        assert Client().get(address).status_code == 302


def test_an_empty_queue_says_that_nothing_waits(browser):
    assert "Nothing waits for you" in text_of(browser.get(page("queue")))


def test_the_queue_says_what_waits_since_when_and_what_is_new(browser, version):
    text = text_of(browser.get(page("queue")))
    assert "Waiting for a reviewer 1" in text
    for words in (version.title, version.add_on.partner.name, "fictoleucel", "Thawing is new."):
        assert words in text
    assert "waits 3 days 0 of 2 reviewers" in text
    assert "And more." not in text


def test_a_version_wanders_from_anybody_to_mine_to_the_second(browser, version, reviewer, clock):
    take(version, reviewer, clock())
    assert "Yours 1" in text_of(browser.get(page("queue")))
    decide(version=version, approve=True, reason="", by=reviewer, at=clock())
    text = text_of(browser.get(page("queue")))
    assert "Waiting for the second reviewer 1" in text
    assert "you decided" in text
    approve(version, clock(), make_reviewer(clock()))
    text = text_of(browser.get(page("queue")))
    assert "Approved, waiting for a day 1" in text
    assert "no day chosen" in text


def test_an_overdue_review_says_so(browser, version, reviewer, clock):
    take(version, reviewer, clock())
    ReviewAssignment.objects.update(due_on=clock().date() - DAY)
    assert "overdue since 20 November 2026" in text_of(browser.get(page("queue")))


def test_an_own_conflict_is_flagged_with_its_reason_and_opens_nothing(
    browser, version, reviewer, clock
):
    interest = Interest(version.add_on.partner, "Fees.", clock().date())
    declare_interest(reviewer=reviewer, interest=interest, at=clock())
    response = browser.get(page("queue"))
    assert "Not for you. You declared an interest in this partner." in text_of(response)
    assert page("version", version) not in response.content.decode()
    for name in ("version", "changes", "decide", "publish", "retire"):
        refused = browser.get(page(name, version))
        assert refused.status_code == 403
        assert "You declared an interest in this partner." in text_of(refused)
    for name in ("take", "give_back", "checklist", "comments", "decide", "publish", "retire"):
        assert browser.post(page(name, version), {"sent": "1"}).status_code == 403
    assert ReviewAssignment.objects.count() == 0


def test_the_queue_costs_the_same_for_one_version_and_for_many(
    browser, version, clock, django_assert_max_num_queries
):
    with django_assert_max_num_queries(22) as one:
        browser.get(page("queue"))
    for _ in range(4):
        another = make_submitted(make_product_add_on(programme=version.add_on.programme))
        use_package(another, make_package(another.add_on.partner), ())
        take(another, make_reviewer(clock()), clock())
    with django_assert_max_num_queries(len(one)):
        browser.get(page("queue"))


# --- register ---


def test_the_register_shows_everybodys_entries_and_ended_ones_stay(browser, reviewer, clock):
    other = make_reviewer(clock(), first_name="Rolf", last_name="Reviewer")
    row = declare_interest(
        reviewer=other, interest=Interest(None, "Shares of a lab.", clock().date()), at=clock()
    )
    assert "Rolf Reviewer" in text_of(browser.get(page("interests")))
    own = declare_interest(
        reviewer=reviewer, interest=Interest(None, "A trial.", clock().date()), at=clock()
    )
    address = reverse("curriculum:review_interest_end", args=[own.public_id])
    assert browser.post(address).status_code == 302
    own.refresh_from_db()
    assert own.ends_on == clock().date()
    text = text_of(browser.get(page("interests")))
    assert "A trial." in text
    foreign = reverse("curriculum:review_interest_end", args=[row.public_id])
    assert browser.post(foreign).status_code == 404


def test_an_interest_is_written_down_with_its_days(browser, reviewer, version):
    partner = version.add_on.partner
    sent = {"partner": partner.pk, "statement": "Fees.", "starts_on": "2026-01-01", "ends_on": ""}
    assert browser.post(page("interests"), sent).status_code == 302
    row = DeclaredInterest.objects.get(reviewer=reviewer, partner=partner)
    assert (row.statement, row.ends_on) == ("Fees.", None)
    wrong = {**sent, "starts_on": "2027-01-01"}
    response = browser.post(page("interests"), wrong)
    assert response.status_code == 422
    assert "An interest begins today or earlier." in text_of(response)


def test_without_an_entry_of_this_year_nothing_is_taken(clock, version):
    user = make_reviewer(clock() - 400 * DAY)
    browser = strong_sign_in(Client(), user)
    assert "Declare your interests before" in text_of(browser.get(page("queue")))
    response = browser.post(page("take", version), {"no_interest": "on"})
    assert response["Location"] == page("interests")
    assert browser.post(reverse("curriculum:review_interests_confirm")).status_code == 302
    assert browser.post(page("take", version), {"no_interest": "on"}).status_code == 302
    assert ReviewAssignment.objects.get().reviewer == user


def test_nobody_takes_a_version_without_saying_to_have_no_interest(browser, version):
    browser.post(page("take", version), {})
    assert ReviewAssignment.objects.count() == 0


# --- side by side ---


def test_text_questions_with_their_key_packages_and_declarations_stand_there(
    browser, version, reviewer
):
    package = make_package(version.add_on.partner, title="Thawing film")
    package.findings.create(level="note", rule="no_zoom", file="page.html", position=1)
    use_package(version, package, ("fictoleucel-thaw",))
    response = browser.get(page("version", version))
    text = text_of(response)
    for words in (
        "Receive and keep", "Exam questions with their key", "Thawing film", "page.html",
        "Alex Author", "FICT-2026-001", "/learn/media/",
    ):  # fmt: skip
        assert words in text or words in response.content.decode()


def unfolded(response) -> list[str]:
    """Ids of the chapters and questions that stand open."""
    return re.findall(r'<details class="disclosure" id="([^"]+)" open>', response.text)


def test_of_a_first_version_the_first_chapter_stands_open_alone(browser, version):
    response = browser.get(page("version", version))
    assert len(unfolded(response)) == 1
    assert unfolded(response)[0].startswith("chapter-")
    assert "Everything is new." in response.text


def test_what_changed_since_the_last_approved_version_stands_open_alone(browser, version, clock):
    approve(version, clock())
    publish_version(version=version, at=clock())
    following = make_submitted(version.add_on)
    assert unfolded(browser.get(page("version", following))) == []
    bundle = following.content["bundle"]
    asked = next(each for each in bundle["content"]["questions"] if each["pool"] == "exam")
    asked["stem"] = "Which fictional bag is it?"
    following.content_hash = content_hash_of(following)
    following.save()
    response = browser.get(page("version", following))
    assert unfolded(response) == [f"question-{asked['key']}"]
    assert "What changed since version 1 is open" in response.text


def test_what_came_today_says_so(browser, version, clock):
    version.submitted_at = clock()
    version.save()
    text = text_of(browser.get(page("queue")))
    assert "came today" in text
    assert "waits 0 days" not in text


def test_a_draft_is_its_partners_alone(browser):
    assert browser.get(page("version", make_submitted(state="draft"))).status_code in {404, 200}


def test_the_checklist_is_saved_item_by_item_and_read_back(browser, version, reviewer, clock):
    take_review(version=version, by=reviewer, at=clock())
    browser.post(page("checklist", version), {"items": ["balance", "accuracy"]})
    html = browser.get(page("version", version)).content.decode()
    ticked = re.findall(r'value="(\w+)"[^>]* checked', html)
    assert sorted(ticked) == ["accuracy", "balance"]
    assert "Checklist: 2 of 9" in html


def test_a_comment_is_pinned_settled_and_opened_again(browser, version, reviewer, clock):
    take_review(version=version, by=reviewer, at=clock())
    sent = {"anchor": "chapter:receive-and-keep", "body": "Which logger?"}
    assert browser.post(page("comments", version), sent).status_code == 302
    comment = version.comments.get()
    assert (comment.anchor, comment.from_partner) == ("chapter:receive-and-keep", False)
    text = text_of(browser.get(page("version", version)))
    assert "Reviewer 1" in text
    assert "Chapter: Receive and keep" in text
    address = reverse(
        "curriculum:review_comment_settle", args=[version.public_id, comment.public_id]
    )
    browser.post(address, {"settled": "yes"})
    comment.refresh_from_db()
    assert comment.settled_by == reviewer
    browser.post(address, {})
    comment.refresh_from_db()
    assert comment.settled_at is None
    wrong = browser.post(page("comments", version), {"anchor": "chapter:nowhere", "body": "x"})
    assert wrong.status_code == 422


def test_the_partner_reads_the_comment_without_a_name(browser, version, reviewer, clock):
    browser.post(page("comments", version), {"anchor": "", "body": "Which logger?"})
    manager = strong_sign_in(Client(), make_partner_member(version.add_on.partner))
    partner = version.add_on.partner.public_id
    html = manager.get(
        reverse("curriculum:partner_thread", args=[partner, version.public_id])
    ).content.decode()
    assert "Which logger?" in html
    assert "Reviewer 1" in html
    assert reviewer.last_name not in html


def test_what_changed_since_the_last_approved_version_is_shown(browser, version, clock):
    approve(version, clock())
    publish_version(version=version, at=clock())
    following = make_submitted(version.add_on, notes="Another label.")
    text = text_of(browser.get(page("changes", following)))
    assert "Changes since version 1" in text
    assert "Another" in text
    assert "Everything is new" in text_of(browser.get(page("changes", version)))
