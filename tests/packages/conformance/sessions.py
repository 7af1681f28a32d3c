"""Stories over several sessions: what is left comes back, and times are added up."""

from dataclasses import dataclass, field

from curriculum.domain.packages import LaunchUnit, PackageStandard
from tests.packages.conformance.cases import START, Call, call, get, put, refused_get

UNIT = LaunchUnit("unit-1", "A unit", "index.html")
FINISH = call("Finish", "")


@dataclass(frozen=True)
class Story:
    """Sessions one after another; one without a Finish was cut off."""

    name: str
    clause: str
    standard: PackageStandard
    sessions: tuple[tuple[Call, ...], ...]
    unit: LaunchUnit = field(default=UNIT)


def _12(name: str, clause: str, *sessions: tuple[Call, ...], unit: LaunchUnit = UNIT) -> Story:
    return Story(name, clause, PackageStandard.SCORM_12, _begun(sessions), unit)


def _2004(name: str, clause: str, *sessions: tuple[Call, ...], unit: LaunchUnit = UNIT) -> Story:
    return Story(name, clause, PackageStandard.SCORM_2004, _begun(sessions), unit)


def _begun(sessions: tuple[tuple[Call, ...], ...]) -> tuple[tuple[Call, ...], ...]:
    return tuple((START, *calls) for calls in sessions)


def _mastery(share: float) -> LaunchUnit:
    return LaunchUnit("unit-1", "A unit", "index.html", mastery=share)


LEFT_12 = (
    get("cmi.core.entry", "ab-initio"),
    put("cmi.core.lesson_location", "page 7"),
    put("cmi.suspend_data", "seen=1-7;café"),
    put("cmi.core.lesson_status", "incomplete"),
    put("cmi.core.session_time", "00:10:00.25"),
)
LEFT_2004 = (
    get("cmi.entry", "ab-initio"),
    put("cmi.location", "page 7"),
    put("cmi.suspend_data", "seen=1-7;café"),
    put("cmi.completion_status", "incomplete"),
    put("cmi.session_time", "PT10M0.5S"),
)
BACK_12 = (
    get("cmi.core.entry", "resume"),
    get("cmi.core.lesson_location", "page 7"),
    get("cmi.suspend_data", "seen=1-7;café"),
    get("cmi.core.lesson_status", "incomplete"),
    get("cmi.core.total_time", "00:10:00.25"),
)
BACK_2004 = (
    get("cmi.entry", "resume"),
    get("cmi.location", "page 7"),
    get("cmi.suspend_data", "seen=1-7;café"),
    get("cmi.completion_status", "incomplete"),
    get("cmi.total_time", "PT10M0.5S"),
)

STORIES_12 = (
    _12(
        "what is suspended is resumed, and times are added",
        "3.4.4 cmi.core.entry, exit, total_time",
        (*LEFT_12, put("cmi.core.exit", "suspend"), FINISH),
        (
            *BACK_12,
            put("cmi.core.session_time", "00:05:00"),
            put("cmi.core.exit", "suspend"),
            FINISH,
        ),
        (get("cmi.core.total_time", "00:15:00.25"),),
    ),
    _12("a session that was cut off is resumed", "2.1", LEFT_12, BACK_12),
    _12(
        "a session time counts once, however often it is set",
        "3.4.4 cmi.core.session_time",
        (
            put("cmi.core.session_time", "00:01:00"),
            call("Commit", ""),
            put("cmi.core.session_time", "00:02:00"),
            FINISH,
        ),
        (get("cmi.core.total_time", "00:02:00"),),
    ),
    _12(
        "a return without suspending has no entry",
        "3.4.4 cmi.core.entry",
        (put("cmi.core.lesson_status", "completed"), put("cmi.core.exit", ""), FINISH),
        (get("cmi.core.entry", ""), get("cmi.core.lesson_status", "completed")),
    ),
    _12(
        "a score over the mastery score passes, whatever content said",
        "3.4.4 cmi.core.lesson_status",
        (put("cmi.core.lesson_status", "failed"), put("cmi.core.score.raw", "80"), FINISH),
        (get("cmi.core.lesson_status", "passed"),),
        unit=_mastery(0.8),
    ),
    _12(
        "a score under the mastery score fails, whatever content said",
        "3.4.4 cmi.core.lesson_status",
        (put("cmi.core.lesson_status", "passed"), put("cmi.core.score.raw", "79.5"), FINISH),
        (get("cmi.core.lesson_status", "failed"),),
        unit=_mastery(0.8),
    ),
    _12(
        "without a score the mastery score says nothing",
        "3.4.4 cmi.core.lesson_status",
        (put("cmi.core.lesson_status", "incomplete"), FINISH),
        (get("cmi.core.lesson_status", "incomplete"),),
        unit=_mastery(0.8),
    ),
    _12(
        "content that never said how it went is completed by leaving it",
        "3.4.4 cmi.core.lesson_status",
        (put("cmi.core.lesson_location", "end"), FINISH),
        (get("cmi.core.lesson_status", "completed"),),
    ),
    _12(
        "objectives and the count of interactions come back",
        "3.4.4",
        (
            put("cmi.objectives.0.id", "aim"),
            put("cmi.objectives.0.score.raw", "50"),
            put("cmi.objectives.0.status", "incomplete"),
            put("cmi.core.exit", "suspend"),
            FINISH,
        ),
        (
            get("cmi.objectives._count", "1"),
            get("cmi.objectives.0.id", "aim"),
            get("cmi.objectives.0.score.raw", "50"),
            get("cmi.objectives.0.status", "incomplete"),
            put("cmi.objectives.1.id", "next"),
        ),
    ),
)

STORIES_2004 = (
    _2004(
        "what is suspended is resumed, and times are added",
        "4.2.7, 4.2.8, 4.2.26",
        (*LEFT_2004, put("cmi.exit", "suspend"), FINISH),
        (*BACK_2004, put("cmi.session_time", "PT5M"), put("cmi.exit", "suspend"), FINISH),
        (get("cmi.total_time", "PT15M0.5S"),),
    ),
    _2004("a session that was cut off is resumed", "2.1.1", LEFT_2004, BACK_2004),
    _2004(
        "suspending all suspends, whatever the exit",
        "SN 5.6.6",
        (*LEFT_2004, put("adl.nav.request", "suspendAll"), FINISH),
        (*BACK_2004, get("adl.nav.request", "_none_")),
    ),
    _2004(
        "a normal end begins a new attempt with nothing",
        "2.1.1, 4.2.8",
        (*LEFT_2004, put("cmi.exit", "normal"), FINISH),
        (
            get("cmi.entry", "ab-initio"),
            refused_get("cmi.location", 403),
            refused_get("cmi.suspend_data", 403),
            get("cmi.completion_status", "unknown"),
            get("cmi.total_time", "PT0S"),
        ),
    ),
    _2004(
        "an abandoned attempt is not resumed",
        "SN 5.6.6",
        (
            *LEFT_2004,
            put("cmi.exit", "suspend"),
            put("adl.nav.request", "abandon"),
            FINISH,
        ),
        (get("cmi.entry", "ab-initio"), refused_get("cmi.location", 403)),
    ),
    _2004(
        "a session time counts once, however often it is set",
        "4.2.23",
        (
            put("cmi.session_time", "PT1M"),
            call("Commit", ""),
            put("cmi.session_time", "PT2M"),
            put("cmi.exit", "suspend"),
            FINISH,
        ),
        (get("cmi.total_time", "PT2M"),),
    ),
    _2004(
        "objectives, interactions and comments come back",
        "4.2.9, 4.2.17",
        (
            put("cmi.objectives.0.id", "aim"),
            put("cmi.objectives.0.score.scaled", "0.5"),
            put("cmi.objectives.0.success_status", "failed"),
            put("cmi.interactions.0.id", "q1"),
            put("cmi.interactions.0.type", "choice"),
            put("cmi.interactions.0.learner_response", "a[,]b"),
            put("cmi.comments_from_learner.0.comment", "{lang=en}Too fast"),
            put("cmi.exit", "suspend"),
            FINISH,
        ),
        (
            get("cmi.objectives._count", "1"),
            get("cmi.objectives.0.id", "aim"),
            get("cmi.objectives.0.score.scaled", "0.5"),
            get("cmi.objectives.0.success_status", "failed"),
            get("cmi.interactions._count", "1"),
            get("cmi.interactions.0.learner_response", "a[,]b"),
            get("cmi.comments_from_learner.0.comment", "{lang=en}Too fast"),
            put("cmi.objectives.1.id", "next"),
            put("cmi.interactions.0.learner_response", ""),
        ),
    ),
    _2004(
        "an emptied bookmark stays empty",
        "4.2.13",
        (put("cmi.location", "page 7"), put("cmi.exit", "suspend"), FINISH),
        (put("cmi.location", ""), put("cmi.exit", "suspend"), FINISH),
        (get("cmi.location", ""),),
    ),
    _2004(
        "the passing score decides over what content said",
        "4.2.22.1",
        (
            put("cmi.success_status", "passed"),
            put("cmi.score.scaled", "0.5"),
            put("cmi.exit", "suspend"),
            FINISH,
        ),
        (get("cmi.success_status", "failed"),),
        unit=_mastery(0.7),
    ),
)
STORIES = (*STORIES_12, *STORIES_2004)
