"""The back office of the curriculum: modules, releases, completions, statistics, references."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from curriculum.models import (
    Completion,
    ItemStatistic,
    Module,
    ModulePage,
    ModuleRelease,
    Reference,
)
from curriculum.permissions import ANNUL, can_review
from curriculum.views import office
from passport.ui.back_office import RecordInspect


class ModuleList(generic.IndexView):
    """Modules with their page and their latest release."""

    def get_base_queryset(self) -> QuerySet[Module]:
        return super().get_base_queryset().prefetch_related("releases")

    @cached_property
    def pages(self) -> dict[int, ModulePage]:
        """Page of each module; modules without a page are missing."""
        pages = ModulePage.objects.filter(module__isnull=False).defer("chapters", "questions")
        return {page.module_id: page for page in pages}

    def page_url(self, module: Module) -> str:
        page = self.pages.get(module.pk)
        return reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else ""

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("code", label=_("Code"), get_url=self.page_url),
            Column("title", label=_("Title")),
            Column("get_kind_display", label=_("Kind")),
            Column("release", label=_("Release"), accessor=latest_of),
            Column("page", label=_("Page"), accessor=self.page_words),
        ]

    def page_words(self, module: Module) -> Any:
        page = self.pages.get(module.pk)
        if page is None:
            return _("none")
        return _("live, with a newer draft") if page.has_unpublished_changes else _("live")


def latest_of(module: Module) -> str:
    """Number and minutes of the latest release."""
    releases = sorted(module.releases.all(), key=lambda each: each.number)
    return f"{releases[-1].number} ({releases[-1].minutes} min)" if releases else ""


class RecordViewSet(ModelViewSet):
    """Records that are looked at, never edited here."""

    exclude_form_fields: tuple[str, ...] = ()
    copy_view_enabled = False
    add_to_reference_index = False
    list_filter: list[str] | None = None


class ModuleViewSet(RecordViewSet):
    model = Module
    icon = "doc-full"
    menu_label = _("Modules")
    index_view_class = ModuleList
    search_fields = ["code", "title"]
    list_filter = ["kind"]


class ReleaseInspect(RecordInspect):
    """A release with its reviews and its exam, and the way to record a review."""

    template_name = "curriculum/office/release.html"

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        if not can_review(self.request.user, self.object):
            return []
        url = reverse("modulerelease:review", args=[self.object.pk])
        return [Button(_("Record clinical review"), url=url, icon_name="check", priority=10)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reviews = self.object.clinical_reviews.select_related("reviewer")
        may_review = can_review(self.request.user, self.object)
        return {**super().get_context_data(**kwargs), "reviews": reviews, "may_review": may_review}


class ReleaseList(generic.IndexView):
    """Releases with their latest clinical review, in a constant number of queries."""

    def get_base_queryset(self) -> QuerySet[ModuleRelease]:
        rows = super().get_base_queryset().defer("content", "practice", "vignettes", "exam")
        return rows.select_related("module").prefetch_related("clinical_reviews__reviewer")


def reviewed(release: ModuleRelease) -> Any:
    """Who approved a release clinically, or that nobody did."""
    reviews = release.clinical_reviews.all()
    if not reviews:
        return _("not yet")
    return reviews[0].reviewer if reviews[0].approved else _("not approved")


class ReleaseViewSet(RecordViewSet):
    model = ModuleRelease
    index_view_class = ReleaseList
    icon = "tag"
    menu_label = _("Releases")
    inspect_view_enabled = True
    inspect_view_class = ReleaseInspect
    inspect_template_name = ReleaseInspect.template_name
    inspect_view_fields = [
        "module", "title", "language", "number", "version", "minutes", "words", "draw",
        "pass_percent", "reviewed_on", "released_at", "released_by", "content_hash",
    ]  # fmt: skip
    list_display = [
        "title",
        Column("code", label=_("Module"), accessor="module.code"),
        "number",
        "version",
        Column("minutes", label=_("Minutes")),
        DateColumn("released_at", label=_("Released")),
        Column("reviewed", label=_("Clinical review"), accessor=reviewed),
    ]
    list_filter = ["module", "language"]
    ordering = ["module__code", "-number"]

    def get_urlpatterns(self) -> list[URLPattern]:
        extra = path("review/<int:pk>/", office.record_review, name="review")
        return [*super().get_urlpatterns(), extra]


def annulled(completion: Completion) -> Any:
    """When and why a completion was taken back."""
    annulment = getattr(completion, "annulment", None)
    return f"{localtime(annulment.annulled_at):%Y-%m-%d}: {annulment.reason}" if annulment else ""


class CompletionInspect(RecordInspect):
    """A completion, and the way to take it back."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        if annulled(self.object) or not self.request.user.has_perm(ANNUL):
            return []
        url = reverse("completion:annul", args=[self.object.pk])
        return [Button(_("Annul"), url=url, icon_name="cross", priority=10)]

    def get_learner_display_value(self) -> SafeString:
        return format_html("{}", self.object.learner)


class CompletionList(generic.IndexView):
    """Completions with their annulments, in a constant number of queries."""

    def get_base_queryset(self) -> QuerySet[Completion]:
        rows = super().get_base_queryset()
        return rows.select_related("learner__user", "module", "release", "annulment")


class CompletionViewSet(RecordViewSet):
    model = Completion
    icon = "success"
    menu_label = _("Completions")
    inspect_view_enabled = True
    inspect_view_class = CompletionInspect
    index_view_class = CompletionList
    inspect_view_fields = ["learner", "module", "release", "way", "language", "completed_at"]
    list_display = [
        "learner", "module", "release", DateColumn("completed_at"),
        Column("annulled", label=_("Annulled"), accessor=annulled),
    ]  # fmt: skip
    list_filter = ["module", "way"]
    search_fields = ["learner__user__last_name", "learner__user__email"]
    ordering = ["-completed_at"]

    def get_urlpatterns(self) -> list[URLPattern]:
        extra = path("annul/<int:pk>/", office.annul, name="annul")
        return [*super().get_urlpatterns(), extra]


def share(statistic: ItemStatistic) -> str:
    """Right answers in a hundred."""
    if not statistic.answered:
        return ""
    return f"{round(100 * statistic.correct / statistic.answered)} %"


class StatisticList(generic.IndexView):
    """Exam questions with how often they were answered right."""

    def get_base_queryset(self) -> QuerySet[ItemStatistic]:
        return super().get_base_queryset().select_related("question__module", "release__module")


class StatisticViewSet(RecordViewSet):
    model = ItemStatistic
    icon = "list-ol"
    menu_label = _("Question statistics")
    index_view_class = StatisticList
    list_display = [
        Column("module", label=_("Module"), accessor="question.module.code"),
        Column("key", label=_("Question"), accessor="question.key"),
        Column("objective", label=_("Objective"), accessor="question.objective"),
        Column("release", label=_("Release"), accessor="release.number"),
        Column("answered", label=_("Answered"), sort_key="answered"),
        Column("share", label=_("Right"), accessor=share),
    ]
    list_filter = ["question__module"]
    ordering = ["question__module__code", "question__key"]


class ReferenceViewSet(ModelViewSet):
    model = Reference
    icon = "openquote"
    menu_label = _("References")
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = ["key", "citation", "doi"]
    search_fields = ["key", "citation", "doi"]
    ordering = ["key"]
