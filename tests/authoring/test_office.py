"""The back office: who sees what, the form's messages, reviews, annulments."""

from dataclasses import replace

import pytest
from django.urls import reverse

from curriculum.models import (
    ClinicalReview,
    CompletionAnnulment,
    ItemStatistic,
    Module,
    ModulePage,
    ModuleRelease,
    Question,
)
from curriculum.services.completions import record_completion
from passport.audit.models import AuditEntry
from passport.jobs.models import Job
from tests.authoring.editing import rewrite
from tests.factories import make_learner, make_user

pytestmark = pytest.mark.django_db
LISTS = ("module", "modulerelease", "reference", "itemstatistic", "completion")


@pytest.fixture
def admin(sign_in, page):
    return sign_in(make_user(is_staff=True, is_superuser=True))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_opens(admin, name):
    assert admin.get(reverse(f"{name}:index")).status_code == 200


def test_the_list_of_modules_leads_to_the_page(admin, page):
    html = admin.get(reverse("module:index")).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html
    assert "1 (30 min)" in html


@pytest.mark.parametrize("name", ["module", "modulerelease", "completion", "itemstatistic"])
def test_records_are_never_added_or_changed_by_hand(admin, name, page):
    row = Module.objects.get().pk if name == "module" else ModuleRelease.objects.get().pk
    assert admin.get(reverse(f"{name}:add")).status_code == 302
    assert admin.get(reverse(f"{name}:index")).content.decode().count("/new/") == 0
    if name in ("module", "modulerelease"):
        assert admin.get(reverse(f"{name}:edit", args=[row])).status_code == 302
        assert admin.get(reverse(f"{name}:delete", args=[row])).status_code == 302


def test_a_release_shows_staff_its_exam_with_the_key(admin, page):
    release = ModuleRelease.objects.get()
    html = admin.get(reverse("modulerelease:inspect", args=[release.pk])).content.decode()
    assert html.count("(right)") >= len(release.exam)
    assert "Not clinically reviewed" in html


def test_authors_see_modules_but_no_people(staff, sign_in):
    browser = sign_in(staff("Authors"))
    assert browser.get(reverse("module:index")).status_code == 200
    assert browser.get(reverse("completion:index")).status_code == 302
    html = browser.get(reverse("wagtailadmin_home")).content.decode()
    assert "Users" not in html
    for name in ("wagtailusers_users:index", "wagtailusers_groups:index", "wagtailsites:index"):
        assert browser.get(reverse(name)).status_code == 302


def test_authors_cannot_record_a_clinical_review(staff, sign_in):
    url = reverse("modulerelease:review", args=[ModuleRelease.objects.get().pk])
    sign_in(staff("Authors")).post(url, {"approved": "yes"})
    assert not ClinicalReview.objects.exists()


def test_a_reviewer_records_a_clinical_review(staff, sign_in, page):
    reviewer, release = staff("Reviewers"), ModuleRelease.objects.get()
    browser = sign_in(reviewer)
    url = reverse("modulerelease:review", args=[release.pk])
    assert browser.get(url).status_code == 200
    answer = browser.post(url, {"approved": "yes", "open_points": "Check F19."})
    assert answer.status_code == 302
    review = ClinicalReview.objects.get()
    assert (review.release, review.reviewer, review.approved, review.open_points) == (
        release,
        reviewer,
        True,
        "Check F19.",
    )
    assert AuditEntry.objects.get().action == "clinical_review_recorded"
    shown = browser.get(reverse("modulerelease:inspect", args=[release.pk])).content.decode()
    assert "Check F19." in shown


def test_a_refusal_must_say_why(staff, sign_in, page):
    browser, release = sign_in(staff("Reviewers")), ModuleRelease.objects.get()
    answer = browser.post(
        reverse("modulerelease:review", args=[release.pk]), {"approved": "no", "open_points": ""}
    )
    assert "Say what keeps you from approving." in answer.content.decode()
    assert not ClinicalReview.objects.exists()


def test_a_completion_is_annulled_once_with_its_reason(admin, page, now):
    release = ModuleRelease.objects.get()
    completion = record_completion(learner=make_learner(), release=release, at=now)
    url = reverse("completion:annul", args=[completion.pk])
    assert admin.get(url).status_code == 200
    for _ in range(2):
        admin.post(url, {"reason": "Taken by somebody else."})
    assert CompletionAnnulment.objects.get().reason == "Taken by somebody else."
    assert AuditEntry.objects.get().action == "completion_annulled"
    assert Job.objects.filter(kind="completion_recorded").count() == 2
    listed = admin.get(reverse("completion:index")).content.decode()
    assert "Taken by somebody else." in listed


def test_statistics_show_the_share_of_right_answers(admin, page):
    release, question = ModuleRelease.objects.get(), Question.objects.get(key="E01")
    ItemStatistic.objects.create(release=release, question=question, answered=8, correct=6)
    html = admin.get(reverse("itemstatistic:index")).content.decode()
    assert "75 %" in html


@pytest.mark.parametrize("name", ["completion", "itemstatistic"])
def test_lists_need_the_same_queries_for_one_and_three_rows(
    admin, page, name, now, django_assert_max_num_queries
):
    release = ModuleRelease.objects.get()
    questions = list(Question.objects.all()[:3])

    def add(number: int) -> None:
        record_completion(learner=make_learner(), release=release, at=now)
        ItemStatistic.objects.create(release=release, question=questions[number], answered=1)

    def queries() -> int:
        with django_assert_max_num_queries(60) as counted:
            admin.get(reverse(f"{name}:index"))
        return len(counted)

    add(0)
    queries()
    one = queries()
    add(1)
    add(2)
    assert queries() == one


def test_the_preview_shows_the_text_and_every_key(admin, page):
    html = page.make_preview_request().content.decode()
    assert "Recognise CRS and raise the alarm" in html
    assert 'class="figure__drawing"' in html
    assert "Exam pool" in html
    assert "Before this can be published" not in html


def test_the_preview_of_an_unfinished_page_says_what_is_missing(admin, page):
    content = page.content
    rewrite(page, replace(content, questions=content.questions[1:]))
    html = page.make_preview_request().content.decode()
    assert "Before this can be published" in html
    assert "This question does not exist." in html


def test_a_live_module_page_leads_learners_to_the_reader(client, page):
    answer = client.get(page.url)
    assert (answer.status_code, answer["Location"]) == (302, "/learn/COR-04/")


def test_a_copied_page_starts_without_a_module(admin, page):
    admin.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {
            "new_title": "Copy",
            "new_slug": "copy",
            "new_parent_page": page.get_parent().pk,
            "publish_copies": "on",
        },
    )
    copy = ModulePage.objects.get(slug="copy")
    assert copy.module is None
    assert ModuleRelease.objects.count() == 1


def _publish(page, title, *, by, draft_by=None):
    """A new release of the page; somebody else may have saved a draft before."""
    for user, words in ((draft_by, f"{title} drafted"), (by, title)):
        if user:
            page.title = words
            revision = page.save_revision(user=user)
    revision.publish()
    page.refresh_from_db()
    return ModuleRelease.objects.latest("number")


def test_nobody_records_a_clinical_review_of_what_they_wrote(staff, sign_in, page):
    """Not who published, and not who wrote a draft that went into it; the next one is free."""
    reviewer, author = staff("Reviewers"), staff("Authors")
    browser = sign_in(reviewer)
    releases = (
        _publish(page, "First", by=reviewer),
        _publish(page, "Second", by=author, draft_by=reviewer),
        _publish(page, "Third", by=author),
    )
    approved = {"approved": "yes", "open_points": ""}
    urls = [reverse("modulerelease:review", args=[release.pk]) for release in releases]
    assert [browser.post(url, approved).status_code for url in urls] == [302, 302, 302]
    assert [review.release for review in ClinicalReview.objects.all()] == [releases[2]]
