"""The editor's form: drafts may be unfinished, publishing is checked, review is independent."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.admin.panels import get_edit_handler
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Workflow, WorkflowState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from curriculum.blocks.lesson import PROSE_FEATURES
from curriculum.domain.content import BlockKind
from curriculum.domain.text import plain_rich_text
from curriculum.formats.bundle import read_bundle
from curriculum.models import ClinicalReview, IndependentReviewTask, ModulePage, ModuleRelease
from curriculum.services.curriculum import CONTENT
from tests.authoring.editing import rewrite
from tests.factories import make_user

pytestmark = pytest.mark.django_db
FEATURES = {
    BlockKind.TEXT: PROSE_FEATURES,
    BlockKind.MINUTE: ["bold", "italic", "ul", "ol"],
    BlockKind.CALLOUT: ["bold", "italic", "ul", "ol", "link"],
}

CHAPTER = {"title": "One", "slug": "one", "objectives": "O1"}


@pytest.fixture
def form_class():
    return get_edit_handler(ModulePage).get_form_class()


def data_of(page: ModulePage, **changes) -> dict:
    """What the browser would send for this page; streams are left empty."""
    body = ("text", rich_text("<p>Fever [@NOBODY99].</p>"))
    fields = {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "version": page.version,
        "reviewed_on": str(page.reviewed_on),
        "handbook_topics": page.handbook_topics,
        "draw": page.draw,
        "audience": page.audience,
        "observed": page.observed,
        "objectives": streamfield([("objective", {"key": "O1", "text": "When?"})]),
        "chapters": streamfield([("chapter", {**CHAPTER, "body": streamfield([body])})]),
        "questions": streamfield([]),
        "vignettes": streamfield([]),
        "glossary": streamfield([]),
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 0},
    }
    return nested_form_data({**fields, **changes})


def form_of(form_class, page: ModulePage, user, **changes):
    return form_class(
        data_of(page, **changes), instance=page, for_user=user, parent_page=page.get_parent()
    )


def test_a_draft_may_be_unfinished(form_class, page):
    form = form_of(form_class, page, make_user())
    form.defer_required_fields()
    assert form.is_valid(), form.errors


def test_publishing_says_at_the_chapter_what_is_wrong(form_class, page):
    form = form_of(form_class, page, make_user())
    assert not form.is_valid()
    chapters = form.errors.as_data()["chapters"][0].as_json_data()
    assert chapters["blockErrors"][0]["messages"] == [
        "Reference NOBODY99 is not in the list. Correct the key or add the reference."
    ]
    assert "There are 1 objectives; expected are three to six." in chapters["messages"]
    questions = form.errors.as_data()["questions"][0].as_json_data()["messages"]
    assert (
        "The exam pool has 0 questions; a draw of 6 needs 18. Add questions or draw fewer."
        in questions
    )


def test_a_drawing_outside_the_vocabulary_is_refused_even_in_a_draft(form_class, page):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 9"><script>1</script></svg>'
    body = streamfield([("figure", {"svg": svg, "alt": "A drawing", "caption": ""})])
    chapter = {**CHAPTER, "body": body}
    form = form_of(form_class, page, make_user(), chapters=streamfield([("chapter", chapter)]))
    form.defer_required_fields()
    assert not form.is_valid()
    assert "script" in str(form.errors.as_data()["chapters"][0].as_json_data())


def test_the_module_of_a_bound_page_cannot_be_changed(form_class, page):
    form = form_class(instance=page, for_user=make_user(), parent_page=page.get_parent())
    assert form.fields["module"].disabled


def test_a_copy_may_choose_only_a_module_without_a_page(form_class, page):
    copy = page.copy(update_attrs={"slug": "copy"}, keep_live=False)
    form = form_class(instance=copy, for_user=make_user(), parent_page=page.get_parent())
    assert copy.module is None
    assert list(form.fields["module"].queryset) == []


def test_an_old_version_of_a_copy_does_not_take_the_module_over(page):
    copy = page.copy(update_attrs={"slug": "copy"}, keep_live=False, copy_revisions=True)
    bound = [revision.as_object().module for revision in copy.revisions.all()]
    assert set(bound) == {None}


def test_a_published_change_freezes_a_new_release(page):
    page.summary = "Written by an editor."
    page.save_revision().publish()
    assert [each.number for each in ModuleRelease.objects.all()] == [2, 1]
    page.save_revision().publish()
    assert ModuleRelease.objects.count() == 2


def test_what_breaks_a_rule_cannot_go_live(page):
    content = page.content
    rewrite(page, replace(content, questions=content.questions[:10]))
    with pytest.raises(ValidationError):
        page.save_revision(clean=False).publish()
    assert ModuleRelease.objects.count() == 1
    assert ModulePage.objects.get().content == content


@pytest.mark.parametrize("code", sorted(path.parent.name for path in CONTENT.glob("*/module.md")))
def test_the_editor_keeps_shipped_text_as_it_is(code):
    content = read_bundle(CONTENT / code)[0].content
    for chapter in content.chapters:
        for block in chapter.blocks:
            if block.html:
                converter = ContentstateConverter(FEATURES[block.kind])
                state = converter.from_database_format(block.html)
                assert plain_rich_text(converter.to_database_format(state)) == block.html


def submitted(page, author) -> WorkflowState:
    """The author changed the summary and sent it to review."""
    page.summary = "Written by an author."
    page.save_revision(user=author)
    return Workflow.objects.get(name="Module review").start(page, user=author)


def test_a_module_page_goes_through_editorial_and_clinical_review(page):
    workflow = page.get_workflow()
    assert [task.name for task in workflow.tasks] == ["Editorial review", "Clinical review"]


def test_nobody_approves_what_they_wrote(page, staff):
    author, other = staff("Authors"), staff("Authors")
    state = submitted(page, author)
    task = state.current_task_state.task.specific
    assert task.get_actions(page, author) == []
    assert [name for name, _, _ in task.get_actions(page, other)] == [
        "reject",
        "approve",
        "approve",
    ]
    assert not task.get_task_states_user_can_moderate(author).exists()
    assert task.get_task_states_user_can_moderate(other).exists()


def test_the_clinical_approval_publishes_and_is_written_on_the_release(page, staff):
    author, reviewer = staff("Authors"), staff("Reviewers")
    state = submitted(page, author)
    state.current_task_state.approve(user=reviewer)
    state.refresh_from_db()
    assert ModuleRelease.objects.count() == 1
    clinical = state.current_task_state
    assert isinstance(clinical.task.specific, IndependentReviewTask)
    clinical.approve(user=reviewer, comment="Look at F19 again.")
    release = ModuleRelease.objects.get(number=2)
    assert release.content["summary"] == "Written by an author."
    review = ClinicalReview.objects.get()
    assert (review.release, review.reviewer, review.approved, review.open_points) == (
        release,
        reviewer,
        True,
        "Look at F19 again.",
    )


def test_the_editing_page_opens_for_an_author(page, staff, sign_in):
    answer = sign_in(staff("Authors")).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Three to six, each a question a colleague would ask" in html
    assert "Submit to Module review" in html
    assert 'name="action-publish"' not in html
