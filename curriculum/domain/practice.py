"""Observed tasks: what one consists of, who may assess, when a signature counts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

CLOCK_TOLERANCE = timedelta(minutes=5)
LONGEST_WAY = timedelta(days=7)


@dataclass(frozen=True)
class Step:
    """One thing that the assessor must see; without a critical one nobody signs."""

    key: str
    text: str
    critical: bool
    references: tuple[str, ...]


@dataclass(frozen=True)
class Support:
    """A requirement that a task supports, how far, and why."""

    requirement: str
    strength: str
    reason: str


@dataclass(frozen=True)
class TaskContent:
    """An observed task as its file gives it; `open_points` are what its author asks a clinician."""

    key: str
    version: str
    title: str
    summary: str
    setting: str
    roles: tuple[str, ...]
    minutes: int
    module: str
    reviewed_on: str
    references: tuple[str, ...]
    steps: tuple[Step, ...]
    requirements: tuple[Support, ...]
    open_points: tuple[str, ...] = ()

    @property
    def own_requirement(self) -> str:
        """Key of the requirement that this task alone fulfils."""
        return f"task.{self.key}"


class Refusal(StrEnum):
    """Why a task cannot be opened, signed, confirmed or closed."""

    OWN_TASK = "own_task"
    LEARNER_ELSEWHERE = "learner_elsewhere"
    ASSESSOR_ELSEWHERE = "assessor_elsewhere"
    NOT_ENDORSED = "not_endorsed"
    RETIRED = "retired"
    NOT_YOURS = "not_yours"
    WAITS_FOR_CONFIRMATION = "waits_for_confirmation"
    CLOSED = "closed"
    CONFIRMED = "confirmed"
    NOT_SIGNED = "not_signed"
    STEPS_MISSING = "steps_missing"
    STEPS_UNKNOWN = "steps_unknown"
    BEFORE_OPENED = "before_opened"
    IN_FUTURE = "in_future"
    TOO_LATE = "too_late"


@dataclass(frozen=True)
class Pair:
    """What is known of an assessor and a learner at a centre on one day."""

    same_person: bool
    learner_belongs: bool
    assessor_belongs: bool
    endorsed: bool


def pair_refusal(pair: Pair) -> Refusal | None:
    """Why this assessor may not assess this learner; None when nothing stands against it."""
    if pair.same_person:
        return Refusal.OWN_TASK
    if not pair.learner_belongs:
        return Refusal.LEARNER_ELSEWHERE
    if not pair.assessor_belongs:
        return Refusal.ASSESSOR_ELSEWHERE
    return None if pair.endorsed else Refusal.NOT_ENDORSED


def time_refusal(
    *, signed_at: datetime, opened_at: datetime, received_at: datetime
) -> Refusal | None:
    """Why the time on the assessor's device cannot be right, or reached us too late."""
    if signed_at < opened_at:
        return Refusal.BEFORE_OPENED
    if signed_at > received_at + CLOCK_TOLERANCE:
        return Refusal.IN_FUTURE
    return Refusal.TOO_LATE if received_at - signed_at > LONGEST_WAY else None


def missing_steps(steps: Iterable[Step], ticks: Collection[str]) -> tuple[Step, ...]:
    """Critical steps that were not ticked, in their order."""
    return tuple(step for step in steps if step.critical and step.key not in ticks)


def ticks_refusal(steps: tuple[Step, ...], ticks: Collection[str]) -> Refusal | None:
    """Why these ticks do not make a signature."""
    if set(ticks) - {step.key for step in steps}:
        return Refusal.STEPS_UNKNOWN
    return Refusal.STEPS_MISSING if missing_steps(steps, ticks) else None


def asked_for(task_roles: Collection[str], roles: Collection[str]) -> bool:
    """Whether somebody with these roles is expected to show a task."""
    return bool(set(task_roles) & set(roles))
