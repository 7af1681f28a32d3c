"""What other apps hear from curriculum."""

from datetime import timedelta

import pytest

from curriculum import api
from curriculum.models import Completion, CompletionAnnulment, ModuleAlignment
from curriculum.services.reading import mark_read
from passport.standards.models import Requirement
from tests.factories import approve, make_learner, make_release, make_track
from tests.learning.conftest import sit

pytestmark = pytest.mark.django_db


def test_completions_carry_release_review_and_requirements(learner, release, now):
    requirement, _ = Requirement.objects.get_or_create(
        key="module.COR-04", defaults={"label": "Recognise CRS"}
    )
    ModuleAlignment.objects.create(module=release.module, requirement=requirement, strength="full")
    review = approve(release, at=now, open_points="Check the doses.")
    sit(learner, release, right=4, at=now)
    assert api.completions_of(learner.pk) == (
        api.CompletionRecord(
            module_code="COR-04",
            module_title="Module COR-04",
            release_id=release.pk,
            release_number=1,
            version="1.0",
            language="en",
            minutes=11,
            completed_at=now,
            way="exam",
            clinical_review=api.ClinicalReviewRecord(
                reviewer=str(review.reviewer), reviewed_at=now, open_points="Check the doses."
            ),
            requirements=(api.AlignmentRecord(key="module.COR-04", strength="full"),),
        ),
    )


def test_a_withdrawn_review_counts_as_none(learner, release, now):
    approve(release, at=now)
    approve(release, at=now + timedelta(hours=1), approved=False)
    sit(learner, release, right=4, at=now)
    assert api.completions_of(learner.pk)[0].clinical_review is None


def test_a_completion_taken_back_is_left_out(learner, release, now):
    sit(learner, release, right=4, at=now)
    CompletionAnnulment.objects.create(
        completion=Completion.objects.get(), reason="Question withdrawn", annulled_at=now
    )
    assert api.completions_of(learner.pk) == ()


def test_completions_cost_the_same_number_of_queries(learner, now, django_assert_num_queries):
    for number in range(5):
        each = make_release(f"COR-0{number}")
        approve(each)
        sit(learner, each, right=4, at=now)
    with django_assert_num_queries(4):
        assert len(api.completions_of(learner.pk)) == 5


def test_everybody_who_completed_something_is_named_once(learner, release, now):
    make_learner()
    sit(learner, release, right=4, at=now)
    sit(learner, release, right=4, at=now + timedelta(days=1))
    assert api.learner_ids_with_completions() == (learner.pk,)


def test_a_plan_says_how_far_each_module_is_and_what_comes_next(learner, now):
    done, begun, _fresh = (make_release(code) for code in ("COR-01", "COR-02", "NUR-01"))
    make_track("NUR", core=("COR-01", "COR-02"), own=("NUR-01",))
    sit(learner, done, right=4, at=now)
    mark_read(learner=learner, release=begun, chapter="suspect", at=now)
    plan = api.plan_of(learner.pk, ("NUR",), "en", now)
    assert [(part.key, part.completed, part.total) for part in plan.parts] == [
        ("core", 1, 2),
        ("NUR", 0, 1),
    ]
    assert [(each.code, each.state) for each in plan.modules] == [
        ("COR-01", "completed"),
        ("COR-02", "in_progress"),
        ("NUR-01", "not_started"),
    ]
    following = plan.next
    assert (following.code, following.next_chapter, following.next_minutes) == (
        "COR-02",
        "call",
        5,
    )
    assert (following.chapters_read, following.chapters_total) == (1, 2)


def test_a_plan_continues_elsewhere_while_an_exam_is_paused(learner, now):
    paused, _other = make_release("COR-01"), make_release("COR-02")
    make_track("NUR", core=("COR-01", "COR-02"))
    for chapter in ("suspect", "call"):
        mark_read(learner=learner, release=paused, chapter=chapter, at=now)
    for hours in range(3):
        sit(learner, paused, right=0, at=now + timedelta(hours=hours))
    plan = api.plan_of(learner.pk, ("NUR",), "en", now + timedelta(hours=3))
    assert plan.modules[0].paused_until == now + timedelta(hours=26)
    assert plan.next.code == "COR-02"


def test_a_plan_costs_the_same_number_of_queries_for_one_module_and_ten(
    learner, now, django_assert_max_num_queries
):
    codes = [f"COR-{number:02}" for number in range(10)]
    for code in codes:
        make_release(code)
    make_track("NUR", core=tuple(codes))
    make_track("ICU", core=(codes[0],))
    for role in ("ICU", "NUR"):
        with django_assert_max_num_queries(8):
            api.plan_of(learner.pk, (role,), "en", now)


@pytest.mark.parametrize(("role", "group"), [("NUR", "core"), ("ICU", "core-mini")])
def test_every_role_has_its_core_set(role, group):
    assert api.core_set_of(role) == group


@pytest.mark.parametrize("fields", [{}, {"draw": 0, "exam": []}])
def test_a_sample_person_earns_a_completion_through_the_real_services(learner, now, fields):
    make_release("COR-04", **fields)
    api.pass_exam_for_demo(learner.pk, "COR-04", now)
    assert [each.module_code for each in api.completions_of(learner.pk)] == ["COR-04"]
