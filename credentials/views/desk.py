"""What issuers see first in the back office."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from credentials.queries.desk import waiting
from passport.ui.back_office import DeskLine, DeskPanel

RECENT = timedelta(days=30)


def desk_panel() -> DeskPanel:
    """The issuance desk, with what waits there now."""
    found = waiting(timezone.now() - RECENT)
    return DeskPanel(
        _("Issuance desk"),
        _("Find a passport by name, number or email, see its evidence, then decide."),
        [
            DeskLine(_("Find a passport"), reverse("passports:index")),
            DeskLine(_("Open alarms"), reverse("alarms:index"), found.alarms),
            DeskLine(_("Concerns of the last 30 days"), reverse("concerns:index"), found.concerns),
            DeskLine(_("Prior learning to decide"), reverse("prior_learning:index"), found.claims),
        ],
    )
