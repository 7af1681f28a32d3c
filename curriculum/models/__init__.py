"""Tracks, modules and their releases, what learners did with them, the authors' pages."""

from curriculum.models.learning import (
    Attempt,
    ChapterRead,
    Completion,
    CompletionAnnulment,
    PracticeAnswer,
    SavedAnswer,
)
from curriculum.models.module import ClinicalReview, Module, ModuleAlignment, ModuleRelease
from curriculum.models.pages import CurriculumIndexPage, LoadedBundle, ModulePage
from curriculum.models.practice import (
    AssessorEndorsement,
    Observation,
    ObservationSignOff,
    ObservedTask,
    SignOffAnnulment,
    TaskAlignment,
    TaskReview,
)
from curriculum.models.questions import ItemStatistic, Question
from curriculum.models.reference import Reference
from curriculum.models.review import IndependentReviewTask
from curriculum.models.track import Track, TrackModule

__all__ = [
    "AssessorEndorsement",
    "Attempt",
    "ChapterRead",
    "ClinicalReview",
    "Completion",
    "CompletionAnnulment",
    "CurriculumIndexPage",
    "IndependentReviewTask",
    "ItemStatistic",
    "LoadedBundle",
    "Module",
    "ModuleAlignment",
    "ModulePage",
    "ModuleRelease",
    "Observation",
    "ObservationSignOff",
    "ObservedTask",
    "PracticeAnswer",
    "Question",
    "Reference",
    "SavedAnswer",
    "SignOffAnnulment",
    "TaskAlignment",
    "TaskReview",
    "Track",
    "TrackModule",
]
