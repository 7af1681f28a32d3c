"""The door of curriculum: what other apps may ask, and what they may order."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from curriculum.domain.completion import (
    AlignmentRecord,
    ClinicalReviewRecord,
    CompletionDay,
    CompletionRecord,
    ObservedRecord,
    SignOffDay,
)
from curriculum.domain.plan import ModuleState, PlanModule, PlanPart, PlanRecord, core_set_of
from curriculum.domain.product_state import PlannedProduct, ProductPlan, ProductState
from curriculum.domain.products import ProductRecord, ProductUpdate
from curriculum.queries import completions, evidence
from curriculum.queries.module_ids import module_ids
from curriculum.queries.plan import plan
from curriculum.queries.product_records import learner_ids_of, product_records_of
from curriculum.queries.product_standing import product_plan
from curriculum.queries.task_reviews import learner_ids_signed_at
from curriculum.queries.waiting import WaitingObservation, signed_count_at, waiting_at
from curriculum.services import publication_effect
from curriculum.services.demonstration import complete_module, observe
from curriculum.services.product_demonstration import (
    SampleProduct,
    ask_outcomes,
    publish_sample,
)
from passport.append_only import Growth
from passport.people.models import Centre, Professional, User

__all__ = [
    "AlignmentRecord",
    "ClinicalReviewRecord",
    "CompletionDay",
    "CompletionRecord",
    "ModuleState",
    "ObservedRecord",
    "PlanModule",
    "PlanPart",
    "PlanRecord",
    "PlannedProduct",
    "ProductPlan",
    "ProductRecord",
    "ProductState",
    "ProductUpdate",
    "SampleProduct",
    "SignOffDay",
    "WaitingObservation",
    "alignments",
    "ask_for_demo",
    "completion_days",
    "completions_of",
    "completions_of_all",
    "core_set_of",
    "evidence_growth",
    "full_alignments",
    "learner_ids_signed_at_version",
    "learner_ids_with_completions",
    "let_passports_answer",
    "module_ids",
    "new_evidence_concerns",
    "observations_waiting",
    "observe_for_demo",
    "observed_of_all",
    "pass_exam_for_demo",
    "plan_of",
    "product_learner_ids",
    "product_plan_of",
    "products_of",
    "products_of_all",
    "publish_for_demo",
    "sign_off_days",
    "waiting_sign_offs",
]


def completions_of(learner_id: int) -> tuple[CompletionRecord, ...]:
    """A learner's completions, oldest first; those taken back are left out."""
    return completions.completion_records(learner_id)


def learner_ids_with_completions(release_id: int | None = None) -> tuple[int, ...]:
    """Everybody who ever completed something or was observed, or one release, for reassessment."""
    return completions.learner_ids(release_id)


def learner_ids_signed_at_version(task_id: int, version: str) -> tuple[int, ...]:
    """Everybody who was ever signed off at a version of an observed task, for reassessment."""
    return learner_ids_signed_at(task_id, version)


def full_alignments() -> dict[str, tuple[str, ...]]:
    """Modules ("COR-01") and tasks ("task.KEY") that cover a requirement in full, by its key."""
    return completions.full_alignments()


def alignments() -> dict[str, tuple[AlignmentRecord, ...]]:
    """The same with those that cover a part; a record's `key` names the module or task."""
    return evidence.alignments()


def completions_of_all(learner_ids: Collection[int]) -> dict[int, tuple[CompletionRecord, ...]]:
    """`completions_of` for several learners at once."""
    return completions.completion_records_of(learner_ids)


def observed_of_all(learner_ids: Collection[int]) -> dict[int, tuple[ObservedRecord, ...]]:
    """Observed tasks that were signed and not taken back, by learner, oldest first."""
    return evidence.observed_records_of(learner_ids)


def products_of(learner_id: int) -> tuple[ProductRecord, ...]:
    """Product modules that a learner completed, the latest completion of each."""
    return product_records_of([learner_id]).get(learner_id, ())


def products_of_all(learner_ids: Collection[int]) -> dict[int, tuple[ProductRecord, ...]]:
    """`products_of` for several learners at once."""
    return product_records_of(learner_ids)


def product_learner_ids(add_on_id: int) -> tuple[int, ...]:
    """Everybody who ever completed an add-on's module, for reassessment."""
    return learner_ids_of(add_on_id)


def let_passports_answer(
    answer: Callable[[str, Collection[int], date], frozenset[int]],
) -> None:
    """Whoever keeps passports says whose of some learners' show a module's stamp on a day."""
    publication_effect.let_passports_answer(answer)


def product_plan_of(learner: Professional, on: date) -> ProductPlan:
    """Products that a learner handles or has begun, with updates that are due first."""
    return product_plan(learner, on)


def observations_waiting(centre_id: int) -> tuple[WaitingObservation, ...]:
    """Observed tasks at a centre that wait for a signature or for the learner's word."""
    return waiting_at(centre_id)


def completion_days(learner_ids: Collection[int], before: datetime) -> Iterator[CompletionDay]:
    """Completions of many learners in a few words, made before a moment; few queries."""
    return evidence.completion_days(learner_ids, before)


def sign_off_days(learner_ids: Collection[int], before: datetime) -> Iterator[SignOffDay]:
    """Observed tasks of many learners in a few words, signed before a moment; few queries."""
    return evidence.sign_off_days(learner_ids, before)


def waiting_sign_offs(centre_id: int) -> int:
    """How many signatures of a centre's assessors wait for the learner's confirmation."""
    return signed_count_at(centre_id)


def evidence_growth() -> tuple[Growth, ...]:
    """How far everything that learners show has grown, for comparing; one query."""
    return evidence.growth()


def new_evidence_concerns(
    seen: tuple[Growth, ...], now: tuple[Growth, ...], learner_ids: Collection[int]
) -> bool:
    """Whether something was added since `seen` for one of these learners."""
    return evidence.concerns(seen, now, learner_ids)


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


def observe_for_demo(
    centre: Centre,
    assessor: Professional,
    learner: Professional,
    task_keys: Sequence[str],
    by: User,
    at: datetime,
) -> None:
    """Demonstration data only: a sample assessor sees a colleague at some tasks."""
    observe(assessor=assessor, learner=learner, centre=centre, task_keys=task_keys, by=by, at=at)


def ask_for_demo(asked: Mapping[str, Mapping[str, str]]) -> None:
    """Demonstration data only: requirements ask for outcomes, each given with its label."""
    ask_outcomes(asked)


def publish_for_demo(sample: SampleProduct, at: datetime) -> str:
    """Demonstration data only: a sample product is uploaded, reviewed and published.

    Returns the code of its module; one that is there already stays as it is.
    """
    return publish_sample(sample=sample, at=at).add_on.module.code
