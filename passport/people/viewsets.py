"""The back office of centres: found, looked at, and decided about by registrars."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from passport.people.models import Centre
from passport.people.views import office
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
