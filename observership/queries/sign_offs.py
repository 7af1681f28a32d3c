"""Visits that were attested and not taken back, as other apps read them."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Model

from observership.domain.visit import MetObjective, SignedOffPlacement
from observership.models import ObjectiveAlignment, PlacementSignOffAnnulment, SignOff
from passport.append_only import Growth, growth_of, unseen

TABLES: tuple[type[Model], ...] = (SignOff, PlacementSignOffAnnulment)


def signed_off_of(trainee_ids: Collection[int]) -> dict[int, tuple[SignedOffPlacement, ...]]:
    """By trainee, oldest first; one query."""
    rows = SignOff.objects.filter(trainee_id__in=trainee_ids, annulment__isnull=True)
    found: dict[int, list[SignedOffPlacement]] = defaultdict(list)
    for row in rows.select_related("host", "supervisor__user"):
        found[row.trainee_id].append(_record(row))
    return {trainee_id: tuple(records) for trainee_id, records in found.items()}


def _record(row: SignOff) -> SignedOffPlacement:
    return SignedOffPlacement(
        public_id=row.public_id,
        host_id=row.host_id,
        host=row.host.name,
        city=row.host.city,
        country=row.host.country,
        department=row.department,
        supervisor=str(row.supervisor),
        setting=row.setting,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        days_attended=row.days_attended,
        objectives=tuple(
            MetObjective(each["key"], each["title"], each["module"], tuple(each["requirements"]))
            for each in row.objectives
        ),
        attested_at=row.attested_at,
    )


def objective_sources() -> dict[str, tuple[str, ...]]:
    """By requirement, the objectives ("visit.KEY") that support it in part; one query."""
    rows = ObjectiveAlignment.objects.order_by("objective__key").values_list(
        "requirement__key", "objective__key"
    )
    found: dict[str, list[str]] = defaultdict(list)
    for requirement, objective in rows:
        found[requirement].append(f"visit.{objective}")
    return {requirement: tuple(sources) for requirement, sources in found.items()}


def growth() -> tuple[Growth, ...]:
    """How far sign-offs and their annulments have grown; one query."""
    return growth_of(TABLES)


def concerns(
    seen: tuple[Growth, ...], now: tuple[Growth, ...], trainee_ids: Collection[int]
) -> bool:
    """Whether something was added since `seen` for one of these people."""
    paths = ("trainee_id__in", "sign_off__trainee_id__in")
    return any(
        before != after and unseen(table, before).filter(**{path: trainee_ids}).exists()
        for table, path, before, after in zip(TABLES, paths, seen, now, strict=True)
    )
