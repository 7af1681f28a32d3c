"""What standards add to the Wagtail admin."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.permissions import register_permission_policy

from passport.standards.models import (
    Certification,
    Clause,
    CrosswalkEntry,
    Framework,
    Jurisdiction,
    Product,
    Requirement,
)
from passport.standards.permissions import StandardsPolicy, can_see_standards
from passport.standards.viewsets import StandardsGroup
from passport.ui.back_office import DeskLine, DeskPanel

for row in (Framework, Requirement, Clause, CrosswalkEntry, Certification, Jurisdiction, Product):
    register_permission_policy(row, StandardsPolicy(row))


@hooks.register("register_admin_viewset")
def standards_group() -> StandardsGroup:
    """The menu entry Standards."""
    return StandardsGroup()


@hooks.register("construct_homepage_panels")
def add_standards_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Editors of standards find their way from an empty first page."""
    if not can_see_standards(request.user):
        return
    panels.append(
        DeskPanel(
            _("Standards"),
            _(
                "If you hold the text of a standard, choose a framework and enter its clause"
                " numbers. Numbers are shown to others only when somebody read them in the text."
            ),
            [DeskLine(_("All frameworks"), reverse("framework:index"))],
        )
    )
