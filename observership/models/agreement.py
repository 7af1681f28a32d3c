"""Agreement: what the three sides of a placement sign; every change makes a new version."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from observership.models.labels import SIDE_LABELS
from observership.models.placement import Placement
from passport.append_only import AppendOnlyModel
from passport.choices import choices_of


class Agreement(AppendOnlyModel):
    """One version of a learning agreement; the newest counts.

    `content` is the canonical JSON (RFC 8785) that is signed: "starts_on", "ends_on",
    "supervisor", "host", "home", "trainee", "objectives" (each {"key", "title", "module",
    "requirements": [{"key", "label"}]}), "paperwork" and "rules"; `content_hash` is its SHA-256.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    content = models.TextField()
    content_hash = models.CharField(max_length=64)
    why = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["placement", "-version"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.UniqueConstraint(fields=["placement", "version"], name="agreement_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.version}"


class AgreementSignature(AppendOnlyModel):
    """One side signed one version: by an account, or by the home side's link with a typed name.

    Name and account are blanked together when their time is over.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=12, choices=choices_of(SIDE_LABELS))
    name = models.TextField(max_length=150)
    content_hash = models.CharField(max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["signed_at", "pk"]
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "side"], name="signature_once_per_side"),
            models.CheckConstraint(
                condition=models.Q(side="home")
                | models.Q(side__in=["trainee", "host"], user__isnull=False)
                | models.Q(name=""),
                name="signature_by_account_or_home",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.side}"
