"""What happens during a visit: plan of the days, the log, objectives ticked, items observed."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from observership.models.placement import Placement
from passport.append_only import AppendOnlyModel


class PlacementDay(models.Model):
    """What is planned for one day of a visit."""

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="days")
    on = models.DateField()
    title = models.CharField(max_length=200, blank=True)
    notes = models.CharField(max_length=500, blank=True)
    free = models.BooleanField(_("no visit on this day"), default=False)

    class Meta:
        ordering = ["placement", "on"]
        verbose_name = _("day of a visit")
        verbose_name_plural = _("days of visits")
        constraints = [
            models.UniqueConstraint(fields=["placement", "on"], name="placement_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.on}"


class LogEntry(AppendOnlyModel):
    """Three lines about one day; writing again appends, the newest of a day counts."""

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="log")
    on = models.DateField()
    saw = models.TextField(max_length=300)
    learned = models.TextField(max_length=300)
    will_use = models.TextField(max_length=300, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["placement", "on", "written_at", "pk"]
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")

    def __str__(self) -> str:
        return f"{self.placement_id} {self.on}"


class ObjectiveTick(AppendOnlyModel):
    """A side ticked an agreed objective, or took the tick back; the newest of a side counts."""

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="ticks")
    objective_key = models.CharField(max_length=40)
    side = models.CharField(max_length=12)
    met = models.BooleanField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["placement", "at", "pk"]
        verbose_name = _("tick of an objective")
        verbose_name_plural = _("ticks of objectives")

    def __str__(self) -> str:
        return f"{self.placement_id} {self.objective_key} {self.side}"


class ObservedItem(models.Model):
    """Something the trainee watched: written by the trainee, confirmed by the supervisor.

    Once both signed, a trigger keeps it as it is; only its text may be blanked.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="items")
    objective_key = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=200)
    on = models.DateField()
    trainee_signed_at = models.DateTimeField()
    supervisor = models.ForeignKey(
        "people.Professional", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    supervisor_signed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["placement", "on", "pk"]
        verbose_name = _("item observed")
        verbose_name_plural = _("items observed")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(supervisor__isnull=True, supervisor_signed_at__isnull=True)
                | models.Q(
                    supervisor__isnull=False,
                    supervisor_signed_at__gte=models.F("trainee_signed_at"),
                ),
                name="item_signed_by_both",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True)
                | models.Q(supervisor_signed_at__isnull=True),
                name="item_confirmed_stays",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.on}"
