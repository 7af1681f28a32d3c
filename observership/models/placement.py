"""Placement: an agreed visit, what must be done for it, its money and everything that happened."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from observership.domain.lifecycle import FundingState, PlacementState
from observership.models.application import Application
from observership.models.labels import FUNDING_LABELS, PAYEE_LABELS, PLACEMENT_LABELS, SIDE_LABELS
from observership.models.matching import Match
from observership.models.opening import Opening
from passport.append_only import AppendOnlyModel
from passport.choices import choices_of


class Placement(models.Model):
    """A trainee visits a host from a day to a day, both inclusive.

    `home_name` and `home_email` are those of the head of department who signs for the home side.
    `outcome` is set when it is closed: signed_off or not_signed_off. 24 months later texts are
    blanked, `trainee` is unlinked and `erased_at` is set.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    match = models.OneToOneField(Match, on_delete=models.PROTECT, related_name="placement")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="placements"
    )
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="placements")
    trainee = models.ForeignKey(
        "people.Professional", null=True, on_delete=models.PROTECT, related_name="placements"
    )
    host = models.ForeignKey("people.Centre", on_delete=models.PROTECT, related_name="placements")
    supervisor = models.ForeignKey(
        "people.Professional",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="placements_supervised",
    )
    home_name = models.CharField(max_length=150, blank=True)
    home_email = models.EmailField(blank=True)
    state = models.CharField(
        max_length=12, choices=choices_of(PLACEMENT_LABELS), default=PlacementState.PREPARING
    )
    state_since = models.DateTimeField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    outcome = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        indexes = [models.Index(fields=["state", "starts_on"], name="placement_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="placement_period_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(state="closed", outcome__in=["signed_off", "not_signed_off"])
                | (~models.Q(state="closed") & models.Q(outcome="")),
                name="placement_closed_has_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["closed", "cancelled"], closed_at__isnull=False)
                | (~models.Q(state__in=["closed", "cancelled"]) & models.Q(closed_at__isnull=True)),
                name="placement_over_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(trainee__isnull=False) | models.Q(erased_at__isnull=False),
                name="placement_has_trainee",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=~models.Q(state="cancelled"),
                name="placement_live_once_per_application",
            ),
            models.CheckConstraint(
                condition=~models.Q(trainee=models.F("supervisor")),
                name="placement_supervised_by_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.starts_on}"


class PlacementEvent(AppendOnlyModel):
    """One thing that happened to a placement; `facts` holds plain values, `note` typed words.

    Kinds: state moves ("agreed", "underway", ...), "dates_changed", "shortened", "extended",
    "supervisor_changed", "home_head_changed", "changes_asked", "link_sent", "incident", "stopped",
    "report_handed_in", "signed_off", "sign_off_refused", "annulled", "payment_" and its state.
    """

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=30)
    side = models.CharField(max_length=12, blank=True)
    facts = models.JSONField(default=dict)
    note = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("event of a placement")
        verbose_name_plural = _("events of placements")

    def __str__(self) -> str:
        return f"{self.placement_id} {self.kind}"


class PlacementTask(models.Model):
    """One line of a list before the visit: the host's checklist and the trainee's travel list.

    `key` is a code of Paperwork or of the travel list, or free with `label` for own lines.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="tasks")
    side = models.CharField(max_length=12, choices=choices_of(SIDE_LABELS))
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    needed = models.BooleanField(default=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["placement", "side", "position", "pk"]
        verbose_name = _("task before a visit")
        verbose_name_plural = _("tasks before visits")
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "side", "key"], name="placement_task_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.key}"


class AccessNeeds(models.Model):
    """What a trainee needs for access or diet, given with consent; gone 30 days after the visit."""

    placement = models.OneToOneField(
        Placement, on_delete=models.CASCADE, related_name="access_needs"
    )
    text = models.TextField(max_length=1000)
    consented_at = models.DateTimeField()

    class Meta:
        verbose_name = _("access and diet needs")
        verbose_name_plural = _("access and diet needs")

    def __str__(self) -> str:
        return str(self.placement_id)


class FundingStep(models.Model):
    """One of two payments to the visitor or to the host; no bank data, a reference only."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="funding")
    payee = models.CharField(max_length=10, choices=choices_of(PAYEE_LABELS))
    step = models.PositiveSmallIntegerField()
    amount = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, default="EUR")
    state = models.CharField(
        max_length=10, choices=choices_of(FUNDING_LABELS), default=FundingState.PLANNED
    )
    reference = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["placement", "payee", "step"]
        verbose_name = _("payment step")
        verbose_name_plural = _("payment steps")
        constraints = [
            models.UniqueConstraint(fields=["placement", "payee", "step"], name="funding_once"),
            models.CheckConstraint(
                condition=models.Q(step__gte=1, step__lte=2), name="funding_in_two_steps"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="paid") | ~models.Q(reference=""),
                name="funding_paid_has_reference",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.payee} {self.step}"


class GuestLink(models.Model):
    """A link to one placement without an account: the home side's signature, a calendar feed.

    Only the hash of its token is kept.
    """

    placement = models.ForeignKey(
        Placement, null=True, blank=True, on_delete=models.PROTECT, related_name="links"
    )
    person = models.ForeignKey(
        "people.Professional", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.CharField(max_length=20)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("link without an account")
        verbose_name_plural = _("links without an account")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    purpose="home_signature", placement__isnull=False, expires_at__isnull=False
                )
                | models.Q(purpose="calendar", person__isnull=False),
                name="guest_link_leads_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.made_at:%Y-%m-%d}"
