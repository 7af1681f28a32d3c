"""Question identities over all releases, and what is known of their difficulty."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Question(models.Model):
    """A question's lasting identity; its words stand in the releases that contain it."""

    module = models.ForeignKey(
        "curriculum.Module", on_delete=models.PROTECT, related_name="questions"
    )
    key = models.CharField(max_length=20)
    pool = models.CharField(max_length=10)
    objective = models.CharField(max_length=20)
    first_release = models.ForeignKey(
        "curriculum.ModuleRelease", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.UniqueConstraint(fields=["module", "key"], name="question_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.module_id} {self.key}"


class ItemStatistic(models.Model):
    """How often an exam question was answered and answered right, per release."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="statistics")
    release = models.ForeignKey(
        "curriculum.ModuleRelease", on_delete=models.PROTECT, related_name="+"
    )
    answered = models.PositiveIntegerField(default=0)
    correct = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("item statistic")
        verbose_name_plural = _("item statistics")
        constraints = [
            models.UniqueConstraint(fields=["question", "release"], name="statistic_once"),
            models.CheckConstraint(
                condition=models.Q(correct__lte=models.F("answered")),
                name="statistic_correct_within_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.correct}/{self.answered}"
