"""What learners do: reading, practice, attempts with their answers, completions."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from passport.append_only import AppendOnlyModel


class ChapterRead(models.Model):
    """A learner finished a chapter of a release."""

    learner = models.ForeignKey("people.Professional", on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(
        "curriculum.ModuleRelease", on_delete=models.PROTECT, related_name="+"
    )
    chapter = models.CharField(max_length=80)
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "release", "chapter"], name="chapter_read_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.chapter}"


class Confidence(models.TextChoices):
    """How sure a learner was before the explanation."""

    SURE = "sure", _("Sure")
    FAIRLY = "fairly", _("Fairly sure")
    GUESS = "guess", _("A guess")


class PracticeAnswer(models.Model):
    """One committed practice answer or vignette decision; the latest of a key is shown.

    `key` is a practice question's key, or a vignette's key and stage number ("V1.2").
    """

    learner = models.ForeignKey("people.Professional", on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(
        "curriculum.ModuleRelease", on_delete=models.PROTECT, related_name="+"
    )
    key = models.CharField(max_length=30)
    chosen = models.JSONField(default=list)
    confidence = models.CharField(max_length=10, choices=Confidence, blank=True)
    correct = models.BooleanField()
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["answered_at", "pk"]
        indexes = [models.Index(fields=["learner", "release"], name="practice_of_learner")]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.key}"


class Attempt(models.Model):
    """One try at an exam: a frozen draw, answers saved one by one, marked once.

    `draw` lists the questions in order: key, and options as [random id, index in release].
    `delta` is what the attempt at a product module rests on, as DeltaTaken keeps it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(
        "people.Professional", on_delete=models.PROTECT, related_name="attempts"
    )
    module = models.ForeignKey("curriculum.Module", on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(
        "curriculum.ModuleRelease", on_delete=models.PROTECT, related_name="attempts"
    )
    draw = models.JSONField()
    delta = models.JSONField(default=dict, blank=True)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    passed = models.BooleanField(null=True)
    by_objective = models.JSONField(default=dict)

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "module"],
                condition=models.Q(submitted_at__isnull=True),
                name="attempt_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(submitted_at__isnull=True, passed__isnull=True)
                | models.Q(submitted_at__isnull=False, passed__isnull=False),
                name="attempt_marked_when_submitted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.module_id} {self.started_at:%Y-%m-%d}"


class SavedAnswer(models.Model):
    """The latest choice for one drawn question; an older sequence number never wins."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()
    sequence = models.PositiveBigIntegerField()
    chosen = models.JSONField(default=list)
    flagged = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["attempt", "position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="answer_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.position}"


class CompletionWay(models.TextChoices):
    """How a module was completed."""

    EXAM = "exam", _("Exam")
    PRACTICE = "practice", _("Practice questions")
    RECOGNISED = "recognised", _("Recognised: all was covered before")


class Completion(AppendOnlyModel):
    """The lasting fact that a learner completed a release."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    learner = models.ForeignKey(
        "people.Professional", on_delete=models.PROTECT, related_name="completions"
    )
    module = models.ForeignKey(
        "curriculum.Module", on_delete=models.PROTECT, related_name="completions"
    )
    release = models.ForeignKey(
        "curriculum.ModuleRelease", on_delete=models.PROTECT, related_name="completions"
    )
    attempt = models.OneToOneField(
        Attempt, null=True, on_delete=models.PROTECT, related_name="completion"
    )
    way = models.CharField(max_length=12, choices=CompletionWay)
    language = models.CharField(max_length=10)
    completed_at = models.DateTimeField()

    class Meta:
        ordering = ["completed_at", "pk"]
        verbose_name = _("completion")
        verbose_name_plural = _("completions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(way="exam", attempt__isnull=False)
                | models.Q(way__in=["practice", "recognised"], attempt__isnull=True),
                name="completion_by_exam_has_attempt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.module_id} {self.completed_at:%Y-%m-%d}"


class CompletionAnnulment(AppendOnlyModel):
    """A completion was taken back, with the reason and the time."""

    completion = models.OneToOneField(
        Completion, on_delete=models.PROTECT, related_name="annulment"
    )
    reason = models.CharField(max_length=500)
    annulled_at = models.DateTimeField()
    annulled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("annulment")
        verbose_name_plural = _("annulments")

    def __str__(self) -> str:
        return f"{self.completion_id} {self.reason}"
