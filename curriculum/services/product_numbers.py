"""Works out the numbers of each product for each quarter that ended, once and never again."""

import logging
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from curriculum.domain.aggregates import Quarter, ended_quarters, publish
from curriculum.domain.product_ways import saved_each, ways
from curriculum.domain.question_bands import band_of
from curriculum.models import NumbersPeriod, ProductAddOn
from curriculum.queries.product_numbers import (
    answered_questions,
    known_quarters,
    people_in,
    people_of_partners,
    saved_minutes,
)
from passport.dates import local_day

logger = logging.getLogger(__name__)


def publish_due_numbers(*, at: datetime) -> int:
    """Numbers of every ended quarter that has none yet; returns how many were published.

    Done twice it changes nothing. Each product stands for itself: trouble with one is logged.
    """
    count = 0
    for add_on in ProductAddOn.objects.select_related("module").order_by("pk"):
        try:
            count += publish_numbers_of(add_on=add_on, at=at)
        except Exception:  # one product's trouble must not stop the others
            logger.exception("numbers of %s were not published", add_on.public_id)
    return count


@transaction.atomic
def publish_numbers_of(*, add_on: ProductAddOn, at: datetime) -> int:
    """The same for one product, from the quarter in which it was opened."""
    row = ProductAddOn.objects.select_for_update(of=("self",)).select_related("module")
    locked, on = row.get(pk=add_on.pk), local_day(at, settings.TIME_ZONE)
    known = known_quarters(locked)
    since = local_day(locked.created_at, settings.TIME_ZONE)
    due = [quarter for quarter in ended_quarters(since, on) if quarter not in known]
    for quarter in due:
        NumbersPeriod.objects.create(
            add_on=locked,
            starts_on=quarter.first_day,
            ends_on=quarter.last_day,
            figures=_figures(locked, quarter, at),
            published_at=at,
        )
    return len(due)


def _figures(add_on: ProductAddOn, quarter: Quarter, at: datetime) -> dict[str, Any]:
    """Everything that a partner is ever told of a quarter, as plain data.

    Only what hides groups under ten leaves this function: tables in tens, medians in steps of
    five, bands of questions. See the domain modules for why each of them does.
    """
    out, on = people_of_partners(), local_day(at, settings.TIME_ZONE)
    facts = ways(people_in(add_on, out))
    published = publish(add_on.module.code, quarter, facts, on)
    asked = answered_questions(add_on, quarter, out)
    bands = {key: band_of(each.right, each.answers) for key, each in asked.items()}
    return {
        **asdict(published),
        "saved_each": saved_each(saved_minutes(add_on, quarter, out)),
        "questions": {key: str(band) for key, band in sorted(bands.items()) if band},
    }
