"""What people add to the Wagtail admin."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.permissions import register_permission_policy

from passport.people.models import Centre, Partner
from passport.people.permissions import CentrePolicy
from passport.people.views.desk import centre_panel, partner_panel
from passport.people.viewsets import CentreViewSet, PartnerViewSet

register_permission_policy(Centre, CentrePolicy(Centre))
register_permission_policy(Partner, CentrePolicy(Partner))


@hooks.register("register_admin_viewset")
def centres() -> CentreViewSet:
    """The menu entry Centres."""
    return CentreViewSet()


@hooks.register("register_admin_viewset")
def partners() -> PartnerViewSet:
    """The menu entry Partners."""
    return PartnerViewSet()


@hooks.register("construct_homepage_panels")
def add_centre_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Registrars see at once how many centres wait."""
    if request.user.has_perm("people.change_centre"):  # type: ignore[union-attr]
        panels.append(centre_panel())


@hooks.register("construct_homepage_panels")
def add_partner_panel(request: HttpRequest, panels: list[Component]) -> None:
    """The product desk sees at once which partners nobody looks after."""
    if request.user.has_perm("people.change_partner"):  # type: ignore[union-attr]
        panels.append(partner_panel())
