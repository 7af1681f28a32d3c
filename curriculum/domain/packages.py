"""Content packages: their standards, states, findings, and what their manifest says."""

from dataclasses import dataclass, field
from enum import StrEnum


class PackageStandard(StrEnum):
    """What a package was written for."""

    SCORM_12 = "scorm_1.2"
    SCORM_2004 = "scorm_2004"
    CMI5 = "cmi5"


class PackageState(StrEnum):
    """Where an uploaded package stands; a refused one is never played."""

    RECEIVED = "received"
    CHECKING = "checking"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Level(StrEnum):
    """STOP refuses the package, FIX keeps it from review, NOTE is told and nothing else."""

    STOP = "stop"
    FIX = "fix"
    NOTE = "note"


class Step(StrEnum):
    """What the check does, in order; each is named on the page of the job."""

    RECEIVED = "received"
    SCANNED = "scanned"
    UNPACKED = "unpacked"
    MANIFEST = "manifest"
    LINKS = "links"
    ACCESSIBILITY = "accessibility"
    PROMOTION = "promotion"
    TRIAL = "trial"


class PackageRule(StrEnum):
    """What was broken; the edge turns each into a sentence and a remedy."""

    NOT_A_ZIP = "not_a_zip"
    TOO_LARGE = "too_large"
    TOO_MANY_FILES = "too_many_files"
    UNPACKED_TOO_LARGE = "unpacked_too_large"
    RATIO = "ratio"
    ENTRY_TOO_LARGE = "entry_too_large"
    NESTED_ARCHIVE = "nested_archive"
    OVERLAP = "overlap"
    ENCRYPTED = "encrypted"
    COMPRESSION = "compression"
    DAMAGED = "damaged"
    UNSAFE_NAME = "unsafe_name"
    ABSOLUTE_NAME = "absolute_name"
    PARENT_NAME = "parent_name"
    LONG_NAME = "long_name"
    DUPLICATE_NAME = "duplicate_name"
    LINK_ENTRY = "link_entry"
    FILE_TYPE = "file_type"
    DISGUISED_FILE = "disguised_file"
    TOOK_TOO_LONG = "took_too_long"
    TOOK_TOO_MUCH_MEMORY = "took_too_much_memory"
    MALWARE = "malware"
    NOT_SCANNED = "not_scanned"
    MANIFEST_MISSING = "manifest_missing"
    MANIFEST_TOO_LARGE = "manifest_too_large"
    MANIFEST_UNREADABLE = "manifest_unreadable"
    MANIFEST_ENTITIES = "manifest_entities"
    MANIFEST_STANDARD = "manifest_standard"
    NOTHING_TO_LAUNCH = "nothing_to_launch"
    LAUNCH_MISSING = "launch_missing"
    LAUNCH_OUTSIDE = "launch_outside"
    LISTED_FILE_MISSING = "listed_file_missing"
    UNLISTED_FILE = "unlisted_file"
    EXTERNAL_ADDRESS = "external_address"
    BROKEN_LINK = "broken_link"
    PASSWORD_FIELD = "password_field"  # noqa: S105 - a rule's name
    EXTERNAL_FORM = "external_form"
    TRACKER = "tracker"
    SERVICE_WORKER = "service_worker"
    PEER_CONNECTION = "peer_connection"
    OPENS_WINDOW = "opens_window"
    NO_LANGUAGE = "no_language"
    NO_TITLE = "no_title"
    NO_TEXT_FOR_IMAGE = "no_text_for_image"
    NO_CAPTIONS = "no_captions"
    NO_LABEL = "no_label"
    NO_ZOOM = "no_zoom"
    BRAND_FIRST = "brand_first"
    SUPERLATIVE = "superlative"
    COMPARISON = "comparison"
    PRIZE = "prize"
    INVITATION = "invitation"
    LOGO = "logo"
    NO_LABEL_DATE = "no_label_date"
    NO_REFERENCE = "no_reference"
    TRIAL_NOT_RUN = "trial_not_run"
    TRIAL_NEVER_BEGAN = "trial_never_began"
    TRIAL_NEVER_ENDED = "trial_never_ended"
    TRIAL_BLOCKED = "trial_blocked"
    TRIAL_ERROR = "trial_error"


@dataclass(frozen=True)
class PackageFinding:
    """One thing found; `details` fills the sentence (numbers, words found), never HTML."""

    level: Level
    rule: PackageRule
    file: str = ""
    line: int = 0
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PackageLimits:
    """Bounds of an upload (THREATS D2); sizes in bytes, ratio unpacked to packed."""

    upload: int = 300 * 1024 * 1024
    unpacked: int = 1024 * 1024 * 1024
    files: int = 5_000
    ratio: int = 100
    name: int = 240
    manifest: int = 2 * 1024 * 1024
    memory: int = 256 * 1024 * 1024
    seconds: int = 120


@dataclass(frozen=True)
class LaunchUnit:
    """What is opened at once: a SCO or an assignable unit.

    `href` is a path inside the package with its query; `mastery` a share of 1 or None;
    `launch_data` what the manifest hands over; `move_on`, `launch_method` and `blocks` (ids of the
    blocks around it, the outermost first) are cmi5's.
    """

    key: str
    title: str
    href: str
    is_sco: bool = True
    mastery: float | None = None
    launch_data: str = ""
    max_time_seconds: int | None = None
    time_limit_action: str = ""
    completion_threshold: float | None = None
    move_on: str = ""
    launch_method: str = ""
    activity_id: str = ""
    objectives: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True)
class PackageManifest:
    """What a manifest says; `files` are those it lists, as paths inside the package.

    `course_id` is the publisher's id of a cmi5 course.
    """

    standard: PackageStandard
    edition: str
    title: str
    units: tuple[LaunchUnit, ...]
    files: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    course_id: str = ""


_LEGAL = {
    PackageState.RECEIVED: {PackageState.CHECKING, PackageState.WITHDRAWN},
    PackageState.CHECKING: {
        PackageState.RECEIVED,
        PackageState.ACCEPTED,
        PackageState.REFUSED,
        PackageState.WITHDRAWN,
    },
    PackageState.ACCEPTED: {PackageState.CHECKING, PackageState.WITHDRAWN},
    PackageState.REFUSED: {PackageState.CHECKING, PackageState.WITHDRAWN},
    PackageState.WITHDRAWN: set[PackageState](),
}


def may_become(state: PackageState, then: PackageState) -> bool:
    """Whether a package may go from one state to another."""
    return then in _LEGAL[state]


def state_after(findings: list[PackageFinding]) -> PackageState:
    """Where a check ends: one STOP refuses."""
    stopped = any(each.level is Level.STOP for each in findings)
    return PackageState.REFUSED if stopped else PackageState.ACCEPTED
