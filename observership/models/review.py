"""The committee of a call: who reads which application, free of conflict, with what score."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from observership.models.application import Application
from observership.models.call import Call


class CommitteeMember(models.Model):
    """A user who reviews applications of a call; `left_at` ends it."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="committee")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    named_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["call", "pk"]
        verbose_name = _("member of a committee")
        verbose_name_plural = _("members of committees")
        constraints = [
            models.UniqueConstraint(
                fields=["call", "user"],
                condition=models.Q(left_at__isnull=True),
                name="committee_member_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.user_id}"


class CommitteeReview(models.Model):
    """One member reads one application: assigned, free of conflict or not, scored.

    `declared_at` is when the member said to have no interest; before that nothing is shown.
    `scores` maps the call's criteria to 1 to 5. A declared conflict takes the member off it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    assigned_at = models.DateTimeField()
    declared_at = models.DateTimeField(null=True, blank=True)
    conflict_at = models.DateTimeField(null=True, blank=True)
    conflict_reason = models.CharField(max_length=300, blank=True)
    scores = models.JSONField(default=dict, blank=True)
    comment = models.TextField(max_length=2000, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["assigned_at", "pk"]
        verbose_name = _("committee review")
        verbose_name_plural = _("committee reviews")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "reviewer"], name="committee_review_once"
            ),
            models.CheckConstraint(
                condition=models.Q(conflict_at__isnull=True)
                | models.Q(submitted_at__isnull=True, scores={}),
                name="committee_review_free_of_conflict",
            ),
            models.CheckConstraint(
                condition=models.Q(submitted_at__isnull=True) | models.Q(declared_at__isnull=False),
                name="committee_review_after_declaration",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.reviewer_id}"
