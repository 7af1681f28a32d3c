"""The back office of passports: the issuance desk, alarms and concerns."""

from typing import Any

from django.db.models import Count, QuerySet
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from credentials.models import Alarm, Concern, Passport
from credentials.permissions import can_acknowledge, can_decide
from credentials.queries.desk import trail_of
from credentials.services.revoking import changes_allowed
from credentials.views import office
from passport.ui.back_office import RecordInspect


class RecordViewSet(ModelViewSet):
    """Records that are looked at, never edited here."""

    exclude_form_fields: tuple[str, ...] = ()
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = RecordInspect
    add_to_reference_index = False


class PassportList(generic.IndexView):
    """Passports with their holder."""

    def get_base_queryset(self) -> QuerySet[Passport]:
        rows = super().get_base_queryset().select_related("holder__user")
        return rows.annotate(edition_count=Count("editions"))


class PassportInspect(RecordInspect):
    """The evidence trail of a passport, and what may be decided about it."""

    @cached_property
    def may_decide(self) -> bool:
        """Whether this issuer may decide about this passport."""
        return can_decide(self.request.user, self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        allowed = changes_allowed(self.object) if self.may_decide else set()
        return {
            **super().get_context_data(**kwargs),
            "trail": trail_of(self.object),
            "actions": [
                {"change": change.value, "label": label}
                for change, label in office.ACTIONS.items()
                if change in allowed
            ],
        }


class PassportViewSet(RecordViewSet):
    model = Passport
    name = "passports"
    icon = "doc-full-inverse"
    menu_label = _("Issuance desk")
    index_view_class = PassportList
    inspect_view_class = PassportInspect
    inspect_template_name = "credentials/office/passport.html"
    inspect_view_fields = ["number", "holder", "opened_at", "number_lookup"]
    list_display = [
        TitleColumn("number", label=_("Number"), url_name="passports:inspect"),
        Column("holder", label=_("Holder")),
        Column("edition_count", label=_("Editions")),
        DateColumn("opened_at", label=_("Opened")),
    ]
    search_fields = [
        "number", "holder__user__last_name", "holder__user__first_name", "holder__user__email",
    ]  # fmt: skip
    list_filter: list[str] = []
    ordering = ["number"]

    def get_urlpatterns(self) -> list[URLPattern]:
        extra = path("<int:pk>/<slug:change>/", office.decide, name="decide")
        return [*super().get_urlpatterns(), extra]


class AlarmInspect(RecordInspect):
    """An alarm, and the way to close it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_open = self.object.acknowledged_at is None
        may_close = is_open and can_acknowledge(self.request.user, self.object)
        return {**super().get_context_data(**kwargs), "may_close": may_close}


class AlarmViewSet(RecordViewSet):
    model = Alarm
    name = "alarms"
    icon = "warning"
    menu_label = _("Alarms")
    inspect_view_class = AlarmInspect
    inspect_template_name = "credentials/office/alarm.html"
    inspect_view_fields = ["edition", "raised_at", "acknowledged_at", "acknowledged_by"]
    list_display = [
        TitleColumn("edition", label=_("Edition"), url_name="alarms:inspect"),
        DateColumn("raised_at", label=_("Raised")),
        DateColumn("acknowledged_at", label=_("Closed")),
    ]
    ordering = ["-raised_at"]

    def get_urlpatterns(self) -> list[URLPattern]:
        extra = path("<int:pk>/acknowledge/", office.acknowledge, name="acknowledge")
        return [*super().get_urlpatterns(), extra]


class ConcernViewSet(RecordViewSet):
    model = Concern
    name = "concerns"
    icon = "comment"
    menu_label = _("Concerns")
    inspect_view_fields = ["reported_at", "passport", "text", "contact"]
    list_display = [
        TitleColumn("text", label=_("What looked wrong"), url_name="concerns:inspect"),
        Column("passport", label=_("Passport")),
        DateColumn("reported_at", label=_("Reported")),
    ]
    ordering = ["-reported_at"]


class PassportGroup(ModelViewSetGroup):
    """The menu entry Passports."""

    menu_label = _("Passports")
    menu_icon = "doc-full-inverse"
    menu_order = 250
    items = (PassportViewSet, AlarmViewSet, ConcernViewSet)
