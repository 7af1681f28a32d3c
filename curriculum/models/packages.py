"""Uploaded content packages, what their check found, and what learners did in them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from curriculum.domain.packages import Level, PackageStandard, PackageState
from passport.append_only import AppendOnlyModel
from passport.choices import choices_of

STANDARDS = {
    PackageStandard.SCORM_12: "SCORM 1.2",
    PackageStandard.SCORM_2004: "SCORM 2004",
    PackageStandard.CMI5: "cmi5",
}
PACKAGE_STATES = {
    PackageState.RECEIVED: _("Received"),
    PackageState.CHECKING: _("Checking"),
    PackageState.ACCEPTED: _("Accepted"),
    PackageState.REFUSED: _("Refused"),
    PackageState.WITHDRAWN: _("Withdrawn"),
}
LEVELS = {Level.STOP: _("Stop"), Level.FIX: _("Fix"), Level.NOTE: _("Note")}


class ContentPackage(models.Model):
    """One uploaded archive, named by its hash; another upload of the same bytes is the same.

    `manifest` is the record of curriculum.domain.packages.PackageManifest as JSON; `steps` what
    the check did, step by step; `trial` what the package called when it was tried.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey("people.Partner", on_delete=models.PROTECT, related_name="packages")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    state = models.CharField(
        max_length=10, choices=choices_of(PACKAGE_STATES), default=PackageState.RECEIVED
    )
    standard = models.CharField(max_length=12, choices=choices_of(STANDARDS), blank=True)
    title = models.CharField(max_length=200, blank=True)
    manifest = models.JSONField(default=dict, blank=True)
    steps = models.JSONField(default=dict, blank=True)
    trial = models.JSONField(default=dict, blank=True)
    file_count = models.PositiveIntegerField(default=0)
    unpacked_size = models.PositiveBigIntegerField(default=0)
    job_id = models.UUIDField(null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("content package")
        verbose_name_plural = _("content packages")
        constraints = [
            models.UniqueConstraint(fields=["partner", "sha256"], name="package_once_per_partner"),
            models.CheckConstraint(
                condition=~models.Q(state="accepted") | ~models.Q(standard=""),
                name="package_accepted_has_standard",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.file_name


class CheckFinding(models.Model):
    """Something that the last check of a package found."""

    package = models.ForeignKey(ContentPackage, on_delete=models.CASCADE, related_name="findings")
    level = models.CharField(max_length=5, choices=choices_of(LEVELS))
    rule = models.CharField(max_length=40)
    file = models.CharField(max_length=300, blank=True)
    line = models.PositiveIntegerField(default=0)
    details = models.JSONField(default=dict, blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["package", "position"]
        verbose_name = _("finding")
        verbose_name_plural = _("findings")

    def __str__(self) -> str:
        return f"{self.level} {self.rule} {self.file}"


class Purpose(models.TextChoices):
    """Why a package is played; only learning counts."""

    LEARN = "learn", _("Learning")
    TRIAL = "trial", _("Trial")
    REVIEW = "review", _("Review")


class PackageRegistration(models.Model):
    """Somebody plays a package; `pseudonym` is all that the package is told of the person."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    package = models.ForeignKey(
        ContentPackage, on_delete=models.PROTECT, related_name="registrations"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    learner = models.ForeignKey(
        "people.Professional", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.CharField(max_length=6, choices=Purpose)
    pseudonym = models.CharField(max_length=40)
    fetch_hash = models.CharField(max_length=64, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    auth_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    launched_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(
                fields=["package", "user", "purpose"], name="package_registered_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(purpose="learn") | models.Q(learner__isnull=False),
                name="package_learned_by_a_learner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.package_id} {self.pseudonym}"


class UnitState(models.Model):
    """What one unit (SCO or assignable unit) last told; a repeated or older commit changes nothing.

    `cmi` maps elements to text as the standard writes them; `documents` holds xAPI state. `launch`
    is the moment of the opening that told it (seconds since 1970), `earlier_seconds` the time of
    attempts that the content itself no longer counts, `refused` how many values were not kept.
    """

    registration = models.ForeignKey(
        PackageRegistration, on_delete=models.CASCADE, related_name="units"
    )
    unit = models.CharField(max_length=255)
    launch = models.PositiveBigIntegerField(default=0)
    sequence = models.PositiveBigIntegerField(default=0)
    sessions = models.PositiveIntegerField(default=0)
    cmi = models.JSONField(default=dict)
    documents = models.JSONField(default=dict, blank=True)
    completion = models.CharField(max_length=15, default="unknown")
    success = models.CharField(max_length=10, default="unknown")
    score = models.FloatField(null=True, blank=True)
    total_seconds = models.PositiveIntegerField(default=0)
    earlier_seconds = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["registration", "unit"]
        verbose_name = _("state of a unit")
        verbose_name_plural = _("states of units")
        constraints = [
            models.UniqueConstraint(fields=["registration", "unit"], name="unit_state_once"),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__gte=-1.0, score__lte=1.0),
                name="unit_score_is_scaled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.unit}"


class PackageResult(AppendOnlyModel):
    """A package said that its learner was through: hearsay, never enough for a stamp."""

    registration = models.OneToOneField(
        PackageRegistration, on_delete=models.PROTECT, related_name="result"
    )
    learner = models.ForeignKey(
        "people.Professional", on_delete=models.PROTECT, related_name="package_results"
    )
    package = models.ForeignKey(ContentPackage, on_delete=models.PROTECT, related_name="results")
    completion = models.CharField(max_length=15)
    success = models.CharField(max_length=10)
    score = models.FloatField(null=True, blank=True)
    total_seconds = models.PositiveIntegerField(default=0)
    achieved_at = models.DateTimeField()

    class Meta:
        ordering = ["achieved_at", "pk"]
        verbose_name = _("result of a package")
        verbose_name_plural = _("results of packages")

    def __str__(self) -> str:
        return f"{self.learner_id} {self.package_id}"


class XapiStatement(AppendOnlyModel):
    """A statement that a cmi5 package sent, as it was accepted."""

    registration = models.ForeignKey(
        PackageRegistration, on_delete=models.PROTECT, related_name="statements"
    )
    statement_id = models.UUIDField()
    unit = models.CharField(max_length=255)
    verb = models.CharField(max_length=200)
    body = models.JSONField()
    stored_at = models.DateTimeField()

    class Meta:
        ordering = ["stored_at", "pk"]
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            models.UniqueConstraint(fields=["registration", "statement_id"], name="statement_once"),
        ]

    def __str__(self) -> str:
        return str(self.statement_id)
