"""What observerships add to Wagtail: their pages are shown by views."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from observership.models import CallPage, ObservershipIndexPage
from observership.permissions import is_coordinator
from observership.views import visitor
from passport.ui.back_office import DeskLine, DeskPanel


@hooks.register("before_serve_page")
def show_calls(
    page: Page, request: HttpRequest, _args: list[Any], _kwargs: dict[str, Any]
) -> HttpResponse | None:
    """The models lie below views and queries, so they do not draw themselves."""
    if isinstance(page, ObservershipIndexPage):
        return visitor.calls(request, page)
    if isinstance(page, CallPage):
        return visitor.call(request, page)
    return None


class OfficeItem(MenuItem):
    """The office of observerships, which lies outside the back office."""

    def is_shown(self, request: HttpRequest) -> bool:
        """For coordinators alone."""
        return is_coordinator(request.user)


@hooks.register("register_admin_menu_item")
def office_item() -> OfficeItem:
    """The menu entry Observerships."""
    return OfficeItem(
        _("Observerships"), reverse("observership:board"), icon_name="globe", order=800
    )


@hooks.register("construct_homepage_panels")
def add_office_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Coordinators find their way to the board and the calls."""
    if not is_coordinator(request.user):
        return
    text = _("Calls, applications, matching and placements are looked after in their own office.")
    lines = [
        DeskLine(_("Open the board"), reverse("observership:board")),
        DeskLine(_("All calls"), reverse("observership:office_calls")),
    ]
    panels.append(DeskPanel(_("Observerships"), text, lines))
