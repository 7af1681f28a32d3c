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

AUTHORS = "Authors"
REVIEWERS = "Reviewers"
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


def _permission(name: str) -> Permission:
    app, _, codename = name.partition(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _group(name: str, index: CurriculumIndexPage) -> Group:
    """The group with at least its permissions; staff may give it more."""
    group, _ = Group.objects.get_or_create(name=name)
    group.permissions.add(*(_permission(permission) for permission in _MODELS[name]))
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
    workflow, created = Workflow.objects.get_or_create(name=WORKFLOW)
    if created:
        _step(workflow, EDITORIAL, 0, [authors, reviewers])
        _step(workflow, CLINICAL, 1, [reviewers])
        WorkflowPage.objects.get_or_create(page=index, defaults={"workflow": workflow})
