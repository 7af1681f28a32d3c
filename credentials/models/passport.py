"""Passport, its signed editions, its withdrawals and the copies that people carry."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from passport.append_only import AppendOnlyModel


class Passport(models.Model):
    """One person's passport: a number that never changes; what it says stands in editions."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    holder = models.OneToOneField(
        "people.Professional", on_delete=models.PROTECT, related_name="passport"
    )
    number = models.CharField(_("number"), max_length=20, unique=True)
    number_lookup = models.BooleanField(_("may be checked by number and family name"), default=True)
    opened_at = models.DateTimeField()

    class Meta:
        verbose_name = _("passport")
        verbose_name_plural = _("passports")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number


class Edition(AppendOnlyModel):
    """One signed issue of a passport.

    `content` is the canonical JSON (RFC 8785) that was signed; `leaf_hash` is the SHA-256, hex,
    of salt and content. Erasing a person blanks content and salt; hash and signature stay.
    """

    passport = models.ForeignKey(Passport, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    content = models.TextField()
    salt = models.CharField(max_length=64)
    leaf_hash = models.CharField(max_length=64, unique=True)
    signature = models.CharField(max_length=128)
    key_id = models.CharField(max_length=40)
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["passport", "-number"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(fields=["passport", "number"], name="edition_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.passport_id} edition {self.number}"


class StandingChange(models.TextChoices):
    """What the issuer decided about a passport."""

    REVOKED = "revoked", _("Withdrawn")
    PAUSED = "paused", _("Paused")
    REINSTATED = "reinstated", _("Reinstated")


class Revocation(AppendOnlyModel):
    """The issuer withdrew, paused or reinstated a passport; the latest decision counts."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    passport = models.ForeignKey(Passport, on_delete=models.PROTECT, related_name="revocations")
    change = models.CharField(max_length=12, choices=StandingChange)
    reason = models.CharField(max_length=500)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["decided_at", "pk"]
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="revocation_reason_is_given"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.passport_id} {self.change}"


class CopyKind(models.TextChoices):
    """How a copy is carried."""

    PRINT = "print", _("Printed copy")
    SHARE = "share", _("Shared link")
    LIVE = "live", _("Code on the screen")
    PACK = "pack", _("Evidence packs of a centre")


class Copy(models.Model):
    """A code of its own for one printed or shared copy; the holder may close it alone."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    passport = models.ForeignKey(Passport, on_delete=models.PROTECT, related_name="copies")
    kind = models.CharField(max_length=10, choices=CopyKind)
    code = models.CharField(max_length=26, unique=True)
    label = models.CharField(_("for whom"), max_length=80, blank=True)
    centre = models.ForeignKey(
        "people.Centre", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    replaced_at = models.DateTimeField(null=True, blank=True)
    last_checked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("copy")
        verbose_name_plural = _("copies")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="live") | models.Q(expires_at__isnull=False),
                name="copy_live_code_expires",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="pack", centre__isnull=False)
                | ~models.Q(kind="pack") & models.Q(centre__isnull=True),
                name="copy_in_packs_is_for_a_centre",
            ),
            models.CheckConstraint(
                condition=models.Q(replaced_by__isnull=True, replaced_at__isnull=True)
                | models.Q(replaced_by__isnull=False, replaced_at__isnull=False),
                name="copy_replacement_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.passport_id} {self.kind}"


class Document(models.Model):
    """The PDF drawn of one edition for one copy, kept after the first time."""

    copy = models.ForeignKey(Copy, on_delete=models.CASCADE, related_name="documents")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="documents")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    drawn_at = models.DateTimeField()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(fields=["copy", "edition"], name="document_once"),
        ]

    def __str__(self) -> str:
        return self.file_name


class Alarm(models.Model):
    """An edition did not match its seal; raised once, issuing stops for its passport."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="alarm")
    raised_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-raised_at"]
        verbose_name = _("alarm")
        verbose_name_plural = _("alarms")

    def __str__(self) -> str:
        return f"{self.edition_id} {self.raised_at:%Y-%m-%d}"


class Concern(models.Model):
    """Something a verifier found odd; no personal data is asked."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    passport = models.ForeignKey(
        Passport, null=True, blank=True, on_delete=models.PROTECT, related_name="concerns"
    )
    text = models.TextField(max_length=2000)
    contact = models.CharField(max_length=200, blank=True)
    reported_at = models.DateTimeField()

    class Meta:
        ordering = ["-reported_at"]
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")

    def __str__(self) -> str:
        return str(self.public_id)
