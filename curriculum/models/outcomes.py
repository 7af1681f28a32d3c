"""Outcomes: what modules teach, and what the requirements of product programmes ask."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.Model):
    """One thing that a module teaches and its exam asks, in our own words.

    Without `roles` it is asked of everybody whom the requirement concerns; else of these roles.
    """

    key = models.CharField(unique=True, max_length=80)
    label = models.CharField(max_length=200)
    topic = models.CharField(max_length=80, blank=True)
    roles = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["key"]
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")

    def __str__(self) -> str:
        return self.label


class ModuleOutcome(models.Model):
    """A module teaches an outcome and examines it under one of its objectives."""

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="taught")
    module = models.ForeignKey(
        "curriculum.Module", on_delete=models.PROTECT, related_name="outcomes"
    )
    objective = models.CharField(max_length=20)

    class Meta:
        ordering = ["module", "objective"]
        verbose_name = _("taught outcome")
        verbose_name_plural = _("taught outcomes")
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "module", "objective"], name="outcome_taught_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.module_id} {self.objective} {self.outcome_id}"


class RequiredOutcome(models.Model):
    """A requirement of a product programme asks for this outcome, of the requirement's roles."""

    requirement = models.ForeignKey(
        "standards.Requirement", on_delete=models.PROTECT, related_name="outcomes"
    )
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="required_by")

    class Meta:
        ordering = ["requirement", "outcome"]
        verbose_name = _("required outcome")
        verbose_name_plural = _("required outcomes")
        constraints = [
            models.UniqueConstraint(
                fields=["requirement", "outcome"], name="outcome_required_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requirement_id} {self.outcome_id}"
