"""Frameworks and their requirements, clause numbers per edition, products and jurisdictions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Jurisdiction(models.Model):
    """Where a rule or an authorisation holds: EU, CH, UK, US, KR, or the whole world."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["code"]
        verbose_name = _("jurisdiction")
        verbose_name_plural = _("jurisdictions")

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """A CAR T medicine, known first by its active substance."""

    key = models.SlugField(unique=True)
    inn = models.CharField(_("active substance"), max_length=100)
    brand = models.CharField(_("brand name"), max_length=100, blank=True)
    holder = models.CharField(_("marketing authorisation holder"), max_length=100, blank=True)

    class Meta:
        ordering = ["inn"]
        verbose_name = _("product")
        verbose_name_plural = _("products")

    def __str__(self) -> str:
        return self.inn


class FrameworkKind(models.TextChoices):
    """What a framework is for."""

    PASSPORT = "passport", _("Passport programme")
    ACCREDITATION = "accreditation", _("Accreditation")


class Framework(models.Model):
    """One edition of a standard, or of the passport programme itself."""

    key = models.SlugField(unique=True)
    kind = models.CharField(max_length=20, choices=FrameworkKind)
    title = models.CharField(max_length=200)
    owner = models.CharField(max_length=100)
    edition = models.CharField(max_length=40)
    pathway = models.CharField(max_length=100, blank=True)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    validity_months = models.PositiveSmallIntegerField(null=True, blank=True)
    grace_days = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["key"]
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")

    def __str__(self) -> str:
        return f"{self.title}, {self.edition}"


class Requirement(models.Model):
    """One thing to be shown, under a key of ours that outlives every numbering."""

    key = models.CharField(max_length=80, unique=True)
    label = models.CharField(_("our short label"), max_length=300)
    roles = models.JSONField(default=list)
    evidence_kinds = models.JSONField(default=list)
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
