"""What a partner accepts from core and role modules, what changed, and who learned the rest."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from passport.append_only import AppendOnlyModel


class AcceptanceRule(AppendOnlyModel):
    """One signed version of what a partner accepts for a programme, in force from a day on.

    A later version follows it; it never takes away what was earned before its first day.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    add_on = models.ForeignKey(
        "curriculum.ProductAddOn", on_delete=models.PROTECT, related_name="rules"
    )
    number = models.PositiveIntegerField()
    valid_from = models.DateField()
    statement = models.TextField(max_length=2000)
    signed_name = models.CharField(max_length=200)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField()
    rule_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["add_on", "number"]
        verbose_name = _("acceptance rule")
        verbose_name_plural = _("acceptance rules")
        constraints = [
            models.UniqueConstraint(fields=["add_on", "number"], name="acceptance_rule_once"),
            models.UniqueConstraint(
                fields=["add_on", "valid_from"], name="acceptance_rule_one_a_day"
            ),
            models.CheckConstraint(
                condition=~models.Q(signed_name=""), name="acceptance_rule_is_signed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.add_on_id} {self.number}"


class AcceptedOutcome(AppendOnlyModel):
    """One line of a rule: this outcome counts when shown by these releases of this module."""

    rule = models.ForeignKey(AcceptanceRule, on_delete=models.PROTECT, related_name="lines")
    outcome = models.ForeignKey(
        "curriculum.Outcome", on_delete=models.PROTECT, related_name="accepted"
    )
    module = models.ForeignKey("curriculum.Module", on_delete=models.PROTECT, related_name="+")
    release_from = models.PositiveIntegerField(default=1)
    release_until = models.PositiveIntegerField(null=True, blank=True)
    max_age_months = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["rule", "outcome", "module"]
        verbose_name = _("accepted outcome")
        verbose_name_plural = _("accepted outcomes")
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "outcome", "module"], name="accepted_outcome_once"
            ),
            models.CheckConstraint(
                condition=models.Q(release_until__isnull=True)
                | models.Q(release_until__gte=models.F("release_from")),
                name="accepted_releases_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.outcome_id}"


class LabelChange(AppendOnlyModel):
    """The label or the risk plan changed: what changed, for whom, and by when it is relearned.

    `outcomes` holds outcome keys, `roles` role codes; `version` teaches the change.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    add_on = models.ForeignKey(
        "curriculum.ProductAddOn", on_delete=models.PROTECT, related_name="label_changes"
    )
    version = models.ForeignKey(
        "curriculum.AddOnVersion", on_delete=models.PROTECT, related_name="label_changes"
    )
    summary = models.CharField(max_length=500)
    outcomes = models.JSONField()
    roles = models.JSONField()
    announced_on = models.DateField()
    due_on = models.DateField()
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    announced_at = models.DateTimeField()

    class Meta:
        ordering = ["add_on", "announced_on", "pk"]
        verbose_name = _("label change")
        verbose_name_plural = _("label changes")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_on__gt=models.F("announced_on")),
                name="label_change_due_after_announced",
            ),
            models.CheckConstraint(condition=~models.Q(summary=""), name="label_change_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.add_on_id} {self.announced_on}"


class DeltaTaken(AppendOnlyModel):
    """What a completion of a product module rested on: asked, already covered, learned here.

    `required` and `learned` hold outcome keys; `covered` lists {"outcome", "module", "release",
    "completed_on", "rule"}; minutes of the parts that were needed, and of those that were not.
    """

    completion = models.OneToOneField(
        "curriculum.Completion", on_delete=models.PROTECT, related_name="delta"
    )
    add_on = models.ForeignKey(
        "curriculum.ProductAddOn", on_delete=models.PROTECT, related_name="deltas"
    )
    version = models.ForeignKey(
        "curriculum.AddOnVersion", on_delete=models.PROTECT, related_name="deltas"
    )
    country = models.CharField(max_length=2)
    profession = models.CharField(max_length=40)
    roles = models.JSONField()
    required = models.JSONField()
    covered = models.JSONField()
    learned = models.JSONField()
    minutes_needed = models.PositiveSmallIntegerField()
    minutes_saved = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["taken_at", "pk"]
        verbose_name = _("delta")
        verbose_name_plural = _("deltas")

    def __str__(self) -> str:
        return str(self.completion_id)


class UpdateTaken(AppendOnlyModel):
    """A learner relearned what a label change was about, and passed on it; nothing is renewed.

    `learned` holds the outcome keys that the exam covered.
    """

    change = models.ForeignKey(LabelChange, on_delete=models.PROTECT, related_name="taken")
    learner = models.ForeignKey("people.Professional", on_delete=models.PROTECT, related_name="+")
    attempt = models.ForeignKey("curriculum.Attempt", on_delete=models.PROTECT, related_name="+")
    learned = models.JSONField()
    minutes_needed = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["taken_at", "pk"]
        verbose_name = _("update taken")
        verbose_name_plural = _("updates taken")
        constraints = [
            models.UniqueConstraint(fields=["change", "learner"], name="update_taken_once"),
        ]

    def __str__(self) -> str:
        return f"{self.change_id} {self.learner_id}"
