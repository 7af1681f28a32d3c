"""Independent review of product add-ons: interests, assignments, comments, decisions."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from passport.append_only import AppendOnlyModel


class DeclaredInterest(models.Model):
    """A reviewer's interest in a partner, from a day to a day; without one, `nothing` says so."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="interests"
    )
    partner = models.ForeignKey(
        "people.Partner",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="interests",
    )
    statement = models.CharField(_("what the interest is"), max_length=500)
    starts_on = models.DateField(_("since"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["-declared_at", "-pk"]
        verbose_name = _("declared interest")
        verbose_name_plural = _("declared interests")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="interest_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer_id} {self.partner_id}"


class ReviewAssignment(models.Model):
    """A reviewer took a submitted version; at most two at once, each their own."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(
        "curriculum.AddOnVersion", on_delete=models.PROTECT, related_name="assignments"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    content_hash = models.CharField(max_length=64)
    no_interest_at = models.DateTimeField()
    assigned_at = models.DateTimeField()
    due_on = models.DateField()
    checklist = models.JSONField(default=dict, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "reviewer", "content_hash"],
                condition=models.Q(released_at__isnull=True),
                name="review_assigned_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.reviewer_id}"


class ReviewDecision(AppendOnlyModel):
    """A reviewer's decision on exactly these bytes, with the checklist and the reason."""

    assignment = models.OneToOneField(
        ReviewAssignment, on_delete=models.PROTECT, related_name="decision"
    )
    version = models.ForeignKey(
        "curriculum.AddOnVersion", on_delete=models.PROTECT, related_name="decisions"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    content_hash = models.CharField(max_length=64)
    approved = models.BooleanField()
    checklist = models.JSONField(default=dict)
    reason = models.TextField(max_length=4000, blank=True)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "pk"]
        verbose_name = _("review decision")
        verbose_name_plural = _("review decisions")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "reviewer", "content_hash"], name="decided_once_per_content"
            ),
            models.CheckConstraint(
                condition=models.Q(approved=True) | ~models.Q(reason=""),
                name="changes_asked_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.reviewer_id} {self.approved}"


class ReviewComment(models.Model):
    """A comment in the thread of a version, pinned to a place of its text or to none.

    `anchor` names a chapter ("chapter:SLUG"), a question ("question:KEY"), a package
    ("package:UUID") or a declaration ("field:NAME").
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(
        "curriculum.AddOnVersion", on_delete=models.PROTECT, related_name="comments"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    from_partner = models.BooleanField()
    anchor = models.CharField(max_length=120, blank=True)
    body = models.TextField(max_length=4000)
    written_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["written_at", "pk"]
        verbose_name = _("review comment")
        verbose_name_plural = _("review comments")
        constraints = [
            models.CheckConstraint(condition=~models.Q(body=""), name="comment_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.written_at:%Y-%m-%d}"


class NumbersPeriod(AppendOnlyModel):
    """What a partner was told of one quarter, worked out once and never again.

    `figures` is the record of curriculum.domain.aggregates as JSON: groups of ten or more only.
    """

    add_on = models.ForeignKey(
        "curriculum.ProductAddOn", on_delete=models.PROTECT, related_name="numbers"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    figures = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["add_on", "starts_on"]
        verbose_name = _("numbers of a quarter")
        verbose_name_plural = _("numbers of quarters")
        constraints = [
            models.UniqueConstraint(fields=["add_on", "starts_on"], name="numbers_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")),
                name="numbers_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.add_on_id} {self.starts_on}"
