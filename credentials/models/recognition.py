"""Recognition: prior learning that a holder claims and the issuer decides upon."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from passport.append_only import AppendOnlyModel
from passport.standards.models import AlignmentFields


class Recognition(AppendOnlyModel):
    """A claim: learned elsewhere, on a day, shown by a paper that is named and not uploaded."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    professional = models.ForeignKey(
        "people.Professional", on_delete=models.PROTECT, related_name="recognitions"
    )
    title = models.CharField(_("what you learned"), max_length=200)
    provider = models.CharField(_("who certified it"), max_length=200)
    reference = models.CharField(_("number on the paper"), max_length=120, blank=True)
    achieved_on = models.DateField(_("on which day"))
    claimed_at = models.DateTimeField()

    class Meta:
        ordering = ["-claimed_at", "-pk"]
        verbose_name = _("claim of prior learning")
        verbose_name_plural = _("claims of prior learning")

    def __str__(self) -> str:
        return self.title


class RecognitionDecision(AppendOnlyModel):
    """The issuer accepted or refused a claim; once decided it stays."""

    recognition = models.OneToOneField(
        Recognition, on_delete=models.PROTECT, related_name="decision"
    )
    accepted = models.BooleanField()
    reason = models.CharField(max_length=500)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("decision on prior learning")
        verbose_name_plural = _("decisions on prior learning")
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="recognition_reason_given"),
        ]

    def __str__(self) -> str:
        return f"{self.recognition_id} {self.accepted}"


class RecognitionAlignment(AppendOnlyModel, AlignmentFields):
    """Which requirements an accepted claim supports, and how far."""

    decision = models.ForeignKey(
        RecognitionDecision, on_delete=models.PROTECT, related_name="alignments"
    )

    class Meta:
        verbose_name = _("alignment of prior learning")
        verbose_name_plural = _("alignments of prior learning")
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "requirement"], name="recognition_alignment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.requirement_id} {self.strength}"
