"""Treatment centres and dated memberships in them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from passport.choices import choices_of
from passport.people.models.labels import MEMBERSHIP_LABELS


class Centre(models.Model):
    """A centre that gives, collects for or refers to CAR T therapy.

    Only a confirmed centre sees people. `mark` grows with every change of its members, roles or
    own rules, so that what was computed before is known to be old.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    city = models.CharField(_("city"), max_length=100)
    country = models.CharField(_("country"), max_length=2)
    contact_email = models.EmailField(_("official contact"), blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    registered_at = models.DateTimeField(_("registered at"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    mark = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("centre")
        verbose_name_plural = _("centres")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "city", "country"], name="centre_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.city}"


class CentreMembership(models.Model):
    """What a person is to a centre, from a day to a day.

    `cancelled_at` is set when it ended on the day on which it began: it then holds on no day.
    """

    professional = models.ForeignKey(
        "people.Professional", on_delete=models.PROTECT, related_name="memberships"
    )
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="memberships")
    kind = models.CharField(max_length=20, choices=choices_of(MEMBERSHIP_LABELS))
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=80, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["centre", "ends_on"], name="membership_of_centre")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="membership_period_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_at__isnull=True)
                | models.Q(ends_on=models.F("starts_on")),
                name="membership_cancelled_on_first_day",
            ),
            models.UniqueConstraint(
                fields=["professional", "centre", "kind"],
                condition=models.Q(ends_on__isnull=True),
                name="membership_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.professional} · {self.centre}"
