"""Completed product modules as other apps see them, with updates still due."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from curriculum.domain.completion import AlignmentRecord
from curriculum.domain.products import ProductRecord, ProductUpdate
from curriculum.models import DeltaTaken, LabelChange, Module, UpdateTaken
from curriculum.queries.releases import HEAVY_FIELDS

DEFAULT_MONTHS = 24


def product_records_of(
    learner_ids: Collection[int],
) -> dict[int, tuple[ProductRecord, ...]]:
    """By learner, the latest completion of each product module; four queries for all of them."""
    latest = _latest(learner_ids)
    changes = _changes({row.add_on_id for row in latest.values()})
    taken = _taken(learner_ids)
    found: dict[int, list[ProductRecord]] = defaultdict(list)
    for (learner_id, add_on_id), row in sorted(latest.items()):
        update = _update(row, changes.get(add_on_id, ()), taken[learner_id])
        found[learner_id].append(_record(row, update))
    return {learner_id: tuple(records) for learner_id, records in found.items()}


def learner_ids_of(add_on_id: int) -> tuple[int, ...]:
    """Everybody who ever completed an add-on's module, for reassessment."""
    rows = DeltaTaken.objects.filter(add_on=add_on_id).order_by()
    return tuple(sorted(rows.values_list("completion__learner_id", flat=True).distinct()))


def _latest(learner_ids: Collection[int]) -> dict[tuple[int, int], DeltaTaken]:
    rows = (
        DeltaTaken.objects.filter(
            completion__learner_id__in=learner_ids, completion__annulment__isnull=True
        )
        .select_related(
            "completion__module",
            "completion__release",
            "version",
            "add_on__partner",
            "add_on__programme__product",
            "add_on__programme__jurisdiction",
        )
        .defer("version__content", *(f"completion__release__{name}" for name in HEAVY_FIELDS))
        .prefetch_related(
            "completion__release__clinical_reviews",
            "completion__module__alignments__requirement",
        )
        .order_by("taken_at", "pk")
    )
    return {(row.completion.learner_id, row.add_on_id): row for row in rows}


def _changes(add_on_ids: Collection[int]) -> Mapping[int, list[LabelChange]]:
    found: dict[int, list[LabelChange]] = defaultdict(list)
    rows = LabelChange.objects.filter(add_on__in=add_on_ids).select_related("version")
    for change in rows.defer("version__content"):
        found[change.add_on_id].append(change)
    return found


def _taken(learner_ids: Collection[int]) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = UpdateTaken.objects.filter(learner__in=learner_ids)
    for learner_id, change_id in rows.values_list("learner_id", "change_id"):
        found[learner_id].add(change_id)
    return found


def _update(
    row: DeltaTaken, changes: Iterable[LabelChange], taken: Collection[int]
) -> ProductUpdate | None:
    """The change that is due first; a completion on the version that teaches it has learned it."""
    due = [
        change
        for change in changes
        if change.pk not in taken
        and row.version.number < change.version.number
        and set(change.roles) & set(row.roles)
        and set(change.outcomes) & set(row.required)
    ]
    if not due:
        return None
    first = min(due, key=lambda change: (change.due_on, change.pk))
    return ProductUpdate(
        summary=first.summary, announced_on=first.announced_on, due_on=first.due_on
    )


def _record(row: DeltaTaken, update: ProductUpdate | None) -> ProductRecord:
    completion, programme = row.completion, row.add_on.programme
    reviews = list(completion.release.clinical_reviews.all())
    product = programme.product
    return ProductRecord(
        module_code=completion.module.code,
        module_title=completion.release.title,
        inn=product.inn if product else "",
        brand=product.brand if product else "",
        sponsor=row.add_on.partner.name,
        jurisdiction=programme.jurisdiction.name,
        label_on=row.version.label_on,
        release_number=completion.release.number,
        version=completion.release.version,
        language=completion.language,
        minutes=row.minutes_needed,
        completed_at=completion.completed_at,
        reviewed=bool(reviews) and reviews[0].approved,
        validity_months=programme.validity_months or DEFAULT_MONTHS,
        grace_days=programme.grace_days,
        asked=len(row.required),
        covered=len(row.covered),
        learned=len(row.learned),
        requirements=_requirements(completion.module),
        update=update,
    )


def _requirements(module: Module) -> tuple[AlignmentRecord, ...]:
    rows = sorted(module.alignments.all(), key=lambda each: each.requirement.key)
    return tuple(AlignmentRecord(each.requirement.key, each.strength) for each in rows)
