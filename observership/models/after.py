"""What follows a visit: sign-off, report, ratings, follow-ups, mentoring, reminders sent."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from observership.models.call import Call
from observership.models.placement import Placement
from passport.append_only import AppendOnlyModel


class SignOff(AppendOnlyModel):
    """The lasting fact that a supervisor attested a visit; outlives the placement's texts.

    `objectives` lists those met, each {"key", "title", "module", "requirements": [key, ...]};
    `placement_public_id` names the placement without holding it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    placement_public_id = models.UUIDField(unique=True)
    trainee = models.ForeignKey(
        "people.Professional", on_delete=models.PROTECT, related_name="observership_sign_offs"
    )
    host = models.ForeignKey("people.Centre", on_delete=models.PROTECT, related_name="+")
    department = models.CharField(max_length=120)
    supervisor = models.ForeignKey(
        "people.Professional", on_delete=models.PROTECT, related_name="+"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    days_attended = models.PositiveSmallIntegerField()
    objectives = models.JSONField(default=list)
    setting = models.CharField(max_length=20)
    comment = models.TextField(max_length=1000, blank=True)
    attested_at = models.DateTimeField()

    class Meta:
        ordering = ["attested_at", "pk"]
        verbose_name = _("sign-off of a placement")
        verbose_name_plural = _("sign-offs of placements")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(trainee=models.F("supervisor")),
                name="placement_signed_off_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="sign_off_period_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(days_attended__gte=1), name="sign_off_of_a_visit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement_public_id} {self.attested_at:%Y-%m-%d}"


class PlacementSignOffAnnulment(AppendOnlyModel):
    """A sign-off was taken back, with the reason, until that is erased, and the time."""

    sign_off = models.OneToOneField(SignOff, on_delete=models.PROTECT, related_name="annulment")
    reason = models.CharField(max_length=500)
    annulled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    annulled_at = models.DateTimeField()

    class Meta:
        verbose_name = _("annulment of a sign-off")
        verbose_name_plural = _("annulments of sign-offs")

    def __str__(self) -> str:
        return f"{self.sign_off_id}"


class PlacementReport(models.Model):
    """The trainee's report: saved as it grows, then handed in and not changed any more."""

    placement = models.OneToOneField(Placement, on_delete=models.PROTECT, related_name="report")
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("report of a trainee")
        verbose_name_plural = _("reports of trainees")

    def __str__(self) -> str:
        return str(self.placement_id)


class Rating(models.Model):
    """How one side found the visit: scores 1 to 5 by question, and words."""

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="ratings")
    side = models.CharField(max_length=12)
    scores = models.JSONField(default=dict)
    comment = models.TextField(max_length=1000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    rated_at = models.DateTimeField()

    class Meta:
        ordering = ["placement", "side"]
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.UniqueConstraint(fields=["placement", "side"], name="rating_once_per_side"),
            models.CheckConstraint(
                condition=models.Q(side__in=["trainee", "host"]), name="rating_by_trainee_or_host"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.side}"


class FollowUp(models.Model):
    """What changed at home, asked 3, 6 and 12 months after the visit."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="follow_ups")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    answers = models.JSONField(default=dict, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["placement", "months"]
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        constraints = [
            models.UniqueConstraint(fields=["placement", "months"], name="follow_up_once"),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.months}"


class Mentorship(models.Model):
    """A mentor stays in contact after the visit; both agree that the other sees the address."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="mentorships")
    mentor = models.ForeignKey(
        "people.Professional", on_delete=models.PROTECT, related_name="mentorships"
    )
    asked_at = models.DateTimeField()
    trainee_agreed_at = models.DateTimeField(null=True, blank=True)
    mentor_agreed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["placement", "-asked_at"]
        verbose_name = _("mentoring")
        verbose_name_plural = _("mentorings")
        constraints = [
            models.UniqueConstraint(
                fields=["placement"],
                condition=models.Q(ended_at__isnull=True),
                name="mentorship_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.mentor_id}"


class StepReminder(AppendOnlyModel):
    """Somebody was reminded of an overdue step, or it was escalated to the coordinators.

    `subject` names the thing ("placement:UUID", "match:UUID", "letter:UUID", "review:UUID");
    `level` 1 reminds, 2 reminds again, 3 escalates.
    """

    subject = models.CharField(max_length=60)
    step = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["sent_at", "pk"]
        verbose_name = _("reminder of a step")
        verbose_name_plural = _("reminders of steps")
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "step", "level", "due_on"], name="step_reminder_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.step} {self.level}"


class OutcomeSummary(models.Model):
    """What a call came to, in numbers, as published on a day; `withdrawn_at` takes it off again.

    `counts` holds numbers only, with small groups left out; it never changes.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="summaries")
    counts = models.JSONField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("published summary")
        verbose_name_plural = _("published summaries")
        constraints = [
            models.UniqueConstraint(
                fields=["call"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="summary_live_once_per_call",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.published_at:%Y-%m-%d}"
