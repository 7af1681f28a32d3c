"""The back office of passports: the issuance desk, alarms and concerns."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from credentials.models import Alarm, Concern, Passport, Recognition
from credentials.permissions import can_acknowledge, can_decide, can_decide_claim
from credentials.queries.desk import trail_of
from credentials.services.revoking import changes_allowed
from credentials.views import office, recognition
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


def decision_in_words(claim: Recognition) -> object:
    """What an issuer decided, or that nobody has."""
    decision = getattr(claim, "decision", None)
    if decision is None:
        return _("Waiting")
    return _("Accepted") if decision.accepted else _("Refused")


class RecognitionList(generic.IndexView):
    """Claims with their holder and what was decided; those that wait stand first."""

    def get_base_queryset(self) -> QuerySet[Recognition]:
        rows = super().get_base_queryset().select_related("professional__user", "decision")
        return rows.annotate(is_decided=Q(decision__isnull=False))


class RecognitionInspect(RecordInspect):
    """A claim, its decision, and the way to decide."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        decision = getattr(self.object, "decision", None)
        may_decide = decision is None and can_decide_claim(self.request.user, self.object)
        alignments = decision.alignments.select_related("requirement") if decision else []
        return {
            **super().get_context_data(**kwargs),
            "decision": decision,
            "alignments": alignments,
            "may_decide": may_decide,
        }


class RecognitionViewSet(RecordViewSet):
    model = Recognition
    name = "prior_learning"
    icon = "clipboard-list"
    menu_label = _("Prior learning")
    index_view_class = RecognitionList
    inspect_view_class = RecognitionInspect
    inspect_template_name = "credentials/recognition_inspect.html"
    inspect_view_fields = [
        "professional", "title", "provider", "reference", "achieved_on", "claimed_at",
    ]  # fmt: skip
    list_display = [
        TitleColumn("title", label=_("What was learned"), url_name="prior_learning:inspect"),
        Column("professional", label=_("Holder")),
        Column("provider", label=_("Certified by")),
        DateColumn("claimed_at", label=_("Claimed")),
        Column("decision_in_words", label=_("Decision"), accessor=decision_in_words),
    ]
    search_fields = [
        "title", "provider", "professional__user__last_name", "professional__user__email",
    ]  # fmt: skip
    list_filter: list[str] = []
    ordering = ["is_decided", "claimed_at"]

    def get_urlpatterns(self) -> list[URLPattern]:
        extra = path("<int:pk>/decide/", recognition.decide, name="decide")
        return [*super().get_urlpatterns(), extra]


class PassportGroup(ModelViewSetGroup):
    """The menu entry Passports."""

    menu_label = _("Passports")
    menu_icon = "doc-full-inverse"
    menu_order = 250
    items = (PassportViewSet, AlarmViewSet, ConcernViewSet, RecognitionViewSet)
