"""Module (identity), ModuleRelease (frozen), its clinical reviews and its alignments."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from passport.append_only import AppendOnlyModel
from passport.standards.models import AlignmentFields


class ModuleKind(models.TextChoices):
    """Core belongs to everybody, role to a role, product to one medicine."""

    CORE = "core", _("Core")
    ROLE = "role", _("Role")
    PRODUCT = "product", _("Product")


class Module(models.Model):
    """A unit of training; what it says stands in its releases."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(unique=True, max_length=20)
    kind = models.CharField(max_length=10, choices=ModuleKind)
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["code"]
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def own_requirement(self) -> str:
        """Key of the requirement of the passport programme that this module alone fulfils."""
        return f"module.{self.code}"

    @property
    def requirements(self) -> dict[str, str]:
        """Strength of every alignment by the requirement's key."""
        return dict(self.alignments.values_list("requirement__key", "strength"))


class ModuleRelease(AppendOnlyModel):
    """What learners read and are examined on: frozen, hashed, numbered per language.

    `chapters` holds cleaned HTML segments; `practice` and `vignettes` their questions with
    explanations; `exam` the exam pool with its key. Only `content` reaches a template whole.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="releases")
    language = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    version = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    content_hash = models.CharField(max_length=64)
    content = models.JSONField()
    practice = models.JSONField(default=dict)
    vignettes = models.JSONField(default=dict)
    exam = models.JSONField(default=list)
    draw = models.PositiveSmallIntegerField()
    pass_percent = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    words = models.PositiveIntegerField()
    reviewed_on = models.DateField()
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["module", "language", "-number"]
        verbose_name = _("module release")
        verbose_name_plural = _("module releases")
        constraints = [
            models.UniqueConstraint(
                fields=["module", "language", "number"], name="release_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(pass_percent__gte=1, pass_percent__lte=100),
                name="release_pass_percent_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, release {self.number} ({self.language})"


class ClinicalReview(AppendOnlyModel):
    """A clinician's decision on one release, with the points left open."""

    release = models.ForeignKey(
        ModuleRelease, on_delete=models.PROTECT, related_name="clinical_reviews"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    approved = models.BooleanField()
    open_points = models.TextField(blank=True)
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering = ["-reviewed_at", "-pk"]
        verbose_name = _("clinical review")
        verbose_name_plural = _("clinical reviews")

    def __str__(self) -> str:
        return f"{self.release_id} {self.reviewed_at:%Y-%m-%d}"


class ModuleAlignment(AlignmentFields):
    """This module supports this requirement; the module's text says it, a reviewer judges it."""

    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="alignments")

    class Meta:
        verbose_name = _("alignment")
        verbose_name_plural = _("alignments")
        constraints = [
            models.UniqueConstraint(fields=["module", "requirement"], name="alignment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.module_id} {self.requirement_id} {self.strength}"
