"""The back office of alignments: the curriculum map, and every alignment with its review."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet

from curriculum.models import ModuleAlignment, TaskAlignment
from curriculum.permissions import can_see_map
from curriculum.queries.map import MODULE, TASK
from curriculum.views import map as map_views
from curriculum.viewsets.records import RecordViewSet
from passport.people.models import User


class MapMenuItem(MenuItem):
    """Shown to whoever may see the map."""

    def is_shown(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and can_see_map(request.user)


class MapViewSet(ViewSet):
    """The map, and the review of one alignment."""

    name = "curriculum_map"
    url_prefix = "curriculum-map"
    icon = "table"
    menu_label = _("Curriculum map")
    menu_item_class = MapMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", map_views.curriculum_map, name="index"),
            path("review/<slug:kind>/<int:pk>/", map_views.review, name="review"),
        ]


def judged(alignment: Any) -> Any:
    """Who judged an alignment, and when."""
    if alignment.reviewed_by is None:
        return _("not yet")
    return f"{alignment.reviewed_by}, {localtime(alignment.reviewed_at):%Y-%m-%d}"


class ModuleAlignmentList(generic.IndexView):
    """Alignments of modules with their reviewers."""

    def get_base_queryset(self) -> QuerySet[ModuleAlignment]:
        rows = super().get_base_queryset()
        return rows.select_related("module", "requirement", "reviewed_by")


class TaskAlignmentList(generic.IndexView):
    """Alignments of observed tasks with their reviewers."""

    def get_base_queryset(self) -> QuerySet[TaskAlignment]:
        rows = super().get_base_queryset()
        return rows.select_related("task", "requirement", "reviewed_by")


def _columns(kind: str, title: Any) -> list[Any]:
    def address(alignment: Any) -> str:
        return reverse("curriculum_map:review", args=[kind, alignment.pk])

    return [
        TitleColumn(kind, label=title, accessor=kind, get_url=address),
        Column("requirement", label=_("Requirement")),
        Column("get_strength_display", label=_("How far")),
        Column("judged", label=_("Judged by"), accessor=judged),
        "reason",
    ]


class ModuleAlignmentViewSet(RecordViewSet):
    model = ModuleAlignment
    icon = "link"
    menu_label = _("Alignments of modules")
    index_view_class = ModuleAlignmentList
    list_display = _columns(MODULE, _("Module"))
    list_filter = ["module", "strength"]
    search_fields = ["module__code", "requirement__key", "requirement__label"]
    ordering = ["module__code", "requirement__key"]


class TaskAlignmentViewSet(RecordViewSet):
    model = TaskAlignment
    icon = "link"
    menu_label = _("Alignments of tasks")
    index_view_class = TaskAlignmentList
    list_display = _columns(TASK, _("Observed task"))
    list_filter = ["task", "strength"]
    search_fields = ["task__key", "requirement__key", "requirement__label"]
    ordering = ["task__key", "requirement__key"]
