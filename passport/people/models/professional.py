"""Professional: what the platform knows of a learner, and the roles held from day to day."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from passport.choices import choices_of
from passport.people.models.labels import PROFESSION_LABELS, ROLE_LABELS, SETTING_LABELS


class Professional(models.Model):
    """A health-care professional who learns here; one per user."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="professional"
    )
    profession = models.CharField(
        _("profession"), max_length=30, choices=choices_of(PROFESSION_LABELS)
    )
    country = models.CharField(_("country"), max_length=2)
    setting = models.CharField(
        _("patients"), max_length=20, choices=choices_of(SETTING_LABELS), blank=True
    )
    language = models.CharField(_("preferred language"), max_length=10, default="en")
    products = models.ManyToManyField("standards.Product", blank=True, related_name="+")
    welcomed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("professional")
        verbose_name_plural = _("professionals")

    def __str__(self) -> str:
        return str(self.user)


class ProfessionalRole(models.Model):
    """A role held by a professional, at a centre or without one, from a day to a day.

    `cancelled_at` is set when it ended on the day on which it began: it then holds on no day.
    """

    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(_("role"), max_length=5, choices=choices_of(ROLE_LABELS))
    centre = models.ForeignKey(
        "people.Centre", null=True, blank=True, on_delete=models.PROTECT, related_name="roles"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="role_period_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_at__isnull=True)
                | models.Q(ends_on=models.F("starts_on")),
                name="role_cancelled_on_first_day",
            ),
            models.UniqueConstraint(
                fields=["professional", "role", "centre"],
                condition=models.Q(ends_on__isnull=True, centre__isnull=False),
                name="role_open_once_per_centre",
            ),
            models.UniqueConstraint(
                fields=["professional", "role"],
                condition=models.Q(ends_on__isnull=True, centre__isnull=True),
                name="role_open_once_without_centre",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.professional} · {self.role}"
