"""A clinician's decision on an observed task: who may record it, on what, and what follows."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from curriculum import api
from curriculum.models import ObservedTask, TaskReview
from curriculum.queries.task_reviews import approved_versions, versions_of
from curriculum.services.editorial import ensure_editorial
from curriculum.services.loading import ensure_index
from curriculum.services.reviews import record_task_review
from passport.audit.models import AuditEntry
from passport.jobs.models import Job
from tests.authoring.conftest import home, sign_in  # noqa: F401 - fixtures that ours rest on
from tests.centre_factories import join
from tests.factories import approve_task, make_release, make_user
from tests.practice.conftest import make_task, person, queries_of

pytestmark = pytest.mark.django_db
APPROVED = {"approved": "yes", "open_points": "Check the intervals."}


@pytest.fixture
def staff(home):  # noqa: F811 - as above
    """Make a member of one of the editorial groups."""
    ensure_editorial(index=ensure_index(home=home))

    def make(group):
        user = make_user(is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        return user

    return make


def inspect(task):
    return reverse("observedtask:inspect", args=[task.pk])


def review(task, version="1.0"):
    return reverse("observedtask:review", args=[task.pk, version])


def test_a_reviewer_records_a_clinical_review_of_a_version(ward, staff, sign_in):  # noqa: F811
    reviewer = staff("Reviewers")
    browser = sign_in(reviewer)
    before = browser.get(inspect(ward.task)).text
    assert "Not clinically reviewed. Learners and assessors are told so" in before
    assert review(ward.task) in before
    assert "Last read by the editors" in before
    assert "Task ice-score, version 1.0" in browser.get(review(ward.task)).text
    assert browser.post(review(ward.task), APPROVED).status_code == 302
    found = TaskReview.objects.get()
    assert (found.task, found.version, found.reviewer, found.approved, found.open_points) == (
        ward.task, "1.0", reviewer, True, "Check the intervals.",
    )  # fmt: skip
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.subject) == ("task_review_recorded", "task:ice-score:1.0")
    assert entry.details == {"approved": True, "open_points": True}
    assert "Check the intervals." in browser.get(inspect(ward.task)).text
    assert str(reviewer) in browser.get(reverse("observedtask:index")).text


def test_a_refusal_must_say_why(ward, staff, sign_in):  # noqa: F811
    browser = sign_in(staff("Reviewers"))
    answer = browser.post(review(ward.task), {"approved": "no", "open_points": ""})
    assert "Say what keeps you from approving." in answer.text
    assert not TaskReview.objects.exists()


def test_authors_and_learners_record_none(ward, staff, sign_in):  # noqa: F811
    for user in (staff("Authors"), ward.jana.user):
        assert sign_in(user).post(review(ward.task), APPROVED).status_code in (302, 403)
    assert not TaskReview.objects.exists()


def test_nobody_reviews_a_task_of_a_module_that_they_wrote(ward, staff, sign_in):  # noqa: F811
    reviewer = staff("Reviewers")
    ward.task.module = make_release("NUR-05", released_by=reviewer).module
    ward.task.save()
    browser = sign_in(reviewer)
    assert review(ward.task) not in browser.get(inspect(ward.task)).text
    assert browser.post(review(ward.task), APPROVED).status_code == 302
    assert not TaskReview.objects.exists()
    make_release("NUR-05", released_by=staff("Authors"))
    browser.post(review(ward.task), APPROVED)
    assert TaskReview.objects.get().reviewer == reviewer


def test_only_versions_that_somebody_can_look_at_are_reviewed(ward, staff, sign_in):  # noqa: F811
    browser = sign_in(staff("Reviewers"))
    assert browser.post(review(ward.task, "0.9"), APPROVED).status_code == 404
    assert not TaskReview.objects.exists()


def test_an_earlier_version_stays_open_to_review_with_the_steps_it_had(
    ward,
    staff,
    sign_in,  # noqa: F811
    now,
):
    ward.sign_off(now)
    new = [{"key": "new", "text": "Asks for the month.", "critical": True, "references": ["LEE19"]}]
    ObservedTask.objects.update(version="1.1", steps=new)
    task = ObservedTask.objects.get()
    approve_task(task)
    present, earlier = versions_of(task)
    assert (present.version, present.is_current, present.steps, present.sign_offs) == (
        "1.1", True, new, 0,
    )  # fmt: skip
    assert (earlier.version, earlier.is_current, earlier.reviews, earlier.sign_offs) == (
        "1.0", False, (), 1,
    )  # fmt: skip
    browser = sign_in(staff("Reviewers"))
    html = browser.get(inspect(task)).text
    assert "Asks for the month. (must be seen) [LEE19]" in html
    assert "Asks for the year. (must be seen)" in html
    browser.post(review(task, "1.0"), APPROVED)
    assert approved_versions() == {(task.pk, "1.0"), (task.pk, "1.1")}


def test_the_latest_decision_on_a_version_counts(ward, now):
    approve_task(ward.task, at=now)
    approve_task(ward.task, at=now - timedelta(days=1), approved=False)
    assert approved_versions() == {(ward.task.pk, "1.0")}
    approve_task(ward.task, at=now + timedelta(days=1), approved=False)
    assert approved_versions() == frozenset()


def test_who_was_signed_off_at_the_version_is_assessed_anew(ward, now):
    ward.sign_off(now)
    ward.sign_off(now, task=make_task("thaw"))
    ObservedTask.objects.filter(key="ice-score").update(version="1.1")
    other = join(ward.centre, person("Nora", "Newcomer"))
    ward.sign_off(now, task=ObservedTask.objects.get(key="ice-score"), learner=other)
    record_task_review(
        task=ward.task, version="1.0", reviewer=make_user(), approved=True, open_points="", at=now
    )
    job = Job.objects.get(kind="task_review_recorded")
    assert job.ids == {"task_id": ward.task.pk, "version": "1.0"}
    assert api.learner_ids_signed_at_version(**job.ids) == (ward.jana.pk,)


def test_the_list_of_tasks_costs_the_same_for_one_review_and_three(ward, sign_in, now):  # noqa: F811
    browser = sign_in(make_user(is_staff=True, is_superuser=True))
    address, counts = reverse("observedtask:index"), []
    for number in range(3):
        approve_task(make_task(f"task-{number}"))
        counts.append(queries_of(browser, address))
    assert counts[0] == counts[2]
