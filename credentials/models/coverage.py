"""What a centre adds and asks: local requirements, attestations, minimum cover, reminders."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from passport.append_only import AppendOnlyModel
from passport.choices import choices_of
from passport.people.models.labels import ROLE_LABELS
from passport.standards.models import EvidenceKind


class LocalRequirement(models.Model):
    """Something this centre asks of its own people, shown apart from the programme.

    `roles` holds role codes or "all"; without `validity_months` it is shown once for good.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(
        "people.Centre", on_delete=models.PROTECT, related_name="local_requirements"
    )
    label = models.CharField(_("what is asked"), max_length=200)
    roles = models.JSONField(default=list)
    evidence_kind = models.CharField(max_length=30, choices=EvidenceKind)
    validity_months = models.PositiveSmallIntegerField(_("holds for months"), null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["centre", "label"]
        verbose_name = _("local requirement")
        verbose_name_plural = _("local requirements")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "label"],
                condition=models.Q(ends_on__isnull=True),
                name="local_requirement_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="local_requirement_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Attestation(AppendOnlyModel):
    """A quality manager says that a colleague has shown something; no paper is uploaded.

    About one requirement of a standard, or one local requirement. `shown_on` is the day on which
    it was shown, `reference` where the paper can be found. Counts at this centre only.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(
        "people.Centre", on_delete=models.PROTECT, related_name="attestations"
    )
    professional = models.ForeignKey(
        "people.Professional", on_delete=models.PROTECT, related_name="attestations"
    )
    requirement = models.ForeignKey(
        "standards.Requirement", null=True, on_delete=models.PROTECT, related_name="+"
    )
    local_requirement = models.ForeignKey(
        LocalRequirement, null=True, on_delete=models.PROTECT, related_name="attestations"
    )
    kind = models.CharField(max_length=30, choices=EvidenceKind)
    shown_on = models.DateField()
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    attested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    attested_at = models.DateTimeField()

    class Meta:
        ordering = ["-attested_at", "-pk"]
        verbose_name = _("attestation")
        verbose_name_plural = _("attestations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(requirement__isnull=True, local_requirement__isnull=False)
                | models.Q(requirement__isnull=False, local_requirement__isnull=True),
                name="attestation_of_one_requirement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.professional_id} {self.shown_on}"


class AttestationWithdrawal(AppendOnlyModel):
    """An attestation was taken back, with the reason and the time."""

    attestation = models.OneToOneField(
        Attestation, on_delete=models.PROTECT, related_name="withdrawal"
    )
    reason = models.CharField(max_length=500)
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("withdrawal of an attestation")
        verbose_name_plural = _("withdrawals of attestations")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="attestation_withdrawal_reason_is_given"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attestation_id} {self.reason}"


class Shift(models.TextChoices):
    """When a minimum cover must be there."""

    ALWAYS = "always", _("At all times")
    DAY = "day", _("Day shift")
    NIGHT = "night", _("Night shift")
    WEEKEND = "weekend", _("Weekend")


class CoverRule(models.Model):
    """How many people of a role a centre wants able to take part, for a product or for any."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(
        "people.Centre", on_delete=models.PROTECT, related_name="cover_rules"
    )
    role = models.CharField(_("role"), max_length=5, choices=choices_of(ROLE_LABELS))
    product = models.ForeignKey(
        "standards.Product", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    shift = models.CharField(_("shift"), max_length=10, choices=Shift, default=Shift.ALWAYS)
    minimum = models.PositiveSmallIntegerField(_("at least"))

    class Meta:
        ordering = ["centre", "role", "product", "shift"]
        verbose_name = _("minimum cover")
        verbose_name_plural = _("minimum covers")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "role", "product", "shift"],
                condition=models.Q(product__isnull=False),
                name="cover_rule_once_per_product",
            ),
            models.UniqueConstraint(
                fields=["centre", "role", "shift"],
                condition=models.Q(product__isnull=True),
                name="cover_rule_once_for_any_product",
            ),
            models.CheckConstraint(
                condition=models.Q(minimum__gte=1), name="cover_rule_asks_for_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.role} {self.minimum}"


class Reminder(models.Model):
    """A quality manager reminds some colleagues; until `due_at` it can be taken back."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey("people.Centre", on_delete=models.PROTECT, related_name="reminders")
    professionals = models.ManyToManyField("people.Professional", related_name="+")
    framework = models.ForeignKey("standards.Framework", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cancelled_at__isnull=True) | models.Q(sent_at__isnull=True),
                name="reminder_sent_or_cancelled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.asked_at:%Y-%m-%d}"
