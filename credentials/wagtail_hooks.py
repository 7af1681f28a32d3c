"""What credentials add to the Wagtail admin."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.permissions import register_permission_policy

from credentials.models import Alarm, Concern, Passport, Recognition
from credentials.permissions import RecordPolicy, can_see_desk
from credentials.views.desk import desk_panel
from credentials.viewsets import PassportGroup

for record in (Passport, Alarm, Concern, Recognition):
    register_permission_policy(record, RecordPolicy(record))


@hooks.register("register_admin_viewset")
def passport_group() -> PassportGroup:
    """The menu entry Passports."""
    return PassportGroup()


@hooks.register("construct_homepage_panels")
def add_desk_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Issuers see at once whether anything asks for them."""
    if can_see_desk(request.user):
        panels.append(desk_panel())
