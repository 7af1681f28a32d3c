"""The back office of observed practice: tasks as loaded, and what was signed off."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from curriculum.models import ObservationSignOff, ObservedTask
from curriculum.viewsets.records import RecordViewSet
from passport.ui.back_office import RecordInspect


class TaskList(generic.IndexView):
    """Tasks with how often each was signed off."""

    def get_base_queryset(self) -> QuerySet[ObservedTask]:
        kept = Count("sign_offs", filter=Q(sign_offs__annulment__isnull=True))
        return super().get_base_queryset().select_related("module").annotate(signed=kept)


class TaskInspect(RecordInspect):
    """A task with its steps in words."""

    def get_steps_display_value(self) -> SafeString:
        return listed(self.object.steps)

    def get_references_display_value(self) -> str:
        return ", ".join(self.object.references)

    def get_roles_display_value(self) -> str:
        return ", ".join(self.object.roles)


def listed(steps: list[dict[str, Any]]) -> SafeString:
    """Steps as a numbered list; those that must be seen say so."""
    critical = _("must be seen")
    lines = ((each["text"], f" ({critical})" if each["critical"] else "") for each in steps)
    return format_html("<ol>{}</ol>", format_html_join("", "<li>{}{}</li>", lines))


class TaskViewSet(RecordViewSet):
    model = ObservedTask
    icon = "view"
    menu_label = _("Observed tasks")
    inspect_view_enabled = True
    inspect_view_class = TaskInspect
    index_view_class = TaskList
    inspect_view_fields = [
        "key", "title", "version", "reviewed_on", "summary", "setting", "minutes", "roles",
        "module", "steps", "references", "retired_at",
    ]  # fmt: skip
    list_display = [
        TitleColumn("title", label=_("Task"), url_name="observedtask:inspect"),
        Column("key", label=_("Key")),
        Column("version", label=_("Version")),
        Column("module", label=_("Module"), accessor="module.code"),
        Column("signed", label=_("Sign-offs in force or run out")),
    ]
    search_fields = ["key", "title"]
    ordering = ["key"]


def taken_back(sign_off: ObservationSignOff) -> str:
    """When and why a sign-off was taken back."""
    annulment = getattr(sign_off, "annulment", None)
    return f"{localtime(annulment.annulled_at):%Y-%m-%d}: {annulment.reason}" if annulment else ""


class SignOffList(generic.IndexView):
    """Sign-offs with their annulments, in a constant number of queries."""

    def get_base_queryset(self) -> QuerySet[ObservationSignOff]:
        rows = super().get_base_queryset().defer("steps")
        return rows.select_related("learner__user", "assessor__user", "task", "centre", "annulment")


class SignOffInspect(RecordInspect):
    """A sign-off; people in words, never as a link to change them."""

    def get_learner_display_value(self) -> str:
        return str(self.object.learner)

    def get_assessor_display_value(self) -> str:
        return str(self.object.assessor)

    def get_task_display_value(self) -> str:
        return str(self.object.task)

    def get_steps_display_value(self) -> SafeString:
        return listed([each for each in self.object.steps if each.get("seen", True)])


class SignOffViewSet(RecordViewSet):
    model = ObservationSignOff
    icon = "success"
    menu_label = _("Sign-offs")
    inspect_view_enabled = True
    inspect_view_class = SignOffInspect
    index_view_class = SignOffList
    inspect_view_fields = [
        "learner", "task", "version", "centre", "assessor", "observed_at", "received_at",
        "confirmed_at", "steps",
    ]  # fmt: skip
    list_display = [
        TitleColumn("learner", label=_("Learner"), url_name="observationsignoff:inspect"),
        Column("task", label=_("Task")),
        Column("centre", label=_("Centre")),
        Column("assessor", label=_("Assessor")),
        DateColumn("observed_at", label=_("Observed")),
        Column("taken_back", label=_("Taken back"), accessor=taken_back),
    ]
    list_filter = ["task"]
    search_fields = ["learner__user__last_name", "centre__name"]
    ordering = ["-observed_at"]
