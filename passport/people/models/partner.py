"""Industry partners, dated memberships in them, and invitations to join one."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PartnerKind(models.TextChoices):
    """What a member may do: editors write and upload; managers also sign, submit and invite."""

    EDITOR = "editor", _("Editor")
    MANAGER = "manager", _("Manager")


class Partner(models.Model):
    """An industry organisation that offers product add-ons; it never receives a name."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200, unique=True)
    country = models.CharField(_("country"), max_length=2)
    contact_email = models.EmailField(_("official contact"))
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    suspended_at = models.DateTimeField(_("suspended at"), null=True, blank=True)
    suspension_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(suspended_at__isnull=True) | ~models.Q(suspension_reason=""),
                name="partner_suspended_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PartnerMembership(models.Model):
    """What a person is to a partner, from a day to a day.

    `cancelled_at` is set when it ended on the day on which it began: it then holds on no day.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="partner_memberships"
    )
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="memberships")
    kind = models.CharField(max_length=10, choices=PartnerKind)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("membership of a partner")
        verbose_name_plural = _("memberships of partners")
        ordering = ["partner", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="partner_membership_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_at__isnull=True)
                | models.Q(ends_on=models.F("starts_on")),
                name="partner_membership_cancelled_on_first_day",
            ),
            models.UniqueConstraint(
                fields=["user", "partner"],
                condition=models.Q(ends_on__isnull=True),
                name="partner_membership_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.partner_id}"


class PartnerInvitation(models.Model):
    """A partner asks somebody to join it: bound to one address, used once, its token hashed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="invitations")
    kind = models.CharField(max_length=10, choices=PartnerKind)
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("invitation to a partner")
        verbose_name_plural = _("invitations to partners")
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "email"],
                condition=models.Q(withdrawn_at__isnull=True, accepted_at__isnull=True),
                name="partner_invitation_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="partner_invitation_accepted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.email}"
