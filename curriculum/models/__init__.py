"""Tracks, modules and their releases, what learners did with them, the authors' pages."""

from curriculum.models.acceptance import (
    AcceptanceRule,
    AcceptedOutcome,
    DeltaTaken,
    LabelChange,
    UpdateTaken,
)
from curriculum.models.add_ons import (
    AddOnVersion,
    BundleUpload,
    MediaFile,
    ProductAddOn,
    QuestionImport,
    VersionEvent,
    VersionPackage,
)
from curriculum.models.learning import (
    Attempt,
    ChapterRead,
    Completion,
    CompletionAnnulment,
    PracticeAnswer,
    SavedAnswer,
)
from curriculum.models.module import ClinicalReview, Module, ModuleAlignment, ModuleRelease
from curriculum.models.outcomes import ModuleOutcome, Outcome, RequiredOutcome
from curriculum.models.packages import (
    CheckFinding,
    ContentPackage,
    PackageRegistration,
    PackageResult,
    Purpose,
    UnitState,
    XapiStatement,
)
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
from curriculum.models.product_review import (
    DeclaredInterest,
    NumbersPeriod,
    ReviewAssignment,
    ReviewComment,
    ReviewDecision,
)
from curriculum.models.questions import ItemStatistic, Question
from curriculum.models.reference import Reference
from curriculum.models.review import IndependentReviewTask
from curriculum.models.track import Track, TrackModule

__all__ = [
    "AcceptanceRule",
    "AcceptedOutcome",
    "AddOnVersion",
    "AssessorEndorsement",
    "Attempt",
    "BundleUpload",
    "ChapterRead",
    "CheckFinding",
    "ClinicalReview",
    "Completion",
    "CompletionAnnulment",
    "ContentPackage",
    "CurriculumIndexPage",
    "DeclaredInterest",
    "DeltaTaken",
    "IndependentReviewTask",
    "ItemStatistic",
    "LabelChange",
    "LoadedBundle",
    "MediaFile",
    "Module",
    "ModuleAlignment",
    "ModuleOutcome",
    "ModulePage",
    "ModuleRelease",
    "NumbersPeriod",
    "Observation",
    "ObservationSignOff",
    "ObservedTask",
    "Outcome",
    "PackageRegistration",
    "PackageResult",
    "PracticeAnswer",
    "ProductAddOn",
    "Purpose",
    "Question",
    "QuestionImport",
    "Reference",
    "RequiredOutcome",
    "ReviewAssignment",
    "ReviewComment",
    "ReviewDecision",
    "SavedAnswer",
    "SignOffAnnulment",
    "TaskAlignment",
    "TaskReview",
    "Track",
    "TrackModule",
    "UnitState",
    "UpdateTaken",
    "VersionEvent",
    "VersionPackage",
    "XapiStatement",
]
