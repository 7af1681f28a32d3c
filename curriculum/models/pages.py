"""Where authors write: an index of modules and one page per module and language."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Page

from curriculum.blocks.figures import drawing_findings
from curriculum.blocks.lesson import (
    ChapterBlock,
    GlossaryBlock,
    ObjectiveBlock,
    QuestionBlock,
    VignetteBlock,
)
from curriculum.blocks.stream import STREAMS, read_streams
from curriculum.domain.checks import module_findings, reference_findings, requirement_findings
from curriculum.domain.content import ModuleContent
from curriculum.domain.findings import Finding, Rule, finding
from curriculum.models.page_errors import as_validation_error
from curriculum.models.page_form import ModulePageForm
from curriculum.models.reference import Reference
from passport.standards.models import Requirement


class CurriculumIndexPage(Page):
    """Keeps the module pages together in the page tree."""

    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["curriculum.ModulePage"]
    max_count = 1

    class Meta:
        verbose_name = _("curriculum")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Learners find modules in the catalogue."""
        return redirect("curriculum:catalogue")


class ModulePage(Page):
    """The text of a module while authors work on it; publishing freezes a release."""

    module = models.ForeignKey(
        "curriculum.Module",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("module"),
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
    objectives = StreamField(
        [("objective", ObjectiveBlock())], verbose_name=_("objectives"), collapsed=True
    )
    chapters = StreamField(
        [("chapter", ChapterBlock())], verbose_name=_("chapters"), collapsed=True
    )
    questions = StreamField(
        [("question", QuestionBlock())], verbose_name=_("questions"), blank=True, collapsed=True
    )
    vignettes = StreamField(
        [("vignette", VignetteBlock())], verbose_name=_("vignettes"), blank=True, collapsed=True
    )
    glossary = StreamField(
        [("entry", GlossaryBlock())], verbose_name=_("glossary"), blank=True, collapsed=True
    )

    parent_page_types: ClassVar[list[str]] = ["curriculum.CurriculumIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    exclude_fields_in_copy: ClassVar[list[str]] = ["module"]
    base_form_class = ModulePageForm
    template = "curriculum/module_preview.html"
    to_be_released: bool | None = None
    """Set by the form; elsewhere a page that belongs to a module is checked while it is live."""

    text_panels: ClassVar[list] = [
        *Page.content_panels,
        FieldPanel(
            "summary", help_text=_("What the learner can do afterwards, in one or two sentences.")
        ),
        FieldPanel(
            "objectives",
            help_text=_("Three to six, each a question a colleague would ask. Keys: O1, O2, …"),
        ),
        FieldPanel(
            "chapters",
            help_text=_(
                "Three to six chapters. Write the source of a claim as [@KEY] directly after it,"
                " and [@PRACTICE] for sound practice without a source. Keys stand under"
                " Curriculum, References."
            ),
        ),
        FieldPanel("glossary", help_text=_("Abbreviations that the text uses.")),
    ]
    question_panels: ClassVar[list] = [
        FieldPanel("draw"),
        FieldPanel(
            "questions",
            help_text=_(
                "A reworded question keeps its key; a new question takes a new one."
                " The exam needs three times as many questions as it draws,"
                " and two for each objective."
            ),
        ),
        FieldPanel("vignettes", help_text=_("Three to six decisions about a fictional patient.")),
    ]
    record_panels: ClassVar[list] = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "module",
                    help_text=_("A copied page belongs to no module until you choose one."),
                ),
                FieldPanel("version", help_text=_("Such as 1.0; printed beside the review date.")),
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

    @property
    def content(self) -> ModuleContent:
        """What the page says as records; raises ValueError or KeyError while it is unfinished."""
        streams = {name: getattr(self, name).get_prep_value() for name in STREAMS}
        return ModuleContent(
            code=self.module.code if self.module else "",
            title=self.title,
            summary=self.summary,
            language=self.language,
            version=self.version,
            reviewed_on=str(self.reviewed_on or ""),
            audience=self.audience,
            handbook_topics=tuple(self.handbook_topics.split()),
            requirements=self.module.requirements if self.module else {},
            draw=self.draw,
            observed=tuple(line.strip() for line in self.observed.splitlines() if line.strip()),
            **read_streams(streams),
        )

    def findings(self) -> list[Finding]:
        """Everything that keeps the page from being released."""
        if self.module is None:
            return [finding(Rule.UNBOUND)]
        content = self.content
        own = {**content.requirements, self.module.own_requirement: "full"}
        known = Requirement.objects.filter(key__in=own).values_list("key", flat=True)
        return [
            *module_findings(content),
            *drawing_findings(content),
            *reference_findings(content, Reference.objects.values_list("key", flat=True)),
            *requirement_findings(own, known),
        ]

    def clean(self) -> None:
        """Refuse to publish what may not be released; drafts are left alone."""
        super().clean()
        bound_and_live = self.live and self.module is not None
        checked = bound_and_live if self.to_be_released is None else self.to_be_released
        if checked and (findings := self.findings()):
            raise as_validation_error(findings, self.content)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Learners read the release, not the page."""
        if self.module is None:
            return redirect("curriculum:catalogue")
        return redirect("curriculum:module", self.module.code)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The reader's look, drawn by whoever registered for it (rendering lies above models)."""
        for draw in hooks.get_hooks("draw_module_preview"):
            return draw(request, self)
        raise LookupError("draw_module_preview")


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
