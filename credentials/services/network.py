"""Takes the coalition's figures once a week, so that no two of them are a day apart."""

from dataclasses import asdict
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from credentials.domain.network import Aggregate, PersonFact, aggregate, by_key
from credentials.evidence.network import person_facts
from credentials.models import NetworkSnapshot
from passport.dates import local_day
from passport.jobs import services as jobs
from passport.jobs.models import Job

EVERYBODY = "all"


def ask_snapshot(*, at: datetime) -> Job:
    """Have the figures taken by a job."""
    return jobs.ring("network_snapshot_due", ids={}, at=at)


def take_snapshot(*, job: Job, at: datetime) -> NetworkSnapshot:
    """Count every confirmed centre, one after the other, and keep what may be told.

    Taken once a day at the most; a second try leaves the first as it is.
    """
    on = local_day(at, settings.TIME_ZONE)
    facts: list[PersonFact] = []
    centres = 0
    for _centre, people in person_facts(on):
        centres += 1
        facts += people
        jobs.report_progress(job=job, at=at, step="Counting centres", done=centres)
    return _keep(on, centres, facts)


@transaction.atomic
def _keep(on: date, centres: int, facts: list[PersonFact]) -> NetworkSnapshot:
    snapshot, _ = NetworkSnapshot.objects.get_or_create(
        taken_on=on, defaults={"figures": figures_of(centres, facts)}
    )
    return snapshot


def figures_of(centres: int, facts: list[PersonFact]) -> dict[str, object]:
    """What is kept: everybody, by country and by role; only groups of ten or more."""
    everybody = aggregate(EVERYBODY, list({fact.id: fact for fact in facts}.values()))
    return {
        "centres": centres,
        "everybody": asdict(everybody) if everybody else None,
        "countries": _rows(by_key(facts, lambda fact: (fact.country,))),
        "roles": _rows(by_key(facts, lambda fact: fact.roles)),
    }


def _rows(found: tuple[Aggregate, ...]) -> list[dict[str, object]]:
    return [asdict(each) for each in found]
