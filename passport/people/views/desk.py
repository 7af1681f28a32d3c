"""What registrars and the product desk see first in the back office."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passport.people.queries.partners import partners_without_manager
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


def partner_panel() -> DeskPanel:
    """How many partners have no manager, and so can do nothing."""
    waiting = partners_without_manager(timezone.localdate())
    return DeskPanel(
        _("Partners"),
        _("Create a partner, then invite its first manager. Everybody else is invited by it."),
        [
            DeskLine(_("Create a partner"), reverse("partners:create")),
            DeskLine(_("Without a manager"), reverse("partners:index"), waiting),
        ],
    )
