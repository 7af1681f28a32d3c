"""Call: when, for whom, with how much money and by which rules observerships are given."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from passport.append_only import AppendOnlyModel


class Call(models.Model):
    """One round of observerships. Days are inclusive and end at midnight of the site's zone.

    `roles` are role codes that may apply. `criteria` lists {"key", "title", "weight"} that the
    committee scores from 1 to 5. `eligibility` and `priority` hold the settings of
    domain/eligibility and domain/priority. Money is in whole `currency` units per placement;
    `first_step_percent` of it is released when a placement is agreed, the rest after its report.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField(unique=True, max_length=40)
    title = models.CharField(_("title"), max_length=120)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("last day to apply"))
    publish_on = models.DateField(_("places are announced on"))
    visits_from = models.DateField(_("visits from"))
    visits_until = models.DateField(_("visits until"))
    days_min = models.PositiveSmallIntegerField(_("shortest visit in days"), default=5)
    days_max = models.PositiveSmallIntegerField(_("longest visit in days"), default=14)
    roles = models.JSONField(_("who may apply"), default=list)
    visitor_amount = models.PositiveIntegerField(_("for the visitor"), default=0)
    host_amount = models.PositiveIntegerField(_("for the host"), default=0)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    first_step_percent = models.PositiveSmallIntegerField(_("first step in percent"), default=50)
    answer_days = models.PositiveSmallIntegerField(_("days to answer an offer"), default=7)
    criteria = models.JSONField(default=list, blank=True)
    eligibility = models.JSONField(default=dict, blank=True)
    priority = models.JSONField(default=dict, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        ordering = ["-opens_on", "-pk"]
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_on__lte=models.F("closes_on"))
                & models.Q(closes_on__lt=models.F("publish_on"))
                & models.Q(publish_on__lt=models.F("visits_from"))
                & models.Q(visits_from__lte=models.F("visits_until")),
                name="call_days_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(days_min__gte=1, days_min__lte=models.F("days_max")),
                name="call_lengths_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(first_step_percent__lte=100), name="call_first_step_is_a_share"
            ),
            models.CheckConstraint(
                condition=models.Q(answer_days__gte=1), name="call_gives_time_to_answer"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PriorityOrder(AppendOnlyModel):
    """The order that breaks ties among applicants of a call: fixed once, before any matching.

    `numbers` lists application numbers, first first; `rule` says in words how it came about;
    `facts` holds what it was computed from, so that anybody can compute it again.
    """

    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="priority_order")
    numbers = models.JSONField()
    rule = models.TextField()
    facts = models.JSONField()
    fixed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    fixed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("priority order")
        verbose_name_plural = _("priority orders")

    def __str__(self) -> str:
        return f"{self.call_id} {self.fixed_at:%Y-%m-%d}"
