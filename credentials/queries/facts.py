"""What a centre's people have shown up to a day, as (person, source, day), in few queries."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from credentials.domain.evidence import TASK
from credentials.models import Attestation, RecognitionAlignment
from credentials.queries.standards import direct_source, local_key
from curriculum import api as curriculum
from observership import api as observership
from passport.people.models import Centre

Fact = tuple[int, str, date]


def facts_of(centre: Centre, ids: Collection[int], on: date) -> Iterator[Fact]:
    """Everything that counts at a centre; what has no review only where settings allow it."""
    zone = ZoneInfo(settings.TIME_ZONE)
    before = datetime.combine(on + timedelta(days=1), time.min, tzinfo=zone)
    yield from _completions(ids, before, zone)
    yield from _observed(centre, ids, before, zone)
    yield from _visited(ids, on)
    yield from _attested(centre, ids, on)
    yield from _recognised(ids, on)


def _completions(ids: Collection[int], before: datetime, zone: ZoneInfo) -> Iterator[Fact]:
    unreviewed = settings.ISSUE_UNREVIEWED
    for learner_id, code, at, reviewed in curriculum.completion_days(ids, before):
        if reviewed or unreviewed:
            yield learner_id, code, at.astimezone(zone).date()


def _observed(
    centre: Centre, ids: Collection[int], before: datetime, zone: ZoneInfo
) -> Iterator[Fact]:
    unreviewed = settings.ISSUE_UNREVIEWED
    for learner_id, key, at, centre_id, reviewed in curriculum.sign_off_days(ids, before):
        if centre_id == centre.pk and (reviewed or unreviewed):
            yield learner_id, f"{TASK}{key}", at.astimezone(zone).date()


def _visited(ids: Collection[int], on: date) -> Iterator[Fact]:
    """Objectives of visits that were signed off; they count everywhere, from the last day on."""
    for person, visits in observership.signed_off_placements_of_all(ids).items():
        for visit in visits:
            if visit.ends_on <= on:
                for objective in visit.objectives:
                    yield person, objective.source, visit.ends_on


def _attested(centre: Centre, ids: Collection[int], on: date) -> Iterator[Fact]:
    rows = Attestation.objects.filter(
        centre=centre, professional_id__in=ids, shown_on__lte=on, withdrawal__isnull=True
    )
    for person, key, local_id, day in rows.order_by().values_list(
        "professional_id", "requirement__key", "local_requirement__public_id", "shown_on"
    ):
        yield person, direct_source(key or local_key(local_id)), day


def _recognised(ids: Collection[int], on: date) -> Iterator[Fact]:
    """Prior learning that was accepted; it counts everywhere, from the day it was achieved."""
    rows = RecognitionAlignment.objects.filter(
        decision__accepted=True,
        decision__recognition__professional_id__in=ids,
        decision__recognition__achieved_on__lte=on,
    )
    for person, key, strength, day in rows.order_by().values_list(
        "decision__recognition__professional_id",
        "requirement__key",
        "strength",
        "decision__recognition__achieved_on",
    ):
        yield person, direct_source(key, strength), day
