"""A learner's plan: which modules the roles ask for, how far each is, and which comes next."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

CORE = "core"
CORE_MINI = "core-mini"
MINI_ROLES = frozenset({"ICU", "NEU", "EMD", "REF"})


class ModuleState(StrEnum):
    """How far a learner is with a module."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"


@dataclass(frozen=True)
class PlanModule:
    """One module in a plan; `part` is "core" or a role code.

    `exam_open` says that an attempt was started and not yet submitted.
    """

    code: str
    title: str
    part: str
    minutes: int
    state: ModuleState
    chapters_total: int
    chapters_read: int
    next_chapter: str | None
    next_chapter_title: str
    next_minutes: int
    has_exam: bool
    exam_open: bool
    paused_until: datetime | None
    completed_at: datetime | None

    @property
    def waits(self) -> bool:
        """Everything is read and the exam is paused: nothing to do here now."""
        return self.paused_until is not None and self.next_chapter is None


@dataclass(frozen=True)
class PlanPart:
    """The core, or one role, with its modules in order."""

    key: str
    modules: tuple[PlanModule, ...]

    @property
    def total(self) -> int:
        """Number of modules."""
        return len(self.modules)

    @property
    def completed(self) -> int:
        """Number of completed modules."""
        return sum(module.state is ModuleState.COMPLETED for module in self.modules)

    @property
    def minutes_left(self) -> int:
        """Minutes of the modules not yet completed."""
        return sum(each.minutes for each in self.modules if each.state != ModuleState.COMPLETED)


@dataclass(frozen=True)
class PlanRecord:
    """All parts of a plan, core first."""

    parts: tuple[PlanPart, ...]

    @property
    def modules(self) -> tuple[PlanModule, ...]:
        """Modules of all parts in order; one that two roles share stands in both."""
        return tuple(module for part in self.parts for module in part.modules)

    @property
    def next(self) -> PlanModule | None:
        """The module to continue with: one begun before one not begun, paused exams last."""
        todo = [each for each in self.modules if each.state is not ModuleState.COMPLETED]
        return min(
            todo,
            key=lambda each: (each.waits, each.state is not ModuleState.IN_PROGRESS),
            default=None,
        )


def core_set_of(role: str) -> str:
    """Which group of the passport programme is this role's core."""
    return CORE_MINI if role in MINI_ROLES else CORE
