"""Runs of the matching, the word of hosts before it, and the matches that were published."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from observership.domain.lifecycle import MatchState
from observership.models.application import Application
from observership.models.call import Call
from observership.models.labels import MATCH_LABELS
from observership.models.opening import Opening, OpeningWindow
from passport.append_only import AppendOnlyModel
from passport.choices import choices_of


class HostPreference(models.Model):
    """What a host says of an applicant before matching; without a row: tier 2, welcome.

    Tier 1 is especially welcome, 3 is welcome after others; `refused` with a reason is a hard no.
    Equal tiers are ties.
    """

    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="host_preferences")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="host_preferences"
    )
    tier = models.PositiveSmallIntegerField(default=2)
    refused = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["opening", "tier", "pk"]
        verbose_name = _("preference of a host")
        verbose_name_plural = _("preferences of hosts")
        constraints = [
            models.UniqueConstraint(fields=["opening", "application"], name="host_preference_once"),
            models.CheckConstraint(
                condition=models.Q(tier__gte=1, tier__lte=3), name="host_preference_tier"
            ),
            models.CheckConstraint(
                condition=models.Q(refused=False) | ~models.Q(reason=""),
                name="host_preference_refusal_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opening_id} {self.application_id} {self.tier}"


class RunKind(models.TextChoices):
    """What a run is for."""

    TRIAL = "trial", _("What if")
    PUBLISHED = "published", _("Published")
    RERUN = "rerun", _("After an answer")


class MatchRun(models.Model):
    """One run of the matching of a call: what went in, pinned and forbidden, and what came out.

    `pins` lists {"application", "window", "reason", "broken"} (public ids; `broken` names the hard
    constraints that a pin overrides), `forbids` lists {"application", "window", "reason"}.
    `inputs` is the plain record that domain/matching was given, `inputs_hash` its SHA-256 over
    canonical JSON (RFC 8785), `result` what it gave back. Once a run is made a
    trigger keeps these three as they are.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=RunKind, default=RunKind.TRIAL)
    title = models.CharField(max_length=120, blank=True)
    pins = models.JSONField(default=list, blank=True)
    forbids = models.JSONField(default=list, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    inputs = models.JSONField(null=True, blank=True)
    inputs_hash = models.CharField(max_length=64, blank=True)
    result = models.JSONField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["call", "-number"]
        verbose_name = _("run of the matching")
        verbose_name_plural = _("runs of the matching")
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="run_number_once"),
            models.UniqueConstraint(
                fields=["call"],
                condition=models.Q(kind="published"),
                name="run_published_once_per_call",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="trial", published_at__isnull=True)
                | (~models.Q(kind="trial") & models.Q(published_at__isnull=False)),
                name="run_published_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(made_at__isnull=True, result__isnull=True)
                | models.Q(made_at__isnull=False, result__isnull=False),
                name="run_made_has_result",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="trial") | models.Q(made_at__isnull=False),
                name="run_published_is_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.number}"


class Match(models.Model):
    """A published proposal that one trainee visits one host; both answer by `answer_by`.

    An accepted match becomes a placement and takes one of its window's places.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(MatchRun, on_delete=models.PROTECT, related_name="matches")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="matches")
    window = models.ForeignKey(OpeningWindow, on_delete=models.PROTECT, related_name="matches")
    state = models.CharField(
        max_length=12, choices=choices_of(MATCH_LABELS), default=MatchState.PROPOSED
    )
    override = models.TextField(_("why a rule was set aside"), blank=True)
    proposed_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    trainee_accepted_at = models.DateTimeField(null=True, blank=True)
    host_accepted_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.CharField(max_length=12, blank=True)
    reason = models.TextField(max_length=500, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        indexes = [models.Index(fields=["window", "state"], name="match_of_window")]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(state__in=["proposed", "accepted"]),
                name="match_open_once_per_application",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="accepted")
                | models.Q(trainee_accepted_at__isnull=False, host_accepted_at__isnull=False),
                name="match_accepted_by_both",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="declined") | ~models.Q(declined_by=""),
                name="match_declined_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.window_id} {self.state}"


class MatchEvent(AppendOnlyModel):
    """One thing that happened to a match: proposed, accepted by a side, declined, lapsed, ended."""

    match = models.ForeignKey(Match, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=30)
    side = models.CharField(max_length=12, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("event of a match")
        verbose_name_plural = _("events of matches")

    def __str__(self) -> str:
        return f"{self.match_id} {self.kind}"
