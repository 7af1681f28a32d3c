"""Where applicants belong themselves: nobody visits an own centre, or is the own supervisor."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import TypeAlias
from uuid import UUID

from observership.models import Application, Opening
from passport.people.models import CentreMembership
from passport.people.queries.centres import held_on

Found: TypeAlias = defaultdict[int, set[str]]


def homes_of(applications: Collection[int], on: date) -> Found:
    """By application: public ids of the home centre, and of centres of a membership on a day."""
    rows = Application.objects.filter(pk__in=applications, centre__isnull=False)
    held = CentreMembership.objects.filter(
        held_on(on), professional__observership_applications__in=applications
    )
    return _grouped(
        [
            *rows.values_list("pk", "centre__public_id"),
            *held.values_list("professional__observership_applications", "centre__public_id"),
        ]
    )


def supervised_by(applications: Collection[int]) -> Found:
    """By application: public ids of openings that the applicant supervises."""
    rows = Opening.objects.filter(supervisor__observership_applications__in=applications)
    return _grouped(rows.values_list("supervisor__observership_applications", "public_id"))


def _grouped(rows: Iterable[tuple[int, UUID]]) -> Found:
    found: Found = defaultdict(set)
    for application, public_id in rows:
        found[application].add(str(public_id))
    return found
