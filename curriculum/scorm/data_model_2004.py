"""The data model of SCORM 2004, 3rd and 4th edition, element by element (RTE 4th ed., 4.2)."""

from curriculum.scorm.elements import Access, Codes, DataModel, Element, table
from curriculum.scorm.interaction_patterns import TYPES_2004
from curriculum.scorm.value_types import (
    Check,
    duration,
    either,
    language,
    localized,
    long_identifier,
    moment,
    pattern,
    real,
    text,
    vocabulary,
)

READ, WRITE = Access.READ, Access.WRITE
COMPLETION = vocabulary("completed", "incomplete", "not attempted", "unknown")
SUCCESS = vocabulary("passed", "failed", "unknown")
RESULT = either(vocabulary("correct", "incorrect", "unanticipated", "neutral"), real())
EXIT = vocabulary("time-out", "suspend", "logout", "normal", "")
TIME_LIMIT_ACTION = vocabulary(
    "exit,message", "continue,message", "exit,no message", "continue,no message"
)
# SCORM 2004 4th ed. SN 5.6.6: a plain request, or a target in front of choice and jump.
NAV_REQUEST = pattern(
    r"continue|previous|exit|exitAll|abandon|abandonAll|suspendAll|_none_"
    r"|\{target=[^\s{}]{1,4000}\}(choice|jump)"
)
NAV_VALID = vocabulary("true", "false", "unknown")
SUSPEND_DATA = 64_000

CODES = Codes(
    unknown=401,
    keyword=404,
    read_only=404,
    wrong_type=406,
    out_of_range=407,
    order=351,
    dependency=408,
    too_much=351,
)


def _score(prefix: str) -> tuple[Element, ...]:
    return (
        Element(f"{prefix}.score.scaled", real(-1, 1)),
        Element(f"{prefix}.score.raw", real()),
        Element(f"{prefix}.score.min", real()),
        Element(f"{prefix}.score.max", real()),
    )


def _comments(prefix: str, access: Access) -> tuple[Element, ...]:
    fields: tuple[tuple[str, Check], ...] = (
        ("comment", localized(4_000)),
        ("location", text(250)),
        ("timestamp", moment),
    )
    return tuple(Element(f"{prefix}.n.{name}", check, access) for name, check in fields)


def _interactions() -> tuple[Element, ...]:
    fields: tuple[tuple[str, Check], ...] = (
        ("id", long_identifier),
        ("type", vocabulary(*TYPES_2004)),
        ("objectives.n.id", long_identifier),
        ("timestamp", moment),
        ("correct_responses.n.pattern", text(16_000)),
        ("weighting", real()),
        ("learner_response", text(16_000)),
        ("result", RESULT),
        ("latency", duration),
        ("description", localized(250)),
    )
    return tuple(Element(f"cmi.interactions.n.{name}", check) for name, check in fields)


MODEL = DataModel(
    elements=table(
        *_comments("cmi.comments_from_learner", Access.BOTH),
        *_comments("cmi.comments_from_lms", READ),
        Element("cmi.completion_status", COMPLETION, default="unknown"),
        Element("cmi.completion_threshold", real(0, 1), READ),
        Element("cmi.credit", vocabulary("credit", "no-credit"), READ, "credit"),
        Element("cmi.entry", vocabulary("ab-initio", "resume", ""), READ, "ab-initio"),
        Element("cmi.exit", EXIT, WRITE, ""),
        *_interactions(),
        Element("cmi.launch_data", text(4_000), READ),
        Element("cmi.learner_id", long_identifier, READ),
        Element("cmi.learner_name", localized(250), READ),
        Element("cmi.learner_preference.audio_level", real(0), default="1"),
        Element("cmi.learner_preference.language", language, default=""),
        Element("cmi.learner_preference.delivery_speed", real(0), default="1"),
        Element("cmi.learner_preference.audio_captioning", vocabulary("-1", "0", "1"), default="0"),
        Element("cmi.location", text(1_000)),
        Element("cmi.max_time_allowed", duration, READ),
        Element("cmi.mode", vocabulary("browse", "normal", "review"), READ, "normal"),
        Element("cmi.objectives.n.id", long_identifier),
        *_score("cmi.objectives.n"),
        Element("cmi.objectives.n.success_status", SUCCESS, default="unknown"),
        Element("cmi.objectives.n.completion_status", COMPLETION, default="unknown"),
        Element("cmi.objectives.n.progress_measure", real(0, 1)),
        Element("cmi.objectives.n.description", localized(250)),
        Element("cmi.progress_measure", real(0, 1)),
        Element("cmi.scaled_passing_score", real(-1, 1), READ),
        *_score("cmi"),
        Element("cmi.session_time", duration, WRITE),
        Element("cmi.success_status", SUCCESS, default="unknown"),
        Element("cmi.suspend_data", text(SUSPEND_DATA)),
        Element("cmi.time_limit_action", TIME_LIMIT_ACTION, READ, "continue,no message"),
        Element("cmi.total_time", duration, READ, "PT0S"),
        Element("adl.nav.request", NAV_REQUEST, default="_none_"),
        Element("adl.nav.request_valid.continue", NAV_VALID, READ, "unknown"),
        Element("adl.nav.request_valid.previous", NAV_VALID, READ, "unknown"),
        Element("adl.data.n.id", long_identifier, READ),
        Element("adl.data.n.store", text(SUSPEND_DATA)),
    ),
    codes=CODES,
    identified={"cmi.objectives": "id", "cmi.interactions": "id"},
    bounds={
        "cmi.objectives": 250,
        "cmi.interactions": 500,
        "cmi.comments_from_learner": 250,
        "cmi.comments_from_lms": 100,
        "cmi.interactions.n.objectives": 50,
        "cmi.interactions.n.correct_responses": 50,
        "adl.data": 50,
    },
)
