"""Application: what a trainee says and wants, who supports it, and what was decided."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from observership.domain.lifecycle import ApplicationState
from observership.models.call import Call
from observership.models.labels import APPLICATION_LABELS
from observership.models.opening import Objective, Opening
from passport.append_only import AppendOnlyModel
from passport.choices import choices_of
from passport.people.models.labels import ROLE_LABELS, SETTING_LABELS


class Application(models.Model):
    """One trainee's application in one call, saved section by section.

    `sections` holds, by Section, the plain answers as typed and "saved_at". What matching and
    rules read stands in columns: `languages` lists {"code", "level"}, `dates` lists
    {"from", "until"} in ISO days, `length` the days of the visit. `number` (the call's key and
    three figures) is given at the first submission. 24 months after its end texts are blanked,
    `trainee` is unlinked and `erased_at` is set.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    trainee = models.ForeignKey(
        "people.Professional",
        null=True,
        on_delete=models.PROTECT,
        related_name="observership_applications",
    )
    number = models.CharField(max_length=50, null=True, blank=True, unique=True)
    state = models.CharField(
        max_length=12, choices=choices_of(APPLICATION_LABELS), default=ApplicationState.DRAFT
    )
    role = models.CharField(
        _("role"), max_length=5, choices=choices_of(ROLE_LABELS), blank=True, default=""
    )
    centre = models.ForeignKey(
        "people.Centre",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("home centre"),
    )
    centre_name = models.CharField(_("home centre"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    setting = models.CharField(
        _("patients"), max_length=20, choices=choices_of(SETTING_LABELS), blank=True
    )
    languages = models.JSONField(default=list, blank=True)
    dates = models.JSONField(default=list, blank=True)
    length = models.PositiveSmallIntegerField(_("days of the visit"), null=True, blank=True)
    any_host = models.BooleanField(_("any suitable host is welcome"), default=True)
    objectives = models.ManyToManyField(Objective, blank=True, related_name="+")
    requirements = models.ManyToManyField("standards.Requirement", blank=True, related_name="+")
    products = models.ManyToManyField("standards.Product", blank=True, related_name="+")
    sections = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    state_since = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["call", "number", "pk"]
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        indexes = [models.Index(fields=["call", "state"], name="application_of_call")]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "trainee"],
                condition=models.Q(trainee__isnull=False) & ~models.Q(state="withdrawn"),
                name="application_once_per_call",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "withdrawn"])
                | models.Q(submitted_at__isnull=False, number__isnull=False),
                name="application_submitted_has_number",
            ),
            models.CheckConstraint(
                condition=models.Q(trainee__isnull=False) | models.Q(erased_at__isnull=False),
                name="application_has_trainee",
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.public_id)


class ApplicationEvent(AppendOnlyModel):
    """One move of an application: from state to state, when, by whom, and why in words."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="events")
    moved_from = models.CharField(max_length=12, blank=True)
    moved_to = models.CharField(max_length=12)
    reasons = models.JSONField(default=list)
    note = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("event of an application")
        verbose_name_plural = _("events of applications")

    def __str__(self) -> str:
        return f"{self.application_id} {self.moved_to}"


class Preference(models.Model):
    """A trainee would rather go here; equal ranks are ties, 1 is best."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="preferences"
    )
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="preferences")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["application", "rank", "pk"]
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints = [
            models.UniqueConstraint(fields=["application", "opening"], name="preference_once"),
            models.CheckConstraint(condition=models.Q(rank__gte=1), name="preference_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.rank} {self.opening_id}"


class SupportLetter(models.Model):
    """The word of a head of department, asked for and given through a link without an account.

    Only the hash of the link's token is kept. An answered letter is not changed any more; asking
    again makes a new row and closes this one.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="letters")
    head_name = models.CharField(_("name"), max_length=150)
    head_position = models.CharField(_("position"), max_length=150, blank=True)
    head_email = models.EmailField(_("e-mail address"))
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    supports = models.BooleanField(null=True, blank=True)
    gives_leave = models.BooleanField(null=True, blank=True)
    text = models.TextField(max_length=3000, blank=True)
    signed_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("letter of support")
        verbose_name_plural = _("letters of support")
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(closed_at__isnull=True),
                name="letter_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True, supports__isnull=True)
                | models.Q(answered_at__isnull=False, supports__isnull=False),
                name="letter_answered_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.asked_at:%Y-%m-%d}"
