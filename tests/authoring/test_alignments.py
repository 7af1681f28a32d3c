"""Alignments: who judged them and why; a review stays while the strength stays."""

import pytest
from django.urls import reverse

from curriculum.models import (
    Module,
    ModuleAlignment,
    ModulePage,
    ModuleRelease,
    ObservedTask,
    TaskAlignment,
)
from curriculum.services.alignments import OwnRequirementError, review_alignment
from curriculum.services.releasing import align, release_module
from passport.audit.models import AuditEntry
from passport.standards.models import Requirement, StandardsMark
from tests.authoring.editing import rewrite
from tests.factories import make_user

pytestmark = pytest.mark.django_db
KEY = "care.iec"


def _mark():
    return StandardsMark.objects.get().number


@pytest.fixture
def alignment(page, now):
    """An alignment of the sample module that a reviewer judged."""
    align(module=Module.objects.get(), requirements={KEY: "partial", "unit.icu_transfer": "full"})
    row = ModuleAlignment.objects.get(requirement__key=KEY)
    review_alignment(
        alignment=row, strength="partial", reason="Only the first hour.", by=make_user(), at=now
    )
    row.refresh_from_db()
    return row


def _again(row):
    """What the row says now, after a release or a load."""
    row.refresh_from_db()
    return row.strength, row.reason, row.reviewed_by is not None, row.reviewed_at is not None


def test_a_review_is_kept_while_the_strength_stays(alignment):
    before = _again(alignment)
    align(module=alignment.module, requirements={KEY: "partial"})
    assert not ModuleAlignment.objects.filter(requirement__key="unit.icu_transfer").exists()
    align(module=alignment.module, requirements={KEY: "partial", "unit.icu_transfer": "full"})
    assert _again(alignment) == before == ("partial", "Only the first hour.", True, True)


def test_a_release_keeps_every_review(alignment, page, now):
    page.title = "Another title"
    release_module(page=page, at=now)
    assert ModuleRelease.objects.count() == 2
    assert _again(alignment) == ("partial", "Only the first hour.", True, True)


def test_another_strength_waits_for_another_review(alignment):
    align(module=alignment.module, requirements={KEY: "full", "unit.icu_transfer": "full"})
    assert _again(alignment) == ("full", "", False, False)


def test_the_caches_are_told_when_and_only_when_something_changed(alignment):
    before = _mark()
    wanted = {KEY: "partial", "unit.icu_transfer": "full"}
    align(module=alignment.module, requirements=wanted)
    assert _mark() == before
    align(module=alignment.module, requirements={**wanted, KEY: "full"})
    assert _mark() == before + 1
    align(module=alignment.module, requirements={KEY: "full"})
    assert _mark() == before + 2


def test_a_reviewer_judges_with_a_reason(staff, sign_in, alignment):
    reviewer, before = staff("Reviewers"), _mark()
    url = reverse("curriculum_map:review", args=["module", alignment.pk])
    browser = sign_in(reviewer)
    html = browser.get(url).content.decode()
    assert "Only the first hour." in html
    answer = browser.post(url, {"strength": "full", "reason": " Chapters 1 to 3. "})
    assert answer.status_code == 302
    alignment.refresh_from_db()
    assert (alignment.strength, alignment.reason) == ("full", "Chapters 1 to 3.")
    assert alignment.reviewed_by == reviewer
    entry = AuditEntry.objects.order_by("-sequence").first()
    assert (entry.action, entry.actor_id) == ("alignment_reviewed", reviewer.public_id)
    assert entry.subject == f"module:{alignment.module.public_id}"
    assert entry.details == {"requirement": KEY, "strength": "full"}
    assert _mark() == before + 1


@pytest.mark.parametrize(
    "form", [{"strength": "full", "reason": "  "}, {"strength": "huge", "reason": "Because."}]
)
def test_a_judgement_without_reason_or_strength_is_refused(staff, sign_in, alignment, form):
    before = _again(alignment)
    url = reverse("curriculum_map:review", args=["module", alignment.pk])
    answer = sign_in(staff("Reviewers")).post(url, form)
    assert answer.status_code == 200
    assert _again(alignment) == before


def test_authors_look_and_do_not_judge(staff, sign_in, alignment):
    before = _again(alignment)
    url = reverse("curriculum_map:review", args=["module", alignment.pk])
    browser = sign_in(staff("Authors"))
    assert "Record the judgement" not in browser.get(url).content.decode()
    assert browser.post(url, {"strength": "full", "reason": "Mine."}).status_code in (302, 403)
    assert _again(alignment) == before


def test_nobody_judges_what_a_module_they_wrote_supports(staff, sign_in, alignment, page):
    reviewer = staff("Reviewers")
    page.title = "Written by the reviewer"
    page.save_revision(user=reviewer).publish()
    url = reverse("curriculum_map:review", args=["module", alignment.pk])
    browser = sign_in(reviewer)
    assert "Record the judgement" not in browser.get(url).content.decode()
    browser.post(url, {"strength": "full", "reason": "Mine."})
    assert _again(alignment)[0] == "partial"
    assert "Record the judgement" in sign_in(staff("Reviewers")).get(url).content.decode()


def test_a_module_shows_its_own_requirement_in_full_by_definition(staff, sign_in, page, now):
    own = ModuleAlignment.objects.get(requirement__key="module.COR-04")
    url = reverse("curriculum_map:review", args=["module", own.pk])
    browser = sign_in(staff("Reviewers"))
    assert 'value="partial"' not in browser.get(url).content.decode()
    browser.post(url, {"strength": "partial", "reason": "No."})
    assert _again(own)[0] == "full"
    with pytest.raises(OwnRequirementError):
        review_alignment(alignment=own, strength="partial", reason="No.", by=make_user(), at=now)


@pytest.fixture
def task_alignment(page, now):
    """An alignment of an observed task."""
    task = ObservedTask.objects.create(
        key="ice-score", version="1.0", title="ICE score", summary="Score it",
        reviewed_on=now.date(), module=Module.objects.get(),
    )  # fmt: skip
    requirement = Requirement.objects.get(key=KEY)
    return TaskAlignment.objects.create(task=task, requirement=requirement, strength="partial")


def test_an_alignment_of_a_task_is_judged_the_same_way(staff, sign_in, task_alignment):
    url = reverse("curriculum_map:review", args=["task", task_alignment.pk])
    sign_in(staff("Reviewers")).post(url, {"strength": "full", "reason": "All steps."})
    assert _again(task_alignment) == ("full", "All steps.", True, True)
    assert AuditEntry.objects.get().subject == "task:ice-score"


@pytest.mark.parametrize("name", ["modulealignment", "taskalignment"])
def test_the_lists_lead_to_the_review_and_nothing_is_edited_there(
    staff, sign_in, alignment, task_alignment, name
):
    row = alignment if name == "modulealignment" else task_alignment
    kind = name.removesuffix("alignment")
    browser = sign_in(staff("Authors"))
    html = browser.get(reverse(f"{name}:index")).content.decode()
    assert reverse("curriculum_map:review", args=[kind, row.pk]) in html
    for page_name, arguments in (("add", []), ("edit", [row.pk]), ("delete", [row.pk])):
        assert browser.get(reverse(f"{name}:{page_name}", args=arguments)).status_code == 302


@pytest.mark.parametrize("address", ["module/999999", "poem/1"])
def test_what_is_not_there_is_not_found(staff, sign_in, address):
    url = reverse("curriculum_map:index") + f"review/{address}/"
    assert sign_in(staff("Reviewers")).get(url).status_code == 404


def test_staff_who_see_no_modules_see_no_alignments(sign_in, alignment):
    browser = sign_in(make_user(is_staff=True))
    url = reverse("curriculum_map:review", args=["module", alignment.pk])
    for each in (url, reverse("curriculum_map:index"), reverse("modulealignment:index")):
        assert browser.get(each).status_code in (302, 403)
        assert browser.post(each, {"strength": "full", "reason": "x"}).status_code in (
            302,
            403,
            405,
        )
    assert _again(alignment)[0] == "partial"


def test_loading_the_file_again_keeps_the_review(page, load, change, now):
    row = ModuleAlignment.objects.exclude(requirement__key__startswith="module.").first()
    review_alignment(
        alignment=row, strength=row.strength, reason="As written.", by=make_user(), at=now
    )
    load()
    assert _again(row) == (row.strength, "As written.", True, True)
    content = ModulePage.objects.get().content
    rewrite(ModulePage.objects.get(), content)
    load()
    assert _again(row)[2:] == (True, True)
