"""What a completion says to other apps, and when practice questions complete a module."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


@dataclass(frozen=True)
class ClinicalReviewRecord:
    """Who approved a release clinically, when, and what was left open."""

    reviewer: str
    reviewed_at: datetime
    open_points: str


@dataclass(frozen=True)
class AlignmentRecord:
    """A requirement that a module supports: fully or in part."""

    key: str
    strength: str


@dataclass(frozen=True)
class CompletionRecord:
    """One completion, with the release it was earned on."""

    module_code: str
    module_title: str
    release_id: int
    release_number: int
    version: str
    language: str
    minutes: int
    completed_at: datetime
    way: str
    clinical_review: ClinicalReviewRecord | None
    requirements: tuple[AlignmentRecord, ...]


@dataclass(frozen=True)
class ObservedRecord:
    """One signed observed task: who saw it, where and when, and what it supports.

    `reviewed`: a clinician approved the version at which it was signed.
    """

    task_key: str
    title: str
    version: str
    minutes: int
    observed_at: datetime
    centre_id: int
    centre_name: str
    assessor: str
    reviewed: bool
    requirements: tuple[AlignmentRecord, ...]


class CompletionDay(NamedTuple):
    """A completion in a few words, for many learners at once; `reviewed`: clinically approved."""

    learner_id: int
    module_code: str
    completed_at: datetime
    reviewed: bool


class SignOffDay(NamedTuple):
    """A signed observed task in a few words; `reviewed`: its version is clinically approved."""

    learner_id: int
    task_key: str
    observed_at: datetime
    centre_id: int
    reviewed: bool


def practised(keys: Iterable[str], answered_right: Iterable[str]) -> bool:
    """Whether every practice question was answered right at least once."""
    asked = set(keys)
    return bool(asked) and asked <= set(answered_right)
