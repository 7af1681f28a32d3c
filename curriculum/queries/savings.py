"""Minutes that learners did not spend again on what they had shown, as they were recorded."""

from collections.abc import Collection
from datetime import date

from django.conf import settings

from curriculum.domain.savings import Saving
from curriculum.models import DeltaTaken
from passport.dates import local_day
from passport.people.models import Centre
from passport.people.queries.centres import memberships_on


def savings_of(learner_ids: Collection[int]) -> tuple[Saving, ...]:
    """What the recorded deltas of some learners saved, oldest first; one query.

    Products go by their active substance; completions that were taken back are left out.
    """
    rows = DeltaTaken.objects.filter(
        completion__learner__in=learner_ids, completion__annulment__isnull=True
    ).order_by("taken_at", "pk")
    found = rows.values_list(
        "completion__learner_id",
        "add_on__programme__product__inn",
        "taken_at",
        "minutes_saved",
        "minutes_needed",
    )
    return tuple(
        Saving(learner, inn or "", local_day(at, settings.TIME_ZONE), saved, needed=needed)
        for learner, inn, at, saved, needed in found
    )


def savings_at(centre: Centre, on: date) -> tuple[Saving, ...]:
    """The same for everybody who belongs to a centre on a day; leavers take theirs along."""
    members = memberships_on(centre, on).values_list("professional_id", flat=True)
    return savings_of(set(members))
