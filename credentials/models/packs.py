"""Evidence packs, their lasting record, inspectors' links, the coalition's aggregates."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from passport.append_only import AppendOnlyModel


class PackKind(models.TextChoices):
    """For whom a pack is made."""

    INSPECTION = "inspection", _("Evidence pack for an inspector")
    STATEMENT = "statement", _("Site statement for a company")


class EvidencePack(models.Model):
    """A centre's status on a day, asked for by a quality manager and made by a Job.

    `scope` holds {"roles": [...], "unit": "", "names": bool}. The files are written by the job;
    what they say for good stands in PackRecord.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey("people.Centre", on_delete=models.PROTECT, related_name="packs")
    kind = models.CharField(max_length=12, choices=PackKind)
    framework = models.ForeignKey("standards.Framework", on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(
        "standards.Product", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    status_on = models.DateField(_("status on"))
    scope = models.JSONField(default=dict)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    job_id = models.UUIDField(null=True, blank=True)
    data_file = models.CharField(max_length=200, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("evidence pack")
        verbose_name_plural = _("evidence packs")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="statement") | models.Q(product__isnull=True),
                name="pack_product_only_in_statements",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.status_on}"


class PackRecord(AppendOnlyModel):
    """What a pack says for good: SHA-256 (hex) of its data and of each file, signed.

    `code` is the verification code printed in the pack; `files` lists {"name", "sha256", "size",
    "stored"}; `manifest` the canonical JSON (RFC 8785) that was signed with Ed25519.
    """

    pack = models.OneToOneField(EvidencePack, on_delete=models.PROTECT, related_name="record")
    code = models.CharField(max_length=26, db_index=True)
    data_sha256 = models.CharField(max_length=64, db_index=True)
    files = models.JSONField()
    manifest = models.TextField()
    signature = models.CharField(max_length=128)
    key_id = models.CharField(max_length=40)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("record of a pack")
        verbose_name_plural = _("records of packs")

    def __str__(self) -> str:
        return f"{self.pack_id} {self.data_sha256[:12]}"


class PackFile(AppendOnlyModel):
    """The hash of one file of a pack, so that whoever holds the file can have it checked."""

    record = models.ForeignKey(PackRecord, on_delete=models.PROTECT, related_name="hashes")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64, db_index=True)

    class Meta:
        verbose_name = _("file of a pack")
        verbose_name_plural = _("files of packs")
        constraints = [
            models.UniqueConstraint(fields=["record", "name"], name="pack_file_once"),
        ]

    def __str__(self) -> str:
        return self.name


class InspectorLink(models.Model):
    """An address with which an inspector opens one pack without an account, for some days.

    Only the SHA-256 of the token is kept.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pack = models.ForeignKey(EvidencePack, on_delete=models.PROTECT, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(_("for whom"), max_length=80)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    last_opened_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("inspector's link")
        verbose_name_plural = _("inspectors' links")

    def __str__(self) -> str:
        return f"{self.pack_id} {self.label}"


class NetworkSnapshot(models.Model):
    """Coverage of many centres on a day, in aggregates of ten people or more and nothing less."""

    taken_on = models.DateField(unique=True)
    figures = models.JSONField()

    class Meta:
        ordering = ["-taken_on"]
        verbose_name = _("network snapshot")
        verbose_name_plural = _("network snapshots")

    def __str__(self) -> str:
        return str(self.taken_on)
