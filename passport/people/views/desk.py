"""What registrars see first in the back office."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from passport.people.queries.registry import centres_waiting
from passport.ui.back_office import DeskLine, DeskPanel


def centre_panel() -> DeskPanel:
    """How many centres wait to be confirmed."""
    address = reverse("centres:index")
    return DeskPanel(
        _("Centres"),
        _("Reach the official contact of a centre, then confirm it. Until then it sees nobody."),
        [DeskLine(_("Wait to be confirmed"), f"{address}?confirmed=no", centres_waiting())],
    )
