"""Where authors write: an index of modules and one page per module and language."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Page

from curriculum.blocks.lesson import (
    ChapterBlock,
    GlossaryBlock,
    ObjectiveBlock,
    QuestionBlock,
    VignetteBlock,
)


class CurriculumIndexPage(Page):
    """Keeps the module pages together in the page tree."""

    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["curriculum.ModulePage"]
    max_count = 1


class ModulePage(Page):
    """The text of a module while authors work on it; publishing freezes a release."""

    module = models.ForeignKey(
        "curriculum.Module", null=True, blank=True, on_delete=models.PROTECT, related_name="pages"
    )
    language = models.CharField(max_length=10, default="en", editable=False)
    summary = models.TextField(_("summary"))
    audience = models.CharField(_("audience"), max_length=300, blank=True)
    version = models.CharField(_("editorial version"), max_length=20)
    reviewed_on = models.DateField(_("last read by the editors on"))
    handbook_topics = models.CharField(
        _("handbook topics"), max_length=200, help_text=_("Topic codes, separated by spaces.")
    )
    draw = models.PositiveSmallIntegerField(
        _("questions drawn"), help_text=_("5 to 8; 0 when the module has no exam.")
    )
    observed = models.TextField(
        _("observed tasks"), blank=True, help_text=_("One per line; the exam never covers them.")
    )
    objectives = StreamField([("objective", ObjectiveBlock())], verbose_name=_("objectives"))
    chapters = StreamField([("chapter", ChapterBlock())], verbose_name=_("chapters"))
    questions = StreamField(
        [("question", QuestionBlock())], verbose_name=_("questions"), blank=True
    )
    vignettes = StreamField(
        [("vignette", VignetteBlock())], verbose_name=_("vignettes"), blank=True
    )
    glossary = StreamField([("entry", GlossaryBlock())], verbose_name=_("glossary"), blank=True)

    parent_page_types: ClassVar[list[str]] = ["curriculum.CurriculumIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    exclude_fields_in_copy: ClassVar[list[str]] = ["module"]
    template = "curriculum/module_preview.html"

    text_panels: ClassVar[list] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("objectives"),
        FieldPanel("chapters"),
        FieldPanel("glossary"),
    ]
    question_panels: ClassVar[list] = [
        FieldPanel("draw"),
        FieldPanel("questions"),
        FieldPanel("vignettes"),
    ]
    record_panels: ClassVar[list] = [
        MultiFieldPanel(
            [
                FieldPanel("module", read_only=True),
                FieldPanel("version"),
                FieldPanel("reviewed_on"),
                FieldPanel("handbook_topics"),
                FieldPanel("audience"),
                FieldPanel("observed"),
            ],
            heading=_("Record"),
        )
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(text_panels, heading=_("Text")),
            ObjectList(question_panels, heading=_("Questions")),
            ObjectList(record_panels, heading=_("Record")),
            ObjectList(Page.promote_panels, heading=_("Address")),
        ]
    )

    class Meta:
        verbose_name = _("module page")
        verbose_name_plural = _("module pages")
        constraints = [
            models.UniqueConstraint(
                fields=["module", "language"],
                condition=models.Q(module__isnull=False),
                name="module_page_once",
            ),
        ]


class LoadedBundle(models.Model):
    """Which file text was last loaded for a module, so that nobody's change is lost."""

    module = models.ForeignKey(
        "curriculum.Module", on_delete=models.CASCADE, related_name="loaded_bundles"
    )
    language = models.CharField(max_length=10)
    file_hash = models.CharField(max_length=64)
    page_hash = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["module", "language"], name="loaded_bundle_once"),
        ]

    def __str__(self) -> str:
        return f"{self.module_id} {self.language}"
