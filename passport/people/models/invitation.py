"""Invitations to a centre, requests to join it, rosters that were imported."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from passport.choices import choices_of
from passport.people.models.labels import MEMBERSHIP_LABELS


class InvitationKind(models.TextChoices):
    """How a colleague is asked."""

    MAIL = "mail", _("By mail")
    POSTER = "poster", _("By poster or link")


class RosterImport(models.Model):
    """A roster that was uploaded: its rows with what is wrong in each, then applied or undone.

    `rows` lists {"line", "email", "given", "family", "roles", "unit", "errors", "outcome"}.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(
        "people.Centre", on_delete=models.PROTECT, related_name="roster_imports"
    )
    file_name = models.CharField(max_length=200)
    rows = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("roster import")
        verbose_name_plural = _("roster imports")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True) | models.Q(applied_at__isnull=False),
                name="roster_undone_after_applied",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.file_name}"


class Invitation(models.Model):
    """A centre asks somebody to join it.

    By mail: bound to one address, used once. By poster: for whoever reads it; each reader then
    waits for the quality manager. Only the SHA-256 of the token is kept.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(
        "people.Centre", on_delete=models.PROTECT, related_name="invitations"
    )
    kind = models.CharField(max_length=10, choices=InvitationKind)
    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    given_names = models.CharField(max_length=150, blank=True)
    family_name = models.CharField(max_length=150, blank=True)
    membership = models.CharField(
        max_length=20, choices=choices_of(MEMBERSHIP_LABELS), default="staff"
    )
    roles = models.JSONField(default=list)
    unit = models.CharField(max_length=80, blank=True)
    roster = models.ForeignKey(
        RosterImport, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations"
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        "people.Professional", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-invited_at", "-pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="mail") & ~models.Q(email="")
                | models.Q(kind="poster", email="", membership="staff"),
                name="invitation_by_mail_has_address",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(kind="mail", accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["centre", "email"],
                condition=models.Q(
                    kind="mail",
                    accepted_at__isnull=True,
                    withdrawn_at__isnull=True,
                    declined_at__isnull=True,
                ),
                name="invitation_open_once_per_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.kind} {self.email}"


class JoinRequest(models.Model):
    """Somebody read a poster and asks to be listed; the quality manager decides."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(
        "people.Centre", on_delete=models.PROTECT, related_name="join_requests"
    )
    professional = models.ForeignKey(
        "people.Professional", on_delete=models.PROTECT, related_name="join_requests"
    )
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="requests")
    roles = models.JSONField(default=list)
    unit = models.CharField(max_length=80, blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted = models.BooleanField(null=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "professional"],
                condition=models.Q(decided_at__isnull=True),
                name="join_request_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at__isnull=True, accepted__isnull=True)
                | models.Q(decided_at__isnull=False, accepted__isnull=False),
                name="join_request_decided_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.professional_id}"
