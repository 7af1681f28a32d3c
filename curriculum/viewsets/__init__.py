"""The back office of the curriculum: one menu entry for all of it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from curriculum.viewsets.alignments import (
    MapViewSet,
    ModuleAlignmentViewSet,
    TaskAlignmentViewSet,
)
from curriculum.viewsets.practice import SignOffViewSet, TaskViewSet
from curriculum.viewsets.records import (
    CompletionViewSet,
    ModuleViewSet,
    ReferenceViewSet,
    ReleaseViewSet,
    StatisticViewSet,
)


class CurriculumGroup(ModelViewSetGroup):
    """One menu entry for all of it."""

    menu_label = _("Curriculum")
    menu_icon = "doc-full-inverse"
    menu_order = 150
    items = (
        ModuleViewSet,
        ReleaseViewSet,
        ReferenceViewSet,
        StatisticViewSet,
        CompletionViewSet,
        TaskViewSet,
        SignOffViewSet,
        MapViewSet,
        ModuleAlignmentViewSet,
        TaskAlignmentViewSet,
    )
