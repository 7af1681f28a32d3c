"""Opening: what a host centre offers; its windows say when, in which call and for how many."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from observership.models.call import Call
from passport.choices import choices_of
from passport.people.models.labels import SETTING_LABELS
from passport.standards.models import AlignmentFields


class Objective(models.Model):
    """Something that can be learned by watching, tied to a module; offered, agreed and ticked.

    Loaded from the shipped list. `key` outlives every wording.
    """

    key = models.SlugField(unique=True, max_length=40)
    title = models.CharField(max_length=200)
    module = models.ForeignKey(
        "curriculum.Module", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "key"]
        verbose_name = _("objective of a visit")
        verbose_name_plural = _("objectives of visits")

    def __str__(self) -> str:
        return self.title

    @property
    def source(self) -> str:
        """How evidence and alignments name this objective."""
        return f"visit.{self.key}"


class ObjectiveAlignment(AlignmentFields):
    """Watching this supports that requirement: always in part, for watching shows no practice."""

    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="alignments")

    class Meta:
        verbose_name = _("alignment of an objective")
        verbose_name_plural = _("alignments of objectives")
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "requirement"], name="objective_alignment_once"
            ),
            models.CheckConstraint(
                condition=models.Q(strength="partial"), name="objective_alignment_is_partial"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.objective_id} {self.requirement_id}"


class Opening(models.Model):
    """What a department offers to visitors, reusable between calls.

    `languages` lists {"code", "level"}: a visitor needs one of them at that level. `setting` is
    whom the department treats. `objectives` are those on offer. `day_plan` lists
    {"title", "notes"}, a template per day. `paperwork` lists codes of Paperwork.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey("people.Centre", on_delete=models.PROTECT, related_name="openings")
    department = models.CharField(_("department"), max_length=120)
    supervisor = models.ForeignKey(
        "people.Professional",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="openings_supervised",
        verbose_name=_("supervisor"),
    )
    setting = models.CharField(_("patients"), max_length=20, choices=choices_of(SETTING_LABELS))
    roles = models.JSONField(_("roles received"), default=list)
    languages = models.JSONField(_("languages"), default=list)
    indications = models.JSONField(_("indications"), default=list, blank=True)
    products = models.ManyToManyField("standards.Product", blank=True, related_name="+")
    objectives = models.ManyToManyField(Objective, blank=True, related_name="openings")
    house_rules = models.TextField(_("house rules"), max_length=2000, blank=True)
    paperwork = models.JSONField(_("paperwork"), default=list, blank=True)
    day_plan = models.JSONField(default=list, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    paused_at = models.DateTimeField(_("paused at"), null=True, blank=True)

    class Meta:
        ordering = ["centre", "department", "pk"]
        verbose_name = _("opening")
        verbose_name_plural = _("openings")
        constraints = [
            models.UniqueConstraint(fields=["centre", "department"], name="opening_once"),
        ]

    def __str__(self) -> str:
        return f"{self.department}, {self.centre}"


class OpeningWindow(models.Model):
    """Dates within which an opening takes visitors in one call, and how many in all.

    Capacity is per window; whoever takes a place locks the opening first.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="windows")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="windows")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    places = models.PositiveSmallIntegerField(_("places"), default=1)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_on", "pk"]
        verbose_name = _("window of an opening")
        verbose_name_plural = _("windows of openings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="window_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(places__gte=1, places__lte=20), name="window_has_places"
            ),
            models.UniqueConstraint(
                fields=["opening", "call", "starts_on"],
                condition=models.Q(closed_at__isnull=True),
                name="window_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opening_id} {self.starts_on} {self.ends_on}"
