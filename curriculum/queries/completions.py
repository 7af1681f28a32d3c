"""Completions as other apps see them."""

from curriculum.domain.completion import AlignmentRecord, ClinicalReviewRecord, CompletionRecord
from curriculum.models import ClinicalReview, Completion, ModuleAlignment
from curriculum.queries.learning import valid_completions
from curriculum.queries.releases import HEAVY_FIELDS


def completion_records(learner_id: int) -> tuple[CompletionRecord, ...]:
    """A learner's completions that were not taken back, oldest first."""
    rows = (
        valid_completions(learner_id)
        .select_related("module", "release")
        .defer(*(f"release__{name}" for name in HEAVY_FIELDS))
        .prefetch_related("release__clinical_reviews__reviewer", "module__alignments__requirement")
    )
    return tuple(_record(row) for row in rows)


def learner_ids(release_id: int | None = None) -> tuple[int, ...]:
    """Everybody who ever completed something, or one release."""
    rows = Completion.objects.filter(release=release_id) if release_id else Completion.objects
    return tuple(rows.order_by("learner_id").values_list("learner_id", flat=True).distinct())


def full_alignments() -> dict[str, tuple[str, ...]]:
    """Codes of the modules that cover a requirement in full, by requirement key."""
    found: dict[str, list[str]] = {}
    rows = ModuleAlignment.objects.filter(strength="full")
    for key, code in rows.order_by("module__code").values_list("requirement__key", "module__code"):
        found.setdefault(key, []).append(code)
    return {key: tuple(codes) for key, codes in found.items()}


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
