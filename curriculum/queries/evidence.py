"""What many learners have shown, in few queries, and whether anything was added since."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Exists, Model, OuterRef, QuerySet

from curriculum.domain.completion import (
    AlignmentRecord,
    CompletionDay,
    ObservedRecord,
    SignOffDay,
)
from curriculum.models import (
    ClinicalReview,
    Completion,
    CompletionAnnulment,
    Module,
    ModuleAlignment,
    ObservationSignOff,
    ObservedTask,
    SignOffAnnulment,
    TaskAlignment,
    TaskReview,
)
from curriculum.queries.task_reviews import TaskVersion, approved_versions
from passport.append_only import Growth, growth_of, unseen

TABLES: tuple[type[Model], ...] = (
    Completion,
    CompletionAnnulment,
    ClinicalReview,
    ObservationSignOff,
    SignOffAnnulment,
    TaskReview,
)


def completion_days(learner_ids: Collection[int], before: datetime) -> Iterator[CompletionDay]:
    """Completions before a moment that were not taken back; three queries."""
    codes = dict(Module.objects.values_list("pk", "code"))
    approved = _approved_releases()
    rows = Completion.objects.filter(
        learner_id__in=learner_ids, completed_at__lt=before, annulment__isnull=True
    )
    fields = ("learner_id", "module_id", "completed_at", "release_id")
    for learner_id, module_id, completed_at, release_id in (
        rows.order_by().values_list(*fields).iterator()
    ):
        yield CompletionDay(learner_id, codes[module_id], completed_at, release_id in approved)


def _approved_releases() -> set[int]:
    """Releases whose latest clinical decision is an approval."""
    rows = ClinicalReview.objects.order_by("reviewed_at", "pk")
    latest = dict(rows.values_list("release_id", "approved"))
    return {release_id for release_id, approved in latest.items() if approved}


def sign_off_days(learner_ids: Collection[int], before: datetime) -> Iterator[SignOffDay]:
    """Observed tasks signed before a moment and not taken back; three queries."""
    keys = dict(ObservedTask.objects.values_list("pk", "key"))
    approved = approved_versions()
    rows = ObservationSignOff.objects.filter(
        learner_id__in=learner_ids, observed_at__lt=before, annulment__isnull=True
    )
    fields = ("learner_id", "task_id", "observed_at", "centre_id", "version")
    for learner_id, task_id, observed_at, centre_id, version in (
        rows.order_by().values_list(*fields).iterator()
    ):
        reviewed = (task_id, version) in approved
        yield SignOffDay(learner_id, keys[task_id], observed_at, centre_id, reviewed)


def observed_records_of(learner_ids: Collection[int]) -> dict[int, tuple[ObservedRecord, ...]]:
    """Signed observed tasks that were not taken back, by learner, oldest first; four queries."""
    rows = (
        ObservationSignOff.objects.filter(learner_id__in=learner_ids, annulment__isnull=True)
        .select_related("task", "centre", "assessor__user")
        .defer("steps", "task__steps", "task__references")
        .prefetch_related("task__alignments__requirement")
    )
    approved = approved_versions() if rows else frozenset()
    found: dict[int, list[ObservedRecord]] = defaultdict(list)
    for row in rows:
        found[row.learner_id].append(_observed(row, approved))
    return {learner_id: tuple(records) for learner_id, records in found.items()}


def _observed(row: ObservationSignOff, approved: frozenset[TaskVersion]) -> ObservedRecord:
    return ObservedRecord(
        task_key=row.task.key,
        title=row.task.title,
        version=row.version,
        minutes=row.task.minutes,
        observed_at=row.observed_at,
        centre_id=row.centre_id,
        centre_name=row.centre.name,
        assessor=str(row.assessor),
        reviewed=(row.task_id, row.version) in approved,
        requirements=tuple(
            AlignmentRecord(key=each.requirement.key, strength=each.strength)
            for each in sorted(row.task.alignments.all(), key=lambda each: each.requirement.key)
        ),
    )


def alignments() -> dict[str, tuple[AlignmentRecord, ...]]:
    """By requirement, the modules ("COR-01") and tasks ("task.KEY") that support it; two queries.

    The record's `key` names the source.
    """
    modules = ModuleAlignment.objects.order_by("module__code").values_list(
        "requirement__key", "module__code", "strength"
    )
    tasks = TaskAlignment.objects.order_by("task__key").values_list(
        "requirement__key", "task__key", "strength"
    )
    found: dict[str, list[AlignmentRecord]] = defaultdict(list)
    for requirement, code, strength in modules:
        found[requirement].append(AlignmentRecord(code, strength))
    for requirement, key, strength in tasks:
        found[requirement].append(AlignmentRecord(f"task.{key}", strength))
    return {requirement: tuple(records) for requirement, records in found.items()}


def growth() -> tuple[Growth, ...]:
    """How far everything that learners show has grown; one query."""
    return growth_of(TABLES)


def concerns(
    seen: tuple[Growth, ...], now: tuple[Growth, ...], learner_ids: Collection[int]
) -> bool:
    """Whether something was added since `seen` for one of these learners."""
    return any(
        _concerns(table, before, learner_ids)
        for table, before, after in zip(TABLES, seen, now, strict=True)
        if before != after
    )


_LEARNER: dict[type[Model], str] = {
    Completion: "learner_id__in",
    CompletionAnnulment: "completion__learner_id__in",
    ObservationSignOff: "learner_id__in",
    SignOffAnnulment: "sign_off__learner_id__in",
}


def _concerns(table: type[Model], before: Growth, learner_ids: Collection[int]) -> bool:
    rows = unseen(table, before)
    if table is ClinicalReview:
        reviewed = rows.order_by().values("release_id")
        rows, table = Completion.objects.filter(release_id__in=reviewed), Completion
    elif table is TaskReview:
        rows, table = _signed_at(rows), ObservationSignOff
    return rows.filter(**{_LEARNER[table]: learner_ids}).exists()


def _signed_at(reviews: QuerySet[TaskReview]) -> QuerySet[ObservationSignOff]:
    """Sign-offs of the versions that some reviews speak of."""
    same = reviews.filter(task=OuterRef("task"), version=OuterRef("version"))
    return ObservationSignOff.objects.filter(Exists(same))
