"""Frameworks, their requirements, and where each requirement stands in an edition."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FrameworkKind(models.TextChoices):
    """What a framework is for."""

    PASSPORT = "passport", _("Passport programme")
    PRACTICE = "practice", _("Observed practice")
    ACCREDITATION = "accreditation", _("Accreditation")
    PRODUCT = "product", _("Product programme")
    LAW = "law", _("Law")
    REGISTRY = "registry", _("Registry")
    GUIDANCE = "guidance", _("Guidance")


class Framework(models.Model):
    """One edition of a standard, law or programme.

    `groups` lists [key, title] in the order shown; `replaces` is the edition before. Requirements
    without a validity of their own hold `validity_months`; none at all means for good.
    """

    key = models.SlugField(unique=True)
    kind = models.CharField(max_length=20, choices=FrameworkKind)
    title = models.CharField(max_length=200)
    owner = models.CharField(max_length=100)
    edition = models.CharField(max_length=40)
    pathway = models.CharField(max_length=100, blank=True)
    jurisdiction = models.ForeignKey(
        "standards.Jurisdiction", on_delete=models.PROTECT, related_name="+"
    )
    product = models.ForeignKey(
        "standards.Product",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="programmes",
    )
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors"
    )
    groups = models.JSONField(default=list, blank=True)
    source = models.CharField(_("where this was seen"), max_length=500, blank=True)
    note = models.TextField(_("what is not sure"), max_length=1000, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    validity_months = models.PositiveSmallIntegerField(null=True, blank=True)
    grace_days = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["key"]
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="framework_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.edition}"


class EvidenceKind(models.TextChoices):
    """How a requirement is shown; the first five are the records kept for every member of staff."""

    QUALIFICATION = "qualification", _("Qualification")
    ORIENTATION = "orientation", _("Orientation")
    INITIAL_COMPETENCE = "initial_competence", _("Initial competence")
    YEARLY_COMPETENCE = "yearly_competence", _("Yearly competence")
    CONTINUING_EDUCATION = "continuing_education", _("Continuing education")
    OBSERVED = "observed", _("Observed practice")


class Requirement(models.Model):
    """One thing to be shown, under a key of ours that outlives every numbering.

    `roles` holds role codes, or "all"; `evidence_kinds` values of EvidenceKind. Without
    `validity_months` the framework's validity counts; 0 never runs out.
    """

    key = models.CharField(max_length=80, unique=True)
    label = models.CharField(_("our short label"), max_length=300)
    roles = models.JSONField(default=list)
    evidence_kinds = models.JSONField(default=list)
    validity_months = models.PositiveSmallIntegerField(_("holds for months"), null=True, blank=True)
    any_of = models.BooleanField(
        _("any one full alignment is enough"),
        default=False,
        help_text=_("Otherwise all full alignments are needed."),
    )

    class Meta:
        ordering = ["key"]
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")

    def __str__(self) -> str:
        return f"{self.key}: {self.label}"


class NumberStatus(models.TextChoices):
    """How sure a clause number is."""

    VERIFIED = "verified", _("Verified")
    UNVERIFIED = "unverified", _("Not verified")
    UNKNOWN = "unknown", _("Unknown")


class Clause(models.Model):
    """A requirement's place in one framework: group, order and, where known, its number."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="clauses")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="clauses")
    group = models.CharField(max_length=40)
    position = models.PositiveIntegerField(default=0)
    number = models.CharField(max_length=40, blank=True)
    number_status = models.CharField(
        max_length=12, choices=NumberStatus, default=NumberStatus.UNKNOWN
    )
    number_source = models.CharField(_("where the number was seen"), max_length=200, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["framework", "group", "position"]
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "group", "requirement"], name="clause_once_per_group"
            ),
            models.CheckConstraint(
                condition=~models.Q(number_status="verified") | ~models.Q(number=""),
                name="clause_verified_number_is_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework_id} {self.requirement_id} {self.number}"
