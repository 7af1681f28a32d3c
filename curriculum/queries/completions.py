"""Completions as other apps see them."""

from collections import defaultdict
from collections.abc import Collection

from curriculum.domain.completion import AlignmentRecord, ClinicalReviewRecord, CompletionRecord
from curriculum.models import ClinicalReview, Completion, ObservationSignOff
from curriculum.queries.evidence import alignments
from curriculum.queries.releases import HEAVY_FIELDS


def completion_records(learner_id: int) -> tuple[CompletionRecord, ...]:
    """A learner's completions that were not taken back, oldest first."""
    return completion_records_of([learner_id]).get(learner_id, ())


def completion_records_of(
    learner_ids: Collection[int],
) -> dict[int, tuple[CompletionRecord, ...]]:
    """The same for several learners at once, by learner; few queries whatever their number."""
    rows = (
        Completion.objects.filter(learner_id__in=learner_ids, annulment__isnull=True)
        .select_related("module", "release")
        .defer(*(f"release__{name}" for name in HEAVY_FIELDS))
        .prefetch_related("release__clinical_reviews__reviewer", "module__alignments__requirement")
    )
    found: dict[int, list[CompletionRecord]] = defaultdict(list)
    for row in rows:
        found[row.learner_id].append(_record(row))
    return {learner_id: tuple(records) for learner_id, records in found.items()}


def learner_ids(release_id: int | None = None) -> tuple[int, ...]:
    """Everybody who ever completed something or was observed; or who completed one release."""
    rows = Completion.objects.filter(release=release_id) if release_id else Completion.objects
    found = set(rows.order_by().values_list("learner_id", flat=True).distinct())
    if not release_id:
        observed = ObservationSignOff.objects.order_by().values_list("learner_id", flat=True)
        found.update(observed.distinct())
    return tuple(sorted(found))


def full_alignments() -> dict[str, tuple[str, ...]]:
    """Modules ("COR-01") and tasks ("task.KEY") that cover a requirement in full, by its key."""
    return {
        key: full
        for key, records in alignments().items()
        if (full := tuple(each.key for each in records if each.strength == "full"))
    }


def _record(row: Completion) -> CompletionRecord:
    release = row.release
    return CompletionRecord(
        module_code=row.module.code,
        module_title=release.title,
        release_id=release.pk,
        release_number=release.number,
        version=release.version,
        language=row.language,
        minutes=release.minutes,
        completed_at=row.completed_at,
        way=row.way,
        clinical_review=_review(list(release.clinical_reviews.all())),
        requirements=tuple(
            AlignmentRecord(key=each.requirement.key, strength=each.strength)
            for each in sorted(row.module.alignments.all(), key=lambda each: each.requirement.key)
        ),
    )


def _review(newest_first: list[ClinicalReview]) -> ClinicalReviewRecord | None:
    """The latest decision, if it approved the release."""
    if not newest_first or not newest_first[0].approved:
        return None
    latest = newest_first[0]
    return ClinicalReviewRecord(
        reviewer=str(latest.reviewer),
        reviewed_at=latest.reviewed_at,
        open_points=latest.open_points,
    )
