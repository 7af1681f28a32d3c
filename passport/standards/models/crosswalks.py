"""Crosswalks between editions, centres' certifications, the mark of change, alignment fields."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from passport.standards.models.frameworks import Framework, Requirement


class Relation(models.TextChoices):
    """What became of a requirement from one edition to another."""

    SAME = "same", _("Unchanged")
    CHANGED = "changed", _("Changed")
    NEW = "new", _("New")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    UNCHECKED = "unchecked", _("Not yet compared")


class CrosswalkEntry(models.Model):
    """What somebody who read both editions says of one requirement.

    Where no entry stands, the crosswalk is derived from the clauses of both editions.
    """

    earlier = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    later = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=12, choices=Relation)
    note = models.CharField(_("what changed, in our own words"), max_length=500, blank=True)
    verified = models.BooleanField(_("read in both texts"), default=False)
    source = models.CharField(_("where this was seen"), max_length=300, blank=True)

    class Meta:
        ordering = ["earlier", "later", "requirement"]
        verbose_name = _("crosswalk entry")
        verbose_name_plural = _("crosswalk entries")
        constraints = [
            models.UniqueConstraint(
                fields=["earlier", "later", "requirement"], name="crosswalk_entry_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(earlier=models.F("later")), name="crosswalk_of_two_editions"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} {self.later_id} {self.requirement_id} {self.relation}"


class Certification(models.Model):
    """A centre was certified under an edition of a standard, as the centre or staff say."""

    centre = models.ForeignKey(
        "people.Centre", on_delete=models.PROTECT, related_name="certifications"
    )
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    certified_on = models.DateField(_("certified on"))
    interim_audit_on = models.DateField(_("interim audit on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["centre", "-certified_on"]
        verbose_name = _("certification of a centre")
        verbose_name_plural = _("certifications of centres")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "framework", "certified_on"], name="certification_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("certified_on")),
                name="certification_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.framework_id} {self.certified_on}"


class StandardsMark(models.Model):
    """One row whose number grows with every change here, so that caches know what is old."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="standards_mark_is_one_row"),
        ]

    def __str__(self) -> str:
        return f"mark {self.number}"


class AlignmentStrength(models.TextChoices):
    """How much of a requirement something covers."""

    FULL = "full", _("Full")
    PARTIAL = "partial", _("Partial")


class AlignmentFields(models.Model):
    """What every alignment of something to a requirement says: how far, who judged it, and why."""

    requirement = models.ForeignKey(
        "standards.Requirement", on_delete=models.PROTECT, related_name="+"
    )
    strength = models.CharField(max_length=10, choices=AlignmentStrength)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
