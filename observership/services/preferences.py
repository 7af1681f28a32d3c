"""Writes which openings an applicant would rather see."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from observership.domain.lifecycle import ApplicationState
from observership.models import Application, OpeningWindow, Preference
from observership.queries.applications import is_open
from observership.services.applications import CallClosedError
from passport.dates import local_day

RANKABLE = (ApplicationState.DRAFT, ApplicationState.SUBMITTED, ApplicationState.ELIGIBLE)


class OtherCallError(ValueError):
    """An opening that was ranked is not offered in the application's call."""


@transaction.atomic
def set_preferences(
    *, application: Application, ranks: Mapping[int, int], any_host: bool, at: datetime
) -> Application:
    """Replace the ranks of an application: openings by key, 1 is best, equal ranks are ties.

    Possible while the call is open. Raises CallClosedError, OtherCallError.
    """
    rows = Application.objects.select_for_update(of=("self",)).select_related("call")
    locked = rows.get(pk=application.pk)
    if locked.state not in RANKABLE or not is_open(locked.call, local_day(at, settings.TIME_ZONE)):
        raise CallClosedError
    offered = OpeningWindow.objects.filter(call=locked.call, closed_at__isnull=True)
    if set(ranks) - set(offered.values_list("opening_id", flat=True)):
        raise OtherCallError
    locked.preferences.all().delete()
    Preference.objects.bulk_create(
        Preference(application=locked, opening_id=opening, rank=rank)
        for opening, rank in ranks.items()
    )
    locked.any_host, locked.saved_at = any_host, at
    locked.save(update_fields=["any_host", "saved_at"])
    return locked
