"""The rows that next steps are computed from, for many placements at once."""

import json
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.conf import settings
from django.db.models import Count, OuterRef, Subquery

from observership.domain.visit import planned_days
from observership.models import (
    Agreement,
    AgreementSignature,
    FollowUp,
    FundingStep,
    LogEntry,
    Placement,
    PlacementDay,
    PlacementEvent,
    PlacementReport,
    PlacementTask,
    Rating,
    SignOff,
)
from observership.queries.visits import REFUSED
from passport.dates import local_day

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(frozen=True)
class Rows:
    """What stands in the tables, by placement."""

    objectives: dict[int, int]
    signed: dict[int, frozenset[str]]
    written: dict[int, date]
    open_tasks: dict[tuple[int, str], int]
    days: dict[tuple[int, date], bool]
    logged: dict[int, frozenset[date]]
    answered: frozenset[int]
    reported: frozenset[int]
    rated: dict[int, frozenset[str]]
    funding: dict[int, tuple[tuple[int, str, date], ...]]
    follow_ups: dict[int, tuple[date, ...]]

    def log_days(self, placement: Placement) -> tuple[date, ...]:
        """Days that are not free: as the host saved them, else Monday to Friday."""
        plan = planned_days(placement.starts_on, placement.ends_on, ())
        return tuple(day.on for day in plan if not self.days.get((placement.pk, day.on), day.free))


def rows_of(placements: Collection[Placement]) -> Rows:
    """Everything about these placements; the number of queries does not depend on how many."""
    keys = [each.pk for each in placements]
    versions = _newest(keys)
    return Rows(
        objectives={pk: _count(version.content) for pk, version in versions.items()},
        signed=_signed({pk: version.pk for pk, version in versions.items()}),
        written={
            pk: local_day(version.made_at, settings.TIME_ZONE) for pk, version in versions.items()
        },
        open_tasks=_open_tasks(keys),
        days=_days(keys),
        logged=_sets(LogEntry.objects.filter(placement__in=keys).values_list("placement", "on")),
        answered=_answered(placements),
        reported=frozenset(
            PlacementReport.objects.filter(
                placement__in=keys, submitted_at__isnull=False
            ).values_list("placement", flat=True)
        ),
        rated=_sets(Rating.objects.filter(placement__in=keys).values_list("placement", "side")),
        funding=_funding(keys),
        follow_ups=_follow_ups(keys),
    )


def _newest(keys: Collection[int]) -> dict[int, Agreement]:
    """The newest agreement of each placement."""
    newest = Agreement.objects.filter(placement=OuterRef("placement")).order_by("-version")
    rows = Agreement.objects.filter(placement__in=keys, pk=Subquery(newest.values("pk")[:1]))
    return {row.placement_id: row for row in rows.order_by("placement")}


def _count(content: str) -> int:
    return len(json.loads(content)["objectives"]) if content else 0


def _signed(versions: dict[int, int]) -> dict[int, frozenset[str]]:
    rows = AgreementSignature.objects.filter(agreement__in=versions.values())
    by_version = _sets(rows.values_list("agreement", "side"))
    return {pk: by_version.get(version, frozenset()) for pk, version in versions.items()}


def _open_tasks(keys: Collection[int]) -> dict[tuple[int, str], int]:
    rows = PlacementTask.objects.filter(placement__in=keys, needed=True, done_at__isnull=True)
    counted = rows.order_by().values_list("placement", "side").annotate(number=Count("pk"))
    return {(placement, side): number for placement, side, number in counted}


def _days(keys: Collection[int]) -> dict[tuple[int, date], bool]:
    rows = PlacementDay.objects.filter(placement__in=keys).values_list("placement", "on", "free")
    return {(placement, on): free for placement, on, free in rows}


def _answered(placements: Collection[Placement]) -> frozenset[int]:
    """Whose supervisor attested the visit or refused to; what was taken back was answered too."""
    ids = {each.public_id: each.pk for each in placements}
    attested = SignOff.objects.filter(placement_public_id__in=ids)
    refused = PlacementEvent.objects.filter(placement__in=ids.values(), kind=REFUSED)
    return frozenset(
        (
            *(ids[each] for each in attested.values_list("placement_public_id", flat=True)),
            *refused.values_list("placement", flat=True),
        )
    )


def _funding(keys: Collection[int]) -> dict[int, tuple[tuple[int, str, date], ...]]:
    """Step, state and the day of its last change of every payment."""
    found = defaultdict(list)
    for row in FundingStep.objects.filter(placement__in=keys):
        on = local_day(row.changed_at, settings.TIME_ZONE)
        found[row.placement_id].append((row.step, row.state, on))
    return {pk: tuple(payments) for pk, payments in found.items()}


def _follow_ups(keys: Collection[int]) -> dict[int, tuple[date, ...]]:
    rows = FollowUp.objects.filter(placement__in=keys, answered_at__isnull=True)
    found = _lists(rows.order_by("due_on").values_list("placement", "due_on"))
    return {pk: tuple(days) for pk, days in found.items()}


def _lists(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    found = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)


def _sets(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, frozenset[Value]]:
    return {key: frozenset(values) for key, values in _lists(pairs).items()}
