"""Observed practice: tasks and their clinical reviews, assessors, observations, sign-offs."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from passport.append_only import AppendOnlyModel
from passport.standards.models import AlignmentFields


class ObservedTask(models.Model):
    """Something done under the eyes of an assessor, step by step.

    `steps` lists {"key", "text", "critical", "references"}; `roles` role codes; loaded from the
    shipped tasks. A sign-off keeps its own copy of the steps, so a new version changes none.
    """

    key = models.SlugField(unique=True, max_length=40)
    version = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=400)
    setting = models.CharField(_("where it is done"), max_length=200, blank=True)
    steps = models.JSONField(default=list)
    references = models.JSONField(default=list)
    roles = models.JSONField(default=list)
    minutes = models.PositiveSmallIntegerField(default=10)
    module = models.ForeignKey(
        "curriculum.Module", null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    reviewed_on = models.DateField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["key"]
        verbose_name = _("observed task")
        verbose_name_plural = _("observed tasks")

    def __str__(self) -> str:
        return self.title

    @property
    def source(self) -> str:
        """How evidence and alignments name this task."""
        return f"task.{self.key}"


class TaskReview(AppendOnlyModel):
    """A clinician's decision on one version of a task, with the points left open.

    The latest decision on a version counts; a new version has none.
    """

    task = models.ForeignKey(ObservedTask, on_delete=models.PROTECT, related_name="reviews")
    version = models.CharField(max_length=20)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    approved = models.BooleanField()
    open_points = models.TextField(blank=True)
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering = ["-reviewed_at", "-pk"]
        verbose_name = _("clinical review of a task")
        verbose_name_plural = _("clinical reviews of tasks")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(version=""), name="task_review_names_a_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.version} {self.reviewed_at:%Y-%m-%d}"


class TaskAlignment(AlignmentFields):
    """This observed task supports this requirement."""

    task = models.ForeignKey(ObservedTask, on_delete=models.PROTECT, related_name="alignments")

    class Meta:
        verbose_name = _("alignment of a task")
        verbose_name_plural = _("alignments of tasks")
        constraints = [
            models.UniqueConstraint(fields=["task", "requirement"], name="task_alignment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.requirement_id} {self.strength}"


class AssessorEndorsement(models.Model):
    """A centre names somebody who may assess, from a day to a day; without a task, all tasks."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey("people.Centre", on_delete=models.PROTECT, related_name="assessors")
    assessor = models.ForeignKey(
        "people.Professional", on_delete=models.PROTECT, related_name="endorsements"
    )
    task = models.ForeignKey(
        ObservedTask, null=True, blank=True, on_delete=models.PROTECT, related_name="endorsements"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    endorsed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    endorsed_at = models.DateTimeField()

    class Meta:
        ordering = ["centre", "assessor", "task"]
        verbose_name = _("endorsement of an assessor")
        verbose_name_plural = _("endorsements of assessors")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="endorsement_period_in_order",
            ),
            models.UniqueConstraint(
                fields=["centre", "assessor", "task"],
                condition=models.Q(ends_on__isnull=True, task__isnull=False),
                name="endorsement_open_once_per_task",
            ),
            models.UniqueConstraint(
                fields=["centre", "assessor"],
                condition=models.Q(ends_on__isnull=True, task__isnull=True),
                name="endorsement_open_once_for_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.assessor_id}"


class Observation(models.Model):
    """An assessor watches a learner do a task: opened, ticked and signed, then confirmed.

    `steps` is the task's copy as it was opened; `ticks` the keys of the steps that were seen.
    `signed_at` is the time on the assessor's device, never before `opened_at`; `received_at` the
    time it reached us.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    task = models.ForeignKey(ObservedTask, on_delete=models.PROTECT, related_name="observations")
    version = models.CharField(max_length=20)
    steps = models.JSONField()
    learner = models.ForeignKey(
        "people.Professional", on_delete=models.PROTECT, related_name="observations"
    )
    centre = models.ForeignKey(
        "people.Centre", on_delete=models.PROTECT, related_name="observations"
    )
    assessor = models.ForeignKey(
        "people.Professional", on_delete=models.PROTECT, related_name="observations_made"
    )
    opened_at = models.DateTimeField()
    ticks = models.JSONField(default=list)
    signed_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(learner=models.F("assessor")),
                name="observation_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=models.Q(signed_at__isnull=True, received_at__isnull=True)
                | models.Q(
                    signed_at__gte=models.F("opened_at"),
                    received_at__isnull=False,
                ),
                name="observation_signed_after_opened",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True) | models.Q(signed_at__isnull=False),
                name="observation_confirmed_after_signed",
            ),
            models.UniqueConstraint(
                fields=["task", "learner", "assessor", "centre"],
                condition=models.Q(confirmed_at__isnull=True, closed_at__isnull=True),
                name="observation_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.learner_id} {self.opened_at:%Y-%m-%d}"


class ObservationSignOff(AppendOnlyModel):
    """The lasting fact that a learner did a task before an assessor, at a centre."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    observation = models.OneToOneField(
        Observation, on_delete=models.PROTECT, related_name="sign_off"
    )
    task = models.ForeignKey(ObservedTask, on_delete=models.PROTECT, related_name="sign_offs")
    version = models.CharField(max_length=20)
    steps = models.JSONField()
    learner = models.ForeignKey(
        "people.Professional", on_delete=models.PROTECT, related_name="sign_offs"
    )
    centre = models.ForeignKey("people.Centre", on_delete=models.PROTECT, related_name="sign_offs")
    assessor = models.ForeignKey("people.Professional", on_delete=models.PROTECT, related_name="+")
    observed_at = models.DateTimeField()
    received_at = models.DateTimeField()
    confirmed_at = models.DateTimeField()

    class Meta:
        ordering = ["observed_at", "pk"]
        verbose_name = _("sign-off of an observed task")
        verbose_name_plural = _("sign-offs of observed tasks")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(learner=models.F("assessor")), name="sign_off_by_somebody_else"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.learner_id} {self.observed_at:%Y-%m-%d}"


class SignOffAnnulment(AppendOnlyModel):
    """A sign-off was taken back, with the reason and the time."""

    sign_off = models.OneToOneField(
        ObservationSignOff, on_delete=models.PROTECT, related_name="annulment"
    )
    reason = models.CharField(max_length=500)
    annulled_at = models.DateTimeField()
    annulled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("annulment of a sign-off")
        verbose_name_plural = _("annulments of sign-offs")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="sign_off_annulment_reason_is_given"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sign_off_id} {self.reason}"
