"""What the curriculum adds to the Wagtail admin."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.permissions import register_permission_policy

from curriculum.models import (
    Completion,
    ItemStatistic,
    Module,
    ModuleAlignment,
    ModulePage,
    ModuleRelease,
    ObservationSignOff,
    ObservedTask,
    Reference,
    TaskAlignment,
)
from curriculum.permissions import AlignmentPolicy, KeptPolicy, RecordPolicy
from curriculum.views import office
from curriculum.viewsets import CurriculumGroup
from passport.ui.back_office import DeskLine, DeskPanel

RECORDS = (
    Module, ModuleRelease, Completion, ItemStatistic, ObservedTask, ObservationSignOff,
)  # fmt: skip
for record in RECORDS:
    register_permission_policy(record, RecordPolicy(record))
register_permission_policy(Reference, KeptPolicy(Reference))
for aligned in (ModuleAlignment, TaskAlignment):
    register_permission_policy(aligned, AlignmentPolicy(aligned))

HIDDEN = {"help"}
FOR_ADMINISTRATORS = {"reports", "documents"}


@hooks.register("register_admin_viewset")
def curriculum_group() -> CurriculumGroup:
    """The menu entry Curriculum."""
    return CurriculumGroup()


@hooks.register("draw_module_preview")
def draw_module_preview(request: HttpRequest, page: ModulePage) -> HttpResponse:
    """The model asks for its preview; views and rendering lie above it."""
    return office.preview(request, page)


@hooks.register("construct_main_menu")
def shorten_menu(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Authors see what they work with and nothing else."""
    hidden = HIDDEN if request.user.is_superuser else HIDDEN | FOR_ADMINISTRATORS
    menu_items[:] = [item for item in menu_items if item.name not in hidden]


@hooks.register("construct_homepage_panels")
def add_modules_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Authors and reviewers find their way from an empty first page."""
    if not request.user.has_perm("curriculum.view_module"):
        return
    panels.append(
        DeskPanel(
            _("Modules"),
            _(
                "Choose a module, change it and submit it for review. Learners see the change when"
                " it is approved. What waits for your review is listed on this page."
            ),
            [
                DeskLine(_("All modules"), reverse("module:index")),
                DeskLine(_("Curriculum map"), reverse("curriculum_map:index")),
            ],
        )
    )


@hooks.register("construct_homepage_panels")
def add_review_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Product reviewers find their way to the queue, which lies outside the back office."""
    if request.user.has_perm("curriculum.add_reviewdecision"):
        text = _("Two independent reviewers decide about every version of a product module.")
        panels.append(
            DeskPanel(_("Product review"), text, [DeskLine(_("Open the queue"), "/review/")])
        )
