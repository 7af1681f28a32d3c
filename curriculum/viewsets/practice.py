"""The back office of observed practice: tasks as loaded, and what was signed off."""

from typing import Any

from django.db.models import Count, Field, Q, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from curriculum.models import ObservationSignOff, ObservedTask
from curriculum.permissions import can_review_task
from curriculum.queries.task_reviews import versions_of
from curriculum.views import office
from curriculum.viewsets.records import RecordViewSet
from passport.ui.back_office import RecordInspect


class TaskList(generic.IndexView):
    """Tasks with their latest clinical review and how often each was signed off."""

    def get_base_queryset(self) -> QuerySet[ObservedTask]:
        kept = Count("sign_offs", filter=Q(sign_offs__annulment__isnull=True))
        rows = super().get_base_queryset().select_related("module").annotate(signed=kept)
        return rows.prefetch_related("reviews__reviewer")


def reviewed(task: ObservedTask) -> Any:
    """Who approved a task's present version clinically, or that nobody did."""
    latest = next((each for each in task.reviews.all() if each.version == task.version), None)
    if latest is None:
        return _("not yet")
    return latest.reviewer if latest.approved else _("not approved")


class TaskInspect(RecordInspect):
    """A task, each version of it with its steps and reviews, and the way to record a review."""

    template_name = "curriculum/office/task.html"

    @cached_property
    def may_review(self) -> bool:
        return can_review_task(self.request.user, self.object)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        if not self.may_review:
            return []
        url = reverse("observedtask:review", args=[self.object.pk, self.object.version])
        return [Button(_("Record clinical review"), url=url, icon_name="check", priority=10)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = [(each, listed(each.steps)) for each in versions_of(self.object)]
        context = super().get_context_data(**kwargs)
        return {**context, "versions": versions, "may_review": self.may_review}

    def get_field_label(self, field_name: str, field: Field) -> Any:
        """The editors' day is no clinical review."""
        if field_name == "reviewed_on":
            return _("Last read by the editors")
        return super().get_field_label(field_name, field)

    def get_references_display_value(self) -> str:
        return ", ".join(self.object.references)

    def get_roles_display_value(self) -> str:
        return ", ".join(self.object.roles)


def listed(steps: list[dict[str, Any]]) -> SafeString:
    """Steps as a numbered list with their sources; those that must be seen say so."""
    critical = _("must be seen")
    lines = (
        (
            each["text"],
            f" ({critical})" if each["critical"] else "",
            f" [{', '.join(each['references'])}]" if each["references"] else "",
        )
        for each in steps
    )
    return format_html("<ol>{}</ol>", format_html_join("", "<li>{}{}{}</li>", lines))


class TaskViewSet(RecordViewSet):
    model = ObservedTask
    icon = "view"
    menu_label = _("Observed tasks")
    inspect_view_enabled = True
    inspect_view_class = TaskInspect
    inspect_template_name = TaskInspect.template_name
    index_view_class = TaskList
    inspect_view_fields = [
        "key", "title", "version", "reviewed_on", "summary", "setting", "minutes", "roles",
        "module", "references", "retired_at",
    ]  # fmt: skip
    list_display = [
        TitleColumn("title", label=_("Task"), url_name="observedtask:inspect"),
        Column("key", label=_("Key")),
        Column("version", label=_("Version")),
        Column("module", label=_("Module"), accessor="module.code"),
        Column("reviewed", label=_("Clinical review"), accessor=reviewed),
        Column("signed", label=_("Sign-offs in force or run out")),
    ]
    search_fields = ["key", "title"]
    ordering = ["key"]

    def get_urlpatterns(self) -> list[URLPattern]:
        way = "review/<int:pk>/<str:version>/"
        extra = path(way, office.record_review_of_task, name="review")
        return [*super().get_urlpatterns(), extra]


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
