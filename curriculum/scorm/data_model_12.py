"""The data model of SCORM 1.2, element by element (Run-Time Environment 1.2, 3.4.4)."""

from curriculum.scorm.elements import Access, Codes, DataModel, Element, table
from curriculum.scorm.interaction_patterns import TYPES_12
from curriculum.scorm.value_types import (
    blank,
    clock,
    decimal,
    either,
    identifier,
    integer,
    text,
    timespan,
    vocabulary,
)

STRING, LONG_STRING = text(255), text(4_096)
SCORE = either(blank, decimal(0, 100))
# The content says how it went; only the platform says that nothing was tried.
LESSON_STATUS = vocabulary("passed", "completed", "failed", "incomplete", "browsed")
OBJECTIVE_STATUS = vocabulary(
    "passed", "completed", "failed", "incomplete", "browsed", "not attempted"
)
RESULT = either(vocabulary("correct", "wrong", "unanticipated", "neutral"), decimal())
READ, WRITE = Access.READ, Access.WRITE

CODES = Codes(
    unknown=401,
    keyword=402,
    read_only=403,
    wrong_type=405,
    out_of_range=405,
    order=201,
    dependency=201,
    too_much=101,
)

MODEL = DataModel(
    elements=table(
        Element("cmi.core.student_id", identifier, READ),
        Element("cmi.core.student_name", STRING, READ),
        Element("cmi.core.lesson_location", STRING, default=""),
        Element("cmi.core.credit", vocabulary("credit", "no-credit"), READ, "credit"),
        Element("cmi.core.lesson_status", LESSON_STATUS, default="not attempted"),
        Element("cmi.core.entry", vocabulary("ab-initio", "resume", ""), READ, "ab-initio"),
        Element("cmi.core.score.raw", SCORE, default=""),
        Element("cmi.core.score.min", SCORE, default=""),
        Element("cmi.core.score.max", SCORE, default=""),
        Element("cmi.core.total_time", timespan, READ, "0000:00:00.00"),
        Element("cmi.core.lesson_mode", vocabulary("browse", "normal", "review"), READ, "normal"),
        Element("cmi.core.exit", vocabulary("time-out", "suspend", "logout", ""), WRITE, ""),
        Element("cmi.core.session_time", timespan, WRITE, "0000:00:00.00"),
        Element("cmi.suspend_data", LONG_STRING, default=""),
        Element("cmi.launch_data", LONG_STRING, READ, ""),
        Element("cmi.comments", LONG_STRING, default=""),
        Element("cmi.comments_from_lms", LONG_STRING, READ, ""),
        Element("cmi.student_data.mastery_score", SCORE, READ, ""),
        Element("cmi.student_data.max_time_allowed", either(blank, timespan), READ, ""),
        Element(
            "cmi.student_data.time_limit_action",
            vocabulary(
                "exit,message", "exit,no message", "continue,message", "continue,no message", ""
            ),
            READ,
            "",
        ),
        Element("cmi.student_preference.audio", integer(-1, 100), default="0"),
        Element("cmi.student_preference.language", STRING, default=""),
        Element("cmi.student_preference.speed", integer(-100, 100), default="0"),
        Element("cmi.student_preference.text", integer(-1, 1), default="0"),
        Element("cmi.objectives.n.id", identifier),
        Element("cmi.objectives.n.score.raw", SCORE, default=""),
        Element("cmi.objectives.n.score.min", SCORE, default=""),
        Element("cmi.objectives.n.score.max", SCORE, default=""),
        Element("cmi.objectives.n.status", OBJECTIVE_STATUS, default="not attempted"),
        Element("cmi.interactions.n.id", identifier, WRITE),
        Element("cmi.interactions.n.objectives.n.id", identifier, WRITE),
        Element("cmi.interactions.n.time", clock, WRITE),
        Element("cmi.interactions.n.type", vocabulary(*TYPES_12), WRITE),
        Element("cmi.interactions.n.correct_responses.n.pattern", STRING, WRITE),
        Element("cmi.interactions.n.weighting", decimal(), WRITE),
        Element("cmi.interactions.n.student_response", STRING, WRITE),
        Element("cmi.interactions.n.result", RESULT, WRITE),
        Element("cmi.interactions.n.latency", timespan, WRITE),
    ),
    codes=CODES,
    identified={},
    bounds={
        "cmi.objectives": 250,
        "cmi.interactions": 500,
        "cmi.interactions.n.objectives": 50,
        "cmi.interactions.n.correct_responses": 50,
    },
)
