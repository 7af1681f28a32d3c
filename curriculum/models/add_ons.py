"""Product add-ons of partners: their versions on the way from draft to live, and media."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from curriculum.domain.add_ons import VersionState
from passport.append_only import AppendOnlyModel
from passport.choices import choices_of

VERSION_STATES = {
    VersionState.DRAFT: _("Draft"),
    VersionState.IN_REVIEW: _("In review"),
    VersionState.CHANGES_ASKED: _("Changes asked"),
    VersionState.APPROVED: _("Approved"),
    VersionState.LIVE: _("Live"),
    VersionState.RETIRED: _("Retired"),
}


class ProductAddOn(models.Model):
    """A partner's module for one product programme; its text stands in its versions."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey("people.Partner", on_delete=models.PROTECT, related_name="add_ons")
    module = models.OneToOneField(
        "curriculum.Module", on_delete=models.PROTECT, related_name="add_on"
    )
    programme = models.ForeignKey(
        "standards.Framework", on_delete=models.PROTECT, related_name="add_ons"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["module"]
        verbose_name = _("product add-on")
        verbose_name_plural = _("product add-ons")
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "programme"], name="add_on_once_per_programme"
            ),
        ]

    def __str__(self) -> str:
        return str(self.module_id)


class AddOnVersion(models.Model):
    """One version of an add-on in one language.

    `content` is the bundle as JSON (see curriculum.formats.bundle_zip), frozen from submission on
    and bound by `content_hash`, which also covers packages and declarations. `countries` holds
    ISO codes; `authors` lists {"name", "affiliation", "interests"}.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    add_on = models.ForeignKey(ProductAddOn, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    language = models.CharField(_("language"), max_length=10, default="en")
    state = models.CharField(
        max_length=15, choices=choices_of(VERSION_STATES), default=VersionState.DRAFT
    )
    title = models.CharField(_("title"), max_length=200)
    notes = models.TextField(_("what is new"), max_length=4000, blank=True)
    content = models.JSONField(default=dict, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    countries = models.JSONField(_("countries"), default=list, blank=True)
    label_on = models.DateField(_("date of the label"), null=True, blank=True)
    label_ends_on = models.DateField(
        _("last day on which this text fits the label"), null=True, blank=True
    )
    label_url = models.URLField(_("address of the label"), max_length=500, blank=True)
    additional_monitoring = models.BooleanField(_("under additional monitoring"), default=False)
    rmp_version = models.CharField(
        _("version of the risk management plan"), max_length=40, blank=True
    )
    authority_agreed = models.BooleanField(_("agreed with an authority"), null=True, blank=True)
    approval_reference = models.CharField(_("approval reference"), max_length=120, blank=True)
    approval_ends_on = models.DateField(_("last day of the approval"), null=True, blank=True)
    authors = models.JSONField(_("authors and their interests"), default=list, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    publish_on = models.DateField(_("publish on"), null=True, blank=True)
    live_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_for_safety = models.BooleanField(_("retired for safety"), default=False)
    release = models.OneToOneField(
        "curriculum.ModuleRelease",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="add_on_version",
    )

    class Meta:
        ordering = ["add_on", "-number"]
        verbose_name = _("version of an add-on")
        verbose_name_plural = _("versions of add-ons")
        constraints = [
            models.UniqueConstraint(fields=["add_on", "number"], name="add_on_version_once"),
            models.UniqueConstraint(
                fields=["add_on", "language"],
                condition=models.Q(state="live"),
                name="add_on_version_live_once",
            ),
            models.UniqueConstraint(
                fields=["add_on", "language"],
                condition=models.Q(state__in=["draft", "in_review", "changes_asked", "approved"]),
                name="add_on_version_open_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="live")
                | models.Q(release__isnull=False, live_at__isnull=False),
                name="add_on_version_live_has_release",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "changes_asked", "retired"])
                | (
                    ~models.Q(content_hash="")
                    & models.Q(submitted_at__isnull=False, submitted_by__isnull=False)
                ),
                name="add_on_version_submitted_is_frozen",
            ),
            models.CheckConstraint(
                condition=models.Q(retired_for_safety=False) | models.Q(state="retired"),
                name="add_on_version_unsafe_is_retired",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.add_on_id} {self.number}"


class VersionEvent(AppendOnlyModel):
    """A version went from one state to another, by whom, when and why."""

    version = models.ForeignKey(AddOnVersion, on_delete=models.PROTECT, related_name="events")
    before = models.CharField(max_length=15, blank=True)
    after = models.CharField(max_length=15)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("event of a version")
        verbose_name_plural = _("events of versions")

    def __str__(self) -> str:
        return f"{self.version_id} {self.after}"


class VersionPackage(models.Model):
    """A content package that a version plays, and the outcomes that it teaches."""

    version = models.ForeignKey(AddOnVersion, on_delete=models.CASCADE, related_name="packages")
    package = models.ForeignKey(
        "curriculum.ContentPackage", on_delete=models.PROTECT, related_name="used_by"
    )
    position = models.PositiveSmallIntegerField()
    outcomes = models.JSONField(default=list)
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["version", "position"]
        verbose_name = _("package of a version")
        verbose_name_plural = _("packages of versions")
        constraints = [
            models.UniqueConstraint(fields=["version", "package"], name="version_package_once"),
            models.UniqueConstraint(
                fields=["version", "position"], name="version_package_position_once"
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1), name="version_package_takes_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.package_id}"


class MediaFile(models.Model):
    """A picture, film or caption of a partner's chapters, re-encoded and named by its hash."""

    partner = models.ForeignKey("people.Partner", on_delete=models.PROTECT, related_name="media")
    sha256 = models.CharField(max_length=64)
    extension = models.CharField(max_length=5)
    size = models.PositiveIntegerField()
    stored_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("media file")
        verbose_name_plural = _("media files")
        constraints = [
            models.UniqueConstraint(fields=["partner", "sha256"], name="media_file_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sha256}.{self.extension}"


class QuestionImport(models.Model):
    """A question bank that was imported into a draft, with every item that was left out.

    `skipped` lists {"position", "name", "reason", "details"}.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(
        AddOnVersion, on_delete=models.CASCADE, related_name="question_imports"
    )
    file_name = models.CharField(max_length=200)
    format = models.CharField(max_length=20)
    imported = models.PositiveIntegerField()
    skipped = models.JSONField(default=list)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["-imported_at", "-pk"]
        verbose_name = _("question import")
        verbose_name_plural = _("question imports")

    def __str__(self) -> str:
        return f"{self.version_id} {self.file_name}"


class BundleUpload(models.Model):
    """A bundle that was uploaded for a draft: what its check found, and whether it was kept.

    `findings` lists {"kind", "rule", "file", "where", "line", "values"}; `kind` is archive, module
    or version. Nothing is kept of a bundle with findings.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(
        AddOnVersion, on_delete=models.CASCADE, related_name="bundle_uploads"
    )
    file_name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    kept = models.BooleanField(default=False)
    findings = models.JSONField(default=list, blank=True)
    job_id = models.UUIDField(null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("uploaded bundle")
        verbose_name_plural = _("uploaded bundles")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kept=False) | models.Q(finished_at__isnull=False),
                name="bundle_kept_after_its_check",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.file_name}"
