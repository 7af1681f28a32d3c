"""The door of curriculum: what other apps may ask, and what they may order."""

from datetime import datetime

from curriculum.domain.completion import AlignmentRecord, ClinicalReviewRecord, CompletionRecord
from curriculum.domain.plan import ModuleState, PlanModule, PlanPart, PlanRecord, core_set_of
from curriculum.queries import completions
from curriculum.queries.plan import plan
from curriculum.services.demonstration import complete_module

__all__ = [
    "AlignmentRecord",
    "ClinicalReviewRecord",
    "CompletionRecord",
    "ModuleState",
    "PlanModule",
    "PlanPart",
    "PlanRecord",
    "completions_of",
    "core_set_of",
    "full_alignments",
    "learner_ids_with_completions",
    "pass_exam_for_demo",
    "plan_of",
]


def completions_of(learner_id: int) -> tuple[CompletionRecord, ...]:
    """A learner's completions, oldest first; those taken back are left out."""
    return completions.completion_records(learner_id)


def learner_ids_with_completions(release_id: int | None = None) -> tuple[int, ...]:
    """Every learner who ever completed something, or one release, for reassessment."""
    return completions.learner_ids(release_id)


def full_alignments() -> dict[str, tuple[str, ...]]:
    """Codes of the modules that cover a requirement in full, by requirement key."""
    return completions.full_alignments()


def plan_of(
    learner_id: int, roles: tuple[str, ...], language: str, at: datetime | None = None
) -> PlanRecord:
    """What a learner's roles ask for and how far each module is.

    Without `at` no exam pause is looked at.
    """
    return plan(learner_id, roles, language, at)


def pass_exam_for_demo(learner_id: int, module_code: str, at: datetime) -> None:
    """Demonstration data only: a sample person reads, sits the exam and passes.

    Raises LookupError when the module has no release.
    """
    complete_module(learner_id=learner_id, module_code=module_code, at=at)
