"""The words people read for the stages of a programme."""

from django.utils.translation import gettext_lazy as _

from observership.domain.outcomes import Stage

STAGE_LABELS = {
    Stage.APPLIED: _("Applied"),
    Stage.ELIGIBLE: _("Eligible"),
    Stage.PLACED: _("Placed"),
    Stage.VISITED: _("Visited"),
    Stage.SIGNED_OFF: _("Signed off"),
    Stage.FOLLOWED_UP: _("Told what changed"),
}
