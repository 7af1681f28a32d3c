"""Completed modules and signed observed tasks as evidence."""

from django.conf import settings

from credentials.domain.evidence import TASK, Evidence, Strength
from curriculum import api as curriculum
from passport.dates import local_day


def evidence_of(holder_id: int) -> tuple[Evidence, ...]:
    """What counts for a holder; what no clinician reviewed only where settings allow it."""
    return tuple(item for item in _shown(holder_id) if item.reviewed or settings.ISSUE_UNREVIEWED)


def withheld_from(holder_id: int) -> tuple[Evidence, ...]:
    """What a holder showed and does not count, for want of a clinical review."""
    return tuple(
        item for item in _shown(holder_id) if not item.reviewed and not settings.ISSUE_UNREVIEWED
    )


def holder_ids(release_id: int | None = None) -> tuple[int, ...]:
    """Everybody who may hold evidence, or evidence from one release."""
    return curriculum.learner_ids_with_completions(release_id)


def holder_ids_observed(task_id: int, version: str) -> tuple[int, ...]:
    """Everybody who may hold evidence from a version of an observed task."""
    return curriculum.learner_ids_signed_at_version(task_id, version)


def core_set_of(role: str) -> str:
    """Which group of the programme is a role's core."""
    return curriculum.core_set_of(role)


def _shown(holder_id: int) -> tuple[Evidence, ...]:
    return _completed(holder_id) + _observed(holder_id)


def _completed(holder_id: int) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            source=record.module_code,
            title=record.module_title,
            release=record.release_number,
            version=record.version,
            language=record.language,
            minutes=record.minutes,
            completed_on=local_day(record.completed_at, settings.TIME_ZONE),
            reviewed=record.clinical_review is not None,
            alignments=tuple((item.key, Strength(item.strength)) for item in record.requirements),
        )
        for record in curriculum.completions_of(holder_id)
    )


def _observed(holder_id: int) -> tuple[Evidence, ...]:
    """Signed tasks, reviewed version by version; a task has no release and no language."""
    return tuple(
        Evidence(
            source=f"{TASK}{record.task_key}",
            title=record.title,
            release=0,
            version=record.version,
            language="",
            minutes=record.minutes,
            completed_on=local_day(record.observed_at, settings.TIME_ZONE),
            reviewed=record.reviewed,
            alignments=tuple((item.key, Strength(item.strength)) for item in record.requirements),
            centre=record.centre_id,
        )
        for record in curriculum.observed_of_all([holder_id]).get(holder_id, ())
    )
