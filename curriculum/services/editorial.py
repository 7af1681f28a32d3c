"""Groups of authors and reviewers, what they may do, and the two steps of review."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from curriculum.models import CurriculumIndexPage, IndependentReviewTask
from passport.people.services.groups import ensure_group

AUTHORS = "Authors"
REVIEWERS = "Reviewers"
PRODUCT_REVIEWERS = "Product reviewers"
_REVIEW = (
    "wagtailadmin.access_admin", "curriculum.view_addonversion", "curriculum.add_reviewdecision",
)  # fmt: skip
WORKFLOW = "Module review"
EDITORIAL = "Editorial review"
CLINICAL = "Clinical review"
_PAGE = {AUTHORS: ("add_page", "change_page"), REVIEWERS: ("change_page", "publish_page")}
_MODELS = {
    AUTHORS: (
        "wagtailadmin.access_admin", "curriculum.view_module", "curriculum.view_modulerelease",
        "curriculum.view_reference", "curriculum.add_reference", "curriculum.change_reference",
        "curriculum.view_itemstatistic",
    ),
    REVIEWERS: (
        "wagtailadmin.access_admin", "curriculum.view_module", "curriculum.view_modulerelease",
        "curriculum.add_clinicalreview", "curriculum.view_clinicalreview",
        "curriculum.view_reference", "curriculum.view_itemstatistic",
        "curriculum.view_observedtask",
    ),
}  # fmt: skip


def _group(name: str, index: CurriculumIndexPage) -> Group:
    """The group with at least its permissions; staff may give it more."""
    group = ensure_group(name=name, permissions=_MODELS[name], exactly=False)
    for codename in _PAGE[name]:
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=codename
        )
        GroupPagePermission.objects.get_or_create(group=group, page=index, permission=permission)
    return group


def _step(workflow: Workflow, name: str, position: int, groups: list[Group]) -> None:
    task = IndependentReviewTask.objects.create(name=name, clinical=name == CLINICAL)
    task.groups.set(groups)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=position)


@transaction.atomic
def ensure_editorial(*, index: CurriculumIndexPage) -> None:
    """Create groups and workflow that are missing; a workflow that staff changed stays."""
    authors, reviewers = _group(AUTHORS, index), _group(REVIEWERS, index)
    ensure_product_reviewers()
    workflow, created = Workflow.objects.get_or_create(name=WORKFLOW)
    if created:
        _step(workflow, EDITORIAL, 0, [authors, reviewers])
        _step(workflow, CLINICAL, 1, [reviewers])
        WorkflowPage.objects.get_or_create(page=index, defaults={"workflow": workflow})


def ensure_product_reviewers() -> Group:
    """The group Product reviewers, which the back office only leads to /review/."""
    return ensure_group(name=PRODUCT_REVIEWERS, permissions=_REVIEW, exactly=False)
