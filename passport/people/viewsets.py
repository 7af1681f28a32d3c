"""The back office of centres and partners: found, looked at, decided about by their desks."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton

from passport.people.models import Centre, Partner
from passport.people.views import office, partner_office
from passport.ui.back_office import RecordInspect


class CentreFilters(WagtailFilterSet):
    """Whether staff have confirmed it."""

    confirmed = ChoiceFilter(
        label=_("Confirmed"),
        choices=[("yes", _("Yes")), ("no", _("Not yet"))],
        method="by_confirmation",
    )

    class Meta:
        model = Centre
        fields = ["country"]

    def by_confirmation(self, rows: QuerySet[Centre], name: str, value: str) -> QuerySet[Centre]:
        """Centres that were confirmed, or those that wait."""
        return rows.filter(confirmed_at__isnull=value == "no")


class CentreList(generic.IndexView):
    """Centres, those that wait first."""

    def get_base_queryset(self) -> QuerySet[Centre]:
        return super().get_base_queryset().select_related("registered_by")


class CentreInspect(RecordInspect):
    """What is known of a centre, and what this registrar may decide about it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            **office.shown(self.request.user, self.object),
        }


class CentreViewSet(ModelViewSet):
    """The menu entry Centres."""

    model = Centre
    name = "centres"
    icon = "group"
    menu_label = _("Centres")
    menu_order = 240
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = CentreInspect
    inspect_template_name = "people/office/centre.html"
    inspect_view_fields = [
        "name", "city", "contact_email", "registered_by", "registered_at", "confirmed_by",
        "confirmed_at",
    ]  # fmt: skip
    add_to_reference_index = False
    exclude_form_fields: tuple[str, ...] = ()
    index_view_class = CentreList
    filterset_class = CentreFilters
    list_display = [
        TitleColumn("name", label=_("Name"), url_name="centres:inspect"),
        Column("city", label=_("City")),
        Column("country", label=_("Country")),
        Column("registered_by", label=_("Registered by")),
        DateColumn("registered_at", label=_("Registered")),
        DateColumn("confirmed_at", label=_("Confirmed")),
    ]
    search_fields = ["name", "city", "contact_email"]
    ordering = ["name"]

    def get_urlpatterns(self) -> list[URLPattern]:
        """Looking, and the decisions."""
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/confirm/", office.confirm, name="confirm"),
            path("<int:pk>/rename/", office.rename, name="rename"),
            path("<int:pk>/lead/", office.appoint, name="appoint"),
            path("<int:pk>/lead/<int:lead_id>/end/", office.end, name="end_lead"),
        ]


class PartnerList(generic.IndexView):
    """Partners by name; the desk creates one from here."""

    @cached_property
    def header_buttons(self) -> list[Button]:
        buttons = super().header_buttons
        if partner_office.may_decide(self.request.user):
            url = reverse("partners:create")
            buttons.append(HeaderButton(_("Create a partner"), url=url, icon_name="plus"))
        return buttons


class PartnerInspect(RecordInspect):
    """What is known of a partner, and what the desk may decide about it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            **partner_office.shown_partner(self.request.user, self.object),
        }


class PartnerViewSet(ModelViewSet):
    """The menu entry Partners."""

    model = Partner
    name = "partners"
    icon = "group"
    menu_label = _("Partners")
    menu_order = 245
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = PartnerInspect
    inspect_template_name = "people/office/partner.html"
    inspect_view_fields = [
        "name", "contact_email", "created_by", "created_at", "suspended_at", "suspension_reason",
    ]  # fmt: skip
    add_to_reference_index = False
    exclude_form_fields: tuple[str, ...] = ()
    index_view_class = PartnerList
    list_filter = ["country"]
    list_display = [
        TitleColumn("name", label=_("Name"), url_name="partners:inspect"),
        Column("country", label=_("Country")),
        DateColumn("created_at", label=_("Created")),
        DateColumn("suspended_at", label=_("Suspended")),
    ]
    search_fields = ["name", "contact_email"]
    ordering = ["name"]

    def get_urlpatterns(self) -> list[URLPattern]:
        """Looking, and the decisions."""
        return [
            *super().get_urlpatterns(),
            path("create/", partner_office.create, name="create"),
            path("<int:pk>/correct/", partner_office.correct, name="correct"),
            path("<int:pk>/suspend/", partner_office.suspend, name="suspend"),
            path("<int:pk>/lift/", partner_office.lift, name="lift"),
            path("<int:pk>/invite/", partner_office.invite, name="invite"),
            path(
                "<int:pk>/invitations/<int:invitation_id>/withdraw/",
                partner_office.withdraw,
                name="withdraw",
            ),
        ]
