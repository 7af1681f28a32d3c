"""How far a learner is: chapters read, practice answered, exams open or paused, completions."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from curriculum.domain.plan import ModuleState
from curriculum.domain.prerequisites import ExamAccess, PauseRule, Submission, exam_access
from curriculum.models import Attempt, ChapterRead, Completion, PracticeAnswer


@dataclass(frozen=True)
class Progress:
    """Everything a learner did, by module or release; four queries whatever its size."""

    completed_at: dict[int, datetime] = field(default_factory=dict)
    read: dict[int, set[str]] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    open_attempts: set[int] = field(default_factory=set)
    submissions: dict[int, list[Submission]] = field(default_factory=dict)

    def state(self, module_id: int) -> ModuleState:
        """How far the learner is with a module."""
        if module_id in self.completed_at:
            return ModuleState.COMPLETED
        if module_id in self.touched:
            return ModuleState.IN_PROGRESS
        return ModuleState.NOT_STARTED

    def access(self, module_id: int, at: datetime) -> ExamAccess:
        """Whether the module's exam may be started."""
        return exam_access(self.submissions.get(module_id, ()), pause_rule(), at)

    def paused_until(self, module_id: int, at: datetime | None) -> datetime | None:
        """End of a running pause; without a moment no pause is looked at."""
        return self.access(module_id, at).paused_until if at else None


def pause_rule() -> PauseRule:
    """The rule of this installation."""
    return PauseRule(attempts=settings.EXAM_ATTEMPTS_BEFORE_PAUSE, hours=settings.EXAM_PAUSE_HOURS)


def module_access(learner_id: int, module_id: int, at: datetime) -> ExamAccess:
    """Whether a learner may start this module's exam.

    What was tried in a version that was retired for safety is held against nobody.
    """
    tried = safe_attempts(learner_id).filter(module_id=module_id, submitted_at__isnull=False)
    rows = tried.values_list("submitted_at", "passed")
    submissions = _submissions([(module_id, *row) for row in rows]).get(module_id, [])
    return exam_access(submissions, pause_rule(), at)


def safe_attempts(learner_id: int) -> QuerySet[Attempt]:
    """Attempts but for those in a product's version that was retired for safety."""
    rows = Attempt.objects.filter(learner_id=learner_id)
    return rows.exclude(release__add_on_version__retired_for_safety=True)


def valid_completions(learner_id: int) -> QuerySet[Completion]:
    """Completions that were not taken back, oldest first."""
    return Completion.objects.filter(learner_id=learner_id, annulment__isnull=True)


def progress_of(learner_id: int | None) -> Progress:
    """What a learner did so far; nothing for a visitor."""
    if learner_id is None:
        return Progress()
    reads = list(
        ChapterRead.objects.filter(learner_id=learner_id).values_list(
            "release__module_id", "release_id", "chapter"
        )
    )
    practised = PracticeAnswer.objects.filter(learner_id=learner_id).order_by()
    attempts = list(safe_attempts(learner_id).values_list("module_id", "submitted_at", "passed"))
    read: dict[int, set[str]] = defaultdict(set)
    for _, release_id, chapter in reads:
        read[release_id].add(chapter)
    touched = {module_id for module_id, *_ in [*reads, *attempts]}
    touched |= set(practised.values_list("release__module_id", flat=True).distinct())
    return Progress(
        completed_at=dict(valid_completions(learner_id).values_list("module_id", "completed_at")),
        read=dict(read),
        touched=touched,
        open_attempts={module_id for module_id, submitted, _ in attempts if submitted is None},
        submissions=_submissions(attempts),
    )


def _submissions(attempts: list[tuple]) -> dict[int, list[Submission]]:
    by_module: dict[int, list[Submission]] = defaultdict(list)
    for module_id, submitted_at, passed in attempts:
        if submitted_at is not None:
            by_module[module_id].append(Submission(submitted_at, passed))
    return dict(by_module)


def completed_at_moment(learner_id: int, release_id: int, at: datetime) -> bool:
    """Whether what happened at this moment completed the release."""
    return valid_completions(learner_id).filter(release_id=release_id, completed_at=at).exists()
