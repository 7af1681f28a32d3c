"""The visits that somebody has agreed on in all calls together."""

from observership.domain.candidates import Period
from observership.domain.lifecycle import UNTIL_VISIT_ENDS
from observership.models import Placement
from passport.people.models import Professional


def overlaps_own_visit(
    trainee: Professional | None, days: Period, *, besides: Placement | None = None
) -> bool:
    """Whether these days meet another visit of the same trainee, in whichever call.

    Who acts on the answer holds services/own_visits:lock_trainee.
    """
    if trainee is None:
        return False
    rows = Placement.objects.filter(trainee=trainee, state__in=UNTIL_VISIT_ENDS)
    others = rows.exclude(pk=besides.pk) if besides is not None else rows
    return others.filter(starts_on__lte=days.last, ends_on__gte=days.first).exists()
